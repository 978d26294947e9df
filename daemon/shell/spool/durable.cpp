#include "shell/spool/durable.hpp"

#include "shell/spool/failed.hpp"
#include "shell/spool/spool.hpp"

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace followup::spool {

base::Result<void> folder(const std::string& path, unsigned mode) {
    if (::mkdir(path.c_str(), 0700) == 0) {
        if (::chmod(path.c_str(), mode) != 0) return failed("cannot set the mode of the folder", path);
        return {};
    }
    if (errno != EEXIST) return failed("cannot make the folder", path);
    return {};
}

base::Result<void> sync_folder(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return failed("cannot open the folder", path);
    const bool good = ::fsync(fd) == 0 || errno == EINVAL; // EINVAL: a file system that has no such thing
    ::close(fd);
    if (!good) return failed("cannot make the folder durable", path);
    return {};
}

base::Result<void> write_durably(const std::string& path, std::string_view bytes, unsigned mode) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        const int error = errno;
        auto problem = failed("cannot write the file", path);
        errno = error;
        return problem;
    }
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto put = ::write(fd, bytes.data() + done, bytes.size() - done);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) break;
        done += static_cast<std::size_t>(put);
    }
    const bool whole = done == bytes.size() && ::fchmod(fd, mode) == 0 && ::fsync(fd) == 0;
    const int error = errno;
    ::close(fd);
    if (whole) return {};
    ::unlink(path.c_str());
    errno = error;
    return failed("cannot write the file", path);
}

bool good_name(std::string_view name) {
    if (name.size() > 205 || !name.ends_with(".toml") || name.size() < 6) return false;
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return letter(name.front()) && std::ranges::all_of(name, [&](char c) {
               return letter(c) || c == '.' || c == '_' || c == '-';
           });
}

std::string name_of(std::string_view held) {
    const auto mark = held.find('~');
    return std::string{mark == std::string_view::npos ? held : held.substr(mark + 1)};
}

std::optional<std::string> read_some(int fd) {
    std::string bytes(file_bytes_max + 1, '\0');
    std::size_t size = 0;
    while (size < bytes.size()) {
        const auto got = ::read(fd, bytes.data() + size, bytes.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt; // half of it may look like a whole one
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    bytes.resize(size);
    bytes.shrink_to_fit();
    return bytes;
}

} // namespace followup::spool
