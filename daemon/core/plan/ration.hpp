#pragma once

#include "core/base/zone.hpp"
#include "core/hours/calendar.hpp"

#include <optional>
#include <span>

namespace followup::plan {

using base::Instant;

/// How many mails of reminders one person gets; each is a key of `[mail]`.
struct Ration {
    int per_day = 6;                               ///< in a day of the reader's; 0: as many as there are
    base::seconds together_every = base::hours{2}; ///< past that number: all in one mail, not more often
    base::seconds late_after = base::minutes{15};  ///< so long after its time a reminder is late
    int late_together = 3;                         ///< so many late mails become one; 0: never
};

/// What is due for one person about one case: enough for a mail.
struct Waiting {
    Instant at;                    ///< of its earliest nudge, as planned
    std::optional<Instant> needed; ///< when the first of the reader's own duties in it falls due, if ahead
};

/// The mails of reminders that a person had today, on their own calendar.
struct Had {
    int today = 0;
    std::optional<Instant> last;
};

/// How what waits for one person goes out.
struct Portion {
    enum class How { alone, together, later };
    enum class Why { same_time, late, many }; ///< they come together
    How how = How::alone;
    Why why = Why::same_time;
    Instant until{}; ///< of `later`
};

/// Decides for one person by all that is due for them (`waiting` is not empty). What is due at one time is
/// one mail, and so are late ones. Past the day's number they wait for each other, but never beyond the time
/// at which the reader's own duty falls due. Nothing is ever left out.
[[nodiscard]] Portion portion(std::span<const Waiting> waiting, const Had& had, const Ration& ration,
                              const hours::SendingWindow& window, const base::Zone& reader, Instant now);

} // namespace followup::plan
