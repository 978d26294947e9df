#pragma once

#include "core/base/instant.hpp"

#include <string>
#include <string_view>
#include <toml++/toml.h>

namespace followup::queue {

/// The hexadecimal SHA-256 of an event as written: its kind and its table with sorted keys and typed values,
/// each value in one spelling, so that order, blanks and comments make no difference and defaults are not
/// filled in.
[[nodiscard]] std::string digest(std::string_view kind, const toml::table& table);

/// The file or message in which something was told.
struct Origin {
    std::string_view file; ///< its name; folders before it do not count
    base::Date day;        ///< on which it came
};

/// The same of an event that does not say on which day it happened: it is known again by where it was told.
/// The same file once more is the same event, another file or another day another one.
[[nodiscard]] std::string digest(std::string_view kind, const toml::table& table, const Origin& origin);

} // namespace followup::queue
