#pragma once

#include "core/hours/calendar.hpp"
#include "core/ledger/agency.hpp"
#include "core/plan/duty.hpp"
#include "core/plan/policy.hpp"
#include "core/plan/trace.hpp"

namespace followup::plan {

/// All that planning is done by, besides the case and the time.
struct Rules {
    Policy policy;
    hours::Calendar calendar;
    hours::SendingWindow window;
    hours::OpeningHours opening = {};
    ledger::Agency agency;
};

/// Decides what is owed in a case at `now` and who is to be reminded when. Pure: the same case, rules and
/// time give the same plan; what was already sent is not known here (the ledger keeps each nudge once).
/// `trace`, when there is one, hears how each time came about.
[[nodiscard]] Plan derive(const ledger::Case& known, const Rules& rules, Instant now, Trace* trace = nullptr);

} // namespace followup::plan
