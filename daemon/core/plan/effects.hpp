#pragma once

#include "core/ledger/history.hpp"
#include "core/plan/difference.hpp"
#include "core/plan/plan.hpp"

namespace followup::plan {

/// What one event of a case changed when it was accepted.
struct Effect {
    std::size_t fact = 0; ///< index into the history's facts
    Plan after;
    std::vector<Change> changes; ///< duties are those of `after`
};

/// The effect of every event, in the order of acceptance: the case is planned without and with it, at the
/// time it was accepted, by the rules of today. An event that came before the first interview counts with it.
[[nodiscard]] std::vector<Effect> effects(const ledger::History& history, const Rules& rules);

} // namespace followup::plan
