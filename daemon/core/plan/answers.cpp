#include "core/plan/draft.hpp"

#include <fmt/format.h>

namespace followup::plan {
namespace {

const ledger::Round& round_of(const Draft& draft, const ledger::Offer& offer) {
    for (const auto& round : draft.known.rounds)
        if (round.interview.id == offer.interview) return round;
    return draft.known.rounds.back();
}

void plan_answer(Draft& draft, const ledger::Offer& offer, const std::string& part) {
    // Before she is told nothing of hers shows it; without a date the recruiter owes one.
    if (!offer.telling.at || offer.dates.empty() || offer.reopened) return;
    const auto& policy = draft.policy;
    const auto& round = round_of(draft, offer);
    const auto zone = Draft::zone(round);
    const auto& owner = draft.candidate();
    auto duty = duty_of(round, Kind::answer, part, owner,
                        std::max(*offer.telling.learned, offer.dates.front().learned));
    duty.whom = round.interview.employer.name;
    duty.because = fmt::format("{} has offered you the position, and waits for your answer",
                               round.interview.employer.name);
    Target in_force;
    for (const auto& date : offer.dates) {
        in_force = draft.spoken_target(date.on, zone);
        revise(duty, in_force.due, date.since, date.learned, date.reason, date.origin);
    }
    duty.shape = in_force.shape;
    duty.begins = in_force.begins;
    std::vector<Turn> turns;
    if (offer.answered)
        turns.push_back({State::done, offer.answered->at, offer.answered->learned, {.word = "answered"}});
    const auto& open = draft.add(std::move(duty), std::move(turns));
    draft.tell_of_date(open, false);
    draft.nudge(open, "eve", owner,
                draft.at_clock(owner.zone, draft.workday(in_force.date, -1), "eve_nudge", policy.eve_nudge),
                "the working day before the answer is due");
    draft.nudge(open, "day", owner, draft.at_clock(owner.zone, in_force.date, "day_nudge", policy.day_nudge),
                "today they wait for the answer");
    for (const auto* to : {&owner, &draft.recruiter()})
        draft.nudge(open, "told", *to, open.due, "the answer is due");
}

} // namespace

void plan_answers(Draft& draft) {
    int number = 0;
    for (const auto& offer : draft.known.offers)
        plan_answer(draft, offer, ++number == 1 ? std::string{} : std::to_string(number));
}

} // namespace followup::plan
