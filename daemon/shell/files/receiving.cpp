#include "shell/files/receiving.hpp"

#include "shell/files/files.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace followup::files {
namespace {

auto not_received(const std::string& what, const std::string& path) {
    return base::problem(path, fmt::format("{}: {}", what, std::strerror(errno)));
}

std::string folder_above(const std::string& path) {
    const auto parent = std::filesystem::path{path}.parent_path().string();
    return parent.empty() ? "." : parent;
}

auto taken(const std::string& path) {
    return base::problem(path, "there is a file already", "name another one, or say --force");
}

/// Renames when nothing is there; on file systems that cannot say so at once, by a second name.
int rename_beside(const std::string& from, const std::string& to) {
    const int moved = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE);
    if (moved == 0 || (errno != EINVAL && errno != ENOSYS)) return moved;
    if (::link(from.c_str(), to.c_str()) != 0) return -1;
    ::unlink(from.c_str());
    return 0;
}

} // namespace

base::Result<Receiving> Receiving::open(const std::string& path, bool replace) {
    struct stat facts{};
    if (::lstat(path.c_str(), &facts) == 0) {
        if (!S_ISREG(facts.st_mode)) return base::problem(path, "is there, and is not a regular file");
        if (!replace) return taken(path);
    }
    auto draft = path + ".part-XXXXXX";
    const int fd = ::mkostemp(draft.data(), O_CLOEXEC);
    if (fd < 0) return not_received("cannot be written", path);
    return Receiving{fd, path, std::move(draft), replace};
}

Receiving::Receiving(Receiving&& other) noexcept
    : x_fd(std::exchange(other.x_fd, -1)), x_path(std::move(other.x_path)),
      x_draft(std::exchange(other.x_draft, {})), x_replace(other.x_replace) {}

Receiving::~Receiving() {
    if (x_fd >= 0) ::close(x_fd);
    if (!x_draft.empty()) ::unlink(x_draft.c_str());
}

base::Result<void> Receiving::write(std::string_view piece) const {
    while (!piece.empty()) {
        const auto put = ::write(x_fd, piece.data(), piece.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return not_received("cannot be written", x_path);
        piece.remove_prefix(static_cast<std::size_t>(put));
    }
    return {};
}

base::Result<void> Receiving::keep() {
    if (::fsync(x_fd) != 0) return not_received("cannot be made durable", x_path);
    const int moved = x_replace ? ::rename(x_draft.c_str(), x_path.c_str()) : rename_beside(x_draft, x_path);
    if (moved != 0 && errno == EEXIST) return taken(x_path);
    if (moved != 0) return not_received("cannot be written", x_path);
    x_draft.clear();
    return sync_folder(folder_above(x_path));
}

} // namespace followup::files
