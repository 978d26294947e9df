#include "core/calendar/invite_times.hpp"

#include "core/base/text.hpp"
#include "core/base/windows_zones.hpp"
#include "core/calendar/clean.hpp"
#include "core/hours/ics_values.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::calendar {
namespace {

using base::Instant;
using base::LocalTime;
using base::seconds;

constexpr std::chrono::year year_least{1970};
constexpr std::chrono::year year_most{2199};

/// A time and what was found out about it.
struct Found {
    DraftTime time;
    bool whole_day = false;
    bool utc = false;
    std::optional<base::Zone> zone;
    std::string note;
};

std::string shown(LocalTime time) {
    const auto date = std::chrono::floor<base::days>(time);
    return fmt::format("{}, {}", base::spoken(date), base::clock(time - date));
}

DraftTime in_zone(Instant at, const base::Zone& zone) {
    return {zone.local(at), zone.offset(at)};
}

std::optional<Instant> instant(const DraftTime& time) {
    if (!time.offset) return std::nullopt;
    return Instant{(time.local - *time.offset).time_since_epoch()};
}

/// "UTC", "Etc/GMT": no place has these clocks.
bool nowhere(const base::Zone& zone) {
    return zone.name().starts_with("Etc/") || !zone.name().contains('/');
}

/// The zone that a TZID names counts, as in every calendar program; where the file itself tells otherwise,
/// its reader hears of it.
void place(Found& found, const std::string& tzid, const InviteZones& zones) {
    const auto local = found.time.local;
    found.zone = InviteZones::named(tzid);
    const auto* rules = zones.described(tzid);
    const auto by_rules = rules == nullptr ? std::nullopt : rules->offset(local);
    if (!found.zone) {
        found.time.offset = by_rules;
        if (!by_rules)
            found.note =
                fmt::format("no zone is known by the name '{}' of the invitation: the times are read "
                            "as the employer's; look whether that is right",
                            clean_line(tzid, 80));
        return;
    }
    const auto resolved = found.zone->resolve(local);
    found.time = in_zone(resolved.at, *found.zone);
    if (resolved.met != base::Zone::Met::once)
        found.note = fmt::format(
            "{} {} in {}, where the clocks change; look whether the time is right", shown(local),
            resolved.met == base::Zone::Met::gap ? "does not exist" : "exists twice", found.zone->name());
    else if (by_rules && *by_rules != *found.time.offset)
        found.note = fmt::format("the invitation describes other clocks than those of {}; the time of {} was "
                                 "taken, look whether it is right",
                                 found.zone->name(), found.zone->name());
}

std::optional<Found> read(const Property& from, const InviteZones& zones, const base::Zone& reader) {
    // The zone's name is kept away from libical, which does not read all that Outlook writes.
    const auto read = hours::read_time("DTSTART:" + from.value);
    if (!read) return std::nullopt;
    const base::year_month_day day{std::chrono::floor<base::days>(read->local)};
    if (day.year() < year_least || day.year() > year_most) return std::nullopt;
    Found found;
    found.time.local = read->local;
    found.whole_day = read->whole_day;
    if (found.whole_day) return found;
    const auto tzid = from.parameter("TZID");
    const auto zone = InviteZones::named(tzid);
    found.utc = read->utc || (zone && nowhere(*zone) && zone->offset(Instant{}) == seconds{0});
    if (found.utc)
        found.time = in_zone(Instant{read->local.time_since_epoch()}, reader);
    else if (!tzid.empty())
        place(found, tzid, zones);
    else
        found.note = "the invitation names no zone: the times are read as the employer's";
    return found;
}

/// A later time by the clocks that the beginning is shown by. Rules of the file's own are not asked again:
/// within an interview the clocks do not change.
DraftTime alike(Instant at, const Found& begin, const base::Zone& reader) {
    if (begin.zone || begin.utc) return in_zone(at, begin.zone.value_or(reader));
    return {LocalTime{at.time_since_epoch()} + *begin.time.offset, begin.time.offset};
}

/// The end by the same clocks as the beginning.
std::optional<DraftTime> end_of(const Found& begin, const std::optional<Found>& end, const Property& duration,
                                const base::Zone& reader) {
    if (end && !end->whole_day) {
        const auto at = instant(end->time);
        if (begin.time.offset && at) return alike(*at, begin, reader);
        // One by known clocks and one by others cannot be compared.
        if (begin.time.offset || at) return std::nullopt;
        return end->time;
    }
    if (duration.value.empty()) return std::nullopt;
    const auto length = hours::read_duration("DURATION:" + duration.value);
    if (!length || *length <= seconds{0} || *length > base::hours{24 * 31}) return std::nullopt;
    if (const auto at = instant(begin.time)) return alike(*at + *length, begin, reader);
    return DraftTime{begin.time.local + *length, std::nullopt};
}

bool after(const DraftTime& later, const DraftTime& earlier) {
    const auto left = instant(later);
    const auto right = instant(earlier);
    if (left && right) return *left > *right;
    return later.local > earlier.local;
}

} // namespace

InviteZones::InviteZones(const std::vector<std::vector<hours::IcsLine>>& described) {
    constexpr std::size_t zones_max = 50;
    for (const auto& lines : described)
        if (x_described.size() < zones_max) x_described.emplace_back(lines);
}

std::optional<base::Zone> InviteZones::named(std::string_view tzid) {
    tzid = base::trimmed(tzid);
    if (tzid.size() > 200) return std::nullopt;
    if (const auto iana = base::iana_of_windows(tzid); !iana.empty()) tzid = iana;
    if (base::ascii_lower(tzid) == "tzone://microsoft/utc") return base::Zone::utc();
    // "/freeassociation.sourceforge.net/Tzfile/America/Argentina/Ushuaia" ends with the name of a zone.
    for (auto name = tzid;;) {
        if (std::ranges::binary_search(base::Zone::names(), name))
            if (const auto zone = base::Zone::named(name)) return *zone;
        const auto slash = name.find('/');
        // A last part alone is a name only where there is nothing before it: "/x/GB" is no zone.
        if (slash == std::string_view::npos || !tzid.starts_with('/')) return std::nullopt;
        name.remove_prefix(slash + 1);
        if (!name.contains('/')) return std::nullopt;
    }
}

const ZoneRules* InviteZones::described(std::string_view tzid) const {
    const auto found =
        std::ranges::find(x_described, base::trimmed(tzid),
                          [](const ZoneRules& each) -> std::string_view { return each.name(); });
    return found == x_described.end() ? nullptr : &*found;
}

InviteTimes invite_times(const Property& begin, const Property& end, const Property& duration,
                         const InviteZones& zones, const base::Zone& reader) {
    InviteTimes times;
    const auto began = read(begin, zones, reader);
    const auto ended = end.value.empty() ? std::nullopt : read(end, zones, reader);
    if (!began) {
        times.note = "the invitation does not say when it begins";
        return times;
    }
    if (began->zone) times.zone = began->zone->name();
    times.note = began->note;
    if (began->whole_day) {
        times.note = fmt::format("the invitation is for the whole of {}, without a time",
                                 base::spoken(std::chrono::floor<base::days>(began->time.local)));
        return times;
    }
    if (began->utc) times.note = fmt::format("the invitation says it in UTC; shown as in {}", reader.name());
    times.began = began->time;
    if (times.note.empty() && ended) times.note = ended->note;
    times.ended = end_of(*began, ended, duration, reader);
    if (times.ended && !after(*times.ended, *times.began)) {
        times.ended.reset();
        times.note = "the invitation ends when it begins, or before";
    }
    return times;
}

} // namespace followup::calendar
