#pragma once

#include "core/when/tokens.hpp"

namespace followup::when {

/// How a term is called in "expected LIST": "a weekday"; the word itself for a quoted one.
[[nodiscard]] std::string_view label(Term term);

/// "a weekday, 'week' or 'after'": what may stand there, each once, at most ten of them.
[[nodiscard]] std::string listed(const Terms& terms);

} // namespace followup::when
