#include "core/ledger/folding.hpp"
#include "core/ledger/names.hpp"

#include "core/base/require.hpp"
#include "core/base/text.hpp"

#include <algorithm>

namespace followup::ledger {
namespace {

Round* round_of(Case& known, std::string_view interview) {
    const auto at =
        std::ranges::find_if(known.rounds, [&](const Round& r) { return r.interview.id == interview; });
    return at == known.rounds.end() ? nullptr : &*at;
}

void fold_interview(Case& known, const Fact& fact, const queue::Interview& said) {
    auto* round = round_of(known, said.id);
    const bool opened = round == nullptr;
    if (opened) round = &known.rounds.emplace_back();
    apply_interview(*round, fact, said, opened);
    known.recruiter = said.recruiter;
    known.candidate = said.candidate;
    known.employer = said.employer;
    known.position = said.position;
}

/// The dates of a round in the order in which they were said: an amendment may be newer than the news.
void put_in_order(Round& round) {
    const auto sort = [](std::vector<PromisedDate>& dates) {
        if (dates.size() < 3) return;
        std::stable_sort(dates.begin() + 1, dates.end(),
                         [](const auto& left, const auto& right) { return left.since < right.since; });
    };
    for (auto& promise : round.promises)
        sort(promise.dates);
    for (auto& step : round.steps)
        sort(step.dates);
    sort(round.decisions);
}

/// A near miss opens a second letter: say so.
void warn_near_misses(Case& known, const Round& round) {
    for (const auto& left : round.people)
        for (const auto& right : round.people)
            if (left.key < right.key && !left.struck && !right.struck
                && respelt(left.met.name, right.met.name))
                known.warnings.push_back("'" + left.met.name + "' and '" + right.met.name
                                         + "' look like one person; a correction says: was = \"…\"");
}

/// Applies what is not said by interviews and debriefings.
void fold_later(Case& known, const Fact& fact) {
    const auto& body = fact.event.body;
    if (const auto* closing = std::get_if<queue::Closing>(&body)) return apply_closing(known, fact, *closing);
    if (const auto* withdrawn = std::get_if<queue::Withdrawn>(&body))
        return apply_withdrawn(known, fact, *withdrawn);
    auto* round = round_of(known, queue::interview_of(body));
    if (round == nullptr) return;
    if (const auto* letter = std::get_if<queue::Letter>(&body)) apply_letter(known, *round, fact, *letter);
    if (const auto* called = std::get_if<queue::Called>(&body)) apply_called(known, *round, fact, *called);
    if (const auto* pushed = std::get_if<queue::Pushed>(&body)) apply_pushed(*round, fact, *pushed);
    if (const auto* heard = std::get_if<queue::Heard>(&body)) apply_heard(known, *round, fact, *heard);
}

} // namespace

Case fold(const History& history) {
    Case known;
    known.id = history.id;
    // First what interviews and debriefings say, in order of acceptance; a debriefing that came before its
    // interview's file waits for it.
    std::vector<const Fact*> early;
    std::vector<const Fact*> later;
    for (const auto& fact : history.facts) {
        if (const auto* said = std::get_if<queue::Interview>(&fact.event.body)) {
            fold_interview(known, fact, *said);
            std::erase_if(early, [&](const Fact* waiting) {
                const auto& debriefed = std::get<queue::Debriefed>(waiting->event.body);
                if (debriefed.interview != said->id) return false;
                apply_debriefing(*round_of(known, said->id), *waiting, debriefed);
                return true;
            });
        } else if (const auto* debriefed = std::get_if<queue::Debriefed>(&fact.event.body)) {
            if (auto* round = round_of(known, debriefed->interview))
                apply_debriefing(*round, fact, *debriefed);
            else
                early.push_back(&fact);
        } else {
            later.push_back(&fact);
        }
    }
    base::require(!known.rounds.empty(), "a case without an interview");
    // Then what happened, in the order in which it happened.
    std::ranges::stable_sort(later, {}, [](const Fact* fact) { return fact->event.at; });
    for (const auto* fact : later)
        fold_later(known, *fact);
    for (auto& round : known.rounds)
        put_in_order(round);
    for (const auto& round : known.rounds)
        warn_near_misses(known, round);
    return known;
}

std::string identity(const queue::Candidate& candidate) {
    return candidate.id.empty() ? candidate.email.key() : candidate.id;
}

std::string subject(const queue::Interview& interview) {
    return base::folded(interview.employer.name) + "\n" + base::folded(interview.position);
}

base::Problems refusals(const Case& known, const queue::Event& event) {
    base::Problems problems;
    const auto* said = std::get_if<queue::Interview>(&event.body);
    if (said == nullptr) return problems;
    const auto replaced = [&](const std::string& what, const std::string& before, const std::string& now) {
        problems.push_back(
            {event.where,
             "the " + what + " of case '" + known.id + "' is '" + before + "', not '" + now + "'",
             "it may be respelt, not replaced: give another interview an id of its own"});
    };
    const bool same_person = identity(known.candidate) == identity(said->candidate)
                             || known.candidate.email == said->candidate.email
                             || base::folded(known.candidate.name) == base::folded(said->candidate.name);
    if (!same_person) replaced("candidate", known.candidate.name, said->candidate.name);
    if (!respelt(known.employer.name, said->employer.name))
        replaced("employer", known.employer.name, said->employer.name);
    if (!respelt(known.position, said->position)) replaced("position", known.position, said->position);
    return problems;
}

} // namespace followup::ledger
