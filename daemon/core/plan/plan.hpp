#pragma once

#include "core/hours/calendar.hpp"
#include "core/ledger/agency.hpp"
#include "core/plan/duty.hpp"
#include "core/plan/policy.hpp"

namespace followup::plan {

/// All that planning is done by, besides the case and the time.
struct Rules {
    Policy policy;
    hours::Calendar calendar;
    hours::SendingWindow window;
    ledger::Agency agency;
};

/// Decides what is owed in a case at `now` and who is to be reminded when. Pure: the same case, rules and
/// time give the same plan; what was already sent is not known here (the ledger keeps each nudge once).
[[nodiscard]] Plan derive(const ledger::Case& known, const Rules& rules, Instant now);

} // namespace followup::plan
