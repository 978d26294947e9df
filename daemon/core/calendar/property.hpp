#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace followup::calendar {

/// A content line of somebody else's calendar, taken apart (RFC 5545 3.1). Total: what is not as it should be
/// is read as far as it goes.
struct Property {
    std::string name;                                            ///< in upper case
    std::vector<std::pair<std::string, std::string>> parameters; ///< names in upper case; without quotes
    std::string value;                                           ///< as written, still escaped

    /// A parameter's value, with RFC 6868 undone; empty when it is not there.
    [[nodiscard]] std::string parameter(std::string_view wanted) const;
};

/// Takes an unfolded line apart. A colon in brackets, or before two slashes, does not end an unquoted
/// parameter: some write TZID=(UTC-06:00) Central Time and TZID=tzone://Microsoft/Utc without quotes. Nor
/// does one within an offset, TZID=UTC+03:00.
[[nodiscard]] Property property(std::string_view line);

} // namespace followup::calendar
