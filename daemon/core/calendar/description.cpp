#include "core/calendar/description.hpp"

#include "core/base/text.hpp"
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

using Lines = std::vector<std::string>;

void add(Lines& lines, std::string_view label, const std::string& value) {
    if (!value.empty()) lines.push_back(fmt::format("{}: {}", label, value));
}

/// The parts that are known, with commas.
std::string listed(std::vector<std::string> parts) {
    std::erase(parts, std::string{});
    return base::joined(parts, ", ");
}

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

/// What became of it, or when it is due.
std::string standing(const Duty& duty, const base::Zone& zone, Instant now) {
    const auto at = duty.closed ? base::spoken(*duty.closed, zone) : std::string{};
    switch (duty.state) {
    case State::done: return fmt::format("Done {}{}{}", at, duty.reason.empty() ? "" : ": ", duty.reason);
    case State::dropped:
        return fmt::format("Dropped {}{}{}", at, duty.reason.empty() ? "" : ": ", duty.reason);
    case State::expired: return fmt::format("Expired {}: it was due {}", at, plan::due_words(duty, zone));
    case State::open: break;
    }
    if (duty.kind == plan::Kind::step) {
        auto words = plan::due_words(duty, zone);
        words.replace(0, 1, words.starts_with('o') ? "O" : "B"); // on …, by …, between …
        return words;
    }
    return (duty.overdue(now) ? "Overdue: it was due " : "Due ") + plan::due_words(duty, zone);
}

void add_call(Lines& lines, const Duty& duty, const Round& round) {
    const auto* person = person_of(duty, round);
    const auto* promised = keyed(round.promises, part(duty));
    const auto& employer = round.interview.employer;
    add(lines, "Call", listed({duty.whom, person != nullptr ? person->met.title : "", employer.name}));
    std::string phone = promised != nullptr ? promised->promise.phone : "";
    if (phone.empty() && person != nullptr) phone = person->met.phone;
    add(lines, "Phone", phone.empty() ? employer.phone : phone);
    if (promised != nullptr && !duty.because.contains(promised->promise.said))
        add(lines, "Promised", "“" + promised->promise.said + "”");
}

void add_letter(Lines& lines, const Duty& duty, const Round& round) {
    const auto* person = person_of(duty, round);
    const auto& employer = round.interview.employer;
    add(lines, "To", listed({duty.whom, person != nullptr ? person->met.title : "", employer.name}));
    if (person == nullptr) return;
    add(lines, "Address", person->met.address.empty() ? employer.address : person->met.address);
    if (person->met.email) add(lines, "E-mail", person->met.email->text());
}

void add_step(Lines& lines, const Duty& duty, const Round& round) {
    const auto* step = step_of(duty, round);
    add(lines, "At", round.interview.employer.name);
    if (step == nullptr) return;
    add(lines, "With", listed(step->next.with));
    add(lines, "Note", step->next.note);
}

void add_employer(Lines& lines, const Round& round) {
    const auto& employer = round.interview.employer;
    add(lines, "Employer", listed({employer.name, employer.phone}));
}

/// What the employer said they need: the matter of every letter and call.
void add_matter(Lines& lines, const Round& round) {
    add(lines, "Their problem", round.interview.problem);
    add(lines, "What they want done", base::joined(round.interview.projects, "; "));
    add(lines, "Their concerns", base::joined(round.interview.objections, "; "));
}

void add_people(Lines& lines, const Duty& duty, const Case& known, const Reader& reader) {
    const auto* recruiter = reader.agency.recruiter(known.recruiter);
    const bool own = duty.owner.role == plan::Role::candidate && reader.audience == Audience::candidate;
    if (recruiter != nullptr && reader.audience != Audience::recruiter)
        add(lines, "Recruiter", listed({recruiter->name, recruiter->phone, recruiter->email.text()}));
    if (!own)
        add(lines, "Candidate",
            listed({known.candidate.name, known.candidate.phone, known.candidate.email.text()}));
}

/// Why it exists. It speaks to its owner; another reader is told whose words they are.
void add_because(Lines& lines, const Duty& duty, const Reader& reader) {
    const auto mine = reader.audience == Audience::candidate ? plan::Role::candidate : plan::Role::recruiter;
    const bool own = duty.owner.role == mine && reader.audience != Audience::team;
    add(lines, own ? "Because" : fmt::format("Said to {}", duty.owner.name), duty.because);
    if (duty.dates.size() < 2 || duty.because.contains("moved to")) return;
    std::string moves = base::spoken(duty.dates.front().due, reader.zone);
    for (std::size_t n = 1; n < duty.dates.size(); ++n)
        moves += fmt::format(", then {}{}{}", base::spoken(duty.dates[n].due, reader.zone),
                             duty.dates[n].reason.empty() ? "" : ": ", duty.dates[n].reason);
    add(lines, "Its dates", moves);
}

} // namespace

const Round* round_of(const Duty& duty, const Case& known) {
    const auto found = std::ranges::find_if(
        known.rounds, [&duty](const Round& round) { return round.interview.id == duty.interview; });
    return found == known.rounds.end() ? nullptr : &*found;
}

std::string description(const Duty& duty, const Case& known, const Reader& reader, Instant now) {
    Lines lines{standing(duty, reader.zone, now)};
    const auto* round = round_of(duty, known);
    if (round != nullptr) {
        switch (duty.kind) {
        case Kind::call: add_call(lines, duty, *round); break;
        case Kind::letter: add_letter(lines, duty, *round); break;
        case Kind::step: add_step(lines, duty, *round); break;
        case Kind::client_debrief:
        case Kind::decision:
        case Kind::names: add_employer(lines, *round); break;
        case Kind::debrief: break;
        }
        if (duty.kind == Kind::call || duty.kind == Kind::letter || duty.kind == Kind::client_debrief)
            add_matter(lines, *round);
    }
    add(lines, "Position", known.position);
    add_people(lines, duty, known, reader);
    add_because(lines, duty, reader);
    return base::joined(lines, "\n");
}

std::string location(const Duty& duty, const Case& known) {
    const auto* round = round_of(duty, known);
    if (round == nullptr || duty.kind != Kind::step) return {};
    const auto* step = step_of(duty, *round);
    const bool there = step != nullptr && step->next.what != queue::NextKind::reference_check;
    return there ? round->interview.employer.address : std::string{};
}

} // namespace followup::calendar
