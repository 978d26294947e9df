#pragma once

#include "core/calendar/invite.hpp"
#include "core/calendar/invite_guests.hpp"

namespace followup::calendar {

/// Against what those who were invited are told apart.
struct PeopleContext {
    const ledger::Agency& agency;
    const Said& said;
    const KnownInterview* known = nullptr; ///< this interview, as the ledger knows it; null: it does not
    std::vector<KnownInterview> others;    ///< of the same invitation, with other candidates
    std::vector<std::string> candidates;   ///< which of the addresses the ledger knows as those of candidates
};

/// Tells apart who was invited: the recruiter, the candidate, and the people met. Rooms, lists of people, the
/// agency's own and other candidates are left out, with a word on it. The employer's are known by what their
/// domain is called, or by being of the organizer's house with others; who organizes alone, and who writes
/// from where anybody can have a mailbox, may be either. Sets recruiter, candidate, candidates, met and
/// left_out of the draft; true when the organizer is of the employer, as far as can be seen.
[[nodiscard]] bool sort_people(std::vector<Guest> all, const PeopleContext& context, Draft& draft);

} // namespace followup::calendar
