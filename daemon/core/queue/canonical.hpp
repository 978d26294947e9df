#pragma once

#include <string>
#include <string_view>
#include <toml++/toml.h>

namespace followup::queue {

/// The hexadecimal SHA-256 of an event as written: its kind and its table with sorted keys and typed values,
/// each value in one spelling, so that order, blanks and comments make no difference and defaults are not
/// filled in.
[[nodiscard]] std::string digest(std::string_view kind, const toml::table& table);

} // namespace followup::queue
