#pragma once

#include "core/plan/duty.hpp"

#include <string>
#include <string_view>

/// Whom of a case a duty is about.
namespace followup::letter {

/// The last part of INTERVIEW/KIND/KEY; empty when there is none.
[[nodiscard]] std::string_view key_of(const plan::Duty& duty);

/// The interview a duty follows from; null when the case does not hold it.
[[nodiscard]] const ledger::Round* round_of(const plan::Duty& duty, const ledger::Case& known);

/// The person a letter goes to, by the key in its duty's id, else by name; null when nobody is.
[[nodiscard]] const ledger::Person* person_of(const plan::Duty& duty, const ledger::Case& known);

/// Where they get letters: their own address, else the employer's; empty when neither is known.
[[nodiscard]] const std::string& address_of(const queue::Met& met, const ledger::Case& known);

/// Whether two names are one when they are folded; an empty one is nobody's.
[[nodiscard]] bool same_name(std::string_view left, std::string_view right);

} // namespace followup::letter
