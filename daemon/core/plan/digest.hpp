#pragma once

#include "core/plan/plan.hpp"

namespace followup::plan {

/// When the reader's first morning digest after `after` goes out: at `digest_at` of a working day in their
/// zone.
[[nodiscard]] Instant next_digest(const Rules& rules, const base::Zone& reader, Instant after);

/// The midnight that ends the reader's week, from Sunday to Monday: how far a digest looks ahead.
[[nodiscard]] Instant week_end(const base::Zone& reader, Instant now);

/// Whether it is for the recruiter to set a date, and none was agreed that lies ahead.
[[nodiscard]] bool undated(const Duty& duty, Instant now);
/// Whether something is owed in the case and nothing of it has a date.
[[nodiscard]] bool undated(const Plan& plan, Instant now);
/// Whether all that is owed was found by rules that are younger than the case: it is counted once and told of
/// by nothing else.
[[nodiscard]] bool carried_over(const Plan& plan);

} // namespace followup::plan
