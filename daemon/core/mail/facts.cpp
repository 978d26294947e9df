#include "core/mail/facts.hpp"

#include "core/base/text.hpp"
#include "core/ledger/names.hpp"
#include "core/mail/wording.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

namespace followup::mail {
namespace {

using letter::address_of;
using letter::key_of;
using letter::same_name;
using plan::Duty;

std::vector<Values> each(const std::string& name, const std::vector<std::string>& words) {
    std::vector<Values> items;
    for (const auto& word : words)
        if (!base::trimmed(word).empty()) items.push_back(Values{}.text(name, word));
    return items;
}

std::vector<Values> incomplete(const ledger::Round& round, const ledger::Case& known,
                               const queue::Eyes& eyes) {
    std::vector<Values> items;
    for (const auto& person : round.people) {
        const auto met = person.seen_by(eyes);
        const bool no_title = met.title.empty();
        const bool no_address = address_of(met, known).empty();
        if (person.struck || (!no_title && !no_address)) continue;
        items.push_back(Values{}
                            .text("name", person.met.name)
                            .flag("no_title", no_title)
                            .flag("no_address", no_address)
                            .flag("both", no_title && no_address));
    }
    return items;
}

bool is_second_interview(const ledger::Step& step) {
    return step.next.what == queue::NextKind::second_interview;
}

template <class Items>
bool all_struck(const Items& items) {
    return std::ranges::all_of(items, [](const auto& item) { return item.struck; });
}

} // namespace

const ledger::Promised* promise_of(const Duty& duty, const ledger::Case& known) {
    const auto* round = round_of(duty, known);
    if (round == nullptr) return nullptr;
    auto found = std::ranges::find(round->promises, key_of(duty), &ledger::Promised::key);
    if (found == round->promises.end())
        found = std::ranges::find_if(round->promises, [&duty](const ledger::Promised& promised) {
            return same_name(promised.promise.call, duty.whom);
        });
    return found == round->promises.end() ? nullptr : &*found;
}

const ledger::Step* step_of(const Duty& duty, const ledger::Case& known) {
    const auto* round = round_of(duty, known);
    if (round == nullptr) return nullptr;
    const auto found = std::ranges::find(round->steps, key_of(duty),
                                         [](const auto& step) { return std::to_string(step.number); });
    return found == round->steps.end() ? nullptr : &*found;
}

std::string phone_for(const ledger::Promised& promised, const ledger::Round* round, const ledger::Case& known,
                      const queue::Eyes& eyes) {
    if (const auto& told = promised.phone.read(eyes); !told.empty()) return told;
    if (!promised.promise.phone.empty()) return promised.promise.phone;
    if (round != nullptr)
        for (const auto& person : round->people)
            if (const auto met = person.seen_by(eyes);
                ledger::person_told_of(round->people, promised.promise.call) == &person && !met.phone.empty())
                return met.phone;
    return known.employer.phone;
}

std::optional<queue::Met> contact_at_employer(const Duty& duty, const ledger::Round* round,
                                              const queue::Eyes& eyes) {
    if (round == nullptr) return std::nullopt;
    const ledger::Person* contact = nullptr;
    for (const auto& person : round->people) {
        if (person.struck) continue;
        if (same_name(person.met.name, duty.whom)) return person.seen_by(eyes);
        const bool better = contact == nullptr || person.met.role < contact->met.role; // main stands first
        if (better) contact = &person;
    }
    return contact == nullptr ? std::nullopt : std::optional{contact->seen_by(eyes)};
}

std::string notes_of(const ledger::Debriefing& held, const queue::Eyes& eyes) {
    std::vector<std::string> notes;
    for (const auto& note : held.notes)
        if (const auto& words = note.read(eyes); !words.empty()) notes.push_back(words);
    return base::joined(notes, "\n");
}

std::string decision_words(const ledger::Round* round) {
    return round != nullptr && !round->decisions.empty() ? round->decisions.back().on.words : std::string{};
}

Values fact_values(const ledger::Case& known, const queue::Eyes& eyes) {
    const auto seen = ledger::seen(known, eyes);
    std::vector<std::string> concerns;
    for (const auto& concern : seen.objections)
        concerns.push_back(concern.text);
    return Values{}
        .text("problem", seen.problem)
        .list("projects", each("project", seen.projects))
        .list("objections", each("objection", concerns))
        .list("strengths", each("strength", seen.strengths));
}

namespace {

/// What was read with a warning, of the dates in force: somebody should ask once more. The candidate is asked
/// of what she does herself.
std::vector<Values> doubtful(const ledger::Round& round, const words::Tongue& tongue,
                             const queue::Eyes& eyes) {
    std::vector<Values> doubts;
    const auto add = [&](const std::vector<ledger::PromisedDate>& dates) {
        if (dates.empty()) return;
        const auto& on = dates.back().on;
        for (const auto& warning : on.warnings)
            doubts.push_back(
                Values{}.text("words", on.words).text("doubt", doubt_words(warning, on, tongue)));
    };
    for (const auto& promised : round.promises)
        if (!promised.struck) add(promised.dates);
    for (const auto& step : round.steps)
        if (!step.struck) add(step.dates);
    if (!std::holds_alternative<queue::ForCandidate>(eyes)) add(round.decisions);
    return doubts;
}

} // namespace

Values missing_values(const ledger::Round* round, const ledger::Case& known, const words::Tongue& tongue,
                      const queue::Eyes& eyes) {
    Values values;
    if (round == nullptr) return values;
    const auto said = ledger::seen(known, eyes);
    const bool nobody = all_struck(round->people);
    const bool unnamed = std::ranges::any_of(round->steps, [](const ledger::Step& step) {
        return !step.struck && is_second_interview(step) && step.next.with.empty();
    });
    values.flag("ask_problem", said.problem.empty())
        .flag("ask_projects", said.projects.empty())
        .flag("ask_objections", said.objections.empty())
        .flag("ask_strengths", said.strengths.empty())
        .flag("ask_met", nobody)
        .list("ask_people", incomplete(*round, known, eyes))
        .flag("ask_next", all_struck(round->steps))
        .flag("ask_with", unnamed)
        .flag("ask_decision", round->decisions.empty())
        .flag("ask_promise", all_struck(round->promises))
        .list("doubts", doubtful(*round, tongue, eyes));
    return values;
}

std::vector<const Duty*> in_order_met(std::vector<const Duty*> letters, const ledger::Case& known) {
    std::ranges::sort(letters, {}, [&known](const Duty* duty) {
        const auto* person = person_of(*duty, known);
        const auto* round = round_of(*duty, known);
        const auto place = person == nullptr ? std::ptrdiff_t{0} : person - round->people.data();
        return std::tuple{person == nullptr ? queue::Role::other : person->met.role, place, duty->id};
    });
    return letters;
}

Values step_values(const Duty& duty, const ledger::Case& known, const queue::Eyes& eyes) {
    Values values;
    const auto* step = step_of(duty, known);
    if (step == nullptr) return values;
    std::vector<std::string> notes;
    for (const auto& note : {step->next.note.read(eyes), step->note.read(eyes)})
        if (!note.empty()) notes.push_back(note);
    values.text("note", base::joined(notes, "\n")).list("with", each("name", step->next.with));
    if (is_second_interview(*step)) values.text("address", known.employer.address);
    return values;
}

} // namespace followup::mail
