#pragma once

#include "core/base/instant.hpp"

#include <compare>
#include <cstdint>
#include <vector>

namespace followup::config {

/// A place in the text, both from 1.
struct At {
    std::uint32_t line = 1;
    std::uint32_t column = 1;

    auto operator<=>(const At&) const = default;
};

/// A value of a TOML text with its place. Only the member that `kind` names is meant.
struct Node {
    enum class Kind { text, integer, real, boolean, date, time, moment, array, table };

    Kind kind = Kind::table;
    At at;
    std::string text;
    std::int64_t integer = 0;
    base::Date date{};
    base::seconds time{};
    std::vector<Node> items; ///< of an array or a table
    std::string key;         ///< its name in the table that holds it
    At key_at;
};

/// "a text", "a table": as problems name it.
[[nodiscard]] std::string_view name(Node::Kind kind);

/// The root table of a TOML text that is within the limits; the first syntax error as "FILE:LINE:COLUMN".
[[nodiscard]] base::Result<Node> parse(std::string_view bytes, const std::string& file);

} // namespace followup::config
