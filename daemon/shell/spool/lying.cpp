#include "shell/spool/lying.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <sys/stat.h>
#include <tuple>
#include <vector>

namespace followup::spool {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t refused_most = 100;

/// When it was put there: a time that no producer can set.
std::optional<struct timespec> placed(const fs::path& path) {
    struct stat status{};
    if (::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    return status.st_ctim;
}

std::chrono::seconds age(const struct timespec& at) {
    const auto since = std::chrono::system_clock::now() - std::chrono::system_clock::from_time_t(at.tv_sec);
    return std::max(std::chrono::seconds{0}, std::chrono::floor<std::chrono::seconds>(since));
}

bool earlier(const struct timespec& one, const struct timespec& other) {
    return std::tie(one.tv_sec, one.tv_nsec) < std::tie(other.tv_sec, other.tv_nsec);
}

template <class Look>
void each_file(const std::string& folder, Look look) {
    std::error_code failure;
    for (fs::directory_iterator at{folder, failure}, end; !failure && at != end; at.increment(failure)) {
        const auto name = at->path().filename().string();
        if (name.starts_with('.') || name.ends_with(".reason")) continue;
        if (const auto when = placed(at->path()); when && !look(name, *when)) return;
    }
}

std::vector<fs::path> days_of(const std::string& queue) {
    std::vector<fs::path> days;
    std::error_code failure;
    for (fs::directory_iterator at{queue + "/done", failure}, end; !failure && at != end;
         at.increment(failure))
        days.push_back(at->path());
    return days;
}

} // namespace

Lying lying_in(const std::string& folder) {
    Lying found;
    each_file(folder, [&](const std::string&, const struct timespec& when) {
        ++found.files;
        found.oldest = std::max(found.oldest.value_or(std::chrono::seconds{0}), age(when));
        return found.files < Lying::counted_most;
    });
    return found;
}

std::size_t refused_lately(const std::string& queue, std::chrono::seconds within) {
    const auto days = days_of(queue);
    std::size_t found = 0;
    each_file(queue + "/bad", [&](const std::string& name, const struct timespec& refused) {
        if (age(refused) >= within) return true;
        const bool mended = std::ranges::any_of(days, [&](const fs::path& day) {
            const auto accepted = placed(day / name);
            return accepted && earlier(refused, *accepted);
        });
        found += mended ? 0 : 1;
        return found < refused_most;
    });
    return found;
}

} // namespace followup::spool
