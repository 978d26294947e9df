#include "shell/systemd/service.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace followup::systemd {
namespace {

constexpr auto kept = "/run/credentials/followupd.service";
constexpr std::size_t bytes_max = 1024 * 1024; // systemd's own limit for all credentials of a unit

class File {
  public:
    explicit File(const std::string& path) : x_fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)) {}
    ~File() {
        if (x_fd >= 0) ::close(x_fd);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    [[nodiscard]] int fd() const { return x_fd; }

  private:
    int x_fd;
};

base::Result<std::string> contents(const File& file, const std::string& path) {
    std::string bytes;
    std::array<char, 4096> block{};
    while (true) {
        const auto got = ::read(file.fd(), block.data(), block.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return base::problem(path, std::strerror(errno));
        if (got == 0) break;
        bytes.append(block.data(), static_cast<std::size_t>(got));
        if (bytes.size() > bytes_max) return base::problem(path, "this credential is larger than 1 MiB");
    }
    if (bytes.ends_with('\n')) bytes.pop_back();
    return bytes;
}

} // namespace

base::Result<std::string> credential(std::string_view name) {
    std::string label(name);
    if (name.empty() || name == "." || name == ".."
        || name.find_first_of(std::string_view("/\0", 2)) != name.npos)
        return base::problem(label, "this is no name of a credential", "a file name without '/'");
    std::error_code ignored;
    const char* passed = std::getenv("CREDENTIALS_DIRECTORY");
    // A program beside the service, run by root or the service's own user, finds them where systemd keeps
    // them.
    const std::string folder = passed != nullptr && *passed != '\0'           ? passed
                               : std::filesystem::is_directory(kept, ignored) ? kept
                                                                              : "";
    if (folder.empty())
        return base::problem(label, "systemd passed no credentials", "LoadCredential= in the unit");
    const std::string path = folder + "/" + label;
    const File file(path);
    struct stat facts{};
    if (file.fd() < 0 || ::fstat(file.fd(), &facts) != 0)
        return base::problem(path, std::string("the credential cannot be read: ") + std::strerror(errno),
                             "LoadCredential=" + label + ":PATH in the unit");
    if (!S_ISREG(facts.st_mode)) return base::problem(path, "this credential is no regular file");
    if ((facts.st_mode & S_IRWXO) != 0)
        return base::problem(path, "this secret is open to every user of the machine", "chmod o= " + path);
    return contents(file, path);
}

} // namespace followup::systemd
