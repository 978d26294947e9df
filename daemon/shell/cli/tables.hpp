#pragma once

#include <string>

namespace followup::cli {

/// The daemon's JSON for people; a body that is none of that form comes back as it is.
[[nodiscard]] std::string status_table(const std::string& body);
[[nodiscard]] std::string added_text(const std::string& path, const std::string& body);

} // namespace followup::cli
