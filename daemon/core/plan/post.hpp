#pragma once

#include "core/plan/duty.hpp"
#include "core/plan/stand_in.hpp"

#include <span>
#include <string>
#include <vector>

namespace followup::plan {

/// One mail to be: to one person, about one case, with every nudge that is due for them.
struct Posting {
    Person to;
    std::string case_id;
    Instant due; ///< of its earliest nudge
    std::vector<Nudge> nudges;
};

/// Puts the due nudges of one case (all `at` <= now) into mails: one for each person. What is meant for a
/// recruiter who is away goes to whoever stands in for them.
[[nodiscard]] std::vector<Posting> post(const std::string& case_id, std::span<const Nudge> due,
                                        const StandIns& stand_ins, const ledger::Agency& agency, Instant now);

/// The posting without what is not due within a day of `now`, unless nothing comes later before it is due,
/// and without mornings after it. Of a step or a window its beginning counts. News of any kind stays.
[[nodiscard]] Posting last_calls(Posting posting, const Plan& plan, Instant now);

} // namespace followup::plan
