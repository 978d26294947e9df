#pragma once

#include "shell/clock/clock.hpp"

#include <functional>
#include <optional>

namespace followup::clock {

/// Notices that the system's clock was set, and says for how long not to act on what it shows: a clock that
/// leaps ahead makes due what is not. Decides only; by reliability 2.9, K3 and K4. A clock that NTP keeps is
/// believed; of another one a step back is waited out for ten minutes, a leap of at most a day too, and a
/// longer leap until the clock is set back or somebody says that it is right.
class StepGuard {
  public:
    /// `last_seen`: what the clock showed when a process before this one believed it.
    explicit StepGuard(std::optional<Instant> last_seen = {}) : x_last_seen(last_seen) {}

    struct Step {
        std::chrono::seconds gained; ///< against what the clock would have shown; below 0: it was set back
        bool asks = false;           ///< it is not waited out: somebody has to say
    };
    /// Nothing: the clock is believed. `kept` tells whether something like NTP keeps it right; it is asked
    /// only when there is a doubt.
    [[nodiscard]] std::optional<Step> look(const Reading& reading, const std::function<bool()>& kept);
    /// Somebody says that the clock is right.
    void accept(const Reading& reading) { believe(reading); }

  private:
    [[nodiscard]] std::chrono::seconds gained(const Reading& reading) const;
    void believe(const Reading& reading);

    std::optional<Instant> x_last_seen;
    std::optional<Reading> x_believed;                   ///< nothing: not by this process yet
    std::optional<std::chrono::seconds> x_doubted_since; ///< on the clock that nobody sets
};

} // namespace followup::clock
