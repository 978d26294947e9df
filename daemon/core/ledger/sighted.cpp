#include "core/ledger/sighted.hpp"

#include "core/base/text.hpp"
#include "core/ledger/names.hpp"

#include <algorithm>
#include <functional>

namespace followup::ledger {
namespace {

using queue::Met;

bool share(const std::set<std::string>& left, const std::set<std::string>& right) {
    return std::ranges::any_of(left, [&](const auto& each) { return right.contains(each); });
}

std::set<std::string> compared_names(const Sighted& person) {
    std::set<std::string> all;
    for (const auto& name : person.who.names)
        all.insert(compared(name));
    return all;
}

void add(Sighted& person, const Met& met) {
    auto& who = person.who;
    for (const auto& name : {met.name, met.was})
        if (!name.empty()) who.names.insert(name);
    if (!met.id.empty()) who.ids.insert(met.id);
    if (met.email) who.addresses.insert(met.email->key());
    if (auto number = queue::digits_of(met.phone); !number.empty()) who.numbers.insert(std::move(number));
    if (!met.title.empty()) who.titles.insert(met.title);
    if (!met.name.empty()) person.name = met.name;
    if (!met.title.empty()) person.title = met.title;
}

/// One person in one round: two of one round are two.
struct Seen {
    Sighted person;
    std::set<const Round*> rounds;
};

Seen* of_another_round(std::vector<Seen>& all, const Sighted& person, const Round& round) {
    for (auto& each : all) {
        if (each.rounds.contains(&round)) continue;
        const bool ids = !each.person.who.ids.empty() && !person.who.ids.empty();
        const bool same = ids ? share(each.person.who.ids, person.who.ids)
                              : share(each.person.who.addresses, person.who.addresses)
                                    || share(compared_names(each.person), compared_names(person));
        if (same) return &each;
    }
    return nullptr;
}

void see_people(std::vector<Seen>& all, const Round& round) {
    for (const auto& each : round.people) {
        Sighted person;
        add(person, each.confided);
        add(person, each.met);
        person.who.names.insert(each.names.begin(), each.names.end());
        person.interview = round.interview.id;
        auto* same = of_another_round(all, person, round);
        if (same == nullptr) {
            all.push_back({std::move(person), {&round}});
            continue;
        }
        unite(same->person, person);
        same->rounds.insert(&round);
    }
}

/// A name that stands somewhere without a person met: theirs, or of somebody who is told of there alone.
void see_name(std::vector<Seen>& all, const Round& round, std::string_view written,
              const std::string& phone) {
    const auto name = base::trimmed(written.substr(0, written.find(',')));
    if (name.empty()) return;
    auto at = std::ranges::find_if(all, [&](const Seen& each) { return each.person.who.called(name); });
    if (at == all.end()) {
        at = all.insert(all.end(), Seen{});
        add(at->person,
            Met{.id = {}, .name = std::string{name}, .title = {}, .email = {}, .phone = {}, .address = {}});
        at->person.interview = round.interview.id;
    }
    if (auto number = queue::digits_of(phone); !number.empty())
        at->person.who.numbers.insert(std::move(number));
}

/// What files said of them besides what counts now: an address that was another one then.
void add_told(std::vector<Seen>& all, const std::vector<Met>& told) {
    for (const auto& met : told) {
        auto at = std::ranges::find_if(all, [&](const Seen& each) { return each.person.who.is(met); });
        if (at == all.end()) {
            const auto named = [&](const Seen& each) { return each.person.who.called(met.name); };
            if (std::ranges::count_if(all, named) == 1) at = std::ranges::find_if(all, named);
        }
        if (at == all.end()) continue;
        const auto name = at->person.name;
        const auto title = at->person.title;
        add(at->person, met);
        at->person.name = name;
        if (!title.empty()) at->person.title = title;
    }
}

void add_words(std::set<std::string>& words, std::string_view text) {
    for (auto& word : queue::words_of(text))
        words.insert(std::move(word));
}

} // namespace

std::vector<Sighted> sighted(const History& history, const Case& known) {
    std::vector<Seen> all;
    for (const auto& round : known.rounds)
        see_people(all, round);
    for (const auto& round : known.rounds) {
        for (const auto& promised : round.promises)
            see_name(all, round, promised.promise.call,
                     promised.promise.phone + " " + promised.phone.read(queue::ForRecruiter{}));
        for (const auto& step : round.steps)
            for (const auto& name : step.next.with)
                see_name(all, round, name, {});
    }
    for (const auto& fact : history.facts) {
        if (const auto* said = std::get_if<queue::Interview>(&fact.event.body)) add_told(all, said->met);
        if (const auto* said = std::get_if<queue::Debriefed>(&fact.event.body)) add_told(all, said->met);
    }
    std::vector<Sighted> people;
    for (auto& each : all) {
        each.person.employer = known.employer.name;
        people.push_back(std::move(each.person));
    }
    return people;
}

void spare(std::vector<Sighted>& people, const Case& known) {
    for (auto& each : people) {
        auto& spared = each.who.spared;
        for (const auto* text : {&known.candidate.name, &known.employer.name, &known.position})
            add_words(spared, *text);
        for (const auto& other : people)
            if (&other != &each)
                for (const auto& name : other.who.names)
                    add_words(spared, name);
    }
}

bool same_person(const Sighted& left, const Sighted& right) {
    if (share(left.who.addresses, right.who.addresses)) return true;
    const bool ids = !left.who.ids.empty() && !right.who.ids.empty();
    const bool addresses = !left.who.addresses.empty() && !right.who.addresses.empty();
    return base::folded(left.employer) == base::folded(right.employer)
           && share(compared_names(left), compared_names(right)) && !addresses
           && !(ids && !share(left.who.ids, right.who.ids));
}

void unite(Sighted& one, const Sighted& other) {
    const auto join = [](std::set<std::string>& all, const std::set<std::string>& more) {
        all.insert(more.begin(), more.end());
    };
    join(one.who.names, other.who.names);
    join(one.who.addresses, other.who.addresses);
    join(one.who.ids, other.who.ids);
    join(one.who.numbers, other.who.numbers);
    join(one.who.titles, other.who.titles);
    join(one.who.spared, other.who.spared);
    if (!other.name.empty()) one.name = other.name;
    if (!other.title.empty()) one.title = other.title;
    if (!other.interview.empty()) one.interview = other.interview;
}

std::string trace_of_name(std::string_view name, std::string_view employer) {
    return "met\n" + base::folded(employer) + "\n" + compared(name);
}

std::string trace_of_address(std::string_view address) {
    return "met\n" + base::ascii_lower(address);
}

std::set<std::string> traces(const Sighted& person) {
    std::set<std::string> all;
    for (const auto& name : person.who.names)
        all.insert(trace_of_name(name));
    for (const auto& address : person.who.addresses)
        all.insert(trace_of_address(address));
    return all;
}

std::set<std::string> traces(const Case& known) {
    std::set<std::string> all;
    for (const auto& round : known.rounds) {
        for (const auto& person : round.people) {
            for (const auto& name : person.names)
                all.insert(trace_of_name(name));
            for (const auto* met : {&person.met, &person.confided})
                if (met->email) all.insert(trace_of_address(met->email->key()));
        }
        for (const auto& promised : round.promises)
            all.insert(trace_of_name(promised.promise.call));
        for (const auto& step : round.steps)
            for (const auto& name : step.next.with)
                all.insert(trace_of_name(base::trimmed(name.substr(0, name.find(',')))));
    }
    return all;
}

std::set<std::string> marks(const Sighted& person, const Case& known) {
    std::set<std::string> all;
    for (const auto& address : person.who.addresses)
        all.insert(trace_of_address(address));
    std::set<std::string> employers{known.employer.name};
    for (const auto& round : known.rounds)
        employers.insert(round.interview.employer.name);
    for (const auto& name : person.who.names)
        for (const auto& employer : employers)
            all.insert(trace_of_name(name, employer));
    return all;
}

} // namespace followup::ledger
