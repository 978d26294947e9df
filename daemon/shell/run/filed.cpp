#include "shell/run/filed.hpp"

#include "core/queue/reader.hpp"
#include "shell/files/files.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

namespace followup::run {
namespace {

namespace fs = std::filesystem;

/// "a-2.toml" may be the second "a.toml" of its day.
std::vector<std::string> names_of(const std::string& name) {
    constexpr std::string_view ending = ".toml";
    std::vector<std::string> names{name};
    if (!name.ends_with(ending)) return names;
    auto stem = name.substr(0, name.size() - ending.size());
    const auto dash = stem.find_last_not_of("0123456789");
    if (dash == std::string::npos || dash == 0 || stem[dash] != '-' || dash + 1 == stem.size()) return names;
    stem.resize(dash);
    names.push_back(stem + std::string{ending});
    names.push_back(stem);
    return names;
}

/// The last moment of each of the agency's days that were on that day in UTC: none of the file's times lies
/// ahead then.
std::vector<Instant> arrivals(base::Date day, const base::Zone& agency) {
    const Instant begin{base::days{day.time_since_epoch()}};
    const auto last = begin + base::days{1} - base::seconds{1};
    std::vector<Instant> all{last};
    if (agency.date(begin) != agency.date(last))
        all.push_back(agency.instant(agency.date(last), base::seconds{0}) - base::seconds{1});
    return all;
}

Instant placed(const fs::path& path) {
    struct stat status{};
    if (::lstat(path.c_str(), &status) != 0) return {};
    return Instant{base::seconds{status.st_ctim.tv_sec}};
}

} // namespace

std::vector<Filed> filed_since(const std::string& queue, base::Date day) {
    std::vector<Filed> all;
    std::error_code failure;
    for (const auto& folder : fs::directory_iterator{queue + "/done", failure}) {
        const auto of = base::parse_date(folder.path().filename().string());
        if (!of || *of < day) continue;
        std::error_code unread;
        for (const auto& file : fs::directory_iterator{folder.path(), unread}) {
            auto bytes = files::read(file.path().string(), queue::file_bytes_max);
            if (bytes)
                all.push_back(
                    {*of, {file.path().filename().string(), std::move(*bytes)}, placed(file.path())});
        }
    }
    std::ranges::sort(all, [](const Filed& left, const Filed& right) {
        return std::tie(left.day, left.file.name) < std::tie(right.day, right.file.name);
    });
    return all;
}

std::vector<Way> ways(const Bookkeeper& keeper, const Filed& filed) {
    std::vector<Way> all;
    for (const auto& name : names_of(filed.file.name))
        for (const auto arrived : arrivals(filed.day, keeper.config().rules.agency.zone))
            all.push_back({name, arrived});
    return all;
}

std::optional<Reading> read_as(Bookkeeper& keeper, const Filed& filed, const Way& way) {
    auto read = queue::read(filed.file.bytes, keeper.context({way.name, filed.file.bytes}, way.arrived));
    if (!read) return std::nullopt;
    return Reading{way.name, std::move(*read)};
}

} // namespace followup::run
