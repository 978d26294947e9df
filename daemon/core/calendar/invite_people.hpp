#pragma once

#include "core/calendar/invite.hpp"
#include "core/calendar/property.hpp"

namespace followup::calendar {

/// Tells apart who was invited: the recruiter, the candidate (the only one from outside, or the one that
/// `said` names), and the people met. Rooms, lists of people and the agency's own are left out, with a word
/// on it. Sets recruiter, candidate, candidates, met and left_out of the draft; true when the organizer is of
/// the employer, as far as can be seen.
[[nodiscard]] bool sort_people(const std::vector<Property>& attendees, const Property& organizer,
                               const ledger::Agency& agency, const Said& said, Draft& draft);

} // namespace followup::calendar
