#pragma once

#include "core/when/reading.hpp"

#include <span>

namespace followup::when {

/// Whether that year has that month and day; years 0 to 9999.
[[nodiscard]] bool exists(int year, int month, int day);
/// The date; the day must exist.
[[nodiscard]] Date day_of(int year, unsigned month, unsigned day);

[[nodiscard]] int year_of(Date date);
/// 1 to 12.
[[nodiscard]] int month_of(Date date);
/// 28 to 31.
[[nodiscard]] int days_in(int year, int month);

/// A date, and whether its day of month had to be cut to the month's last.
struct Shifted {
    Date date;
    bool clamped;
};
/// Keeps the day of month, clamped to the month's last.
[[nodiscard]] Shifted add_months(Date date, int months);

/// The Monday of the ISO week of that date.
[[nodiscard]] Date monday_of(Date date);
/// The Sunday with which a Sunday-start week of that date begins.
[[nodiscard]] Date sunday_of(Date date);
/// That weekday of the week that begins on that Monday or Sunday.
[[nodiscard]] Date in_week(Date begin, base::weekday day);
/// The n-th such weekday strictly after (before) the date; n from 1.
[[nodiscard]] Date nth_after(Date date, base::weekday day, int n);
[[nodiscard]] Date nth_before(Date date, base::weekday day, int n);

[[nodiscard]] bool is_weekend(Date date);

/// Business days: Monday to Friday, but for the closed days.
class BusinessDays {
  public:
    /// The list must be sorted and outlive this.
    explicit BusinessDays(std::span<const ClosedDay> closed) : x_closed(closed) {}

    /// Whether the date stands in the list of closed days.
    [[nodiscard]] bool closed(Date date) const;
    [[nodiscard]] bool open(Date date) const { return !is_weekend(date) && !closed(date); }
    /// The n-th business day strictly after the date, before it for negative n; n is not 0.
    [[nodiscard]] Date add(Date date, int n) const;
    /// The first (last) business day of both days and what lies between; empty when there is none.
    [[nodiscard]] std::optional<Date> first_in(Date first, Date last) const;
    [[nodiscard]] std::optional<Date> last_in(Date first, Date last) const;

  private:
    std::span<const ClosedDay> x_closed;
};

} // namespace followup::when
