#include "core/ledger/folding.hpp"
#include "core/ledger/names.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::ledger {
namespace {

/// What was learned elsewhere of a person stays when a later telling leaves it out.
queue::Met merged(queue::Met now, const queue::Met& before) {
    keep_if_unsaid(now.id, before.id);
    keep_if_unsaid(now.title, before.title);
    keep_if_unsaid(now.email, before.email);
    keep_if_unsaid(now.phone, before.phone);
    keep_if_unsaid(now.address, before.address);
    keep_if_unsaid(now.salutation, before.salutation);
    keep_if_unsaid(now.language, before.language);
    keep_if_unsaid(now.talked_about, before.talked_about);
    if (now.role == queue::Role::other) now.role = before.role;
    return now;
}

/// What an employer tells of somebody is the recruiter's, but for the name and the role: a letter is owed to
/// them.
queue::Met without_particulars(const queue::Met& met) {
    queue::Met bare;
    bare.id = met.id;
    bare.name = met.name;
    bare.role = met.role;
    bare.was = met.was;
    return bare;
}

std::vector<std::string> keys_of(const Round& round) {
    std::vector<std::string> taken;
    for (const auto& each : round.people)
        taken.push_back(each.key);
    return taken;
}

/// Who they are in the other interviews of the case: what is known of them there is known here.
const Person* elsewhere(const Case& known, const Round& round, const queue::Met& met) {
    for (auto other = known.rounds.rbegin(); other != known.rounds.rend(); ++other) {
        if (&*other == &round) continue;
        if (const auto* found = person_named(other->people, met.name)) return found;
    }
    return nullptr;
}

/// A correction holds wherever the person was met.
void correct_elsewhere(Case& known, const Round& round, const Fact& fact, const Person& person) {
    for (auto& other : known.rounds) {
        if (&other == &round) continue;
        for (auto& each : other.people) {
            const bool same = !each.met.id.empty() && !person.met.id.empty()
                                  ? each.met.id == person.met.id
                                  : std::ranges::any_of(each.names, [&](const auto& name) {
                                        return std::ranges::find(person.names, name) != person.names.end();
                                    });
            if (!same) continue;
            auto now = merged(person.met, each.met);
            now.talked_about = each.met.talked_about; // of that conversation
            now.role = each.met.role;
            now.was = each.met.was;
            if (now != each.met) each.changed = fact.accepted;
            each.met = std::move(now);
            each.confided = merged(person.confided, each.confided);
            for (const auto& name : person.names)
                if (std::ranges::find(each.names, name) == each.names.end()) each.names.push_back(name);
        }
    }
}

/// Two names turned out to be one person: the later one goes, with its letter.
void unite(Round& round, const Fact& fact, Person& person, const queue::Met& met) {
    const auto was = compared(met.was);
    for (auto& other : round.people) {
        if (&other == &person || other.struck) continue;
        const bool meant =
            std::ranges::any_of(other.names, [&](const auto& n) { return compared(n) == was; });
        if (!meant) continue;
        for (const auto& name : other.names)
            if (std::ranges::find(person.names, name) == person.names.end()) person.names.push_back(name);
        person.met = merged(person.met, other.met);
        if (const auto sent = round.letters.find(other.key); sent != round.letters.end())
            round.letters.try_emplace(person.key, sent->second);
        other.struck = true;
        other.doubt.clear();
        other.changed = fact.accepted;
    }
}

void ask_who(Case& known, const Round& round, const Fact& fact, const Person& fresh, const Person& near) {
    ask(known, round, fact, Question::same_person,
        {{"name", fresh.met.name}, {"other", near.met.name}, {"key", fresh.key}});
}

/// By the rule of the first edition.
void apply_person_then(Round& round, const Fact& fact, const queue::Met& met, Source source) {
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
    round.people.push_back(Person{.key = fresh_key(met.name, keys_of(round)),
                                  .met = met,
                                  .confided = {},
                                  .names = {name},
                                  .learned = fact.accepted,
                                  .changed = fact.accepted,
                                  .source = source,
                                  .doubt = {}});
}

} // namespace

void apply_person(Case& known, Round& round, const Fact& fact, const queue::Met& met, Source source,
                  bool confided) {
    const auto open = confided ? without_particulars(met) : met;
    if (fact.event.edition == queue::Edition::first) {
        apply_person_then(round, fact, open, source);
        if (confided)
            if (auto* person = person_meant(round.people, met))
                person->confided = merged(met, person->confided);
        return;
    }
    const auto name = base::folded(met.name);
    auto* person = person_meant(round.people, met, fact.number);
    if (person == nullptr) {
        const auto* near = person_near(round.people, met.name);
        // Both in one file are two people.
        const bool doubtful = near != nullptr && near->told_by != fact.number && met.id.empty()
                              && !(met.email && near->met.email);
        const auto near_key = doubtful ? near->key : std::string{};
        const auto* before = elsewhere(known, round, met);
        Person fresh{.key = fresh_key(met.name, keys_of(round)),
                     .met = open,
                     .confided = confided ? met : queue::Met{},
                     .names = {name},
                     .learned = fact.accepted,
                     .changed = fact.accepted,
                     .source = source,
                     .doubt = near_key,
                     .told_by = fact.number};
        if (before != nullptr) {
            const auto own = fresh.met;
            fresh.met = merged(fresh.met, before->met);
            fresh.met.talked_about = own.talked_about;
            fresh.met.role = own.role;
            fresh.confided = merged(fresh.confided, before->confided);
        }
        if (doubtful) ask_who(known, round, fact, fresh, *near);
        person = &round.people.emplace_back(std::move(fresh));
    } else {
        auto now = merged(open, person->met);
        if (std::ranges::find(person->names, name) == person->names.end()) person->names.push_back(name);
        if (now != person->met || person->struck) person->changed = fact.accepted;
        if (!met.id.empty() || !met.was.empty()) person->doubt.clear();
        person->met = std::move(now);
        if (confided) person->confided = merged(met, person->confided);
        person->struck = false;
        person->source = source;
        person->told_by = fact.number;
    }
    if (!met.was.empty()) unite(round, fact, *person, met);
    correct_elsewhere(known, round, fact, *person);
}

queue::Met Person::seen_by(const queue::Eyes& eyes) const {
    if (!std::holds_alternative<queue::ForRecruiter>(eyes)) return met;
    auto all = merged(met, confided);
    all.name = met.name;
    return all;
}

} // namespace followup::ledger
