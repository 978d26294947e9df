#include "core/plan/draft.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace followup::plan {
namespace {

std::string ended_words(const ledger::Round& round) {
    return fmt::format("the interview at {} ended {}", round.interview.employer.name,
                       base::spoken(round.interview.ended, Draft::zone(round)));
}

/// When nobody has called by then, nobody will: the employer is asked without.
Lapse lapse_of(const Draft& draft, const Duty& debrief) {
    const auto after = [&](Instant due) {
        const auto count = draft.policy.debrief_mornings + 1;
        return draft.mornings(draft.candidate(), std::max(due, debrief.opened), count).back();
    };
    Lapse lapse{after(debrief.due)};
    for (const auto& date : debrief.dates)
        lapse.by_date.push_back(after(date.due));
    return lapse;
}

/// The debriefing as it was planned; null when none is owed.
const Duty* plan_debrief(Draft& draft, const ledger::Round& round) {
    const auto& policy = draft.policy;
    const bool second = policy.debrief_first == Policy::DebriefFirst::client;
    if (second && !round.client_debriefing && !round.candidate_debriefing) return nullptr;
    auto duty = duty_of(round, Kind::debrief, {}, draft.candidate(), round.accepted);
    duty.whom = draft.recruiter().name;
    duty.because = ended_words(round) + "; the recruiter is called as soon as possible afterwards";
    for (const auto& end : round.ends) {
        const auto from = second && round.client_debriefing ? round.client_debriefing->at : end.ended;
        revise(duty, draft.later(from, "debrief_due", policy.debrief_due), end.ended, end.learned,
               moved_interview(duty));
    }
    std::vector<Turn> turns;
    if (const auto& held = round.candidate_debriefing)
        turns.push_back({State::done, held->at, held->learned, {.word = "debriefed"}});
    add_cancelled(turns, round);
    add_offers(turns, duty, draft.known);
    const auto lapse = lapse_of(draft, duty);
    const auto& open = draft.add(std::move(duty), std::move(turns), lapse);
    const auto asked = draft.later(open.due - policy.debrief_due, "debrief_nudge", policy.debrief_nudge);
    draft.nudge(open, "ask", draft.candidate(), asked, "the interview is over and the impression is fresh");
    draft.nudge(open, "told", draft.recruiter(), open.due, "it is due and nobody has called");
    // In the first edition nobody was asked again.
    if (round.origin.edition == queue::Edition::first) return &open;
    const auto mornings =
        draft.mornings(draft.candidate(), std::max(open.due, open.opened), policy.debrief_mornings);
    for (std::size_t n = 0; n < mornings.size(); ++n)
        draft.nudge(open, "morning", draft.candidate(), mornings[n], "it is overdue",
                    static_cast<int>(n) + 1);
    return &open;
}

/// From when on the employer can be asked how it went, and why then.
struct Opening {
    Instant at;
    Instant learned;
    std::string because;
    bool nudged = true;
    queue::Edition edition = queue::Edition::second; ///< of what opens it
};

/// When nobody had told in time, as far as we knew; a later date of the interview changes nothing of that.
std::optional<Instant> lapsed_at(const Draft& draft, const Duty& debrief) {
    const auto lapses = lapse_of(draft, debrief).by_date;
    for (const auto& each : debrief.owed)
        if (each.until && std::ranges::find(lapses, *each.until) != lapses.end()) return each.until;
    return debrief.state == State::expired ? debrief.closed : std::nullopt;
}

std::optional<Opening> opening_of(const Draft& draft, const ledger::Round& round, const Duty* debrief) {
    if (draft.policy.debrief_first == Policy::DebriefFirst::client)
        return Opening{round.interview.ended, round.accepted,
                       ended_words(round) + "; the employer is asked first", true, round.origin.edition};
    if (const auto& told = round.candidate_debriefing)
        return Opening{told->at, told->learned,
                       fmt::format("{} told how it went {}; the employer is asked directly after",
                                   draft.candidate().name, base::spoken(told->at, draft.recruiter().zone)),
                       true, told->edition};
    if (debrief == nullptr || round.origin.edition == queue::Edition::first) return std::nullopt;
    const auto lapsed = lapsed_at(draft, *debrief);
    if (!lapsed) return std::nullopt;
    return Opening{
        *lapsed, *lapsed,
        fmt::format("{} has not told how it went; the employer is asked without", draft.candidate().name),
        false};
}

/// So long after, while somebody is at work; else the next working day. In the first edition at any hour.
Instant client_due(const Draft& draft, Instant from, queue::Edition edition) {
    const auto& policy = draft.policy;
    const auto& zone = draft.recruiter().zone;
    const auto due = draft.later(from, "client_debrief_due", policy.client_debrief_due);
    if (edition == queue::Edition::first) return due;
    const auto& rules = draft.rules;
    if (rules.opening.open(due, rules.calendar, zone)
        || (due > from && rules.opening.open(due - base::seconds{1}, rules.calendar, zone)))
        return due;
    return draft.at_clock(zone, draft.workday(zone.date(from), 1), "client_debrief_at",
                          policy.client_debrief_at);
}

void plan_client_debrief(Draft& draft, const ledger::Round& round, const Duty* debrief) {
    const bool first = draft.policy.debrief_first == Policy::DebriefFirst::client;
    const auto opening = opening_of(draft, round, debrief);
    if (!opening) return;
    const auto nudged = opening->nudged;
    auto duty = duty_of(round, Kind::client_debrief, {}, draft.recruiter(), opening->learned);
    duty.whom = round.interview.employer.name;
    duty.because = opening->because;
    if (first)
        for (const auto& end : round.ends)
            revise(duty, client_due(draft, end.ended, end.origin.edition), end.ended, end.learned,
                   moved_interview(duty));
    else
        revise(duty, client_due(draft, opening->at, opening->edition), opening->at, opening->learned, {});
    std::vector<Turn> turns;
    if (const auto& held = round.client_debriefing)
        turns.push_back({State::done, held->at, held->learned, {.word = "debriefed"}});
    // Whoever asked what they decided has asked how it went.
    if (const auto asked = draft.known.closings.find(round.interview.id + "/decision");
        asked != draft.known.closings.end())
        for (const auto& each : asked->second)
            if (each.act == queue::Closing::Act::done && each.learned >= duty.opened)
                turns.push_back(
                    {State::dropped, each.at, each.learned, {.word = "they were asked what they decided"}});
    add_cancelled(turns, round);
    add_offers(turns, duty, draft.known);
    const auto& open = draft.add(std::move(duty), std::move(turns));
    if (nudged)
        draft.nudge(open, "ask", draft.recruiter(), opening->at,
                    "the candidate has been heard: now the employer");
}

} // namespace

void plan_debriefs(Draft& draft, const ledger::Round& round) {
    // By value: the next duty may move it.
    std::optional<Duty> debrief;
    if (const auto* planned = plan_debrief(draft, round)) debrief = *planned;
    plan_client_debrief(draft, round, debrief ? &*debrief : nullptr);
}

} // namespace followup::plan
