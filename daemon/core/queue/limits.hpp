#pragma once

#include "core/queue/report.hpp"

#include <optional>
#include <string_view>

namespace followup::queue {

/// More dots in one line outside strings are refused: toml++ 3.3 descends once a dot and runs out of stack.
constexpr int line_dots_max = 16;
/// More brackets inside brackets are refused.
constexpr int brackets_deep_max = 16;

/// The first reason not to give these bytes to the TOML parser at all: too many of them, a NUL, bytes that
/// are no UTF-8, too many dots or brackets.
[[nodiscard]] std::optional<Flaw> flaw_before_parsing(std::string_view bytes);

} // namespace followup::queue
