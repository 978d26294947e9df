#include "core/calendar/description.hpp"

#include "core/base/text.hpp"
#include "core/calendar/labelled.hpp"
#include "core/mail/facts.hpp"
#include "core/mail/wording.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::calendar {
namespace {

using ledger::Case;
using ledger::Round;
using plan::Duty;
using plan::Kind;
using plan::State;
using words::Values;

std::string_view part(const Duty& duty) {
    return std::string_view{duty.id}.substr(duty.id.rfind('/') + 1);
}

template <class T>
const T* keyed(const std::vector<T>& list, std::string_view key) {
    const auto found = std::ranges::find(list, key, &T::key);
    return found == list.end() ? nullptr : &*found;
}

const ledger::Person* person_of(const Duty& duty, const Round& round) {
    if (duty.kind == Kind::letter) return keyed(round.people, part(duty));
    const auto name = base::folded(duty.whom);
    const auto found = std::ranges::find_if(round.people, [&name](const ledger::Person& each) {
        return base::folded(each.met.name) == name || std::ranges::find(each.names, name) != each.names.end();
    });
    return found == round.people.end() ? nullptr : &*found;
}

/// What the reader may read.
queue::Eyes eyes(const Reader& reader) {
    if (reader.audience == Audience::candidate) return queue::ForCandidate{};
    return queue::ForRecruiter{};
}

/// Whether the reader is the one who owes it.
bool own(const Duty& duty, const Reader& reader) {
    const auto mine = reader.audience == Audience::candidate ? plan::Role::candidate : plan::Role::recruiter;
    return duty.owner.role == mine && reader.audience != Audience::team;
}

/// "17:00 CST at Acme Robotics", where the reader's clock shows something else; of a day the clock matters as
/// well: it is meant up to the close of business there.
std::string there(const Duty& duty, const Case& known, const Reader& reader) {
    if (duty.kind != Kind::call && duty.kind != Kind::step) return {};
    if (duty.kind == Kind::step && duty.shape == plan::Shape::on_date) return {};
    const auto* round = round_of(duty, known);
    const auto zone =
        round == nullptr ? base::Result<base::Zone>{reader.zone} : base::Zone::named(round->zone);
    const auto at = duty.begins.value_or(duty.due);
    if (!zone || zone->offset(at) == reader.zone.offset(at)) return {};
    return " "
           + reader.tongue.phrase(
               "entry-there",
               Values{}.text("time", reader.tongue.time(at, *zone)).text("employer", known.employer.name));
}

void add_call(Labelled& lines, const Duty& duty, const Round& round, const Reader& reader) {
    const auto* person = person_of(duty, round);
    const auto* promised = keyed(round.promises, part(duty));
    const auto& employer = round.interview.employer;
    lines.labelled("call", listed({duty.whom, person != nullptr ? person->seen_by(eyes(reader)).title : "",
                                   employer.name}));
    std::string phone = promised != nullptr ? promised->phone.read(eyes(reader)) : "";
    if (phone.empty() && promised != nullptr) phone = promised->promise.phone;
    if (phone.empty() && person != nullptr) phone = person->seen_by(eyes(reader)).phone;
    if (phone.empty()) phone = employer.phone;
    const bool open = duty.state == State::open;
    lines.labelled("phone", phone.empty() && open ? reader.tongue.phrase("entry-no-phone") : phone);
    if (promised != nullptr && !promised->promise.said.empty())
        lines.labelled(own(duty, reader) ? "you-said" : "said",
                       reader.tongue.phrase("entry-quote",
                                            Values{}.text("said", promised->promise.said.read(eyes(reader)))),
                       Values{}.text("name", duty.owner.name));
    if (!open) return;
    for (const auto& tried : round.calls)
        if (tried.key == part(duty) && tried.result != queue::Called::Outcome::spoke)
            lines.labelled("tried", fmt::format("{}: {}", reader.tongue.moment(tried.at, reader.zone),
                                                reader.tongue.phrase(
                                                    "tried-" + mail::dashed(queue::word(tried.result)))));
}

void add_letter(Labelled& lines, const Duty& duty, const Round& round, const Reader& reader) {
    const auto* person = person_of(duty, round);
    const auto& employer = round.interview.employer;
    const auto met = person != nullptr ? person->seen_by(eyes(reader)) : queue::Met{};
    lines.labelled("to", listed({duty.whom, met.title, employer.name}));
    if (person == nullptr) return;
    const auto& address = met.address.empty() ? employer.address : met.address;
    lines.labelled("address", address);
    if (met.email) lines.labelled("email", met.email->text());
    if (duty.state != State::open) return;
    std::vector<std::string> missing;
    if (met.title.empty()) missing.push_back(reader.tongue.phrase("lacks-title"));
    if (address.empty() && !met.email) missing.push_back(reader.tongue.phrase("lacks-address"));
    lines.labelled("missing", listed(std::move(missing)));
}

/// What the recruiter is going to ask, and what is not known of it yet.
void add_debrief(Labelled& lines, const Duty& duty, const Case& known, const Round& round,
                 const Reader& reader) {
    const auto* recruiter = reader.agency.recruiter(known.recruiter);
    if (recruiter != nullptr && own(duty, reader)) {
        lines.labelled("call", recruiter->name);
        lines.labelled("phone", recruiter->phone);
    }
    if (duty.state != State::open) return;
    const auto& tongue = reader.tongue;
    std::vector<std::string> missing;
    bool nobody = true;
    for (const auto& each : round.people) {
        if (each.struck) continue;
        nobody = false;
        if (each.seen_by(eyes(reader)).title.empty())
            missing.push_back(tongue.phrase("lacks-title-of", Values{}.text("name", each.met.name)));
    }
    if (nobody) missing.insert(missing.begin(), tongue.phrase("lacks-people"));
    if (round.decisions.empty()) missing.push_back(tongue.phrase("lacks-decision"));
    if (round.promises.empty())
        missing.push_back(tongue.phrase(own(duty, reader) ? "lacks-call" : "lacks-call-date"));
    const auto seen = ledger::seen(known, eyes(reader));
    if (seen.problem.empty()) missing.push_back(tongue.phrase("lacks-problem"));
    if (seen.objections.empty()) missing.push_back(tongue.phrase("lacks-concerns"));
    lines.labelled(own(duty, reader) ? "have-ready" : "to-ask", base::joined(missing, "; "));
}

void add_step(Labelled& lines, const Duty& duty, const Case& known, const Round& round,
              const Reader& reader) {
    const auto* step = mail::step_of(duty, known);
    lines.labelled("at", round.interview.employer.name);
    if (step == nullptr) return;
    lines.labelled("with", base::joined(step->next.with, "; "));
    lines.labelled("note", step->next.note.read(eyes(reader)));
    lines.labelled("own-note", step->note.read(eyes(reader)));
}

/// The people there who can be reached, the main one first.
void add_employer(Labelled& lines, const Round& round) {
    const auto& employer = round.interview.employer;
    lines.labelled("employer", listed({employer.name, employer.phone}));
    constexpr int contacts_max = 3;
    int count = 0;
    for (const bool main : {true, false})
        for (const auto& each : round.people) {
            const auto met = each.seen_by(queue::ForRecruiter{}); // the recruiter's own calls
            const auto email = met.email ? met.email->text() : std::string{};
            if (each.struck || (met.role == queue::Role::main) != main) continue;
            if ((!main && met.phone.empty() && email.empty()) || count == contacts_max) continue;
            ++count;
            lines.labelled("contact", listed({met.name, met.title, met.phone, email}));
        }
}

/// What the candidate told; for the recruiter's own calls.
void add_debriefing(Labelled& lines, const Case& known, const Round& round) {
    if (!round.candidate_debriefing) return;
    for (const auto& note : round.candidate_debriefing->notes)
        lines.labelled("told", note.read(queue::ForRecruiter{}), Values{}.text("name", known.candidate.name));
}

/// What the employer said they need: the matter of every letter and call.
void add_matter(Labelled& lines, const Case& known, const Reader& reader) {
    const auto seen = ledger::seen(known, eyes(reader));
    std::vector<std::string> concerns;
    for (const auto& each : seen.objections)
        concerns.push_back(each.text);
    lines.labelled("problem", seen.problem);
    lines.labelled("projects", base::joined(seen.projects, "; "));
    lines.labelled("concerns", base::joined(concerns, "; "));
}

void add_people(Labelled& lines, const Duty& duty, const Case& known, const Reader& reader) {
    const auto* recruiter = reader.agency.recruiter(known.recruiter);
    const bool called = duty.kind == Kind::debrief && own(duty, reader); // named above
    if (recruiter != nullptr && reader.audience != Audience::recruiter)
        lines.labelled("recruiter",
                       listed({recruiter->name, called ? "" : recruiter->phone, recruiter->email.text()}));
    if (reader.audience != Audience::candidate)
        lines.labelled("candidate",
                       listed({known.candidate.name, known.candidate.phone, known.candidate.email.text()}));
}

/// Why it exists. It speaks to its owner; another reader is told so.
void add_because(Labelled& lines, const Duty& duty, const Case& known, const Reader& reader) {
    const auto& tongue = reader.tongue;
    auto why = mail::because(duty, known, reader.letter_due, tongue, queue::ForCandidate{});
    // A sentence that was said stands above, with who said it.
    const auto* promised = duty.kind == Kind::call ? mail::promise_of(duty, known) : nullptr;
    const auto said =
        promised == nullptr ? std::string{} : promised->promise.said.read(queue::ForCandidate{});
    const auto quote = said.empty() ? said : tongue.phrase("because-call-said", Values{}.text("said", said));
    const bool quoted = !said.empty() && why.starts_with(quote);
    if (quoted) why.erase(0, quote.size());
    if (why.starts_with("; ")) why.erase(0, 2);
    const bool mine = own(duty, reader);
    lines.labelled(quoted ? "its-date"
                   : mine ? "because"
                          : "is-told",
                   why, Values{}.text("name", duty.owner.name));
    if (duty.dates.size() < 2 || duty.kind == Kind::call) return; // of a call the reason tells them
    std::vector<Values> moves;
    for (std::size_t n = 1; n < duty.dates.size(); ++n)
        moves.push_back(
            Values{}
                .text("to", tongue.moment(duty.dates[n].due, reader.zone))
                .text("reason", mail::moved_words(duty.dates[n], duty, known, tongue, eyes(reader))));
    lines.labelled(
        "dates",
        tongue.phrase("entry-dates", Values{}
                                         .text("first", tongue.moment(duty.dates.front().due, reader.zone))
                                         .list("moves", std::move(moves))));
}

void add_particulars(Labelled& lines, const Duty& duty, const Case& known, const Round& round,
                     const Reader& reader) {
    switch (duty.kind) {
    case Kind::call: add_call(lines, duty, round, reader); break;
    case Kind::letter: add_letter(lines, duty, round, reader); break;
    case Kind::step: add_step(lines, duty, known, round, reader); break;
    case Kind::debrief: add_debrief(lines, duty, known, round, reader); break;
    case Kind::client_debrief:
        add_employer(lines, round);
        add_debriefing(lines, known, round);
        break;
    case Kind::decision:
    case Kind::next:
    case Kind::names: add_employer(lines, round); break;
    case Kind::answer: lines.labelled("at", round.interview.employer.name); break;
    }
    const bool about_matter =
        duty.kind == Kind::call || duty.kind == Kind::letter || duty.kind == Kind::client_debrief;
    // What is done needs no more to act on.
    if (about_matter && duty.state == State::open) add_matter(lines, known, reader);
}

} // namespace

