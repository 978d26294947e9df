#include "core/when/dates.hpp"

#include <algorithm>

namespace followup::when {

using base::days;
using base::weekday;
using base::year_month_day;

bool exists(int year, int month, int day) {
    if (year < 0 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
    return day <= days_in(year, month);
}

Date day_of(int year, unsigned month, unsigned day) {
    return Date{year_month_day{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}}};
}

int year_of(Date date) {
    return static_cast<int>(year_month_day{date}.year());
}

int month_of(Date date) {
    return static_cast<int>(static_cast<unsigned>(year_month_day{date}.month()));
}

int days_in(int year, int month) {
    const auto last = std::chrono::year{year} / static_cast<int>(month) / std::chrono::last;
    return static_cast<int>(static_cast<unsigned>(last.day()));
}

Shifted add_months(Date date, int months) {
    const year_month_day from{date};
    const auto to = from + std::chrono::months{months};
    if (to.ok()) return {Date{to}, false};
    return {Date{to.year() / to.month() / std::chrono::last}, true};
}

Date monday_of(Date date) {
    return date - (weekday{date} - std::chrono::Monday);
}

Date sunday_of(Date date) {
    return date - (weekday{date} - std::chrono::Sunday);
}

Date in_week(Date begin, weekday day) {
    return begin + (day - weekday{begin});
}

Date nth_after(Date date, weekday day, int n) {
    const auto next = date + days{1};
    return next + (day - weekday{next}) + days{7} * (n - 1);
}

Date nth_before(Date date, weekday day, int n) {
    const auto last = date - days{1};
    return last - (weekday{last} - day) - days{7} * (n - 1);
}

bool is_weekend(Date date) {
    const weekday day{date};
    return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

bool BusinessDays::closed(Date date) const {
    const auto at = std::ranges::lower_bound(x_closed, date, {}, &ClosedDay::date);
    return at != x_closed.end() && at->date == date;
}

Date BusinessDays::add(Date date, int n) const {
    const days step{n < 0 ? -1 : 1};
    for (int left = n < 0 ? -n : n; left > 0;) {
        date += step;
        if (open(date)) --left;
    }
    return date;
}

std::optional<Date> BusinessDays::first_in(Date first, Date last) const {
    for (auto date = first; date <= last; date += days{1})
        if (open(date)) return date;
    return {};
}

std::optional<Date> BusinessDays::last_in(Date first, Date last) const {
    for (auto date = last; date >= first; date -= days{1})
        if (open(date)) return date;
    return {};
}

} // namespace followup::when
