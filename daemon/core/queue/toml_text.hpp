#pragma once

#include "core/base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>

/// Values as they are written into an event file (TOML 1.0).
namespace followup::queue {

/// A text on one line, with its quotes; controls, quotes and backslashes are escaped. `text` is UTF-8.
[[nodiscard]] std::string toml_string(std::string_view text);
/// "2026-11-20T15:30:00", with "-06:00" behind it when an offset is given.
[[nodiscard]] std::string toml_time(base::LocalTime time, std::optional<base::seconds> offset = std::nullopt);
/// "candidate  = VALUE": the key at least `width` wide.
[[nodiscard]] std::string toml_line(std::string_view key, std::string_view value, std::size_t width);
/// A text as comment lines of at most 79 bytes where words allow it, each ended. `before` begins every
/// line: "# " or "#   ".
[[nodiscard]] std::string toml_comment(std::string_view text, std::string_view before = "# ");

} // namespace followup::queue
