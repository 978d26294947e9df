#pragma once

#include "core/base/instant.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// Random years of an agency, as the event files that people would write.
namespace followup::simulated {

using base::Instant;

/// A file and when it arrives.
struct Arrival {
    Instant at;
    std::string name;
    std::string bytes;
    bool good = true; ///< false: it has to be refused
};

/// How much happens.
struct Extent {
    Instant from;
    int days = 365;
    int candidates = 200; ///< with an interview within these days
};

/// Everything that arrives, by time: interviews, amended ones, debriefings, letters, calls, news, changes of
/// mind, closings by hand; late, twice, in the wrong order and broken. The same seed gives the same years.
/// What follows from the last interviews arrives up to two months after the end.
[[nodiscard]] std::vector<Arrival> lives(const Extent& extent, std::uint64_t seed);

} // namespace followup::simulated
