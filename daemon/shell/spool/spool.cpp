#include "shell/spool/spool.hpp"

#include "core/base/text.hpp"
#include "shell/spool/failed.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace followup::spool {
namespace {

base::Result<void> folder(const std::string& path, mode_t mode) {
    if (::mkdir(path.c_str(), 0700) == 0) {
        if (::chmod(path.c_str(), mode) != 0) return failed("cannot set the mode of the folder", path);
        return {};
    }
    if (errno != EEXIST) return failed("cannot make the folder", path);
    return {};
}

/// File names that we take: letters, digits, '.', '_' and '-', ending in ".toml".
bool good_name(std::string_view name) {
    if (name.size() > 205 || !name.ends_with(".toml") || name.size() < 6) return false;
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return letter(name.front()) && std::ranges::all_of(name, [&](char c) {
               return letter(c) || c == '.' || c == '_' || c == '-';
           });
}

bool unchanged_for(const struct stat& status, std::chrono::milliseconds quiet) {
    const auto changed =
        std::chrono::seconds{status.st_ctim.tv_sec} + std::chrono::nanoseconds{status.st_ctim.tv_nsec};
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    // A change "in the future" means that the clock was set back since: it is old.
    return (now > changed ? now - changed : changed - now) >= quiet;
}

/// Renaming changes a file's status only: what was moved in is older than its status is. True of what was
/// touched by chmod, too, so this is asked only about files that came while nobody watched.
bool moved_since_written(const struct stat& status) {
    const auto written = std::pair{status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
    return written < std::pair{status.st_ctim.tv_sec, status.st_ctim.tv_nsec};
}

/// A read lease is refused while anybody has the file open for writing; where leases do not work at all
/// nothing is known and nothing is held up.
bool open_for_writing(int fd) {
    if (::fcntl(fd, F_SETLEASE, F_RDLCK) != 0) return errno == EAGAIN;
    ::fcntl(fd, F_SETLEASE, F_UNLCK);
    return false;
}

base::Problem unusable(const std::string& name, std::string what, std::string mend) {
    return {base::escaped(name), std::move(what), std::move(mend)};
}

/// At most one byte more than may be; `size` is what it is expected to be.
std::string read_all(int fd, off_t expected) {
    std::string bytes(std::min(static_cast<std::size_t>(expected), file_bytes_max) + 1, '\0');
    std::size_t size = 0;
    while (size < bytes.size()) {
        const auto got = ::read(fd, bytes.data() + size, bytes.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        size += static_cast<std::size_t>(got);
    }
    bytes.resize(size);
    return bytes;
}

} // namespace

base::Result<Spool> Spool::open(const std::string& path) {
    std::error_code ignored;
    std::filesystem::create_directories(path, ignored);
    for (const auto* name : {"new", "tmp"})
        if (auto made = folder(path + "/" + name, 03730); !made) return std::unexpected(made.error());
    for (const auto* name : {"done", "bad"})
        if (auto made = folder(path + "/" + name, 0750); !made) return std::unexpected(made.error());
    const auto arrivals = path + "/new";
    const int fd = ::open(arrivals.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return failed("cannot read the queue folder", arrivals);
    return Spool{path, fd};
}

Spool::Spool(Spool&& other) noexcept
    : x_path(std::move(other.x_path)), x_new(std::exchange(other.x_new, -1)),
      x_names(std::move(other.x_names)), x_renamed(std::move(other.x_renamed)),
      x_stuck(std::move(other.x_stuck)), x_unwatched(other.x_unwatched),
      x_listing_unwatched(other.x_listing_unwatched), x_syncs(other.x_syncs),
      x_touched(std::move(other.x_touched)) {}

Spool& Spool::operator=(Spool&& other) noexcept {
    std::swap(x_path, other.x_path);
    std::swap(x_new, other.x_new);
    std::swap(x_names, other.x_names);
    std::swap(x_renamed, other.x_renamed);
    std::swap(x_stuck, other.x_stuck);
    std::swap(x_unwatched, other.x_unwatched);
    std::swap(x_listing_unwatched, other.x_listing_unwatched);
    std::swap(x_syncs, other.x_syncs);
    std::swap(x_touched, other.x_touched);
    return *this;
}

Spool::~Spool() {
    if (x_new >= 0) ::close(x_new);
}

base::Result<void> Spool::refill() {
    // A fresh descriptor each time: the folder may have been replaced under us.
    const auto arrivals = x_path + "/new";
    const int fd = ::open(arrivals.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return failed("cannot read the queue folder", arrivals);
    ::close(std::exchange(x_new, fd));
    DIR* listing = ::fdopendir(::dup(fd));
    if (listing == nullptr) return failed("cannot list the queue folder", arrivals);
    while (const auto* entry = ::readdir(listing))
        if (entry->d_name[0] != '.' && !x_stuck.contains(std::string_view{entry->d_name}))
            x_names.emplace_back(entry->d_name);
    ::closedir(listing);
    std::ranges::sort(x_names, std::greater{});
    x_listing_unwatched = std::exchange(x_unwatched, false);
    return {};
}

std::optional<Found> Spool::look(const std::string& name, std::chrono::milliseconds quiet) const {
    Found found{.name = name, .bytes = {}, .problem = {}};
    const auto refuse = [&](std::string what, std::string mend) {
        found.problem = unusable(name, std::move(what), std::move(mend));
        return found;
    };
    if (!good_name(name))
        return refuse("the name of the file cannot be taken",
                      "use letters, digits, '.', '_' and '-', and the ending .toml");
    const int fd = ::openat(x_new, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        if (errno == ENOENT) return std::nullopt;
        if (errno == ELOOP) return refuse("it is a symbolic link", "put the file itself into the queue");
        return refuse(fmt::format("it cannot be opened: {}", std::strerror(errno)), "let the group read it");
    }
    struct stat status{};
    if (::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(fd);
        return refuse("it is not a regular file", "put a file into the queue");
    }
    found.owner = status.st_uid;
    const bool still = unchanged_for(status, quiet) || (x_listing_unwatched && moved_since_written(status));
    const bool complete = x_renamed.contains(name) || (still && !open_for_writing(fd));
    if (complete) found.bytes = read_all(fd, status.st_size);
    ::close(fd);
    if (!complete) return found;
    if (found.bytes.size() > file_bytes_max) {
        found.bytes.clear();
        return refuse(
            fmt::format("it is {} bytes long; an event file has at most {}", status.st_size, file_bytes_max),
            "split it into several files");
    }
    if (found.bytes.empty()) return refuse("it is empty", "write at least one event");
    return found;
}

Scan Spool::scan(std::size_t count_max, std::chrono::milliseconds quiet) {
    Scan result;
    if (x_names.empty()) {
        if (auto filled = refill(); !filled) {
            result.trouble = filled.error();
            return result;
        }
    }
    while (!x_names.empty() && result.ready.size() < count_max) {
        const auto name = std::move(x_names.back());
        x_names.pop_back();
        auto found = look(name, quiet);
        if (!found) {
            x_renamed.erase(name);
            continue;
        }
        if (found->bytes.empty() && !found->problem)
            result.waiting = true;
        else
            result.ready.push_back(std::move(*found));
    }
    result.more = !x_names.empty();
    return result;
}

void Spool::renamed(std::string_view name) {
    x_renamed.emplace(name);
    if (x_renamed.size() <= 65536) return;
    x_renamed.clear();
    x_unwatched = true;
}

base::Result<std::string> Spool::move(const std::string& name, const std::string& to_folder) {
    x_renamed.erase(name);
    std::string target = good_name(name) ? name : fmt::format("unnamed-{}", base::slug(name).substr(0, 80));
    const auto stem = target.ends_with(".toml") ? target.substr(0, target.size() - 5) : target;
    for (int n = 2;; ++n) {
        const auto path = to_folder + "/" + target;
        if (::renameat2(x_new, name.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0) {
            x_touched.insert(to_folder);
            x_touched.insert(x_path + "/new");
            return path;
        }
        if (errno != EEXIST || n > 10000) {
            x_stuck.insert(name);
            return failed("cannot move the file out of the queue", path);
        }
        target = fmt::format("{}-{}.toml", stem, n);
    }
}

base::Result<void> Spool::accept(const std::string& name, base::Date date) {
    const auto day = x_path + "/done/" + base::iso(date);
    if (!x_touched.contains(day)) {
        if (auto made = folder(day, 0750); !made) return made;
        x_touched.insert(x_path + "/done");
    }
    if (auto moved = move(name, day); !moved) return std::unexpected(moved.error());
    return {};
}

base::Result<void> Spool::refuse(const std::string& name, std::string_view reason) {
    const auto moved = move(name, x_path + "/bad");
    if (!moved) return std::unexpected(moved.error());
    const auto path = *moved + ".reason";
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
    if (fd < 0) return failed("cannot write the reason", path);
    const auto written = ::write(fd, reason.data(), reason.size());
    const bool whole = written == static_cast<ssize_t>(reason.size()) && ::fdatasync(fd) == 0;
    ::close(fd);
    if (!whole) return failed("cannot write the reason", path);
    return {};
}

} // namespace followup::spool
