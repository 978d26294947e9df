#pragma once

#include "core/mail/nudge.hpp"
#include "core/plan/plan.hpp"
#include "core/web/find.hpp"
#include "simulate/turn.hpp"

#include <vector>

/// All that somebody gets to see of a case, as texts to be searched.
namespace followup::simulated {

/// Where the texts are made.
struct Desk {
    const plan::Rules& rules;
    const mail::Style& style;
    bool with_her_recruiters_eyes = false; ///< a break: her texts are written for the recruiter
};

/// The mails of what is due now.
void add_mails(std::vector<Text>& texts, const Desk& desk, const ledger::Case& known, const plan::Plan& plan,
               const std::vector<plan::Nudge>& due, Instant now);
/// The lines of a digest now; gives the duties they tell of.
[[nodiscard]] std::vector<std::string> add_digest(std::vector<Text>& texts, const Desk& desk,
                                                  const ledger::Case& known, const plan::Plan& plan,
                                                  Instant now);
/// Both calendars.
void add_calendars(std::vector<Text>& texts, const Desk& desk, const ledger::Case& known,
                   const plan::Plan& plan, Instant now);
/// The pages of a duty for both, and its letter when it is one.
void add_pages(std::vector<Text>& texts, const Desk& desk, const ledger::History& history,
               const web::Standing& standing, const plan::Duty& duty, Instant now);
/// The recruiter's listings: the story, the agenda, why each duty is as it is.
void add_listings(std::vector<Text>& texts, const Desk& desk, const ledger::History& history,
                  const web::Standing& standing, Instant now);

} // namespace followup::simulated
