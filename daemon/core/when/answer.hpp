#pragma once

#include "core/when/reading.hpp"

namespace followup::when {

/// What `followup when` prints for people, in lines: the phrase, how it is read and why, the result in its
/// zone and in UTC, how far it is from `now`, each warning, and for a day on which nobody works its
/// neighbours. For an error the phrase, a caret under the place, the message and the code.
[[nodiscard]] std::string answer(std::string_view phrase, const Context& context, Instant now);
/// The same of a phrase that was read already, as it was typed; `outcome` came from `context`.
[[nodiscard]] std::string answer(std::string_view phrase, const Outcome& outcome, const Context& context,
                                 Instant now);

/// "in 9 days", "today", "2 days ago"; for times "in 3 h 20 min".
[[nodiscard]] std::string distance(const Value& value, const base::Zone& zone, Instant now);

} // namespace followup::when
