#pragma once

#include "core/queue/event.hpp"

namespace followup::ledger {

/// An event as the text that is sealed and stored: compact JSON, keys in a fixed order.
[[nodiscard]] std::string encoded(const queue::Event& event);

/// The event again; a problem means that the stored text was damaged or comes from a newer version.
[[nodiscard]] base::Result<queue::Event> decoded(std::string_view text);

/// What is known of a candidate, in the same way.
[[nodiscard]] std::string encoded(const queue::Candidate& candidate);
[[nodiscard]] base::Result<queue::Candidate> decoded_candidate(std::string_view text);

} // namespace followup::ledger
