#include "core/base/text.hpp"
#include "shell/run/met_people.hpp"
#include "shell/run/tidings.hpp"

#include <algorithm>

namespace followup::run {
namespace {

bool share(const std::set<std::string>& left, const std::set<std::string>& right) {
    return std::ranges::any_of(left, [&](const auto& each) { return right.contains(each); });
}

/// Whether they may be one: nobody else is looked at to tell.
bool may_be_one(const ledger::Sighted& left, const ledger::Sighted& right) {
    return share(left.who.addresses, right.who.addresses)
           || (base::folded(left.employer) == base::folded(right.employer)
               && std::ranges::any_of(left.who.names,
                                      [&](const auto& name) { return right.who.called(name); }));
}

void add(Meeting& meeting, std::int64_t number, const ledger::Sighted& person) {
    ledger::unite(meeting.person, person);
    const auto [at, fresh] = meeting.cases.try_emplace(number, person);
    if (!fresh) ledger::unite(at->second, person);
}

/// Those who have an address are told apart by it; who has none is whom the name means alone.
std::vector<Meeting> told_apart(const std::vector<std::pair<std::int64_t, ledger::Sighted>>& sightings) {
    std::vector<Meeting> all;
    for (const bool addressed : {true, false})
        for (const auto& [number, person] : sightings) {
            if (person.who.addresses.empty() == addressed) continue;
            std::vector<Meeting*> same;
            for (auto& each : all)
                if (addressed
                        ? share(each.person.who.addresses, person.who.addresses)
                        : ledger::same_person(each.person, person)
                              || (each.person.who.addresses.size() > 0 && may_be_one(each.person, person)))
                    same.push_back(&each);
            // One address more joins two that were apart.
            for (std::size_t n = 1; addressed && n < same.size(); ++n) {
                for (const auto& [other, seen] : same[n]->cases)
                    add(*same.front(), other, seen);
                same[n]->cases.clear();
            }
            const bool one = addressed ? !same.empty() : same.size() == 1;
            if (!one) same = {&all.emplace_back(Meeting{person, {}})};
            add(*same.front(), number, person);
            std::erase_if(all, [](const Meeting& each) { return each.cases.empty(); });
        }
    return all;
}

} // namespace

base::Result<std::optional<MetPeople::Story>> MetPeople::story(std::int64_t case_number) {
    const auto known = x_keeper.story(case_number);
    if (!known && x_keeper.x_store.is_set_aside(case_number)) return std::optional<Story>{};
    if (!known) return std::unexpected(known.error());
    const auto history = x_keeper.x_store.history(case_number);
    if (!history) return std::unexpected(history.error());
    return std::optional{Story{*history, *known}};
}

base::Result<void> MetPeople::learn(const std::vector<Taken>& all, const std::vector<Planned>& planned,
                                    Instant now) {
    for (const auto& of : planned)
        if (auto traced = x_traces.trace(of.row.number, ledger::traces(*of.known)); !traced) return traced;
    return Tidings{x_keeper}.forgotten(all, planned, now);
}

base::Result<std::vector<ledger::Sighted>> MetPeople::people_of(std::int64_t case_number) {
    const auto of = story(case_number);
    if (!of) return std::unexpected(of.error());
    if (!*of) return std::vector<ledger::Sighted>{};
    auto people = ledger::sighted(*(*of)->history, *(*of)->known);
    ledger::spare(people, *(*of)->known);
    return people;
}

base::Result<void> MetPeople::learn_all(std::int64_t case_number) {
    const auto people = people_of(case_number);
    if (!people) return std::unexpected(people.error());
    for (const auto& person : *people)
        if (auto traced = x_traces.trace(case_number, ledger::traces(person)); !traced) return traced;
    return {};
}

base::Result<MetPeople::Sightings> MetPeople::sightings(const std::string& named) {
    std::map<std::int64_t, std::vector<ledger::Sighted>> others; // not told to be among them
    std::set<std::string> open{named.contains('@') ? ledger::trace_of_address(named)
                                                   : ledger::trace_of_name(named)};
    std::set<std::string> looked;
    Sightings all;
    const auto wanted = [&](const ledger::Sighted& person) {
        return person.who.called(named)
               || std::ranges::any_of(all, [&](const auto& each) { return may_be_one(each.second, person); });
    };
    while (!open.empty()) {
        const auto trace = open.extract(open.begin()).value();
        if (!looked.insert(trace).second) continue;
        const auto cases = x_traces.traced(trace);
        if (!cases) return std::unexpected(cases.error());
        for (const auto number : *cases) {
            if (others.contains(number)) continue;
            auto people = people_of(number);
            if (!people) return std::unexpected(people.error());
            others.emplace(number, std::move(*people));
        }
        for (bool more = true; more;) {
            more = false;
            for (auto& [number, people] : others)
                for (auto person = people.begin(); person != people.end();) {
                    if (!wanted(*person)) {
                        ++person;
                        continue;
                    }
                    open.merge(ledger::traces(*person));
                    all.emplace_back(number, std::move(*person));
                    person = people.erase(person);
                    more = true;
                }
        }
    }
    return all;
}

base::Result<std::vector<Meeting>> MetPeople::found(const queue::Forget& said) {
    const auto all = sightings(said.met);
    if (!all) return std::unexpected(all.error());
    auto people = told_apart(*all);
    std::int64_t only = 0;
    if (!said.interview.empty()) {
        const auto row = x_keeper.x_store.case_of_interview(said.interview);
        if (!row) return std::unexpected(row.error());
        only = *row ? (*row)->number : -1;
    }
    std::erase_if(people, [&](const Meeting& each) {
        const auto there = [&](const auto& of) {
            return base::folded(of.second.employer) == base::folded(said.employer);
        };
        return !each.person.who.called(said.met) || (only != 0 && !each.cases.contains(only))
               || (!said.employer.empty() && std::ranges::none_of(each.cases, there));
    });
    return people;
}

} // namespace followup::run
