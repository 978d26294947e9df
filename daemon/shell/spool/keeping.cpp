#include "shell/spool/spool.hpp"

#include "shell/spool/durable.hpp"
#include "shell/spool/failed.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <unistd.h>

namespace followup::spool {
namespace {

namespace fs = std::filesystem;

/// More of a file than that nobody looks through; what is refused for its size may be long.
constexpr std::size_t revised_bytes_max = 16UL * 1024 * 1024;

std::optional<std::string> read_file(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) return std::nullopt;
    std::string bytes;
    std::array<char, file_bytes_max> block;
    while (in.read(block.data(), block.size()), in.gcount() > 0 && bytes.size() < revised_bytes_max)
        bytes.append(block.data(), static_cast<std::size_t>(in.gcount()));
    return in.bad() ? std::nullopt : std::optional{std::move(bytes)};
}

/// Every regular file in those folders of the queue but `except`, in order.
std::vector<fs::path> files_of(const fs::path& queue, std::initializer_list<const char*> folders,
                               const std::set<std::string>& except = {}) {
    std::vector<fs::path> files;
    std::error_code failure;
    for (const auto* folder : folders)
        for (fs::recursive_directory_iterator at{queue / folder, failure}, end; !failure && at != end;
             at.increment(failure))
            // As the folder tells it: nothing is asked for each of thousands.
            if (!at->is_symlink(failure) && at->is_regular_file(failure) && at->path().filename() != ".lock"
                && !except.contains(at->path().native()))
                files.push_back(at->path());
    std::ranges::sort(files);
    return files;
}

} // namespace

void Spool::look_through(const std::function<bool(const std::string&, const std::string&)>& look) const {
    for (const auto& path : files_of(x_path, {"done", "bad"})) {
        const auto bytes = path.extension() == ".reason" ? std::nullopt : read_file(path);
        if (bytes && !look(path.string(), *bytes)) return;
    }
}

base::Result<Spool::Revised> Spool::revise(const Revise& revise, std::string_view keep, std::string_view note,
                                           const std::set<std::string>& silent) {
    Revised all;
    std::set<std::string> folders;
    const auto taken = fs::path{x_path} / "taken";
    for (const auto& path : files_of(x_path, {"tmp", "new", "taken", "done", "bad"}, silent)) {
        if (path.extension() == ".reason") continue;
        const auto bytes = read_file(path);
        if (!bytes && fs::exists(path)) all.unread.push_back(path.string());
        auto revised = bytes ? revise(*bytes) : std::nullopt;
        if (!revised) continue;
        ++all.changed;
        folders.insert(path.parent_path().string());
        std::error_code failure;
        fs::remove(path.string() + ".reason", failure);
        const auto held = path.parent_path() == taken ? path.filename().string() : "";
        if (!held.empty() && name_of(held) == keep) *revised += note;
        if (!held.empty()) x_revised.insert(held);
        // Written beside it and renamed: the old bytes are never half gone.
        const auto draft = (path.parent_path() / ".revised").string();
        ::unlink(draft.c_str());
        if (!revised->empty()) {
            if (auto written = write_durably(draft, *revised, 0600); !written)
                return std::unexpected(written.error());
            if (::rename(draft.c_str(), path.c_str()) != 0) return failed("cannot replace the file", path);
        } else if (::unlink(path.c_str()) != 0) {
            return failed("cannot remove the file", path);
        }
    }
    for (const auto& folder : folders)
        if (auto synced = sync_folder(folder); !synced) return std::unexpected(synced.error());
    return all;
}

bool Spool::clean(Instant now, std::chrono::seconds age, int files_max) {
    std::error_code failure;
    const auto limit =
        base::iso(std::chrono::floor<base::days>(base::LocalTime{(now - age).time_since_epoch()}));
    std::vector<fs::path> days;
    for (const auto& day : fs::directory_iterator{x_path + "/done", failure})
        if (day.path().filename().string() < limit) days.push_back(day.path());
    for (const auto& day : days) {
        for (const auto& file : fs::directory_iterator{day, failure}) {
            if (files_max-- <= 0) return true;
            fs::remove_all(file.path(), failure);
        }
        fs::remove_all(day, failure);
    }
    // By the time at which we put it there: when it was written is what a producer says.
    const auto oldest = std::chrono::system_clock::now() - age;
    for (const auto* folder : {"/bad", "/bad/unread"})
        for (const auto& file : fs::directory_iterator{x_path + folder, failure}) {
            struct stat status{};
            if (::lstat(file.path().c_str(), &status) != 0 || file.path().filename() == "unread") continue;
            if (std::chrono::system_clock::from_time_t(status.st_ctim.tv_sec) >= oldest) continue;
            if (files_max-- <= 0) return true;
            fs::remove_all(file.path(), failure);
        }
    return false;
}

base::Result<void> Spool::submit(const std::string& path, const std::string& name, std::string_view bytes) {
    const auto draft = path + "/tmp/" + name;
    const auto arrival = path + "/new/" + name;
    if (auto written = write_durably(draft, bytes, 0640); !written) return written;
    if (::renameat2(AT_FDCWD, draft.c_str(), AT_FDCWD, arrival.c_str(), RENAME_NOREPLACE) != 0) {
        const int error = errno;
        ::unlink(draft.c_str());
        errno = error;
        return failed("cannot put the file into the queue", arrival);
    }
    // The folder may not be readable for submitters (mode 3730): then the rename is as durable as it gets.
    if (auto synced = sync_folder(path + "/new"); !synced && errno != EACCES) return synced;
    return {};
}

} // namespace followup::spool
