#include "core/base/text.hpp"
#include "core/plan/draft.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::plan {
namespace {

std::string met_words(const queue::Met& met) {
    return met.title.empty() ? met.name : met.name + ", " + met.title;
}

/// 24 hours from the interview; for a name learned after that, a few hours from then. A whole interview that
/// is told long after it is history: nothing of it is asked for any more.
Instant letter_due(const Draft& draft, const ledger::Round& round, Instant ended, Instant learned) {
    const auto& policy = draft.policy;
    const auto due = draft.later(ended, "letter_due", policy.letter_due);
    if (learned == round.accepted && learned > due + policy.late_quiet) return due;
    return due > learned ? due : draft.later(learned, "letter_late_due", policy.letter_late_due);
}

/// Whether the letter to that person is the one that answers the concern.
bool answers(const ledger::Person& person, const ledger::Raised& concern) {
    if (concern.by.empty()) return person.met.role == queue::Role::main;
    return std::ranges::find(person.names, base::folded(concern.by)) != person.names.end()
           || base::folded(person.met.name) == base::folded(concern.by);
}

void plan_letter(Draft& draft, const ledger::Round& round, const ledger::Person& person) {
    const auto& policy = draft.policy;
    auto duty = duty_of(round, Kind::letter, person.key, draft.candidate(), person.learned);
    duty.whom = person.met.name;
    duty.because = fmt::format(
        "you met {} in the interview that ended {}; a letter goes to everyone met within {} hours",
        met_words(person.met), base::spoken(round.interview.ended, Draft::zone(round)),
        std::chrono::floor<base::hours>(policy.letter_due).count());
    duty.cause = std::max(duty.cause, person.changed);
    for (const auto& end : round.ends)
        revise(duty, letter_due(draft, round, end.ended, person.learned), end.ended, end.learned,
               moved_interview(duty));
    if (!person.doubt.empty()) {
        // Perhaps there is no such person: nobody is asked for a second letter before it is high time.
        const auto opens = draft.sooner(duty.due, "letter_last_nudge", policy.letter_last_nudge);
        if (draft.now < opens) return draft.look_at(opens);
        duty.doubtful = true;
        duty.opened = std::max(duty.opened, opens);
        duty.cause = std::max(duty.cause, duty.opened);
    }
    std::vector<Turn> turns;
    if (const auto sent = round.letters.find(person.key); sent != round.letters.end()) {
        const auto by = queue::word(sent->second.by);
        turns.push_back({State::done,
                         sent->second.sent_at,
                         sent->second.learned,
                         {.word = by.empty() ? "sent" : fmt::format("sent by {}", by)}});
    }
    if (person.struck)
        turns.push_back(
            {State::dropped, person.changed, person.changed, {.word = "struck from the list of those met"}});
    add_cancelled(turns, round);
    add_offers(turns, duty, draft.known);
    const auto mornings_of = [&](const Duty& owed) {
        return draft.mornings(draft.candidate(), std::max(owed.due, owed.opened), policy.letter_mornings + 1);
    };
    Lapse lapse{mornings_of(duty).back()};
    for (auto dated = duty; const auto& date : duty.dates) {
        dated.due = date.due;
        lapse.by_date.push_back(mornings_of(dated).back());
    }
    const auto& open = draft.add(std::move(duty), std::move(turns), lapse);
    const auto mornings = mornings_of(open);
    const auto drafted = draft.later(round.interview.ended, "letter_nudge", policy.letter_nudge);
    draft.nudge(open, "drafts", draft.candidate(), drafted,
                "the letter is best written while the talk is fresh");
    // Who has the drafts already writes what is in them.
    int concerns = 0;
    for (const auto& concern : round.raised)
        if (concern.learned > drafted && answers(person, concern))
            draft.nudge(open, "concern", draft.candidate(), concern.learned,
                        "they have raised a concern since the draft was written", ++concerns);
    draft.nudge(open, "last-call", draft.candidate(),
                draft.sooner(open.due, "letter_last_nudge", policy.letter_last_nudge), "it is due soon");
    draft.nudge(open, "told", draft.candidate(), open.due, "it is due now");
    draft.nudge(open, "told", draft.recruiter(), open.due, "it is due and has not been sent");
    for (int n = 0; n < policy.letter_mornings; ++n)
        for (const auto* to : {&draft.candidate(), &draft.recruiter()})
            draft.nudge(open, "morning", *to,
                        draft.morning_for(*to, draft.candidate(), mornings[static_cast<std::size_t>(n)]),
                        "it is overdue", n + 1);
}

} // namespace

void plan_letters(Draft& draft, const ledger::Round& round) {
    for (const auto& person : round.people)
        plan_letter(draft, round, person);
}

} // namespace followup::plan
