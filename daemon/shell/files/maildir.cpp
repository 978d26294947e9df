#include "shell/files/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace followup::files {
namespace {

namespace fs = std::filesystem;

/// Whether the mail is in new/, or in cur/ with whatever flags a reader gave it.
bool published(const std::string& path, const std::string& name) {
    std::error_code ignored;
    if (fs::exists(path + "/new/" + name, ignored)) return true;
    for (const auto& file : fs::directory_iterator{path + "/cur", ignored}) {
        const auto there = file.path().filename().string();
        if (there == name || there.starts_with(name + ":")) return true;
    }
    return false;
}

} // namespace

base::Result<Maildir> Maildir::open(const std::string& path) {
    for (const auto* part : {"", "/tmp", "/new", "/cur"})
        if (auto made = make_folder(path + part, 0700); !made) return std::unexpected(made.error());
    // One that was killed may have made them and not come to this.
    if (auto synced = sync_folder(path); !synced) return std::unexpected(synced.error());
    return Maildir{path};
}

base::Result<void> Maildir::prepare(const std::string& name, std::string_view bytes) const {
    return write(x_path + "/tmp/" + name, bytes, 0600);
}

base::Result<void> Maildir::publish(const std::string& name) const {
    const auto draft = x_path + "/tmp/" + name;
    if (published(x_path, name)) {
        ::unlink(draft.c_str());
        return {};
    }
    if (::rename(draft.c_str(), (x_path + "/new/" + name).c_str()) != 0)
        return base::problem(draft, fmt::format("cannot be moved to new/: {}", std::strerror(errno)));
    return sync_folder(x_path + "/new");
}

void Maildir::withdraw(const std::string& name) const {
    ::unlink((x_path + "/tmp/" + name).c_str());
}

base::Result<std::vector<std::string>> Maildir::arrived() const {
    std::error_code failure;
    std::vector<std::string> names;
    for (fs::directory_iterator at{x_path + "/new", failure}; !failure && at != fs::directory_iterator{};
         at.increment(failure)) {
        std::error_code ignored;
        // The listing knows it mostly, without a look at each.
        if (at->symlink_status(ignored).type() == fs::file_type::regular)
            names.push_back(at->path().filename().string());
    }
    if (failure) return base::problem(x_path + "/new", "cannot be read: " + failure.message());
    std::ranges::sort(names);
    return names;
}

bool Maildir::holds(const std::string& name) const {
    struct ::stat about{};
    return ::lstat((x_path + "/new/" + name).c_str(), &about) == 0;
}

base::Result<Maildir::Arrived> Maildir::read(const std::string& name, std::size_t bytes_max) const {
    const auto path = x_path + "/new/" + name;
    auto bytes = files::read_beginning(path, bytes_max);
    if (!bytes) return std::unexpected(bytes.error());
    struct ::stat about{};
    if (::stat(path.c_str(), &about) != 0)
        return base::problem(path, fmt::format("cannot be looked at: {}", std::strerror(errno)));
    return Arrived{std::move(*bytes), std::chrono::sys_seconds{std::chrono::seconds{about.st_mtime}},
                   static_cast<std::size_t>(about.st_size)};
}

base::Result<void> Maildir::remove(const std::string& name) const {
    const auto path = x_path + "/new/" + name;
    if (::unlink(path.c_str()) != 0 && errno != ENOENT)
        return base::problem(path, fmt::format("cannot be removed: {}", std::strerror(errno)));
    return {};
}

base::Result<int> Maildir::clean(std::chrono::sys_seconds before, int files_max) const {
    std::error_code failure;
    std::vector<fs::path> old;
    for (fs::directory_iterator at{x_path + "/cur", failure}, end;
         !failure && at != end && std::ssize(old) < files_max; at.increment(failure)) {
        struct ::stat about{};
        // The change of its folder counts, not when it was written: it is kept from then on.
        if (::lstat(at->path().c_str(), &about) == 0 && S_ISREG(about.st_mode)
            && about.st_ctime < before.time_since_epoch().count())
            old.push_back(at->path());
    }
    if (failure) return base::problem(x_path + "/cur", "cannot be read: " + failure.message());
    for (const auto& path : old)
        if (!fs::remove(path, failure) && failure)
            return base::problem(path.string(), "cannot be removed: " + failure.message());
    return static_cast<int>(old.size());
}

std::string Maildir::place_aside(const std::string& name) const {
    return x_path + "/cur/" + name + (name.contains(":2,") ? "" : ":2,S");
}

base::Result<void> Maildir::put_aside(const std::string& name) const {
    const auto path = x_path + "/new/" + name;
    if (::rename(path.c_str(), place_aside(name).c_str()) != 0 && errno != ENOENT)
        return base::problem(path, fmt::format("cannot be moved to cur/: {}", std::strerror(errno)));
    return {};
}

} // namespace followup::files
