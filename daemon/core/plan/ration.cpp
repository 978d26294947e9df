#include "core/plan/ration.hpp"

#include <algorithm>

namespace followup::plan {

Portion portion(std::span<const Waiting> waiting, const Had& had, const Ration& ration,
                const hours::SendingWindow& window, const base::Zone& reader, Instant now) {
    using enum Portion::How;
    using enum Portion::Why;
    const bool several = waiting.size() > 1;
    const bool rationed = ration.per_day > 0;
    if (rationed && had.today >= ration.per_day) {
        const auto next = window.next(had.last.value_or(now) + ration.together_every, reader);
        const bool needed = std::ranges::any_of(
            waiting, [next](const Waiting& each) { return each.needed && *each.needed < next; });
        if (now < next && !needed) return {later, many, next};
        return {several ? together : alone, many, {}};
    }
    const auto late_ones = std::ranges::count_if(
        waiting, [&](const Waiting& each) { return each.at + ration.late_after < now; });
    if (several && ration.late_together > 0 && late_ones >= ration.late_together)
        return {together, Portion::Why::late, {}};
    // The last mail of the day's number takes along all that is due with it.
    if (several && rationed && had.today == ration.per_day - 1) return {together, many, {}};
    return {several ? together : alone, same_time, {}};
}

} // namespace followup::plan