const Round* round_of(const Duty& duty, const Case& known) {
    const auto found = std::ranges::find_if(
        known.rounds, [&duty](const Round& round) { return round.interview.id == duty.interview; });
    return found == known.rounds.end() ? nullptr : &*found;
}

std::string standing(const Duty& duty, const Case& known, const Reader& reader, Instant now) {
    const auto& tongue = reader.tongue;
    const auto due = mail::due_words(duty, reader.zone, tongue);
    const auto values =
        Values{}
            .text("at", duty.closed ? tongue.moment(*duty.closed, reader.zone) : std::string{})
            .text("how", mail::reason_words(duty.reason, tongue, eyes(reader)))
            .text("when", duty.state == State::open ? due + there(duty, known, reader) : due);
    switch (duty.state) {
    case State::done: return tongue.phrase("entry-was-done", values);
    case State::dropped: return tongue.phrase("entry-was-dropped", values);
    case State::expired: return tongue.phrase("entry-was-expired", values);
    case State::open: break;
    }
    if (duty.kind == Kind::step) { // on …, between …
        auto words = due + there(duty, known, reader);
        if (words.front() >= 'a' && words.front() <= 'z') words.front() += 'A' - 'a';
        return words;
    }
    return tongue.phrase(duty.overdue(now) ? "entry-was-due" : "entry-due", values);
}

std::string description(const Duty& duty, const Case& known, const Reader& reader, Instant now) {
    Labelled lines{reader.tongue};
    lines.add(standing(duty, known, reader, now));
    const auto* round = round_of(duty, known);
    if (round != nullptr) add_particulars(lines, duty, known, *round, reader);
    lines.labelled("position", known.position);
    add_people(lines, duty, known, reader);
    add_because(lines, duty, known, reader);
    return lines.text();
}

std::string location(const Duty& duty, const Case& known) {
    const auto* round = round_of(duty, known);
    if (round == nullptr || duty.kind != Kind::step) return {};
    const auto* step = mail::step_of(duty, known);
    if (step == nullptr || step->next.what == queue::NextKind::reference_check) return {};
    // The invitation to the second interview knows the room.
    const auto* next = round + 1;
    const bool followed = step->next.what == queue::NextKind::second_interview
                          && next < known.rounds.data() + known.rounds.size();
    if (followed && !next->interview.place.empty()) return next->interview.place;
    return round->interview.employer.address;
}

} // namespace followup::calendar
