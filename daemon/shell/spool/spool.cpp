#include "shell/spool/spool.hpp"

#include "core/base/text.hpp"
#include "shell/spool/durable.hpp"
#include "shell/spool/failed.hpp"

#include <algorithm>
#include <charconv>
#include <dirent.h>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace followup::spool {
namespace {

/// More files than that which cannot be put away: no other is taken before that is mended.
constexpr std::size_t unfiled_max = 1000;

bool unchanged_for(const struct stat& status, std::chrono::milliseconds quiet) {
    const auto changed =
        std::chrono::seconds{status.st_ctim.tv_sec} + std::chrono::nanoseconds{status.st_ctim.tv_nsec};
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    // A change "in the future" means that the clock was set back since: it is old.
    return (now > changed ? now - changed : changed - now) >= quiet;
}

/// A read lease is refused while anybody has the file open for writing. Where leases do not work, as with
/// the files of others, nothing is known and nothing is held up.
bool open_for_writing(int fd) {
    if (::fcntl(fd, F_SETLEASE, F_RDLCK) != 0) return errno == EAGAIN;
    ::fcntl(fd, F_SETLEASE, F_UNLCK);
    return false;
}

/// The names in a folder but those with a dot before them; false when it cannot be listed.
bool list(int folder, std::vector<std::string>& names) {
    const int fd = ::dup(folder);
    DIR* listing = fd < 0 ? nullptr : ::fdopendir(fd);
    if (listing == nullptr) {
        if (fd >= 0) ::close(fd);
        return false;
    }
    ::rewinddir(listing);
    while (const auto* entry = ::readdir(listing))
        if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
    ::closedir(listing);
    return true;
}

/// Whether that is no fault of the file: nobody is told to mend it, and it is not refused.
bool is_ours(int error) {
    return error == EMFILE || error == ENFILE || error == ENOMEM || error == EIO || error == EINTR;
}

unsigned long long number_of(std::string_view held) {
    unsigned long long number = 0;
    std::from_chars(held.data(), held.data() + held.size(), number);
    return number;
}

/// What is wrong with a file that was opened and read.
std::optional<base::Problem> wrong_with(const Found& found) {
    const auto unusable = [&](std::string what, std::string mend) {
        return base::Problem{base::escaped(found.name), std::move(what), std::move(mend)};
    };
    if (!good_name(found.name))
        return unusable("the name of the file cannot be taken",
                        "use letters, digits, '.', '_' and '-', and the ending .toml");
    if (!S_ISREG(found.seen.st_mode))
        return unusable("it is not a regular file", "put a file into the queue");
    if (found.bytes.size() > file_bytes_max)
        return unusable(fmt::format("it is {} bytes long; an event file has at most {}", found.seen.st_size,
                                    file_bytes_max),
                        "split it into several files");
    if (found.bytes.empty()) return unusable("it is empty", "write at least one event");
    return {};
}

} // namespace

Descriptor::~Descriptor() {
    if (x_fd >= 0) ::close(x_fd);
}

base::Result<Spool> Spool::open(const std::string& path) {
    std::error_code ignored;
    std::filesystem::create_directories(path, ignored);
    for (const auto* name : {"new", "tmp"})
        if (auto made = folder(path + "/" + name, 03730); !made) return std::unexpected(made.error());
    for (const auto* name : {"taken", "done"})
        if (auto made = folder(path + "/" + name, 0700); !made) return std::unexpected(made.error());
    if (auto made = folder(path + "/bad", 0750); !made) return std::unexpected(made.error());
    // Earlier ones let the group in; where it is not ours, whoever made it has seen to that.
    ::chmod((path + "/done").c_str(), 0700);
    // What is made durable in a folder is lost with its name. Who may not read the queue's own folder found
    // these there.
    if (auto synced = sync_folder(path); !synced && errno != EACCES) return std::unexpected(synced.error());
    Spool spool{path};
    if (auto locked = spool.lock(); !locked) return std::unexpected(locked.error());
    if (auto opened = spool.open_folders(); !opened) return std::unexpected(opened.error());
    std::vector<std::string> held;
    if (!list(spool.x_taken.get(), held)) return failed("cannot list the folder", path + "/taken");
    std::ranges::sort(held);
    for (const auto& name : held) {
        spool.x_again.push_back({.held = name});
        spool.x_number = std::max(spool.x_number, number_of(name));
    }
    return spool;
}

