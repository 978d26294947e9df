#pragma once

#include "core/plan/difference.hpp"

#include <vector>

namespace followup::simulated {

using base::Instant;

/// What the ledger would hold of the plan of one case.
class Kept {
  public:
    /// With revisions that go on from those that are kept.
    [[nodiscard]] plan::Plan continued(plan::Plan plan) const;
    /// Keeps the plan; gives what is due now, which is in a mail from then on.
    [[nodiscard]] std::vector<plan::Nudge> keep(const plan::Plan& plan, Instant now);
    /// When the next nudge is due; never: `Instant::max()`.
    [[nodiscard]] Instant next() const;
    /// Whether a nudge about that is still to go out.
    [[nodiscard]] bool waits(const std::string& duty, Instant now) const;

  private:
    std::vector<plan::KeptDuty> x_duties;
    std::vector<plan::KeptNudge> x_nudges;
    std::int64_t x_rows = 0;
};

} // namespace followup::simulated
