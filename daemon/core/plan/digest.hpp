#pragma once

#include "core/plan/plan.hpp"

namespace followup::plan {

/// When the reader's first morning digest after `after` goes out: at `digest_at` of a working day in their
/// zone.
[[nodiscard]] Instant next_digest(const Rules& rules, const base::Zone& reader, Instant after);

/// The midnight that ends the reader's week, from Sunday to Monday: how far a digest looks ahead.
[[nodiscard]] Instant week_end(const base::Zone& reader, Instant now);

} // namespace followup::plan
