#pragma once

#include "core/base/problem.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace followup::hours {

/// A name of iCalendar as it is compared: ASCII letters in upper case (RFC 5545 1.3).
[[nodiscard]] std::string ics_name(std::string_view text);

/// One content line, unfolded (RFC 5545 3.1).
struct IcsLine {
    std::size_t number; ///< in the file, of its first part; from 1
    std::string name;   ///< of the property, in upper case
    std::string text;   ///< the whole line
};

/// An event's own lines, without those of its alarms.
struct IcsEvent {
    std::size_t number; ///< of its BEGIN:VEVENT
    std::vector<IcsLine> lines;
    std::size_t calendar = 0; ///< in which VCALENDAR of the file it stands, from 0
};

/// The events of an iCalendar file, and its broken places; an event that is not ended is left out. Each event
/// stands alone, so that one bad event spoils no other.
struct IcsFile {
    std::vector<std::vector<IcsLine>> calendars; ///< the own lines of each VCALENDAR: METHOD, PRODID
    std::vector<std::vector<IcsLine>> zones; ///< what stands in each VTIMEZONE, its parts with BEGIN and END
    std::vector<IcsEvent> events;
    base::Problems problems;
};
[[nodiscard]] IcsFile ics_events(std::string_view bytes, const std::string& file);

} // namespace followup::hours
