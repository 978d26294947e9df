#pragma once

#include "core/plan/duty.hpp"

namespace followup::plan {

/// A spoken date as a due time.
struct Target {
    Shape shape = Shape::on_date;
    base::Date date;               ///< the (last) day, in the zone it was said in
    std::optional<Instant> begins; ///< of a time or window
    Instant due; ///< a date: at `by` of that day; a window: its end; a range: on its last day
};
[[nodiscard]] Target target(const queue::Spoken& spoken, const base::Zone& zone, base::seconds by);

} // namespace followup::plan
