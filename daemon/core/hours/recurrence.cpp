#include "core/hours/recurrence.hpp"

#include <algorithm>
#include <iterator>

namespace followup::hours {
namespace {

using base::days;
using base::weekday;
using base::year_month_day;
using std::chrono::months;
using std::chrono::years;
using Every = Recurrence::Every;

/// `value` counted from 1, or from the end of `size` when the list says so.
bool listed(const std::vector<int>& list, int value, int size) {
    return std::ranges::any_of(list, [=](int each) { return each == (each > 0 ? value : value - size - 1); });
}

Date week_of(Date date, weekday start) {
    return date - (weekday{date} - start);
}

Date first_of_year(std::chrono::year year) {
    return Date{year / 1 / 1};
}

/// The first day of week 1: the first week with four days in the year (RFC 5545 3.3.10, as ISO 8601).
Date first_week(std::chrono::year year, weekday start) {
    return week_of(first_of_year(year) + days{3}, start);
}

/// Which days of a period a rule means, with what it leaves to its first day filled in.
class Pattern {
  public:
    Pattern(const Recurrence& rule, Date begin) : x_rule(rule) {
        const year_month_day ymd{begin};
        const bool no_day = rule.days.empty() && rule.month_days.empty() && rule.year_days.empty();
        if (!no_day || rule.every == Every::day) return;
        if (rule.every == Every::week || !rule.weeks.empty()) {
            x_rule.days = {{weekday{begin}, 0}};
            return;
        }
        x_rule.month_days = {static_cast<int>(static_cast<unsigned>(ymd.day()))};
        if (rule.every == Every::year && rule.months.empty())
            x_rule.months = {static_cast<int>(static_cast<unsigned>(ymd.month()))};
    }

    [[nodiscard]] bool means(Date date) const {
        const year_month_day ymd{date};
        const auto month = static_cast<int>(static_cast<unsigned>(ymd.month()));
        if (!x_rule.months.empty() && !listed(x_rule.months, month, 0)) return false;
        const auto month_first = Date{ymd.year() / ymd.month() / 1};
        const auto month_size =
            static_cast<int>(static_cast<unsigned>((ymd.year() / ymd.month() / std::chrono::last).day()));
        const auto month_day = static_cast<int>((date - month_first).count()) + 1;
        if (!x_rule.month_days.empty() && !listed(x_rule.month_days, month_day, month_size)) return false;
        const int year_size = ymd.year().is_leap() ? 366 : 365;
        const auto year_day = static_cast<int>((date - first_of_year(ymd.year())).count()) + 1;
        if (!x_rule.year_days.empty() && !listed(x_rule.year_days, year_day, year_size)) return false;
        if (!x_rule.weeks.empty() && !in_week(date, ymd.year())) return false;
        const bool by_month = x_rule.every == Every::month || !x_rule.months.empty();
        return x_rule.days.empty() || std::ranges::any_of(x_rule.days, [&](const Recurrence::Day& each) {
                   if (each.day != weekday{date}) return false;
                   const int day = by_month ? month_day : year_day;
                   const int size = by_month ? month_size : year_size;
                   return each.nth == 0
                          || each.nth == (each.nth > 0 ? (day - 1) / 7 + 1 : -((size - day) / 7 + 1));
               });
    }

  private:
    [[nodiscard]] bool in_week(Date date, std::chrono::year year) const {
        const auto start = x_rule.week_start;
        if (date < first_week(year, start))
            year -= years{1};
        else if (date >= first_week(year + years{1}, start))
            year += years{1};
        const auto first = first_week(year, start);
        const auto size = static_cast<int>((first_week(year + years{1}, start) - first).count() / 7);
        return listed(x_rule.weeks, static_cast<int>((date - first).count() / 7) + 1, size);
    }

    Recurrence x_rule;
};

/// The n-th period of a rule: its first day and the day after its last.
struct Period {
    Date begin, end;
};

Period period(const Recurrence& rule, Date begin, int n) {
    const year_month_day ymd{begin};
    const int step = n * rule.interval;
    if (rule.every == Every::day) return {begin + days{step}, begin + days{step + 1}};
    if (rule.every == Every::week) {
        const auto week = week_of(begin, rule.week_start) + days{7 * step};
        return {week, week + days{7}};
    }
    if (rule.every == Every::month) {
        const auto month = ymd.year() / ymd.month() + months{step};
        return {Date{month / 1}, Date{(month + months{1}) / 1}};
    }
    return {first_of_year(ymd.year() + years{step}), first_of_year(ymd.year() + years{step + 1})};
}

int days_of(Every every, int day, int week, int month, int year) {
    switch (every) {
    case Every::day: return day;
    case Every::week: return week;
    case Every::month: return month;
    default: return year;
    }
}

/// The first period that can reach `first`; counted rules must be counted from their beginning.
int period_near(const Recurrence& rule, Date begin, Date first) {
    if (rule.count || first <= begin) return 0;
    const long longest = long{days_of(rule.every, 1, 7, 31, 366)} * rule.interval;
    return static_cast<int>(std::max(0L, (first - begin).count() / longest - 1));
}

/// Whether every day of the n-th period lies behind `last`; says so before a year leaves the calendar.
bool beyond(const Recurrence& rule, Date begin, int n, Date last) {
    const long shortest = days_of(rule.every, 1, 7, 28, 365);
    return n * shortest * rule.interval > (last - begin).count() + 366;
}

std::vector<Date> chosen(std::vector<Date> set, const std::vector<int>& positions) {
    if (positions.empty()) return set;
    std::vector<Date> some;
    for (std::size_t i = 0; i < set.size(); ++i)
        if (listed(positions, static_cast<int>(i) + 1, static_cast<int>(set.size()))) some.push_back(set[i]);
    return some;
}

} // namespace

std::vector<Date> occurrences(const Recurrence& rule, Date begin, Date first, Date last, long& days_left) {
    if (rule.until) last = std::min(last, *rule.until);
    std::vector<Date> found;
    if (begin >= first && begin <= last) found.push_back(begin);
    int counted = 1;
    const Pattern pattern{rule, begin};
    for (int n = period_near(rule, begin, first); days_left > 0; ++n) {
        if (beyond(rule, begin, n, last)) break;
        const auto [from, end] = period(rule, begin, n);
        if (from > last) break;
        days_left -= (end - from).count();
        std::vector<Date> set;
        for (auto date = from; date < end; date += days{1})
            if (pattern.means(date)) set.push_back(date);
        for (const auto date : chosen(std::move(set), rule.positions)) {
            if (date <= begin) continue;
            if (rule.count && ++counted > *rule.count) return found;
            if (date >= first && date <= last) found.push_back(date);
        }
    }
    return found;
}

} // namespace followup::hours
