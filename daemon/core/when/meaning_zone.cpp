#include "core/when/meaning.hpp"

#include "core/when/wording.hpp"

#include <algorithm>

namespace followup::when {

using base::days;
using base::seconds;
using namespace said;

namespace {

/// "New York" of "America/New_York".
std::string city(std::string_view zone) {
    std::string out{zone.substr(zone.rfind('/') + 1)};
    std::ranges::replace(out, '_', ' ');
    return out;
}

} // namespace

base::Zone Meaning::zone_of(const Part& part) const {
    if (!part.zone) return x_context.zone;
    const auto named = base::Zone::named(part.zone->name);
    return named ? *named : x_context.zone;
}

/// Rule 24: the day is the reader's, the time that of the place; both are said when the clocks differ.
void Meaning::note_zone(const Part& part, Date day, seconds time_of_day, Instant at) {
    if (!part.zone) return;
    const auto there = zone_of(part);
    const auto wall = base::clock(time_of_day);
    const auto called = there.abbreviation(at);
    if (!part.zone->abbreviation.empty() && part.zone->abbreviation != called)
        warn(WarningCode::zone_season, quoted(part.zone->span) + " is not the clock of " + city(there.name())
                                           + " on " + base::spoken(day) + "; read as " + wall + " " + called);
    if (there.offset(at) == x_context.zone.offset(at)) return;
    const auto here = x_context.zone.local(at);
    x_because += " in " + city(there.name()) + ", ";
    append_date(x_because, std::chrono::floor<days>(here), x_today);
    x_because += ", ";
    append_clock(x_because, here - std::chrono::floor<days>(here));
    x_because += " here";
    warn(WarningCode::other_zone, wall + " in " + city(there.name()) + " is "
                                      + base::spoken(at, x_context.zone) + ", here; leave "
                                      + quoted(part.zone->span) + " out for " + wall + " here");
}

} // namespace followup::when
