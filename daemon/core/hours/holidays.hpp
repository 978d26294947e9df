#pragma once

#include "core/hours/calendar.hpp"

namespace followup::hours {

/// How many closed days a file may name, and how many one entry of it.
inline constexpr std::size_t closed_days_max = 20'000;
inline constexpr base::days closed_span_max{366};

/// What a holiday file gave: the days that could be read and what was wrong with the rest.
struct Holidays {
    std::vector<when::ClosedDay> days;
    base::Problems problems; ///< where = "FILE:LINE" or "FILE: event N"
};

/// The days of an iCalendar file between two dates: all-day and multi-day events, recurring ones expanded
/// (RRULE, RDATE, EXDATE), timed ones by their local dates; cancelled ones left out.
[[nodiscard]] Holidays read_ics(std::string_view bytes, const std::string& file, Date first, Date last);

/// `[[closed]] date = 2026-12-24, name = "Christmas Eve"`, `until` for several days.
[[nodiscard]] Holidays read_toml(std::string_view bytes, const std::string& file);

} // namespace followup::hours
