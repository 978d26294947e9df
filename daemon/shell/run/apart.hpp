#pragma once

#include "core/base/instant.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace followup::run {

/// A candidate with cases of two recruiters gets their mails a minute apart: an inbox shows the minute, and
/// each is answered to another person.
class Apart {
  public:
    using Instant = base::Instant;

    /// Until when a mail about a case of that recruiter has to wait; nothing: it need not.
    [[nodiscard]] std::optional<Instant> until(const std::string& candidate, const std::string& recruiter,
                                               Instant now) const {
        for (const auto* written : {&x_last, &x_before}) {
            const auto last = written->find(candidate);
            if (last == written->end()) continue;
            const auto then = last->second.at + between;
            if (last->second.recruiter != recruiter && then > now) return then;
        }
        return std::nullopt;
    }
    void wrote(const std::string& candidate, const std::string& recruiter, Instant now) {
        // All that was written in the minute before last is of no use any more.
        if (now >= x_since + between) {
            x_before = std::exchange(x_last, {});
            x_since = now;
        }
        x_last[candidate] = {recruiter, now};
    }

  private:
    static constexpr base::seconds between{60};
    struct Last {
        std::string recruiter;
        Instant at;
    };
    using Written = std::unordered_map<std::string, Last>;
    Written x_last;   ///< since x_since
    Written x_before; ///< in the minute or more before
    Instant x_since{};
};

} // namespace followup::run
