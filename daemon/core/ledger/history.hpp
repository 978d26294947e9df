#pragma once

#include "core/queue/event.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace followup::ledger {

using base::Instant;

/// An event as the ledger holds it.
struct Fact {
    std::int64_t number = 0; ///< place in the ledger: the order in which events were accepted
    Instant accepted;
    queue::Event event;
};

/// All that was accepted about one candidate with one employer for one position, in order of acceptance.
struct History {
    std::string id; ///< of the case: of its first interview, fixed at acceptance
    std::vector<Fact> facts;
    /// What all cases of the candidate say of them; nothing: only this one does.
    std::optional<queue::Candidate> candidate = {};
    /// When the ledger was taken over from the first edition; nothing: it began in this one.
    std::optional<Instant> taken_over = {};
};

} // namespace followup::ledger
