#include "core/calendar/invite_zones.hpp"

#include "core/base/text.hpp"
#include "core/base/windows_zones.hpp"

#include <algorithm>

namespace followup::calendar {
namespace {

/// A TEXT without its backslashes, as it is compared.
std::string plain_tzid(std::string_view tzid) {
    std::string text;
    for (std::size_t at = 0; at < tzid.size(); ++at) {
        if (tzid[at] == '\\' && at + 1 < tzid.size()) ++at;
        if (tzid[at] != '"') text += tzid[at];
    }
    return base::ascii_lower(base::trimmed(text));
}

std::optional<base::Zone> iana(std::string_view name) {
    const auto names = base::Zone::names();
    auto found = std::ranges::lower_bound(names, name);
    if (found == names.end() || *found != name)
        found = std::ranges::find(names, base::replaced(base::ascii_lower(name), " ", "_"),
                                  [](const std::string& each) { return base::ascii_lower(each); });
    if (found == names.end()) return std::nullopt;
    const auto zone = base::Zone::named(*found);
    return zone ? std::optional{*zone} : std::nullopt;
}

} // namespace

InviteZones::InviteZones(const std::vector<std::vector<hours::IcsLine>>& described) {
    constexpr std::size_t zones_max = 50;
    for (const auto& lines : described)
        if (x_described.size() < zones_max) x_described.emplace_back(lines);
}

std::optional<base::Zone> InviteZones::named(std::string_view tzid) {
    const auto text = base::replaced(base::trimmed(tzid), "\\", "");
    tzid = text;
    if (tzid.empty() || tzid.size() > 200) return std::nullopt;
    if (const auto name = base::iana_of_windows(tzid); !name.empty()) return iana(name);
    if (base::ascii_lower(tzid) == "tzone://microsoft/utc") return base::Zone::utc();
    // "/freeassociation.sourceforge.net/Tzfile/America/Argentina/Ushuaia" ends with the name of a zone.
    for (auto name = tzid;;) {
        if (auto zone = iana(name)) return zone;
        const auto slash = name.find('/');
        // A last part alone is a name only where there is nothing before it: "/x/GB" is no zone.
        if (slash == std::string_view::npos || !tzid.starts_with('/')) return std::nullopt;
        name.remove_prefix(slash + 1);
        if (!name.contains('/')) return std::nullopt;
    }
}

std::optional<base::Zone> InviteZones::numbered(std::string_view tzid) {
    tzid = base::trimmed(tzid);
    const auto end = tzid.find_last_not_of("0123456789");
    if (end == std::string_view::npos || end + 1 == tzid.size() || tzid[end] != ' ') return std::nullopt;
    return named(tzid.substr(0, end));
}

std::optional<base::seconds> InviteZones::offset(std::string_view tzid) {
    auto text = plain_tzid(tzid);
    if (text.starts_with('(') && text.ends_with(')')) text = text.substr(1, text.size() - 2);
    for (const std::string_view before : {"utc", "gmt"})
        if (text.starts_with(before)) {
            text.erase(0, before.size());
            if (base::trimmed(text).empty()) return base::seconds{0};
            break;
        }
    return utc_offset(text);
}

const ZoneRules* InviteZones::described(std::string_view tzid) const {
    const auto wanted = plain_tzid(tzid);
    const auto found =
        std::ranges::find(x_described, wanted, [](const ZoneRules& each) { return plain_tzid(each.name()); });
    return found == x_described.end() ? nullptr : &*found;
}

} // namespace followup::calendar
