#include "core/calendar/description.hpp"

#include "core/base/text.hpp"
#include "core/calendar/labelled.hpp"
#include "core/plan/words.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace followup::calendar {
namespace {

using ledger::Case;
using ledger::Round;
using plan::Duty;
using plan::Kind;
using plan::State;

std::string_view part(const Duty& duty) {
    return std::string_view{duty.id}.substr(duty.id.rfind('/') + 1);
}

template <class T>
const T* keyed(const std::vector<T>& list, std::string_view key) {
    const auto found = std::ranges::find(list, key, &T::key);
    return found == list.end() ? nullptr : &*found;
}

const ledger::Step* step_of(const Duty& duty, const Round& round) {
    int number = 0;
    const auto digits = part(duty);
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const auto found = std::ranges::find(round.steps, number, &ledger::Step::number);
    return found == round.steps.end() ? nullptr : &*found;
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
    return fmt::format(" ({} {} at {})", base::clock(zone->local(at) - zone->date(at)),
                       zone->abbreviation(at), known.employer.name);
}

/// Who said so: the reader themselves, or somebody else by name.
std::string speaker(const Duty& duty, const Reader& reader) {
    return own(duty, reader) ? "You" : duty.owner.name;
}

void add_call(std::vector<std::string>& lines, const Duty& duty, const Round& round, const Reader& reader) {
    const auto* person = person_of(duty, round);
    const auto* promised = keyed(round.promises, part(duty));
    const auto& employer = round.interview.employer;
    add_labelled(
        lines, "Call",
        listed({duty.whom, person != nullptr ? person->seen_by(eyes(reader)).title : "", employer.name}));
    std::string phone = promised != nullptr ? promised->phone.read(eyes(reader)) : "";
    if (phone.empty() && promised != nullptr) phone = promised->promise.phone;
    if (phone.empty() && person != nullptr) phone = person->seen_by(eyes(reader)).phone;
    if (phone.empty()) phone = employer.phone;
    const bool open = duty.state == State::open;
    add_labelled(lines, "Phone", phone.empty() && open ? "not known yet" : phone);
    if (promised != nullptr && !promised->promise.said.empty())
        add_labelled(lines, speaker(duty, reader) + " said",
                     "“" + promised->promise.said.read(eyes(reader)) + "”");
    if (!open) return;
    for (const auto& tried : round.calls)
        if (tried.key == part(duty) && tried.result != queue::Called::Outcome::spoke)
            add_labelled(
                lines, "Tried",
                fmt::format("{}: {}", base::spoken(tried.at, reader.zone), queue::word(tried.result)));
}

void add_letter(std::vector<std::string>& lines, const Duty& duty, const Round& round, const Reader& reader) {
    const auto* person = person_of(duty, round);
    const auto& employer = round.interview.employer;
    const auto met = person != nullptr ? person->seen_by(eyes(reader)) : queue::Met{};
    add_labelled(lines, "To", listed({duty.whom, met.title, employer.name}));
    if (person == nullptr) return;
    const auto& address = met.address.empty() ? employer.address : met.address;
    add_labelled(lines, "Address", address);
    if (met.email) add_labelled(lines, "E-mail", met.email->text());
    if (duty.state != State::open) return;
    std::vector<std::string> missing;
    if (met.title.empty()) missing.emplace_back("title");
    if (address.empty() && !met.email) missing.emplace_back("address");
    add_labelled(lines, "Still missing", listed(std::move(missing)));
}

/// What the recruiter is going to ask, and what is not known of it yet.
void add_debrief(std::vector<std::string>& lines, const Duty& duty, const Case& known, const Round& round,
                 const Reader& reader) {
    const auto* recruiter = reader.agency.recruiter(known.recruiter);
    if (recruiter != nullptr && own(duty, reader)) {
        add_labelled(lines, "Call", recruiter->name);
        add_labelled(lines, "Phone", recruiter->phone);
    }
    if (duty.state != State::open) return;
    std::vector<std::string> missing;
    bool nobody = true;
    for (const auto& each : round.people) {
        if (each.struck) continue;
        nobody = false;
        if (each.seen_by(eyes(reader)).title.empty()) missing.push_back("the title of " + each.met.name);
    }
    if (nobody) missing.insert(missing.begin(), "who was met: names as they are spelt, titles, addresses");
    if (round.decisions.empty()) missing.emplace_back("when they decide, and what happens next");
    if (round.promises.empty()) missing.emplace_back("when you will call them");
    const auto seen = ledger::seen(known, eyes(reader));
    if (seen.problem.empty()) missing.emplace_back("their greatest problem");
    if (seen.objections.empty()) missing.emplace_back("what worried them");
    if (!own(duty, reader))
        std::ranges::replace(missing, "when you will call them", "the date of the next call");
    add_labelled(lines, own(duty, reader) ? "Have ready" : "To be asked", base::joined(missing, "; "));
}

void add_step(std::vector<std::string>& lines, const Duty& duty, const Round& round, const Reader& reader) {
    const auto* step = step_of(duty, round);
    add_labelled(lines, "At", round.interview.employer.name);
    if (step == nullptr) return;
    add_labelled(lines, "With", base::joined(step->next.with, "; "));
    add_labelled(lines, "Note", step->next.note.read(eyes(reader)));
    add_labelled(lines, "Your own note", step->note.read(eyes(reader)));
}

/// The people there who can be reached, the main one first.
void add_employer(std::vector<std::string>& lines, const Round& round) {
    const auto& employer = round.interview.employer;
    add_labelled(lines, "Employer", listed({employer.name, employer.phone}));
    constexpr int contacts_max = 3;
    int count = 0;
    for (const bool main : {true, false})
        for (const auto& each : round.people) {
            const auto met = each.seen_by(queue::ForRecruiter{}); // the recruiter's own calls
            const auto email = met.email ? met.email->text() : std::string{};
            if (each.struck || (met.role == queue::Role::main) != main) continue;
            if ((!main && met.phone.empty() && email.empty()) || count == contacts_max) continue;
            ++count;
            add_labelled(lines, "Contact", listed({met.name, met.title, met.phone, email}));
        }
}

/// What the candidate told; for the recruiter's own calls.
void add_debriefing(std::vector<std::string>& lines, const Case& known, const Round& round) {
    if (!round.candidate_debriefing) return;
    for (const auto& note : round.candidate_debriefing->notes)
        add_labelled(lines, known.candidate.name + " told", note.read(queue::ForRecruiter{}));
}

/// What the employer said they need: the matter of every letter and call.
void add_matter(std::vector<std::string>& lines, const Case& known, const Reader& reader) {
    const auto seen = ledger::seen(known, eyes(reader));
    std::vector<std::string> concerns;
    for (const auto& each : seen.objections)
        concerns.push_back(each.text);
    add_labelled(lines, "Their problem", seen.problem);
    add_labelled(lines, "What they want done", base::joined(seen.projects, "; "));
    add_labelled(lines, "Their concerns", base::joined(concerns, "; "));
}

void add_people(std::vector<std::string>& lines, const Duty& duty, const Case& known, const Reader& reader) {
    const auto* recruiter = reader.agency.recruiter(known.recruiter);
    const bool called = duty.kind == Kind::debrief && own(duty, reader); // named above
    if (recruiter != nullptr && reader.audience != Audience::recruiter)
        add_labelled(lines, "Recruiter",
                     listed({recruiter->name, called ? "" : recruiter->phone, recruiter->email.text()}));
    if (reader.audience != Audience::candidate)
        add_labelled(lines, "Candidate",
                     listed({known.candidate.name, known.candidate.phone, known.candidate.email.text()}));
}

/// Why it exists. It speaks to its owner; another reader is told so.
void add_because(std::vector<std::string>& lines, const Duty& duty, const Reader& reader) {
    // A sentence that was said stands above, with who said it.
    const bool quoted = duty.because.starts_with("you said: “");
    const auto moved = quoted ? duty.because.find("”; ") : std::string::npos;
    const auto why = !quoted ? duty.because
                     : moved == std::string::npos
                         ? std::string{}
                         : duty.because.substr(moved + std::string_view{"”; "}.size());
    const bool mine = own(duty, reader);
    add_labelled(lines,
                 quoted ? "Its date"
                 : mine ? "Because"
                        : fmt::format("{} is told", duty.owner.name),
                 why);
    if (duty.dates.size() < 2 || duty.because.contains("moved to")) return;
    std::string moves = base::spoken(duty.dates.front().due, reader.zone);
    for (std::size_t n = 1; n < duty.dates.size(); ++n) {
        const auto reason = duty.dates[n].reason.read(eyes(reader));
        moves += fmt::format(", then {}{}{}", base::spoken(duty.dates[n].due, reader.zone),
                             reason.empty() ? "" : ": ", reason);
    }
    add_labelled(lines, "Its dates", moves);
}

void add_particulars(std::vector<std::string>& lines, const Duty& duty, const Case& known, const Round& round,
                     const Reader& reader) {
    switch (duty.kind) {
    case Kind::call: add_call(lines, duty, round, reader); break;
    case Kind::letter: add_letter(lines, duty, round, reader); break;
    case Kind::step: add_step(lines, duty, round, reader); break;
    case Kind::debrief: add_debrief(lines, duty, known, round, reader); break;
    case Kind::client_debrief:
        add_employer(lines, round);
        add_debriefing(lines, known, round);
        break;
    case Kind::decision:
    case Kind::next:
    case Kind::names: add_employer(lines, round); break;
    case Kind::answer: add_labelled(lines, "At", round.interview.employer.name); break;
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
    const auto& zone = reader.zone;
    const auto at = duty.closed ? base::spoken(*duty.closed, zone) : std::string{};
    const auto why = duty.reason.read(eyes(reader));
    const auto how = why.empty() ? std::string{} : ": " + why;
    switch (duty.state) {
    case State::done: return fmt::format("Done {}{}", at, how);
    case State::dropped: return fmt::format("Dropped {}{}", at, how);
    case State::expired: return fmt::format("Expired {}: it was due {}", at, plan::due_words(duty, zone));
    case State::open: break;
    }
    const auto due = plan::due_words(duty, zone) + there(duty, known, reader);
    if (duty.kind == Kind::step) return (due.starts_with('o') ? "O" : "B") + due.substr(1); // on …, between …
    return (duty.overdue(now) ? "Overdue: it was due " : "Due ") + due;
}

std::string description(const Duty& duty, const Case& known, const Reader& reader, Instant now) {
    std::vector<std::string> lines{standing(duty, known, reader, now)};
    const auto* round = round_of(duty, known);
    if (round != nullptr) add_particulars(lines, duty, known, *round, reader);
    add_labelled(lines, "Position", known.position);
    add_people(lines, duty, known, reader);
    add_because(lines, duty, reader);
    return base::joined(lines, "\n");
}

std::string location(const Duty& duty, const Case& known) {
    const auto* round = round_of(duty, known);
    if (round == nullptr || duty.kind != Kind::step) return {};
    const auto* step = step_of(duty, *round);
    if (step == nullptr || step->next.what == queue::NextKind::reference_check) return {};
    // The invitation to the second interview knows the room.
    const auto* next = round + 1;
    const bool followed = step->next.what == queue::NextKind::second_interview
                          && next < known.rounds.data() + known.rounds.size();
    if (followed && !next->interview.place.empty()) return next->interview.place;
    return round->interview.employer.address;
}

} // namespace followup::calendar
