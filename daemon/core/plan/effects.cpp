#include "core/plan/effects.hpp"

#include <algorithm>

namespace followup::plan {

std::vector<Effect> effects(const ledger::History& history, const Rules& rules) {
    std::vector<Effect> all;
    ledger::History known{history.id, {}};
    bool begun = false;
    for (std::size_t n = 0; n < history.facts.size(); ++n) {
        const auto& fact = history.facts[n];
        std::vector<KeptDuty> before;
        if (begun)
            for (const auto& duty : derive(ledger::fold(known), rules, fact.accepted).duties)
                before.push_back(kept_duty(duty));
        known.facts.push_back(fact);
        begun = begun || std::holds_alternative<queue::Interview>(fact.event.body);
        Effect effect{n, {}, {}};
        if (begun) {
            effect.after = derive(ledger::fold(known), rules, fact.accepted);
            effect.changes = difference(before, {}, effect.after, fact.accepted).changes;
        }
        all.push_back(std::move(effect));
    }
    return all;
}

} // namespace followup::plan
