#pragma once

#include "core/plan/effects.hpp"

#include <optional>

namespace followup::plan {

/// Why a duty is as it is, in words; all times in the reader's zone unless a zone is named.
struct Explained {
    /// An event that changed it.
    struct Cause {
        std::int64_t event = 0; ///< its place in the ledger
        Instant at;             ///< when it happened
        Instant accepted;
        std::string kind;  ///< "pushed"
        std::string words; ///< what was said
        std::vector<std::string> changes;
    };
    /// A date it had, the steps that led to it, and why it moved.
    struct Date {
        Instant due;
        Instant since;
        std::string reason;
        std::vector<std::string> steps;
    };
    /// A reminder that is planned, and why at its time.
    struct Reminder {
        Nudge nudge;
        std::vector<std::string> steps;
    };
    Duty duty;
    std::vector<Cause> causes;
    std::vector<Date> dates;
    std::vector<Reminder> reminders;
};

/// Explains a duty by the code that plans it: each time is told by the call that reckoned it, each cause is
/// the difference between the plan without and with an event. Nothing when the case has no such duty.
[[nodiscard]] std::optional<Explained> explain(const ledger::History& history, const Rules& rules,
                                               Instant now, std::string_view duty, const base::Zone& reader);

/// A reckoning in words: "[policy] letter_due = 24 h, from Fri 20 Nov 2026, 15:30 CST".
[[nodiscard]] std::string in_words(const Reckoning& reckoning, const hours::Calendar& calendar,
                                   const base::Zone& reader);

/// Why a nudge does not go out when its rule says: it was learned late, or its reader's night lies between.
/// Empty when it does.
[[nodiscard]] std::string shift_words(const Nudge& nudge, const hours::SendingWindow& window);

} // namespace followup::plan
