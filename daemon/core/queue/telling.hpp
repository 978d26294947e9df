#pragma once

#include "core/queue/event.hpp"

namespace followup::queue {

/// What an event says, in a sentence or two for people: "Margaret Chen was called: voicemail; again
/// “tomorrow at 10am” (Wed 25 Nov 2026, 10:00 CST)". Times are in `reader`'s zone, dates as they were read;
/// what those eyes may not read is left out.
[[nodiscard]] std::string told(const Event& event, const base::Zone& reader, const Eyes& eyes);

/// "“Thursday next week” (Thu 3 Dec 2026)"; a date that was written as one stands alone.
[[nodiscard]] std::string told(const Spoken& spoken);

} // namespace followup::queue
