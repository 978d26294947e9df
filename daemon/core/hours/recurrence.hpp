#pragma once

#include "core/base/instant.hpp"

#include <optional>
#include <vector>

namespace followup::hours {

using base::Date;

/// A recurrence rule over whole days (RFC 5545 3.3.10 for DATE values).
struct Recurrence {
    enum class Every { day, week, month, year };
    /// A weekday, with `nth` != 0 only that one of the month or year; negative counts from its end.
    struct Day {
        base::weekday day;
        int nth;
    };

    Every every = Every::year;
    int interval = 1;          ///< >= 1
    std::optional<Date> until; ///< included
    std::optional<int> count;  ///< counts the first day too
    base::weekday week_start = std::chrono::Monday;
    std::vector<int> months;     ///< 1..12
    std::vector<int> month_days; ///< 1..31 or -31..-1
    std::vector<int> year_days;  ///< 1..366 or -366..-1
    std::vector<int> weeks;      ///< 1..53 or -53..-1; only with Every::year
    std::vector<Day> days;
    std::vector<int> positions; ///< which of a period's days: 1 the first, -1 the last; empty: all
};

/// The days of a rule between two dates, both included, ascending. `begin` is always its first day. At most
/// `days_left` days are looked at, which is lowered by what was spent; at 0 the result is cut short.
[[nodiscard]] std::vector<Date> occurrences(const Recurrence& rule, Date begin, Date first, Date last,
                                            long& days_left);

} // namespace followup::hours
