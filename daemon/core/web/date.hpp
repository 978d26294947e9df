#pragma once

#include "core/base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace followup::web {

/// Reads the three forms of RFC 9110 5.6.7; nothing when it is none, or a day that does not exist. The
/// weekday is not compared. Two-digit years are 1970 to 2069.
[[nodiscard]] std::optional<base::Instant> parse_http_date(std::string_view text);

} // namespace followup::web
