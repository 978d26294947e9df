#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace followup::calendar {

/// Of a summary, a place, the name of a calendar.
inline constexpr std::size_t line_bytes_max = 250;

/// Text as it may stand in a calendar: valid UTF-8, no control characters but LF, no direction marks; other
/// line ends become LF, tabs blanks. At most `bytes_max`, cut between code points with "…".
[[nodiscard]] std::string clean_text(std::string_view text, std::size_t bytes_max);

/// The same in one line: LF becomes a blank.
[[nodiscard]] std::string clean_line(std::string_view text, std::size_t bytes_max);

} // namespace followup::calendar
