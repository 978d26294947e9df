#pragma once

#include "shell/run/bookkeeper.hpp"
#include "simulate/dice.hpp"
#include "simulate/watch.hpp"

#include <map>
#include <string>

namespace followup::simulated {

/// Compares what the ledger holds with what follows from its facts and with what was told.
class Inspector {
  public:
    Inspector(Watch& watch, std::uint64_t seed) : x_watch(watch), x_dice(seed) {}

    /// Now and then, once everything due at `now` is done.
    [[nodiscard]] base::Result<void> visit(store::Store& store, run::Bookkeeper& keeper, Instant now);
    /// At the end.
    [[nodiscard]] base::Result<void> judge(store::Store& store, Instant now);
    /// Cases that were planned again.
    [[nodiscard]] int replans() const { return x_replans; }

  private:
    base::Result<void> plan_again(store::Store& store, const plan::Rules& rules, Instant now);
    base::Result<void> read_feed(run::Bookkeeper& keeper, Instant now);

    Watch& x_watch;
    Dice x_dice;
    std::map<std::string, std::string> x_entries; ///< CREATED of each entry of the team's feed, by UID
    int x_replans = 0;
};

/// What became of a mail until now, in words.
[[nodiscard]] std::string life_of(store::Store& store, std::int64_t mail);

} // namespace followup::simulated
