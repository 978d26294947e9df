#include "core/hours/calendar.hpp"

#include "core/base/require.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <tuple>

namespace followup::hours {
namespace {

using base::days;
using when::ClosedDay;

bool weekend(Date date) {
    return base::weekday{date}.iso_encoding() > 5;
}

auto first_from(const std::vector<ClosedDay>& closed, Date date) {
    return std::ranges::lower_bound(closed, date, {}, &ClosedDay::date);
}

} // namespace

Calendar::Calendar(std::vector<ClosedDay> closed) {
    // A name beats none; else the alphabet decides, so that the order of the files does not.
    std::ranges::sort(closed, {}, [](const ClosedDay& day) {
        return std::tuple{day.date, day.name.empty(), std::string_view{day.name}};
    });
    const auto doubles = std::ranges::unique(closed, {}, &ClosedDay::date);
    closed.erase(doubles.begin(), doubles.end());
    x_closed = std::make_shared<const std::vector<ClosedDay>>(std::move(closed));
}

bool Calendar::working(Date date) const {
    if (weekend(date)) return false;
    const auto at = first_from(*x_closed, date);
    return at == x_closed->end() || at->date != date;
}

Date Calendar::after(Date date) const {
    return after(date, 1);
}

Date Calendar::before(Date date) const {
    return before(date, 1);
}

Date Calendar::after(Date date, int count) const {
    base::require(count >= 1, "working days are counted from one");
    // The list is walked along with the days: one search for any count.
    auto closed = first_from(*x_closed, date + days{1});
    while (true) {
        date += days{1};
        const bool shut = closed != x_closed->end() && closed->date == date;
        if (shut) ++closed;
        if (!shut && !weekend(date) && --count == 0) return date;
    }
}

Date Calendar::before(Date date, int count) const {
    base::require(count >= 1, "working days are counted from one");
    auto closed = std::make_reverse_iterator(first_from(*x_closed, date));
    while (true) {
        date -= days{1};
        const bool shut = closed != x_closed->rend() && closed->date == date;
        if (shut) ++closed;
        if (!shut && !weekend(date) && --count == 0) return date;
    }
}

std::vector<ClosedDay> Calendar::closed(Date first, Date last) const {
    if (last < first) return {};
    return {first_from(*x_closed, first), first_from(*x_closed, last + days{1})};
}

} // namespace followup::hours
