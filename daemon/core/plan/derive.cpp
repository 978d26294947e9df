#include "core/plan/draft.hpp"

namespace followup::plan {

Plan derive(const ledger::Case& known, const Rules& rules, Instant now, Trace* trace) {
    Draft draft{known, rules, now, trace};
    for (std::size_t n = 0; n < known.rounds.size(); ++n) {
        const auto& round = known.rounds[n];
        const auto* following = n + 1 < known.rounds.size() ? &known.rounds[n + 1] : nullptr;
        plan_debriefs(draft, round);
        plan_letters(draft, round);
        plan_calls(draft, round);
        plan_decision(draft, round);
        plan_steps(draft, round, following);
    }
    plan_answers(draft);
    plan_next(draft);
    plan_news(draft);
    return std::move(draft).finished();
}

} // namespace followup::plan
