#include "core/calendar/invite_times.hpp"

#include "core/base/text.hpp"
#include "core/base/zone_names.hpp"
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
/// What takes longer is not one interview.
constexpr base::hours length_max{16};

/// A time and what was found out about it.
struct Found {
    DraftTime time;
    bool whole_day = false;
    bool utc = false;
    std::optional<base::Zone> zone;
    std::string doubt;
};

/// By which clocks times are read.
struct Clocks {
    const InviteZones& zones;
    std::string floating; ///< of times that name no zone
    std::optional<base::Zone> said;
    base::Zone reader;
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

void place_in(Found& found, const base::Zone& zone) {
    const auto local = found.time.local;
    const auto resolved = zone.resolve(local);
    found.zone = zone;
    found.time = in_zone(resolved.at, zone);
    if (resolved.met != base::Zone::Met::once)
        found.doubt = fmt::format("{} {} in {}, where the clocks change", shown(local),
                                  resolved.met == base::Zone::Met::gap ? "does not exist" : "exists twice",
                                  zone.name());
}

/// The zone that a TZID names counts, as in every calendar program, and its own rules where it names none.
/// Where the two tell different times, nobody can know which is meant.
void place(Found& found, const std::string& tzid, const Clocks& clocks) {
    const auto local = found.time.local;
    const auto* rules = clocks.zones.described(tzid);
    const auto by_rules = rules == nullptr ? std::nullopt : rules->offset(local);
    auto zone = InviteZones::named(tzid);
    if (!zone && !by_rules) zone = InviteZones::numbered(tzid);
    if (zone) {
        place_in(found, *zone);
        if (rules == nullptr && base::is_doubtful_zone(zone->name()))
            found.doubt = fmt::format("“{}” may be more than one clock; {}", zone->name(),
                                      base::zone_mend(zone->name()));
        if (by_rules && *by_rules != *found.time.offset)
            found.doubt = fmt::format("the invitation describes other clocks than those of {}", zone->name());
        return;
    }
    found.time.offset = by_rules ? by_rules : InviteZones::offset(tzid);
    if (found.time.offset) return;
    const auto mend = base::zone_mend(tzid);
    found.doubt = fmt::format("no zone is known by the name “{}” of the invitation{}{}", clean_line(tzid, 80),
                              mend.empty() ? "" : "; ", mend);
}

std::optional<Found> read(const Property& from, const Clocks& clocks) {
    const auto read = invite_moment(from.value);
    if (!read) return std::nullopt;
    const base::year_month_day day{std::chrono::floor<base::days>(read->local)};
    if (day.year() < year_least || day.year() > year_most) return std::nullopt;
    Found found;
    found.time.local = read->local;
    found.whole_day = read->whole_day;
    if (found.whole_day) return found;
    const auto tzid = from.parameter("TZID");
    const auto zone = InviteZones::named(tzid);
    const bool utc = zone && nowhere(*zone) && zone->offset(Instant{}) == seconds{0} && !read->offset;
    found.utc = read->offset == seconds{0} || utc;
    if (found.utc)
        found.time = in_zone(Instant{read->local.time_since_epoch()}, clocks.reader);
    else if (read->offset)
        found.time.offset = read->offset;
    else if (!tzid.empty())
        place(found, tzid, clocks);
    else if (!clocks.floating.empty())
        place(found, clocks.floating, clocks);
    else
        found.doubt = "the invitation names no zone";
    if (!found.doubt.empty() && clocks.said) {
        found.doubt.clear();
        found.time = in_zone(clocks.said->instant(read->local), *clocks.said);
        found.zone = clocks.said;
    }
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
    const auto length = hours::read_duration("DURATION:" + hours::ics_name(base::trimmed(duration.value)));
    if (!length || *length <= seconds{0} || *length > base::hours{24 * 31}) return std::nullopt;
    if (const auto at = instant(begin.time)) return alike(*at + *length, begin, reader);
    return DraftTime{begin.time.local + *length, std::nullopt};
}

seconds between(const DraftTime& earlier, const DraftTime& later) {
    const auto left = instant(earlier);
    const auto right = instant(later);
    return left && right ? *right - *left : later.local - earlier.local;
}

bool at_midnight(const DraftTime& time) {
    return time.local == std::chrono::floor<base::days>(time.local);
}

/// What somebody says who was asked: "15:30", on the day on which it begins.
std::optional<DraftTime> said_end(const std::string& text, const Found& begin, const Clocks& clocks) {
    const auto parts = base::split(text, ':');
    const auto number = [](const std::string& part) {
        const bool digits = !part.empty() && part.size() <= 2 && std::ranges::all_of(part, base::is_digit);
        return digits ? std::stoi(part) : 99;
    };
    if (parts.size() != 2 || number(parts[0]) > 23 || number(parts[1]) > 59) return std::nullopt;
    const auto local = std::chrono::floor<base::days>(begin.time.local) + base::hours{number(parts[0])}
                       + base::minutes{number(parts[1])};
    const auto zone = begin.zone ? begin.zone : begin.utc ? std::optional{clocks.reader} : clocks.said;
    if (zone) return in_zone(zone->instant(local), *zone);
    return DraftTime{local, begin.time.offset};
}

/// Takes an end away that cannot be one, and says why.
void judge_end(InviteTimes& times) {
    if (!times.began || !times.ended) return;
    const auto length = between(*times.began, *times.ended);
    if (length > seconds{0} && length <= length_max) return;
    times.ended.reset();
    times.note = length <= seconds{0} ? "the invitation ends when it begins, or before"
                                      : fmt::format("the invitation takes {} hours",
                                                    std::chrono::duration_cast<base::hours>(length).count());
}

} // namespace

