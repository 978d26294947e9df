#pragma once

#include <span>
#include <string_view>

namespace followup::base {

/// A zone as Windows, and with it Outlook and Exchange, calls it.
struct WindowsZone {
    std::string_view name;  ///< "Central Standard Time": all the year, summer included
    std::string_view iana;  ///< "America/Chicago"
    std::string_view shown; ///< "Central Time (US & Canada)": in lists, behind "(UTC-06:00) "
};

/// All that this table knows, sorted by name.
[[nodiscard]] std::span<const WindowsZone> windows_zones();

/// The IANA name for a zone's name or for what is shown with its offset, "(UTC-06:00) Central Time (US &
/// Canada)"; case does not count. Empty when Windows has no such zone.
[[nodiscard]] std::string_view iana_of_windows(std::string_view name);

} // namespace followup::base
