#include "core/base/zone.hpp"

#include "core/base/country.hpp"
#include "core/base/text.hpp"
#include "core/base/tzif.hpp"
#include "core/base/zone_names.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>

namespace followup::base {
namespace {

namespace fs = std::filesystem;

/// The zones of the system, each read when it is first named and kept for the life of the process: the one
/// place of core that reads files, because a zone is a table of the system like those of libc.
class Zones {
  public:
    Result<const Tzif*> named(std::string_view name) {
        {
            const std::shared_lock lock{x_mutex};
            if (const auto found = x_zones.find(name); found != x_zones.end()) return found->second.get();
        }
        if (!is_name(name)) return unknown(name);
        std::ifstream file{x_folder / name, std::ios::binary};
        std::string bytes(size_max, '\0');
        file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        bytes.resize(static_cast<std::size_t>(file.gcount()));
        if (!bytes.starts_with("TZif")) return unknown(name);
        auto zone = Tzif::parse(std::string{name}, bytes);
        if (!zone) return std::unexpected(zone.error());
        const std::unique_lock lock{x_mutex};
        auto& kept = x_zones[std::string{name}];
        if (!kept) kept = std::make_unique<const Tzif>(std::move(*zone));
        return kept.get();
    }

    const std::vector<std::string>& names() {
        std::call_once(x_listed, [this] { list(); });
        return x_names;
    }

    std::string country(const std::string& name) {
        std::call_once(x_placed, [this] { place(); });
        const auto found = x_countries.find(name);
        return found == x_countries.end() ? std::string{} : found->second;
    }

  private:
    static constexpr std::size_t size_max = 256 * 1024;

    static fs::path folder() {
        const char* set = std::getenv("TZDIR");
        return set != nullptr && *set != '\0' ? fs::path{set} : fs::path{"/usr/share/zoneinfo"};
    }

    /// The shape of IANA names; the folders and files beside them that are no zones are left out.
    static bool is_name(std::string_view name) {
        const auto good = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
                   || c == '-' || c == '+' || c == '/';
        };
        if (name.empty() || name.size() > 64 || name.front() == '/' || name.back() == '/'
            || name.contains("//") || !std::ranges::all_of(name, good))
            return false;
        return !name.starts_with("posix/") && !name.starts_with("right/") && name != "localtime"
               && name != "posixrules";
    }

    std::unexpected<Problem> unknown(std::string_view name) {
        return problem("", fmt::format("no zone is named '{}'", escaped(name)), zone_mend(name));
    }

    void list() {
        std::error_code failed;
        for (fs::recursive_directory_iterator at{x_folder, failed}, end; !failed && at != end;
             at.increment(failed)) {
            auto name = fs::path{at->path()}.lexically_relative(x_folder).generic_string();
            std::error_code unreadable;
            if (!is_name(name) || !at->is_regular_file(unreadable)) continue;
            std::array<char, 4> magic{};
            std::ifstream{at->path(), std::ios::binary}.read(magic.data(), magic.size());
            if (std::string_view{magic.data(), magic.size()} == "TZif") x_names.push_back(std::move(name));
        }
        std::ranges::sort(x_names);
    }

    /// zone.tab: code, coordinates, zone and a comment, with tabs between them.
    void place() {
        std::ifstream file{x_folder / "zone.tab", std::ios::binary};
        for (std::string line; std::getline(file, line);) {
            const auto parts = split(line, '\t');
            if (line.starts_with('#') || parts.size() < 3) continue;
            x_countries.emplace(parts[2], ascii_lower(parts[0]));
        }
    }

    const fs::path x_folder = folder();
    std::shared_mutex x_mutex;
    std::map<std::string, std::unique_ptr<const Tzif>, std::less<>> x_zones;
    std::once_flag x_listed;
    std::vector<std::string> x_names;
    std::once_flag x_placed;
    std::map<std::string, std::string> x_countries;
};

Zones& zones() {
    // Never destroyed: a Zone may be used by a thread that outlives main.
    static auto* const all = new Zones;
    return *all;
}

} // namespace

Result<Zone> Zone::named(std::string_view name) {
    if (name == "UTC") return utc();
    const auto zone = zones().named(name);
    if (!zone) return std::unexpected(zone.error());
    return Zone{*zone};
}

Zone Zone::utc() {
    static const Tzif utc = Tzif::utc();
    return Zone{&utc};
}

std::span<const std::string> Zone::names() {
    return zones().names();
}

Zone::Resolved Zone::resolve(LocalTime time) const {
    const auto wall = x_zone->at(time);
    const auto met = wall.gap ? Met::gap : wall.fold ? Met::fold : Met::once;
    return {Instant{time.time_since_epoch() - wall.offset}, met};
}

seconds Zone::offset(Instant at) const {
    return x_zone->at(at).offset;
}

std::string Zone::abbreviation(Instant at) const {
    return x_zone->at(at).abbreviation;
}

std::string country(const Zone& zone) {
    return zones().country(zone.name());
}

const std::string& Zone::name() const {
    return x_zone->name();
}

std::string rfc3339(Instant at, const Zone& zone) {
    const auto offset = std::chrono::floor<minutes>(zone.offset(at)).count();
    const auto local = rfc3339(Instant{zone.local(at).time_since_epoch()});
    const auto size = offset < 0 ? -offset : offset;
    return fmt::format("{}{}{:02}:{:02}", std::string_view{local}.substr(0, 19), offset < 0 ? '-' : '+',
                       size / 60, size % 60);
}

std::string spoken(Instant at, const Zone& zone) {
    const auto local = zone.local(at);
    const auto date = std::chrono::floor<days>(local);
    return fmt::format("{}, {} {}", spoken(date), clock(local - date), zone.abbreviation(at));
}

} // namespace followup::base
