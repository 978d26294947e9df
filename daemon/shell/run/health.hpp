#pragma once

#include "core/base/instant.hpp"
#include "core/web/http.hpp"

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace followup::run {

using base::Instant;

/// How the daemon is.
struct Health {
    std::optional<Instant> next_due = {};   ///< what is done next
    std::vector<std::string> troubles = {}; ///< not mended yet; without names
    bool mail_stands = false;               ///< a relay rests
};

/// The answer to /healthz: 200 while everything works, else 503. Outside it says no more than whether all is
/// well, and how many troubles there are.
[[nodiscard]] web::Reply health_reply(const Health& health, bool outside);

/// What was known last of how all is, for those who ask while it waits for a disk. Its
/// functions may be called from any thread.
class HealthBoard {
  public:
    using Clock = std::chrono::steady_clock;
    /// It is said at least every 30 s.
    static constexpr std::chrono::seconds silent_max{60};

    void put(Health health, Clock::time_point now);
    /// What was said last; with one more trouble when that is too long ago; nothing before it was said once.
    [[nodiscard]] std::optional<Health> last(Clock::time_point now) const;

  private:
    mutable std::mutex x_mutex;
    std::optional<Health> x_last;
    Clock::time_point x_at;
};

} // namespace followup::run
