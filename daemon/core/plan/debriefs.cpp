#include "core/plan/draft.hpp"

#include <fmt/format.h>

namespace followup::plan {
namespace {

std::string ended_words(const ledger::Round& round) {
    return fmt::format("the interview at {} ended {}", round.interview.employer.name,
                       base::spoken(round.interview.ended, Draft::zone(round)));
}

void plan_debrief(Draft& draft, const ledger::Round& round) {
    const auto& policy = draft.policy;
    const bool second = policy.debrief_first == Policy::DebriefFirst::client;
    if (second && !round.client_debriefing && !round.candidate_debriefing) return;
    auto duty = duty_of(round, Kind::debrief, {}, draft.candidate(), round.accepted);
    duty.whom = draft.recruiter().name;
    duty.because = ended_words(round) + "; the recruiter is called as soon as possible afterwards";
    for (const auto& end : round.ends) {
        const auto from = second && round.client_debriefing ? round.client_debriefing->at : end.ended;
        revise(duty, draft.later(from, "debrief_due", policy.debrief_due), end.ended, end.learned,
               duty.dates.empty() ? "" : "the interview moved");
    }
    std::vector<Turn> turns;
    if (const auto& held = round.candidate_debriefing)
        turns.push_back({State::done, held->at, held->learned, "debriefed"});
    add_withdrawn(turns, round);
    const auto& open = draft.add(std::move(duty), std::move(turns));
    const auto asked = draft.later(open.due - policy.debrief_due, "debrief_nudge", policy.debrief_nudge);
    draft.nudge(open, "ask", draft.candidate(), asked, "the interview is over and the impression is fresh");
    draft.nudge(open, "told", draft.recruiter(), open.due, "it is due and nobody has called");
}

void plan_client_debrief(Draft& draft, const ledger::Round& round) {
    const auto& policy = draft.policy;
    const bool first = policy.debrief_first == Policy::DebriefFirst::client;
    if (!first && !round.candidate_debriefing) return;
    const auto& from = round.candidate_debriefing;
    const auto begins = first ? round.interview.ended : from->at;
    const auto learned = first ? round.accepted : from->learned;
    auto duty = duty_of(round, Kind::client_debrief, {}, draft.recruiter(), learned);
    duty.whom = round.interview.employer.name;
    duty.because = first ? ended_words(round) + "; the employer is asked first"
                         : fmt::format("{} told how it went {}; the employer is asked directly after",
                                       draft.candidate().name, base::spoken(begins, draft.recruiter().zone));
    if (first)
        for (const auto& end : round.ends)
            revise(duty, draft.later(end.ended, "client_debrief_due", policy.client_debrief_due), end.ended,
                   end.learned, duty.dates.empty() ? "" : "the interview moved");
    else
        revise(duty, draft.later(begins, "client_debrief_due", policy.client_debrief_due), begins, learned,
               {});
    std::vector<Turn> turns;
    if (const auto& held = round.client_debriefing)
        turns.push_back({State::done, held->at, held->learned, "debriefed"});
    add_withdrawn(turns, round);
    const auto& open = draft.add(std::move(duty), std::move(turns));
    draft.nudge(open, "ask", draft.recruiter(), begins, "the candidate has been heard: now the employer");
}

} // namespace

void plan_debriefs(Draft& draft, const ledger::Round& round) {
    plan_debrief(draft, round);
    plan_client_debrief(draft, round);
}

} // namespace followup::plan
