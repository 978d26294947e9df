#pragma once

#include "core/config/config.hpp"

#include <memory>
#include <string>

namespace followup::run {

using base::Instant;

/// What `followup simulate` was asked.
struct Simulation {
    std::string queue; ///< folder of event files; the time in a name is when the file arrives
    Instant from;
    Instant until;   ///< included
    std::string out; ///< folder to make; refused when it is there and not empty
    std::shared_ptr<const config::Config> config;
};

/// What came of it, for people.
struct Simulated {
    std::size_t accepted = 0;
    std::size_t refused = 0;
    std::size_t mails = 0;
    std::size_t feeds = 0;
    base::Problems refusals;
};

/// Runs the daemon's own code on a virtual clock with a ledger in memory and a fixed, published key; writes
/// timeline.tsv, mails/*.eml and feeds/PERSON.ics. The same input gives the same bytes.
[[nodiscard]] base::Result<Simulated> simulate(const Simulation& wanted);

} // namespace followup::run
