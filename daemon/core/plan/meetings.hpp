#pragma once

#include "core/plan/duty.hpp"

/// When people meet: of interviews to come, and of the steps that become interviews.
namespace followup::plan {

/// As an interview's file says it.
[[nodiscard]] Meeting meeting_of(const ledger::End& end);
/// As a duty's date says it; its day is that of `zone`.
[[nodiscard]] Meeting meeting_of(const Revision& date, const base::Zone& zone);
/// As it was said; its day is that of `zone`.
[[nodiscard]] Meeting meeting_of(const queue::Spoken& said, const base::Zone& zone);

/// The day on which it is.
[[nodiscard]] base::Date day_of(const Meeting& meeting, const base::Zone& zone);

/// What the second of two words about one meeting says that the first did not.
enum class Differs {
    nothing,
    more, ///< a time on the day that was known
    moved ///< another time
};
[[nodiscard]] Differs compared(const Meeting& before, const Meeting& now, const base::Zone& zone);

/// It was told of while it lay ahead, by a file of this edition.
[[nodiscard]] bool told_ahead(const ledger::End& end);

/// The second interview of the round before that a round is; null when none was known by then.
[[nodiscard]] const ledger::Step* step_before(const ledger::Case& known, const ledger::Round& round,
                                              Instant by);

} // namespace followup::plan
