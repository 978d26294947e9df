#pragma once

#include "core/calendar/entry.hpp"

namespace followup::calendar {

/// "M. C." of "Margaret Chen": the first letter of each of at most four words; empty of an empty name.
[[nodiscard]] std::string initials(std::string_view name);

/// The case with people and employers by their initials, and without anything that was said about them.
[[nodiscard]] ledger::Case with_initials(ledger::Case known);
/// The duty likewise; its id, its dates and its state stay.
[[nodiscard]] plan::Duty with_initials(plan::Duty duty);

} // namespace followup::calendar
