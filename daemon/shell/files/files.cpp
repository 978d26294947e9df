#include "shell/files/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <utility>

namespace followup::files {
namespace {

auto failed(const std::string& what, const std::string& path) {
    return base::problem(path, fmt::format("{}: {}", what, std::strerror(errno)));
}

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto put = ::write(fd, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

std::string folder_of(const std::string& path) {
    const auto parent = std::filesystem::path{path}.parent_path().string();
    return parent.empty() ? "." : parent;
}

} // namespace

base::Result<std::string> read_beginning(const std::string& path, std::size_t bytes_max) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) return failed("cannot be read", path);
    struct stat status{};
    if (::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(fd);
        return base::problem(path, "is not a regular file");
    }
    std::string bytes;
    char block[16 * 1024];
    for (;;) {
        const auto got = ::read(fd, block, sizeof block);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            auto problem = failed("cannot be read", path);
            ::close(fd);
            return problem;
        }
        if (got == 0 || bytes.size() == bytes_max) break;
        bytes.append(block, std::min(static_cast<std::size_t>(got), bytes_max - bytes.size()));
    }
    ::close(fd);
    return bytes;
}

base::Result<std::string> read(const std::string& path, std::size_t bytes_max) {
    auto bytes = read_beginning(path, bytes_max + 1);
    if (bytes && bytes->size() > bytes_max)
        return base::problem(path, fmt::format("is longer than {} bytes", bytes_max));
    return bytes;
}

base::Result<std::map<std::string, std::string>> read_below(const std::string& folder) {
    namespace fs = std::filesystem;
    constexpr std::size_t files_max = 1000;
    std::map<std::string, std::string> all;
    std::error_code failure;
    if (!fs::is_directory(folder, failure)) return all;
    fs::recursive_directory_iterator at{folder, failure};
    for (const fs::recursive_directory_iterator end; !failure && at != end; at.increment(failure)) {
        const auto name = at->path().filename().string();
        if (name.starts_with('.') || name.ends_with('~')) {
            at.disable_recursion_pending();
            continue;
        }
        if (at->is_directory()) continue;
        if (all.size() == files_max) return base::problem(folder, "there are too many files in it");
        auto bytes = read(at->path().string());
        if (!bytes) return std::unexpected(bytes.error());
        all.emplace(at->path().lexically_relative(folder).generic_string(), std::move(*bytes));
    }
    if (failure) return base::problem(folder, fmt::format("cannot be read: {}", failure.message()));
    return all;
}

base::Result<void> write(const std::string& path, std::string_view bytes, unsigned mode) {
    const auto draft = path + ".part";
    const int fd = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
    if (fd < 0) return failed("cannot be written", path);
    const bool whole = write_all(fd, bytes) && ::fsync(fd) == 0;
    const int error = errno;
    ::close(fd);
    if (!whole || ::rename(draft.c_str(), path.c_str()) != 0) {
        if (!whole) errno = error;
        auto problem = failed("cannot be written", path);
        ::unlink(draft.c_str());
        return problem;
    }
    return sync_folder(folder_of(path));
}

base::Result<void> make_folder(const std::string& path, unsigned mode) {
    std::error_code failure;
    const bool there = std::filesystem::is_directory(path, failure);
    if (there) return {};
    std::filesystem::create_directories(path, failure);
    if (failure) return base::problem(path, fmt::format("cannot make the folder: {}", failure.message()));
    if (::chmod(path.c_str(), mode) != 0) return failed("cannot set the folder's mode", path);
    // Whoever may not read the folder above leaves it to the system when the name is on the disk.
    if (auto synced = sync_folder(folder_of(path)); !synced && errno != EACCES) return synced;
    return {};
}

base::Result<void> sync_folder(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return failed("cannot be opened", path);
    const bool good = ::fsync(fd) == 0 || errno == EINVAL;
    ::close(fd);
    if (!good) return failed("cannot be made durable", path);
    return {};
}

base::Result<std::string> secret(const std::string& path) {
    struct stat status{};
    if (::stat(path.c_str(), &status) == 0 && (status.st_mode & 0077) != 0)
        return base::problem(path, "may be read by others than its owner", "chmod 600 it");
    auto key = read(path, 64);
    if (key && key->size() != 32) return base::problem(path, "is not a key of 32 bytes");
    return key;
}

base::Result<std::string> fresh_secret(const std::string& path) {
    std::string key(32, '\0');
    if (::getrandom(key.data(), key.size(), 0) != static_cast<ssize_t>(key.size()))
        return failed("no random bytes for", path);
    if (auto written = write(path, key, 0600); !written) return std::unexpected(written.error());
    return key;
}

base::Result<void> copied(int from, const std::string& path) {
    ::unlink(path.c_str());
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return failed("cannot be written", path);
    char block[64 * 1024];
    ssize_t got = 0;
    bool good = true;
    while (good && ((got = ::read(from, block, sizeof block)) > 0 || (got < 0 && errno == EINTR)))
        if (got > 0) good = write_all(fd, {block, static_cast<std::size_t>(got)});
    good = good && got == 0 && ::fsync(fd) == 0;
    const int error = errno;
    ::close(fd);
    if (good) return {};
    ::unlink(path.c_str());
    errno = error;
    return failed("cannot be copied", path);
}

base::Result<Space> space(const std::string& path) {
    struct statvfs status{};
    if (::statvfs(path.c_str(), &status) != 0) return failed("cannot tell the free space", path);
    Space result;
    result.bytes_free = static_cast<unsigned long long>(status.f_bavail) * status.f_frsize;
    const auto percent = [](auto part, auto whole) {
        return whole == 0 ? 100.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
    };
    result.bytes_percent = percent(status.f_bavail, status.f_blocks);
    result.inodes_percent = percent(status.f_favail, status.f_files);
    return result;
}

base::Result<Lock> Lock::take(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return failed("cannot be locked", path);
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return Lock{fd};
    const bool taken = errno == EWOULDBLOCK;
    auto problem = failed("cannot be locked", path);
    ::close(fd);
    if (taken) return base::problem(path, "another followupd is running on this state folder");
    return problem;
}

Lock::Lock(Lock&& other) noexcept : x_fd(std::exchange(other.x_fd, -1)) {}

Lock& Lock::operator=(Lock&& other) noexcept {
    std::swap(x_fd, other.x_fd);
    return *this;
}

Lock::~Lock() {
    if (x_fd >= 0) ::close(x_fd);
}

} // namespace followup::files
