#include "core/hours/calendar.hpp"

#include <algorithm>

namespace followup::hours {
namespace {

using base::days;
using base::minutes;

/// A zone may skip a whole day, and an opening may fall into a gap.
constexpr int days_searched = 4;

} // namespace

bool OpeningHours::open(Instant at, const Calendar& calendar, const base::Zone& zone) const {
    const auto day = zone.date(at);
    return calendar.working(day) && zone.instant(day, opens) <= at && at < zone.instant(day, closes);
}

Instant OpeningHours::later(Instant from, seconds length, const Calendar& calendar,
                            const base::Zone& zone) const {
    auto day = zone.date(from);
    if (!calendar.working(day)) day = calendar.after(day);
    for (auto left = length;; day = calendar.after(day)) {
        const auto begin = std::max(from, zone.instant(day, opens));
        const auto end = zone.instant(day, closes);
        if (begin + left <= end) return begin + left;
        if (begin < end) left -= end - begin;
    }
}

bool SendingWindow::open(Instant at, const base::Zone& zone) const {
    const auto local = zone.local(at);
    const auto time = local - std::chrono::floor<days>(local);
    return from <= time && time < until;
}

Instant SendingWindow::next(Instant at, const base::Zone& zone) const {
    if (open(at, zone)) return at;
    const auto local = zone.local(at);
    const auto today = std::chrono::floor<days>(local);
    // In the second of two like hours the opening of the date lies behind us and comes once more.
    const auto straight = at + (from - (local - today));
    if (straight > at && zone.local(straight) == today + from) {
        const auto first = zone.instant(today, from);
        return first > at ? std::min(first, straight) : straight;
    }
    for (int i = 0; i < days_searched; ++i) {
        const auto opening = zone.instant(today + days{i}, from);
        if (opening > at && open(opening, zone)) return opening;
    }
    return zone.instant(today + days{days_searched}, from);
}

Instant SendingWindow::last_before(Instant at, const base::Zone& zone) const {
    const auto today = zone.date(at);
    for (int i = 0; i < days_searched; ++i) {
        const auto date = today - days{i};
        const auto closing = zone.instant(date, until);
        // A window shorter than five minutes is caught at its opening.
        const auto last = std::max(closing - minutes{5}, zone.instant(date, from));
        if (closing <= at && open(last, zone)) return last;
    }
    return zone.instant(today - days{1}, until) - minutes{5};
}

} // namespace followup::hours
