#include "core/ledger/folding.hpp"
#include "core/ledger/names.hpp"

#include "core/base/text.hpp"

#include <algorithm>

namespace followup::ledger {
namespace {

template <class T>
void keep_if_unsaid(T& now, const T& before) {
    if (now == T{}) now = before;
}

/// What was learned elsewhere of a person stays when a later telling leaves it out.
queue::Met merged(queue::Met now, const queue::Met& before) {
    keep_if_unsaid(now.id, before.id);
    keep_if_unsaid(now.title, before.title);
    keep_if_unsaid(now.email, before.email);
    keep_if_unsaid(now.phone, before.phone);
    keep_if_unsaid(now.address, before.address);
    if (now.role == queue::Role::other) now.role = before.role;
    return now;
}

void apply_person(Round& round, const Fact& fact, const queue::Met& met, Source source) {
    const auto name = base::folded(met.name);
    if (auto* person = person_meant(round.people, met)) {
        auto now =
            source == Source::other || person->source == Source::other ? merged(met, person->met) : met;
        if (std::ranges::find(person->names, name) == person->names.end()) person->names.push_back(name);
        if (now != person->met || person->struck) person->changed = fact.accepted;
        person->met = std::move(now);
        person->struck = false;
        if (source == Source::other) person->source = source;
        return;
    }
    std::vector<std::string> taken;
    for (const auto& each : round.people)
        taken.push_back(each.key);
    round.people.push_back(Person{.key = fresh_key(met.name, taken),
                                  .met = met,
                                  .names = {name},
                                  .learned = fact.accepted,
                                  .changed = fact.accepted,
                                  .source = source});
}

/// The key of the person a promise is made to, or of the name alone.
std::string stem(Round& round, std::string_view name) {
    const auto* person = person_named(round.people, name);
    return person != nullptr ? person->key : base::slug(name);
}

/// The n-th promise (from 0) to the same person.
Promised* nth_promise(Round& round, const std::string& stem_key, int n) {
    const auto key = n == 0 ? stem_key : stem_key + "-" + std::to_string(n + 1);
    const auto at = std::ranges::find(round.promises, key, &Promised::key);
    return at == round.promises.end() ? nullptr : &*at;
}

void apply_promise(Round& round, const Fact& fact, const queue::Promise& promise, int n, Source source) {
    const auto key = stem(round, promise.call);
    if (auto* known = nth_promise(round, key, n)) {
        // A date that moved since stays moved when the file says again what it said before.
        if (known->promise.on.value != promise.on.value) add_date(known->dates, promise.on, fact, "amended");
        if (known->promise != promise || known->struck) known->changed = fact.accepted;
        known->promise = promise;
        known->struck = false;
        if (source == Source::other) known->source = source;
        return;
    }
    Promised fresh{.key = n == 0 ? key : key + "-" + std::to_string(n + 1),
                   .promise = promise,
                   .dates = {},
                   .learned = fact.accepted,
                   .changed = fact.accepted,
                   .source = source};
    fresh.dates.push_back({promise.on, promise.on.said, fact.accepted, {}});
    round.promises.push_back(std::move(fresh));
}

void apply_promises(Round& round, const Fact& fact, const std::vector<queue::Promise>& promises,
                    Source source) {
    std::map<std::string, int> seen;
    for (const auto& promise : promises)
        apply_promise(round, fact, promise, seen[stem(round, promise.call)]++, source);
}

void apply_step(Round& round, const Fact& fact, int number, const queue::Next& next, Source source) {
    auto at = std::ranges::find(round.steps, number, &Step::number);
    if (at == round.steps.end()) {
        at = round.steps.insert(round.steps.end(), Step{.number = number,
                                                        .next = next,
                                                        .dates = {},
                                                        .learned = fact.accepted,
                                                        .named = {},
                                                        .changed = fact.accepted,
                                                        .source = source});
    } else {
        if (at->next != next || at->struck) at->changed = fact.accepted;
        const bool same_date = at->next.when && next.when && at->next.when->value == next.when->value;
        if (next.when && !same_date) add_date(at->dates, *next.when, fact, "amended");
        at->next = next;
        at->struck = false;
        if (source == Source::other) at->source = source;
    }
    if (at->dates.empty() && next.when) at->dates.push_back({*next.when, next.when->said, fact.accepted, {}});
    if (!next.with.empty() && !at->named) at->named = fact.accepted;
}

/// The number of the step that is meant: the first of its kind that is not among those `taken`, else a new
/// one.
int step_meant(const Round& round, const queue::Next& next, const std::vector<int>& taken) {
    for (const auto& step : round.steps)
        if (step.next.what == next.what && std::ranges::find(taken, step.number) == taken.end())
            return step.number;
    return static_cast<int>(round.steps.size()) + 1;
}

/// What interview files said before and this one, with the steps of these numbers, does not say any more.
void strike(Round& round, const Fact& fact, const queue::Interview& said, const std::vector<int>& steps) {
    for (auto& person : round.people) {
        const bool named = std::ranges::any_of(
            said.met, [&](const queue::Met& met) { return person_meant(round.people, met) == &person; });
        if (named || person.struck || person.source == Source::other) continue;
        person.struck = true;
        person.changed = fact.accepted;
    }
    std::vector<std::string> promised;
    std::map<std::string, int> seen;
    for (const auto& promise : said.promises) {
        const auto key = stem(round, promise.call);
        const int n = seen[key]++;
        promised.push_back(n == 0 ? key : key + "-" + std::to_string(n + 1));
    }
    for (auto& promise : round.promises) {
        if (promise.struck || promise.source == Source::other) continue;
        if (std::ranges::find(promised, promise.key) != promised.end()) continue;
        promise.struck = true;
        promise.changed = fact.accepted;
    }
    for (auto& step : round.steps) {
        if (step.struck || step.source == Source::other) continue;
        if (std::ranges::find(steps, step.number) != steps.end()) continue;
        step.struck = true;
        step.changed = fact.accepted;
    }
}

/// An interview file that names a thing replaces what was learned of it; one that does not leaves it
/// standing.
template <class T>
void overlay(T& said, T& learned) {
    if (said.empty())
        said = learned;
    else
        learned = {};
}

template <class T>
void learn(T& said, T& learned, const T& now) {
    if (now.empty()) return;
    said = now;
    learned = now;
}

} // namespace

void add_date(std::vector<PromisedDate>& dates, const queue::Spoken& on, const Fact& fact,
              std::string reason) {
    if (!dates.empty() && dates.back().on.value == on.value) return;
    // An interview's file is dated at its end; what an amendment moves is moved when it arrives.
    const bool amended = std::holds_alternative<queue::Interview>(fact.event.body);
    dates.push_back({on, amended ? fact.accepted : fact.event.at, fact.accepted, std::move(reason)});
}

void apply_interview(Round& round, const Fact& fact, const queue::Interview& said, bool opened) {
    const auto before = round.interview;
    round.interview = said;
    overlay(round.interview.problem, round.learned.problem);
    overlay(round.interview.strengths, round.learned.strengths);
    overlay(round.interview.projects, round.learned.projects);
    overlay(round.interview.objections, round.learned.objections);
    round.zone = fact.event.zone;
    round.amended = fact.accepted;
    if (opened) round.accepted = fact.accepted;
    if (round.ends.empty() || round.ends.back().ended != said.ended)
        round.ends.push_back({said.ended, fact.accepted});
    for (const auto& met : said.met) {
        // What a debriefing learned of a person is merged in; what an earlier interview file said is
        // replaced.
        apply_person(round, fact, met, Source::interview);
    }
    apply_promises(round, fact, said.promises, Source::interview);
    std::vector<int> steps;
    for (const auto& next : said.next) {
        steps.push_back(step_meant(round, next, steps));
        apply_step(round, fact, steps.back(), next, Source::interview);
    }
    if (!opened) strike(round, fact, said, steps);
    if (!said.decision) return;
    const bool again = before.decision && before.decision->value == said.decision->value;
    if (round.decisions.empty())
        round.decisions.push_back({*said.decision, said.decision->said, fact.accepted, {}});
    else if (!again)
        add_date(round.decisions, *said.decision, fact, "amended");
}

void apply_debriefing(Round& round, const Fact& fact, const queue::Debriefed& said) {
    auto& slot =
        said.with == queue::Debriefed::With::candidate ? round.candidate_debriefing : round.client_debriefing;
    if (!slot) slot = Debriefing{fact.event.at, fact.accepted, said.notes};
    learn(round.interview.problem, round.learned.problem, said.problem);
    learn(round.interview.strengths, round.learned.strengths, said.strengths);
    learn(round.interview.projects, round.learned.projects, said.projects);
    learn(round.interview.objections, round.learned.objections, said.objections);
    for (const auto& met : said.met)
        apply_person(round, fact, met, Source::other);
    apply_promises(round, fact, said.promises, Source::other);
    for (const auto& next : said.next)
        apply_step(round, fact, step_meant(round, next, {}), next, Source::other);
    if (said.decision) {
        if (round.decisions.empty())
            round.decisions.push_back({*said.decision, said.decision->said, fact.accepted, {}});
        else
            add_date(round.decisions, *said.decision, fact, "debriefing");
    }
}

} // namespace followup::ledger
