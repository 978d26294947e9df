#pragma once

#include "core/plan/duty.hpp"

#include <span>

namespace followup::plan {

/// How promises were kept. A step is an appointment and `next` a question; neither is counted, nor
/// what was dropped or is not due yet.
struct Score {
    int kept = 0;   ///< done by the first date there was
    int moved = 0;  ///< done by a later date, to which it was moved before the earlier one had passed
    int late = 0;   ///< done, but a date had passed
    int broken = 0; ///< expired, or overdue

    [[nodiscard]] int total() const { return kept + moved + late + broken; }
    /// Kept and moved of all, in percent, rounded down; nothing when there were none.
    [[nodiscard]] std::optional<int> percent() const;

    bool operator==(const Score&) const = default;
};

/// Adds a duty as it stands at `now`.
void add(Score& score, const Duty& duty, Instant now);

/// Somebody's score.
struct Scored {
    Person owner;
    Score score;
};

/// The scores of all who owed something that was due from `from` (included) to `until`, candidates before
/// recruiters, by name.
[[nodiscard]] std::vector<Scored> scores(std::span<const Plan> plans, Instant from, Instant until,
                                         Instant now);

} // namespace followup::plan