std::optional<InviteMoment> invite_moment(std::string_view value) {
    auto text = hours::ics_name(base::trimmed(value));
    InviteMoment moment;
    const auto parted = text.find_first_of("T ");
    auto date = text.substr(0, parted);
    std::erase(date, '-');
    if (parted == std::string::npos) {
        const auto read = hours::read_time("DTSTART:" + date);
        if (!read || !read->whole_day) return std::nullopt;
        return InviteMoment{read->local, true, {}};
    }
    auto time = text.substr(parted + 1);
    if (time.ends_with('Z')) {
        moment.offset = seconds{0};
        time.pop_back();
    } else if (const auto sign = time.find_first_of("+-"); sign != std::string::npos) {
        moment.offset = utc_offset(std::string_view{time}.substr(sign));
        if (!moment.offset) return std::nullopt;
        time.erase(sign);
    }
    time.erase(std::min(time.find('.'), time.size())); // parts of a second
    std::erase(time, ':');
    if (time.size() == 4) time += "00";
    // The zone's name is kept away from libical, which does not read all that Outlook writes.
    const auto read = hours::read_time("DTSTART:" + date + "T" + time);
    if (!read || read->whole_day) return std::nullopt;
    moment.local = read->local;
    return moment;
}

std::optional<Instant> invite_instant(const Property& from, const InviteZones& zones,
                                      const std::string& floating) {
    const auto found = read(from, {zones, floating, std::nullopt, base::Zone::utc()});
    if (!found) return std::nullopt;
    if (found->whole_day) return Instant{found->time.local.time_since_epoch()};
    return instant(found->time);
}

InviteTimes invite_times(const InviteSpan& span, const InviteZones& zones, const base::Zone& reader,
                         const Said& said) {
    Clocks clocks{zones, span.floating, std::nullopt, reader};
    if (!said.zone.empty())
        if (const auto zone = base::Zone::named(said.zone)) clocks.said = *zone;
    InviteTimes times;
    const auto began = read(span.begin, clocks);
    auto ended = span.end.value.empty() ? std::nullopt : read(span.end, clocks);
    if (!began) {
        times.note = span.begin.value.empty()
                         ? "the invitation does not say when it begins"
                         : fmt::format("the time “{}” of the invitation cannot be read",
                                       clean_line(span.begin.parameter("TZID") + " " + span.begin.value, 80));
        return times;
    }
    if (began->zone && !nowhere(*began->zone)) times.zone = began->zone->name();
    times.doubt = began->doubt;
    const bool days = ended && at_midnight(began->time) && at_midnight(ended->time)
                      && ended->time.local > began->time.local;
    if (began->whole_day || span.whole_day || days) {
        times.note = fmt::format("the invitation is for the whole of {}, without a time",
                                 base::spoken(std::chrono::floor<base::days>(began->time.local)));
        times.ended = said_end(said.ended, *began, clocks);
        return times;
    }
    if (began->utc) times.note = fmt::format("the invitation says it in UTC; shown as in {}", reader.name());
    times.began = began->time;
    if (times.doubt.empty() && ended) times.doubt = ended->doubt;
    times.ended = end_of(*began, ended, span.duration, reader);
    judge_end(times);
    if (!times.ended) times.ended = said_end(said.ended, *began, clocks);
    return times;
}

} // namespace followup::calendar
