#pragma once

#include "core/base/zone.hpp"
#include "core/hours/ics_lines.hpp"
#include "core/hours/recurrence.hpp"

#include <optional>

namespace followup::hours {

/// A DATE or DATE-TIME as it was written.
struct IcsTime {
    base::LocalTime local;          ///< what the clock shows; midnight of a DATE
    bool whole_day = false;         ///< a DATE
    bool utc = false;               ///< written with Z
    std::optional<base::Zone> zone; ///< its TZID, when the system knows it

    /// As the clocks of another time's zone show it: only UTC is brought there, and only to a known zone.
    [[nodiscard]] base::LocalTime seen_from(const IcsTime& other) const;
};

/// Reads DTSTART, DTEND, RECURRENCE-ID, and one value of RDATE or EXDATE (of a period its start); empty when
/// the line cannot be read or names a day that does not exist.
[[nodiscard]] std::optional<IcsTime> read_time(const std::string& line);
/// The lines of each of the values of an RDATE or EXDATE.
[[nodiscard]] std::vector<std::string> single_values(const std::string& line);
/// Reads DURATION.
[[nodiscard]] std::optional<base::seconds> read_duration(const std::string& line);
/// Reads SUMMARY, UID or STATUS, unescaped; empty when it has no value.
[[nodiscard]] std::string read_text(const std::string& line);
/// Reads RRULE or EXRULE of an event that begins at `begin`; the Problem has no place.
[[nodiscard]] base::Result<Recurrence> read_rule(const std::string& line, const IcsTime& begin);

} // namespace followup::hours
