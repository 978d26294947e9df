#include "core/base/zone_names.hpp"

#include "core/base/suggest.hpp"
#include "core/base/text.hpp"
#include "core/base/windows_zones.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>

namespace followup::base {
namespace {

/// Of misspelt names that are shorter every one is near to some other: "CST" to "CET".
constexpr std::size_t long_enough = 7;

/// Names of the database that stay at one offset all year, which nobody means who writes them.
constexpr auto without_summer = std::to_array<ZonePlace>({
    {"EST", "America/New_York"},
    {"MST", "America/Denver America/Phoenix"},
});

const ZonePlace* find(std::span<const ZonePlace> places, std::string_view name) {
    const auto found = std::ranges::find(places, name, &ZonePlace::name);
    return found == places.end() ? nullptr : &*found;
}

/// "America/New_York" of "new york", of several names of one place the shortest.
std::string zone_of_city(std::string_view folded_name) {
    const std::string* found = nullptr;
    for (const auto& name : Zone::names()) {
        // The list has each zone under old names too.
        if (!name.contains('/') || name.starts_with("US/") || name.starts_with("Etc/")) continue;
        auto whole = ascii_lower(name);
        std::ranges::replace(whole, '_', ' ');
        const auto city = std::string_view{whole}.substr(whole.rfind('/') + 1);
        const bool fits = city == folded_name || whole == folded_name;
        if (fits && (found == nullptr || name.size() < found->size())) found = &name;
    }
    return found == nullptr ? std::string{} : *found;
}

/// Whole hours east of UTC of "UTC-6", "GMT +1", "-06:00"; nothing when it is no offset, 99 when it is none
/// of whole hours.
std::optional<int> offset_hours(std::string_view text) {
    std::string signs = replaced(ascii_lower(text), "−", "-");
    std::erase(signs, ' ');
    std::string_view rest = signs;
    for (const std::string_view name : {"utc", "gmt"})
        if (rest.starts_with(name)) rest.remove_prefix(name.size());
    if (rest.empty() || (rest.front() != '+' && rest.front() != '-')) return std::nullopt;
    const int sign = rest.front() == '-' ? -1 : 1;
    rest.remove_prefix(1);
    std::string digits;
    for (const char c : rest)
        if (is_digit(c))
            digits += c;
        else if (c != ':')
            return std::nullopt;
    if (digits.empty() || digits.size() > 4) return std::nullopt;
    const bool minutes = digits.size() > 2;
    const auto whole = std::stoi(minutes ? digits.substr(0, digits.size() - 2) : digits);
    if (whole > 14 || (minutes && !digits.ends_with("00"))) return 99;
    return sign * whole;
}

ZoneMeant of_offset(int east) {
    ZoneMeant meant{.zones = {}, .doubt = "an offset knows no summer time, so name a city"};
    // The signs of these names are those of POSIX: west is plus.
    if (east != 99) meant.zones.push_back(fmt::format("Etc/GMT{:+}", -east));
    return meant;
}

ZoneMeant of_place(const ZonePlace& place) {
    ZoneMeant meant{.zones = split(place.zones, ' '), .doubt = {}};
    if (meant.zones.size() > 1) meant.doubt = "there is more than one";
    return meant;
}

} // namespace

bool is_doubtful_zone(std::string_view name) {
    return find(without_summer, name) != nullptr;
}

ZoneMeant zone_meant(std::string_view text) {
    text = trimmed(text);
    auto upper = std::string{text.substr(0, 8)};
    for (char& c : upper)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
    if (const auto* fixed = find(without_summer, upper); fixed != nullptr && upper.size() == text.size())
        return {split(fixed->zones, ' '), fmt::format("'{}' has no summer time", fixed->name)};
    if (std::ranges::binary_search(Zone::names(), text)) return {{std::string{text}}, {}};
    if (const auto east = offset_hours(text)) return of_offset(*east);
    auto name = folded(text.substr(0, 80));
    if (const auto* clock = find(zone_clocks(), name)) return of_place(*clock);
    if (const auto iana = iana_of_windows(text); !iana.empty()) return {{std::string{iana}}, {}};
    if (const auto* place = find(zone_places(), name)) return of_place(*place);
    // "Chicago time", "Austin, Texas", "San_Francisco"
    std::ranges::replace(name, '_', ' ');
    if (auto zone = zone_of_city(name); !zone.empty()) return {{std::move(zone)}, {}};
    if (const auto* place = find(zone_places(), name)) return of_place(*place);
    constexpr std::string_view time = " time";
    if (name.ends_with(time)) return zone_meant(name.substr(0, name.size() - time.size()));
    if (const auto comma = name.find(','); comma != std::string::npos)
        return zone_meant(name.substr(0, comma));
    return {};
}

std::string zone_mend(std::string_view text) {
    constexpr std::string_view like = "zone names look like America/Chicago";
    const auto meant = zone_meant(text);
    const auto why = meant.doubt.empty() ? std::string{} : meant.doubt + "; ";
    if (!meant.zones.empty()) return fmt::format("{}did you mean {}?", why, listed(meant.zones));
    if (!why.empty()) return why + std::string{like};
    if (text.size() < long_enough) return std::string{like};
    return suggest(text, Zone::names(), like);
}

Result<Zone> zone_typed(std::string_view text) {
    const auto meant = zone_meant(text);
    if (meant.zones.size() == 1 && meant.doubt.empty()) return Zone::named(meant.zones.front());
    if (meant.zones.empty()) return Zone::named(text);
    return problem("", fmt::format("'{}' can mean more than one zone", escaped(text)), zone_mend(text));
}

} // namespace followup::base
