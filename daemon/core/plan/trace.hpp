#pragma once

#include "core/base/zone.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace followup::plan {

using base::Instant;

/// How a time of a plan came about. It is written down by the very call that reckons, so that what is told
/// is what was done.
struct Reckoning {
    enum class How {
        after,   ///< `number` after `from`
        before,  ///< `number` before `from`
        clock,   ///< `number` on the wall clock of `zone`, on `day`
        workdays ///< `count` working days from `counted_from` (negative: back) is `day`
    };
    How how = How::after;
    std::string_view key;   ///< of [policy], "letter_due"; empty for workdays
    base::seconds number{}; ///< the key's value
    Instant at;             ///< what came out; of workdays nothing
    Instant from;
    base::Date day{};
    base::Date counted_from{};
    int count = 0;
    base::Zone zone = base::Zone::utc();
};

/// All that was reckoned for a plan, in order. Before the entry of a duty stands what its dates were
/// reckoned by, behind it (up to the next) its nudges.
struct Trace {
    std::vector<Reckoning> reckonings;
    std::vector<std::pair<std::string, std::size_t>> duties; ///< id, and how many reckonings came before it
};

} // namespace followup::plan
