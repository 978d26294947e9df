#pragma once

#include <string>

namespace followup::cli {

/// What of a feed's listing is shown besides the addresses.
struct FeedsShown {
    bool steps = false;  ///< how Google's calendar gets it, at the end
    bool code = false;   ///< the page's address as a QR code
    bool colour = false; ///< the terminal's colours may be set
};

/// The daemon's list of feeds for people; a body that is none of that form comes back as it is.
[[nodiscard]] std::string feeds_text(const std::string& body, const FeedsShown& how);

} // namespace followup::cli
