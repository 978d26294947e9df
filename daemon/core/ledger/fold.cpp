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
    apply_interview(known, *round, fact, said, opened);
    known.recruiter = said.recruiter;
    const bool adds = fact.event.edition != queue::Edition::first;
    known.candidate = adds ? merged(said.candidate, known.candidate) : said.candidate;
    // As this interview knows them: what it does not say it has been given when it was accepted.
    auto employer = round->interview.employer;
    if (adds && employer.address.empty()) employer.address = known.employer.address;
    if (adds && employer.phone.empty()) employer.phone = known.employer.phone;
    if (adds && employer.language.empty()) employer.language = known.employer.language;
    known.employer = std::move(employer);
    known.position = said.position;
}

/// A second interview that is heard of is numbered when that is accepted.
void number_invitation(Case& known, const Fact& fact) {
    const auto* heard = std::get_if<queue::Heard>(&fact.event.body);
    const bool sets = heard != nullptr && heard->news == queue::Heard::News::second_interview && heard->date;
    if (auto* round = sets ? round_of(known, heard->interview) : nullptr) number_step(*round, fact);
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

/// Two names that look like one are two people if one file names both, or if nobody asked in time: say so.
void warn_near_misses(Case& known, const Round& round) {
    for (const auto& left : round.people)
        for (const auto& right : round.people)
            if (left.key < right.key && !left.struck && !right.struck && left.doubt.empty()
                && right.doubt.empty() && (left.met.id.empty() || right.met.id.empty())
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
    if (const auto* closed = std::get_if<queue::CaseClosed>(&body)) return apply_closed(known, fact, *closed);
    if (const auto* answered = std::get_if<queue::Answered>(&body))
        return apply_answered(known, fact, *answered);
    if (const auto* told = std::get_if<queue::Told>(&body)) return apply_told(known, fact, *told);
    if (std::holds_alternative<queue::ReopenedCase>(body)) return apply_reopened(known, fact);
    auto* round = round_of(known, queue::interview_of(body));
    if (round == nullptr) return;
    if (const auto* letter = std::get_if<queue::Letter>(&body)) apply_letter(known, *round, fact, *letter);
    if (const auto* called = std::get_if<queue::Called>(&body)) apply_called(known, *round, fact, *called);
    if (const auto* pushed = std::get_if<queue::Pushed>(&body)) apply_pushed(known, *round, fact, *pushed);
    if (const auto* heard = std::get_if<queue::Heard>(&body)) apply_heard(known, *round, fact, *heard);
}

/// Whether it tells of what an interview was like: in order of acceptance, since it adds to what was said.
bool tells(const queue::Body& body) {
    return std::holds_alternative<queue::Debriefed>(body) || std::holds_alternative<queue::Struck>(body)
           || std::holds_alternative<queue::Cancelled>(body);
}

/// `last`: all that was said otherwise has been applied, so what is not found by now is not there.
void apply_strike(Case& known, Round& round, const Fact& fact, bool last, std::vector<const Fact*>& pending) {
    const auto& struck = std::get<queue::Struck>(fact.event.body);
    if (apply_struck(known, round, fact, struck) != Strike::nothing) return;
    // A step's later dates are not known here yet.
    if (!last && struck.what == queue::Struck::What::next)
        pending.push_back(&fact);
    else
        ask_what_to_strike(known, round, fact, struck);
}

void fold_telling(Case& known, Round& round, const Fact& fact, std::vector<const Fact*>& pending) {
    const auto& body = fact.event.body;
    if (const auto* said = std::get_if<queue::Debriefed>(&body)) apply_debriefing(known, round, fact, *said);
    if (std::holds_alternative<queue::Struck>(body)) apply_strike(known, round, fact, false, pending);
    if (const auto* off = std::get_if<queue::Cancelled>(&body)) apply_cancelled(known, round, fact, *off);
}

/// Opens a case again for an interview that took place, or is to, after it had ended, and was known by then.
void reopen_by_rounds(Case& known, Instant by) {
    for (auto& ending : known.endings)
        for (const auto& round : known.rounds) {
            const bool later = round.accepted <= by && round.accepted > ending.origin.learned
                               && round.ends.back().ended > ending.origin.at;
            // One that is off later has opened the case all the same.
            const bool off = round.cancelled && round.cancelled->origin.learned <= round.accepted;
            if (later && !off && (!ending.reopened || round.accepted < *ending.reopened))
                ending.reopened = round.accepted;
        }
}

/// What happened later, in the order in which it happened. A case that an interview opens again is open for
/// what came after that.
void fold_all_later(Case& known, std::vector<const Fact*>& later) {
    std::ranges::stable_sort(later, {}, [](const Fact* fact) { return fact->event.at; });
    for (const auto* fact : later) {
        reopen_by_rounds(known, fact->event.at);
        fold_later(known, *fact);
    }
    reopen_by_rounds(known, Instant::max());
}

} // namespace

Case fold(const History& history) {
    Case known;
    known.id = history.id;
    known.taken_over = history.taken_over;
    known.carried_over = std::ranges::all_of(
        history.facts, [](const Fact& fact) { return fact.event.edition == queue::Edition::first; });
    // First what interviews and debriefings say, in order of acceptance; a debriefing that came before its
    // interview's file waits for it.
    std::vector<const Fact*> early;
    std::vector<const Fact*> later;
    std::vector<const Fact*> pending;
    for (const auto& fact : history.facts) {
        const auto& body = fact.event.body;
        if (const auto* said = std::get_if<queue::Interview>(&body)) {
            fold_interview(known, fact, *said);
            std::erase_if(early, [&](const Fact* waiting) {
                if (queue::interview_of(waiting->event.body) != said->id) return false;
                fold_telling(known, *round_of(known, said->id), *waiting, pending);
                return true;
            });
        } else if (tells(body)) {
            if (auto* round = round_of(known, queue::interview_of(body)))
                fold_telling(known, *round, fact, pending);
            else
                early.push_back(&fact);
        } else {
            later.push_back(&fact);
            number_invitation(known, fact);
        }
    }
    base::require(!known.rounds.empty(), "a case without an interview");
    fold_all_later(known, later);
    for (const auto* fact : pending)
        apply_strike(known, *round_of(known, queue::interview_of(fact->event.body)), *fact, true, pending);
    for (auto& round : known.rounds)
        put_in_order(round);
    for (const auto& round : known.rounds)
        warn_near_misses(known, round);
    if (history.candidate) known.candidate = *history.candidate;
    return known;
}

std::string identity(const queue::Candidate& candidate) {
    return candidate.id.empty() ? candidate.email.key() : candidate.id;
}

std::string subject(const queue::Interview& interview) {
    return base::folded(interview.employer.name) + "\n" + base::folded(interview.position);
}

std::optional<base::Problem> mistaken(const queue::Candidate& known, const queue::Event& event) {
    const auto* said = std::get_if<queue::Interview>(&event.body);
    if (said == nullptr) return std::nullopt;
    const auto& now = said->candidate;
    if (nearly_called(known.name, now.name) || nearly_called(known.name, now.was)) return std::nullopt;
    const bool by_id = !now.id.empty() && now.id == known.id;
    return base::Problem{event.where,
                         by_id ? "the candidate's id “" + now.id + "” is that of “" + known.name
                                     + "”, not of “" + now.name + "”"
                               : "the address “" + now.email.text() + "” is that of the candidate “"
                                     + known.name + "”, not of “" + now.name + "”",
                         "if it is the same person under another name, add was = “" + known.name
                             + "” to the candidate; if it is somebody else who reads under that address, add "
                               "id = \"…\" of their own"};
}

namespace {

/// The state of an invitation that an event tells of; null when it tells of none.
const std::optional<queue::Revision>* revision_of(const queue::Body& body) {
    if (const auto* said = std::get_if<queue::Interview>(&body)) return &said->invitation;
    const auto* off = std::get_if<queue::Cancelled>(&body);
    return off != nullptr ? &off->invitation : nullptr;
}

/// An invitation comes after a newer state of it: mails overtake each other, and old ones are opened again.
std::optional<base::Problem> overtaken(const Case& known, const queue::Event& event) {
    const auto* said = revision_of(event.body);
    if (said == nullptr || !*said) return std::nullopt;
    for (const auto& round : known.rounds) {
        const auto& last = round.interview.invitation;
        if (round.interview.id != queue::interview_of(event.body) || !last) continue;
        // What was called off is not on again by the same state of its invitation.
        const bool again =
            round.cancelled && **said == *last && std::holds_alternative<queue::Interview>(event.body);
        if (!queue::older(**said, *last) && !again) return std::nullopt;
        return base::Problem{event.where,
                             again ? "“" + round.interview.id + "” was called off since this invitation"
                                   : "this invitation to “" + round.interview.id
                                         + "” is older than what is known of it: there was an update since",
                             "nothing was changed; if this is how it is to be, say so without 'invitation'"};
    }
    return std::nullopt;
}

} // namespace

base::Problems refusals(const Case& known, const queue::Event& event) {
    base::Problems problems;
    if (auto late = overtaken(known, event)) return {std::move(*late)};
    if (const auto* off = std::get_if<queue::Cancelled>(&event.body)) {
        for (const auto& round : known.rounds)
            if (round.interview.id == off->interview && event.at >= round.interview.ended)
                problems.push_back(
                    {event.where, "“" + off->interview + "” has ended already, so it cannot be called off",
                     "was it held? Then tell how it went; if it was not, close what is owed by "
                     "[[dropped]], or give it a new end"
                         + off_otherwise(known, event.at).words});
        return problems;
    }
    const auto* said = std::get_if<queue::Interview>(&event.body);
    if (said == nullptr) return problems;
    const auto replaced = [&](const std::string& what, const std::string& before, const std::string& now,
                              const std::string& was) {
        problems.push_back(
            {event.where,
             "the " + what + " of case '" + known.id + "' is “" + before + "”, not “" + now + "”",
             "it may be respelt, not replaced: give another interview an id of its own; if it has been "
             "renamed, "
             "add "
                 + was + " = “" + before + "”"});
    };
    const auto renamed = [](const std::string& was, const std::string& before) {
        return !was.empty() && respelt(was, before);
    };
    const auto& candidate = known.candidate;
    const bool same_id = identity(candidate) == identity(said->candidate);
    const bool same_person = same_id || candidate.email == said->candidate.email
                             || compared(candidate.name) == compared(said->candidate.name)
                             || nearly_called(candidate.name, said->candidate.was);
    if (!same_person)
        replaced("candidate", candidate.name, said->candidate.name, "was");
    else if (auto problem = mistaken(candidate, event))
        problems.push_back(std::move(*problem));
    if (!respelt(known.employer.name, said->employer.name)
        && !renamed(said->employer.was, known.employer.name))
        replaced("employer", known.employer.name, said->employer.name, "was");
    if (!respelt(known.position, said->position) && !renamed(said->position_was, known.position))
        replaced("position", known.position, said->position, "was");
    return problems;
}

} // namespace followup::ledger
