#pragma once

#include "simulate/turn.hpp"

/// The six laws of design 0, each asked at every turning point. Each stands in a file of its own.
namespace followup::simulated {

/// What was found of the words of a case so far, and by whom.
struct Found {
    std::set<int> by_candidate;
    std::set<int> by_recruiter;
};

/// 1. A text has an audience: nobody reads what was not written for them. Notes down who has read what.
void check_audience(const Turn& turn, const Canaries& words, Found& found, Findings& findings);
/// At the end: the recruiter has read all that was told, of which these words are.
void check_all_found(const Turn& turn, const std::set<Canary>& told, const Canaries& words,
                     const Found& found, Findings& findings);
/// 2. Telling more takes nothing away: no fact is removed, no duty closed, moved or dropped by an event that
/// was not made for it, and what is lost is read back.
void check_adding_up(const Turn& turn, const Canaries& words, Findings& findings);
/// 3. An open case has a date, and the case is looked at again when it has passed.
void check_dated(const Turn& turn, Findings& findings);
/// 4. An end is an end: in the 60 days after it nobody is told of anything but the news itself.
void check_ended(const Turn& turn, Findings& findings);
/// 5. What happened is told to whoever did not do it.
void check_told(const Turn& turn, Findings& findings);
/// 6. Doubt is shown: what names nobody that is known reaches the recruiter with its own words.
void check_doubt(const Turn& turn, Findings& findings);

} // namespace followup::simulated
