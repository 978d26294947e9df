#pragma once

#include "core/base/instant.hpp"

namespace followup::plan {

using base::seconds;

/// The numbers of the trade; each is a key of `[policy]` with this default.
struct Policy {
    enum class DebriefFirst { candidate, client };

    seconds debrief_due = base::hours{2};        ///< after the interview's end
    seconds debrief_nudge = base::minutes{15};   ///< after the interview's end
    seconds client_debrief_due = base::hours{4}; ///< after the candidate's debriefing
    DebriefFirst debrief_first = DebriefFirst::candidate;
    seconds letter_due = base::hours{24};       ///< after the interview's end
    seconds letter_nudge = base::hours{2};      ///< after the interview's end
    seconds letter_last_nudge = base::hours{4}; ///< before it is due
    seconds letter_late_due = base::hours{4};   ///< after a name was learned too late for `letter_due`
    int letter_mornings = 3;                    ///< working mornings after due, then it expires
    seconds call_by = base::hours{17};   ///< wall clock in the employer's zone, of a call without a time
    seconds eve_nudge = base::hours{16}; ///< wall clock on the working day before a call or step
    seconds day_nudge =
        base::hours{8} + base::minutes{30};    ///< wall clock on the day of a call; also "a working morning"
    seconds timed_call_nudge = base::hours{1}; ///< before a call at a time
    seconds timed_call_told = base::minutes{60}; ///< after a call at a time
    int call_mornings = 3; ///< working mornings after due on which a call is asked for again
    int call_pushes = 3; ///< pushed so often, the recruiter is asked to confirm the date or to close the call
    int call_after_decision = 10;             ///< working days; a call promised for later is warned of
    seconds decision_due = base::hours{10};   ///< wall clock on the working day after the employer's date
    seconds decision_nudge = base::hours{16}; ///< wall clock on the employer's date
    int names_days = 2;                       ///< working days before the second interview
    seconds names_due = base::hours{12};      ///< wall clock
    seconds names_nudge = base::hours{9};     ///< wall clock, on the working day before it is due
    seconds digest_at = base::hours{8};       ///< wall clock of a working day
    int debrief_mornings = 2; ///< working mornings after due on which the debriefing is asked for again
    seconds client_debrief_at = base::hours{10}; ///< wall clock of the next working day, past closing time
    seconds next_due = base::hours{10}; ///< wall clock on the working day after nothing was owed any more
    seconds tell_due = base::hours{4};  ///< opening hours until the candidate is told of an outcome
    seconds late_quiet = base::days{7}; ///< what fell due longer ago than this when it was told is not nudged

    bool operator==(const Policy&) const = default;
};

} // namespace followup::plan
