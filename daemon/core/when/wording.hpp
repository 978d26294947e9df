#pragma once

#include "core/when/said.hpp"

namespace followup::when {

/// "Fri 6 Mar".
[[nodiscard]] std::string short_date(Date date);
/// "6 Mar".
[[nodiscard]] std::string day_and_month(Date date);
/// "March 2026".
[[nodiscard]] std::string month_and_year(Date date);

/// Appends "Fri 6 Mar", the weekday unless it is left out; the year when it is another than that of `near`.
void append_date(std::string& text, Date date, Date near, bool weekday = true);
/// Appends "17:00", and ":30" when there are seconds.
void append_clock(std::string& text, base::seconds time_of_day);

/// The words of a part, with one blank where there are several.
[[nodiscard]] std::string words(std::string_view phrase, said::Span span);
/// The words between apostrophes.
[[nodiscard]] std::string quoted(std::string_view phrase, said::Span span);

/// "before: Thu 24 Dec, after: Mon 28 Dec": the business days around a day that is none.
[[nodiscard]] std::string neighbours(Date date, std::span<const ClosedDay> closed);

} // namespace followup::when
