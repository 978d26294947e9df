#include "core/base/text.hpp"
#include "shell/spool/durable.hpp"
#include "shell/spool/failed.hpp"
#include "shell/spool/spool.hpp"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace followup::spool {
namespace {

/// Whether nobody wrote the file since it was read.
bool as_read(const struct stat& now, const struct stat& then) {
    return now.st_dev == then.st_dev && now.st_ino == then.st_ino && now.st_size == then.st_size
           && now.st_ctim.tv_sec == then.st_ctim.tv_sec && now.st_ctim.tv_nsec == then.st_ctim.tv_nsec;
}

std::string stem_of(const std::string& name) {
    return name.ends_with(".toml") ? name.substr(0, name.size() - 5) : name;
}

} // namespace

base::Result<std::string> Spool::place(const Found& file, const std::string& folder,
                                       const std::string* copy) {
    constexpr std::size_t numbers_max = 65536;
    const auto wanted =
        good_name(file.name) ? file.name : fmt::format("unnamed-{}", base::slug(file.name).substr(0, 80));
    if (x_numbers.size() > numbers_max) x_numbers.clear();
    auto& number = x_numbers[folder + "/" + wanted];
    for (;; ++number) {
        const auto path = number == 0 ? folder + "/" + wanted
                                      : fmt::format("{}/{}-{}.toml", folder, stem_of(wanted), number + 1);
        if (copy != nullptr) {
            if (auto written = write_durably(path, *copy, 0600); !written) {
                if (errno == EEXIST) continue;
                return std::unexpected(written.error());
            }
        } else if (::renameat2(x_taken.get(), file.held.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE)
                   != 0) {
            if (errno == EEXIST) continue;
            const int error = errno;
            auto problem = failed("cannot move the file out of the queue", path);
            errno = error;
            return problem;
        }
        ++number;
        x_touched.insert(folder);
        return path;
    }
}

base::Result<bool> Spool::shown_to_others(const Found& file, const struct stat& status, std::string& folder) {
    if (S_ISLNK(status.st_mode)) return false;
    if (S_ISREG(status.st_mode) && ::fchmodat(x_taken.get(), file.held.c_str(), 0600, 0) == 0) return false;
    if (::faccessat(x_taken.get(), file.held.c_str(), R_OK, 0) != 0) return false; // nor may the group
    if (!file.bytes.empty()) return true;
    // Not ours to close, and nothing to copy: it lies where nobody else looks.
    x_touched.insert(folder);
    folder += "/unread";
    if (auto made = spool::folder(folder, 0700); !made) return std::unexpected(made.error());
    return false;
}

base::Result<void> Spool::file(Unfiled& unfiled) {
    const auto& file = unfiled.file;
    struct stat now{};
    const bool gone = ::fstatat(x_taken.get(), file.held.c_str(), &now, AT_SYMLINK_NOFOLLOW) != 0;
    if (unfiled.placed.empty() && gone) return {}; // it was forgotten
    if (unfiled.placed.empty()) {
        const bool revised = x_revised.contains(file.held);
        const bool unchanged = revised || as_read(now, file.seen);
        const bool linked = now.st_nlink > 1 && !S_ISDIR(now.st_mode); // somebody has another name for it
        auto folder = unfiled.folder;
        if (!unfiled.reason && !x_touched.contains(folder)) {
            if (auto made = spool::folder(folder, 0700); !made) return made;
            x_touched.insert(x_path + "/done");
        }
        bool copied = !unchanged || linked;
        if (unfiled.reason && !copied) {
            const auto shown = shown_to_others(file, now, folder);
            if (!shown) return std::unexpected(shown.error());
            copied = *shown;
        }
        copied = copied && !file.bytes.empty();
        auto path = place(file, folder, copied ? &file.bytes : nullptr);
        if (!path && errno == EXDEV) {
            // The folder is on another disk.
            const auto bytes = revised ? held_bytes(file.held) : std::optional{file.bytes};
            if (!bytes) return failed("cannot read the file", x_path + "/taken/" + file.held);
            copied = true;
            path = place(file, folder, &*bytes);
        }
        if (!path) return std::unexpected(path.error());
        unfiled.placed = *path;
        if (copied && unchanged) ::unlinkat(x_taken.get(), file.held.c_str(), 0);
        // What was written after it had been read is another file, which nobody has judged yet.
        if (copied && !unchanged) x_again.push_back({.held = file.held, .when_quiet = true});
        x_revised.erase(file.held);
    }
    if (!unfiled.reason) return {};
    const auto name = unfiled.placed.substr(unfiled.placed.rfind('/'));
    const auto reason = unfiled.folder + name + ".reason";
    ::unlink(reason.c_str()); // of a file that is not there any more
    return write_durably(reason, *unfiled.reason, 0640);
}

std::optional<std::string> Spool::held_bytes(const std::string& held) const {
    const int fd = ::openat(x_taken.get(), held.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return std::nullopt;
    auto bytes = read_some(fd);
    ::close(fd);
    return bytes;
}

base::Result<void> Spool::put_away(Unfiled unfiled) {
    x_out.erase(unfiled.file.held);
    auto filed = file(unfiled);
    if (filed) return {};
    x_filing = filed.error();
    x_unfiled.push_back(std::move(unfiled));
    return filed;
}

void Spool::file_again() {
    x_filing.reset();
    for (auto& unfiled : std::exchange(x_unfiled, {}))
        static_cast<void>(put_away(std::move(unfiled))); // `trouble` tells
}

base::Result<void> Spool::accept(const Found& file, base::Date date) {
    return put_away({file, x_path + "/done/" + base::iso(date), {}, {}});
}

base::Result<void> Spool::refuse(const Found& file, std::string_view reason) {
    return put_away({file, x_path + "/bad", std::string{reason}, {}});
}

void Spool::hold(const Found& file) {
    x_out.erase(file.held);
    x_held.push_back(file.held);
}

void Spool::look_at_held() {
    for (auto& held : std::exchange(x_held, {}))
        x_again.push_back({.held = std::move(held)});
}

base::Result<void> Spool::sync() {
    // The folders that files went to before the one that they came from: after a power cut a file may have
    // both names, never none.
    if (!x_out.empty() || !x_again.empty() || !x_unfiled.empty()) x_touched.insert(x_path + "/taken");
    const auto arrivals = x_path + "/new";
    const bool emptied = x_touched.erase(arrivals) > 0;
    std::vector<std::string> folders(x_touched.begin(), x_touched.end());
    if (emptied) folders.push_back(arrivals);
    for (const auto& path : folders) {
        if (auto synced = sync_folder(path); !synced) {
            x_touched.insert(arrivals);
            return synced;
        }
        ++x_syncs;
    }
    x_touched.clear();
    return {};
}

std::optional<base::Problem> Spool::trouble() const {
    if (!x_unfiled.empty())
        return base::Problem{x_path + "/taken",
                             fmt::format("{} files that were read cannot be put away: {}", x_unfiled.size(),
                                         x_filing ? x_filing->what : "they are tried again"),
                             "they count, but lie there until done and bad can be written"};
    if (!x_unread.empty())
        return base::Problem{x_path + "/taken", "files cannot be read: " + x_unread,
                             "they are read again; look at the disk and at the limit of open files"};
    if (!x_stuck.empty())
        return base::Problem{
            x_path + "/new",
            fmt::format("{} files cannot be taken: {}", x_stuck.size(), x_stuck.begin()->second),
            "take them out by hand and hand them in again"};
    return {};
}

} // namespace followup::spool
