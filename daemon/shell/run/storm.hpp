#pragma once

#include "core/config/config.hpp"
#include "shell/store/store.hpp"

#include <optional>

namespace followup::run {

using base::Instant;

/// Everything new is held: far more than usual would go out at once.
struct Storm {
    Instant since;
    std::int64_t due = 0;   ///< cases with reminders that were due then, counted up to the limit
    std::int64_t limit = 0; ///< mails in an hour

    bool operator==(const Storm&) const = default;
};

/// Watches how much goes out, and remembers in the ledger that it is held.
class StormGuard {
  public:
    explicit StormGuard(store::Store& store) : x_store(store) {}

    /// Nothing: mails go out as usual. As of the last look.
    [[nodiscard]] base::Result<std::optional<Storm>> storm();
    /// Looks whether nothing new may go out; within a transaction of the caller. `begun` says that it is held
    /// from now on and was not before.
    struct Look {
        bool holds = false;
        std::optional<Storm> begun;
    };
    [[nodiscard]] base::Result<Look> look(const config::Mail& mail, Instant now);
    /// Lets what is held go; false when nothing is. Within a transaction of the caller.
    [[nodiscard]] base::Result<bool> release(Instant now);
    /// What was seen may have been rolled back, or is by another configuration.
    void forget() { x_looked.reset(); }

  private:
    [[nodiscard]] base::Result<std::int64_t> limit(const config::Mail& mail, Instant now);

    store::Store& x_store;
    std::optional<Instant> x_looked; ///< when it was last seen that there is none
    Instant x_usual_read{};          ///< when `x_usual` was
    std::int64_t x_usual = 0;        ///< mails of a usual busy hour
};

} // namespace followup::run
