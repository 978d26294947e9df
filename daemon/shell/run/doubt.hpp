#pragma once

#include "core/base/problem.hpp"
#include "shell/clock/step_guard.hpp"
#include "shell/store/store.hpp"

#include <functional>
#include <optional>

namespace followup::run {

/// Why nothing is taken in, and nothing goes out, while the clock is not believed, and what to do about it.
[[nodiscard]] base::Problem doubt_words(const clock::StepGuard::Step& step);

/// Whether the system's clock is to be acted on. Remembers in the ledger when it was believed.
class ClockDoubt {
  public:
    explicit ClockDoubt(store::Store& store) : x_store(store) {}

    using Step = clock::StepGuard::Step;
    /// Nothing: it is believed. `kept` tells whether NTP keeps it. Outside any transaction.
    [[nodiscard]] base::Result<std::optional<Step>> look(const clock::Reading& reading,
                                                         const std::function<bool()>& kept);
    /// What the last look found.
    [[nodiscard]] const std::optional<Step>& found() const { return x_found; }
    /// What time it is, as far as that is believed: while the clock is not, when it was believed last.
    [[nodiscard]] base::Instant believed(base::Instant now) const { return x_found ? x_believed : now; }
    /// Somebody says that it is right, which the next look heeds; false when nobody doubts it.
    [[nodiscard]] bool accept();

  private:
    store::Store& x_store;
    std::optional<clock::StepGuard> x_steps; ///< nothing: it was not looked at yet
    std::optional<Step> x_found;
    base::Instant x_believed{}; ///< what it showed when it was believed last
    base::Instant x_seen{};     ///< when it was believed, as the ledger has it
    bool x_accepted = false;
};

} // namespace followup::run