base::Result<void> Spool::lock() {
    const auto taken = x_path + "/taken";
    struct stat status{};
    if (::lstat(taken.c_str(), &status) != 0) return failed("cannot be looked at", taken);
    const bool others = (status.st_mode & 0077) != 0 && ::chmod(taken.c_str(), 0700) != 0;
    if (!S_ISDIR(status.st_mode) || others)
        return base::problem(taken, "is not a folder of this daemon alone",
                             "remove it, or give it to the daemon");
    // In a folder of our own: nobody else can hold it.
    const auto path = taken + "/.lock";
    x_lock = Descriptor{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (x_lock.get() < 0) return failed("cannot be locked", path);
    if (::flock(x_lock.get(), LOCK_EX | LOCK_NB) == 0) return {};
    if (errno != EWOULDBLOCK) return failed("cannot be locked", path);
    return base::problem(x_path, "another followupd is running on this queue folder",
                         "give each daemon a queue folder of its own");
}

base::Result<void> Spool::open_folders() {
    // Fresh descriptors each time: a folder may have been replaced under us.
    if (auto made = folder(x_path + "/taken", 0700); !made) return made;
    for (auto [name, kept] : {std::pair{"/new", &x_new}, std::pair{"/taken", &x_taken}}) {
        const int fd = ::open((x_path + name).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0) return failed("cannot read the queue folder", x_path + name);
        *kept = Descriptor{fd};
    }
    return {};
}

base::Result<void> Spool::refill() {
    if (auto opened = open_folders(); !opened) return opened;
    if (!list(x_new.get(), x_names)) return failed("cannot list the queue folder", x_path + "/new");
    std::ranges::sort(x_names, std::greater{});
    const auto gone = [this](std::string_view name) {
        return !std::ranges::binary_search(x_names, name, std::greater{});
    };
    // What is not there any more was taken, or taken back: another file of that name is another one.
    std::erase_if(x_renamed, gone);
    std::erase_if(x_stuck, [&](const auto& each) { return gone(each.first); });
    return {};
}

std::optional<bool> Spool::complete(const std::string& name, std::chrono::milliseconds quiet,
                                    struct stat& status) const {
    if (::fstatat(x_new.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;
    if (!S_ISREG(status.st_mode)) return true;
    if (!x_renamed.contains(name) && !unchanged_for(status, quiet)) return false;
    const int fd =
        ::openat(x_new.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return true; // why, is told when it is read
    const bool written = open_for_writing(fd);
    ::close(fd);
    return !written;
}

std::optional<std::string> Spool::make_ours(const std::string& name) {
    // A name that is too long to be taken becomes another one, which its reason tells.
    const auto kept = name.size() <= 205 ? name : base::slug(name).substr(0, 80);
    const auto held = fmt::format("{:012}~{}", ++x_number, kept);
    if (::renameat2(x_new.get(), name.c_str(), x_taken.get(), held.c_str(), RENAME_NOREPLACE) == 0) {
        x_touched.insert(x_path + "/new");
        x_stuck.erase(name);
        return held;
    }
    if (errno != ENOENT) x_stuck[name] = std::strerror(errno);
    return std::nullopt;
}

void Spool::read(const Again& file, std::chrono::milliseconds quiet, Scan& scan) {
    Found found{.name = name_of(file.held), .held = file.held, .bytes = {}, .problem = {}};
    x_revised.erase(file.held);
    const auto give = [&] {
        x_out.insert(found.held);
        scan.ready.push_back(std::move(found));
    };
    if (::fstatat(x_taken.get(), file.held.c_str(), &found.seen, AT_SYMLINK_NOFOLLOW) != 0) {
        if (is_ours(errno)) read_later(file, scan);
        return;
    }
    const auto before = found.seen;
    const int fd =
        ::openat(x_taken.get(), file.held.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        if (is_ours(errno)) return read_later(file, scan);
        const bool link = S_ISLNK(before.st_mode);
        const auto name = base::escaped(found.name);
        found.problem =
            link ? base::Problem{name, "it is a symbolic link", "put the file itself into the queue"}
                 : base::Problem{name, fmt::format("it cannot be opened: {}", std::strerror(errno)),
                                 "let the group read it"};
        return give();
    }
    if (S_ISREG(before.st_mode)) {
        const bool busy = (file.when_quiet && !unchanged_for(before, quiet)) || open_for_writing(fd);
        auto bytes = busy ? std::optional<std::string>{std::in_place} : read_some(fd);
        if (!bytes) {
            read_later(file, scan);
            ::close(fd);
            return;
        }
        found.bytes = std::move(*bytes);
        const bool known = ::fstat(fd, &found.seen) == 0;
        const bool changed = !known || found.seen.st_size != before.st_size
                             || found.seen.st_ctim.tv_sec != before.st_ctim.tv_sec
                             || found.seen.st_ctim.tv_nsec != before.st_ctim.tv_nsec;
        if (busy || changed) {
            ::close(fd);
            x_again.push_back({.held = file.held, .when_quiet = true});
            scan.waiting = true;
            return;
        }
    }
    ::close(fd);
    found.problem = wrong_with(found);
    if (found.bytes.size() > file_bytes_max) found.bytes.clear();
    give();
}

void Spool::read_later(const Again& file, Scan& scan) {
    x_unread = std::strerror(errno);
    x_again.push_back(file);
    scan.waiting = true;
}

void Spool::take(const std::string& name, std::chrono::milliseconds quiet, Scan& scan) {
    struct stat seen{};
    const auto whole = complete(name, quiet, seen);
    if (!whole) return;
    if (!*whole) {
        scan.waiting = true;
        return;
    }
    x_renamed.erase(name);
    const auto held = make_ours(name);
    if (!held) return;
    struct stat got{};
    const bool other = ::fstatat(x_taken.get(), held->c_str(), &got, AT_SYMLINK_NOFOLLOW) != 0
                       || got.st_ino != seen.st_ino || got.st_dev != seen.st_dev;
    // Another file came into its place since it was looked at: nobody knows whether that one is complete.
    read({.held = *held, .when_quiet = other}, quiet, scan);
}

Scan Spool::scan(std::size_t count_max, std::chrono::milliseconds quiet) {
    Scan result;
    x_unread.clear();
    file_again();
    for (const auto& held : std::exchange(x_out, {}))
        x_again.push_back({.held = held});
    const auto again = std::exchange(x_again, {});
    std::size_t at = 0;
    for (; at < again.size() && result.ready.size() < count_max; ++at)
        read(again[at], quiet, result);
    x_again.insert(x_again.end(), again.begin() + static_cast<std::ptrdiff_t>(at), again.end());
    result.more = at < again.size();
    if (x_unfiled.size() >= unfiled_max) return result;
    if (x_names.empty()) {
        if (auto filled = refill(); !filled) {
            result.trouble = filled.error();
            return result;
        }
    }
    while (!x_names.empty() && result.ready.size() < count_max) {
        const auto name = std::move(x_names.back());
        x_names.pop_back();
        take(name, quiet, result);
    }
    result.more = result.more || !x_names.empty();
    return result;
}

void Spool::renamed(std::string_view name) {
    x_renamed.emplace(name);
    // Far more than can come at once: the others wait until they have been quiet.
    if (x_renamed.size() > 65536) x_renamed.clear();
}

void Spool::written(std::string_view name) {
    if (const auto known = x_renamed.find(name); known != x_renamed.end()) x_renamed.erase(known);
}

} // namespace followup::spool
