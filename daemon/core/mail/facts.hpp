#pragma once

#include "core/letter/whom.hpp"
#include "core/mail/markup.hpp"
#include "core/plan/duty.hpp"
#include "core/words/tongue.hpp"

#include <optional>
#include <string>
#include <vector>

/// What a case knows about a duty, as values for the templates. A round or person that is not there gives
/// none.
namespace followup::mail {

using letter::person_of;
using letter::round_of;

/// The promise of a call, by the key in its duty's id, else by name.
[[nodiscard]] const ledger::Promised* promise_of(const plan::Duty& duty, const ledger::Case& known);

/// The step of INTERVIEW/step/NUMBER; null when the case has none of that number.
[[nodiscard]] const ledger::Step* step_of(const plan::Duty& duty, const ledger::Case& known);

/// Where to ring: the promise's number, else the person's, else the employer's; empty when none is known.
/// All of these are what those eyes may see.
[[nodiscard]] std::string phone_for(const ledger::Promised& promised, const ledger::Round* round,
                                    const ledger::Case& known, const queue::Eyes& eyes);
/// Whom a recruiter calls there: who the duty names, else the main interviewer, else the first one met.
[[nodiscard]] std::optional<queue::Met>
contact_at_employer(const plan::Duty& duty, const ledger::Round* round, const queue::Eyes& eyes);
/// What was noted of a debriefing, one paragraph each time.
[[nodiscard]] std::string notes_of(const ledger::Debriefing& held, const queue::Eyes& eyes);
/// When the employer said that they decide, in their words; empty when they did not.
[[nodiscard]] std::string decision_words(const ledger::Round* round);

/// problem, projects, objections, strengths.
[[nodiscard]] Values fact_values(const ledger::Case& known, const queue::Eyes& eyes);
/// ask_…: the questions of the trade that the case cannot answer yet; doubts: dates that were read with a
/// warning.
[[nodiscard]] Values missing_values(const ledger::Round* round, const ledger::Case& known,
                                    const words::Tongue& tongue, const queue::Eyes& eyes);
/// Letters with the main interviewer's first, and the others in the order in which people were met.
[[nodiscard]] std::vector<const plan::Duty*> in_order_met(std::vector<const plan::Duty*> letters,
                                                          const ledger::Case& known);
/// address, note, with: where a step takes place and whom the candidate will see.
[[nodiscard]] Values step_values(const plan::Duty& duty, const ledger::Case& known, const queue::Eyes& eyes);

} // namespace followup::mail
