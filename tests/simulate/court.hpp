#pragma once

#include "core/plan/plan.hpp"
#include "shell/store/store.hpp"
#include "simulate/lives.hpp"
#include "simulate/watch.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace followup::simulated {

/// Holds what the ledger took in against the laws: each fact for itself, with what was known before it.
class Court {
  public:
    Court(Watch& watch, const plan::Rules& rules, const std::vector<Canaries>& words)
        : x_watch(watch), x_rules(rules), x_words(words) {}

    /// Something was accepted about that case.
    [[nodiscard]] base::Result<void> hear(store::Store& store, const std::string& case_id, Instant now);
    /// While a case is open something in it is owed, of all cases.
    [[nodiscard]] base::Result<void> judge(store::Store& store, Instant now);

  private:
    void hear_fact(ledger::History& history, const ledger::Fact& fact, Instant now);

    Watch& x_watch;
    const plan::Rules& x_rules;
    const std::vector<Canaries>& x_words; ///< of candidate n at n - 1
    std::map<std::string, std::set<std::int64_t>> x_heard;
};

} // namespace followup::simulated
