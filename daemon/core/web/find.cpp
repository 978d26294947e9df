#include "core/web/find.hpp"

#include "core/base/loose.hpp"
#include "core/base/text.hpp"
#include "core/plan/words.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace followup::web {
namespace {

using base::Named;
using plan::Duty;
using plan::State;

std::string case_words(const ledger::Case& known) {
    return fmt::format("{}, {} at {}", known.candidate.name, known.position, known.employer.name);
}

Named named(const ledger::Case& known) {
    Named all{known.id,
              {known.candidate.name, known.candidate.email.text(), known.employer.name, known.position}};
    for (const auto& round : known.rounds) {
        all.names.push_back(round.interview.id);
        for (const auto& person : round.people)
            if (!person.struck) all.names.push_back(person.met.name);
        for (const auto& promise : round.promises)
            if (!promise.struck) all.names.push_back(promise.promise.call);
    }
    return all;
}

Named named(const Duty& duty, const ledger::Case& known) {
    return {duty.id, {plan::summary(duty, known), known.candidate.name, duty.whom}};
}

Unclear nothing(std::string_view words, std::string_view what, std::string mend) {
    return {{std::string{words}, fmt::format("no {} is called so", what), std::move(mend)}, {}};
}

Unclear several(std::string_view words, std::string_view what, std::vector<Unclear::Choice> choices) {
    std::ranges::sort(choices, {}, &Unclear::Choice::id);
    return {{std::string{words}, fmt::format("that can be {} {}", choices.size(), what),
             "say more of the name, or the id"},
            std::move(choices)};
}

bool owes(const Standing& standing) {
    return std::ranges::any_of(standing.second.duties,
                               [](const Duty& duty) { return duty.state == State::open; });
}

/// Somebody of a case, once for every interview that knows them.
struct Somebody {
    const ledger::Round* round = nullptr;
    std::string key;
    std::string name;
    std::string title;
    std::vector<std::string> names;
};

std::vector<Somebody> everybody(const ledger::Case& known, std::string_view interview, Deed deed) {
    std::vector<Somebody> all;
    for (const auto& round : known.rounds) {
        if (!interview.empty() && round.interview.id != interview) continue;
        for (const auto& person : round.people) {
            if (person.struck) continue;
            auto names = person.names;
            names.push_back(person.met.name);
            if (person.met.email) names.push_back(person.met.email->text());
            all.push_back({&round, person.key, person.met.name, person.met.title, std::move(names)});
        }
        for (const auto& promise : round.promises) {
            const bool met = std::ranges::any_of(all, [&](const Somebody& each) {
                return each.round == &round && promise.key.starts_with(each.key);
            });
            if (deed == Deed::call && !promise.struck && !met)
                all.push_back({&round, promise.key, promise.promise.call, {}, {promise.promise.call}});
        }
    }
    return all;
}

bool owed(const Somebody& somebody, const plan::Plan& plan, Deed deed) {
    const auto kind = deed == Deed::letter ? plan::Kind::letter : plan::Kind::call;
    return std::ranges::any_of(plan.duties, [&](const Duty& duty) {
        return duty.kind == kind && duty.state == State::open
               && duty.interview == somebody.round->interview.id
               && std::string_view{duty.id}.substr(duty.id.rfind('/') + 1).starts_with(somebody.key);
    });
}

} // namespace

std::string unclear_json(const Unclear& unclear) {
    namespace json = boost::json;
    json::array choices;
    for (const auto& choice : unclear.choices)
        choices.push_back(json::object{{"id", choice.id}, {"words", choice.words}});
    const auto& problem = unclear.problem;
    return json::serialize(json::object{
               {"problems", json::array{json::object{
                                {"where", problem.where}, {"what", problem.what}, {"mend", problem.mend}}}},
               {"choices", std::move(choices)}})
           + "\n";
}

std::expected<std::size_t, Unclear> case_meant(std::string_view words, std::span<const Standing> cases) {
    std::vector<Named> all;
    for (const auto& [known, plan] : cases)
        all.push_back(named(known));
    auto found = base::meant(words, all);
    // An interview's id is as exact as a case's.
    const auto exact = std::ranges::find_if(cases, [&](const Standing& each) {
        return std::ranges::any_of(each.first.rounds,
                                   [&](const auto& round) { return round.interview.id == words; });
    });
    if (exact != cases.end()) found = {static_cast<std::size_t>(exact - cases.begin())};
    if (found.size() > 1) {
        auto open = found;
        std::erase_if(open, [&](std::size_t n) { return !owes(cases[n]); });
        if (!open.empty()) found = std::move(open);
    }
    if (found.empty())
        return std::unexpected(
            nothing(words, "case, candidate, employer or person", base::nearest(words, all)));
    if (found.size() == 1) return found.front();
    std::vector<Unclear::Choice> choices;
    for (const auto n : found)
        choices.push_back({cases[n].first.id, case_words(cases[n].first)});
    return std::unexpected(several(words, "cases", std::move(choices)));
}

std::string interview_meant(std::string_view words, const ledger::Case& known) {
    for (const auto& round : known.rounds)
        if (round.interview.id == words) return round.interview.id;
    return known.rounds.back().interview.id;
}

std::expected<DutyMeant, Unclear> duty_meant(std::string_view words, std::span<const Standing> cases,
                                             Which which) {
    std::vector<Named> all;
    std::vector<DutyMeant> places;
    for (std::size_t n = 0; n < cases.size(); ++n) {
        const auto& [known, plan] = cases[n];
        for (std::size_t m = 0; m < plan.duties.size(); ++m) {
            const auto& duty = plan.duties[m];
            if (duty.id == words) return DutyMeant{n, m};
            const bool open = duty.state == State::open;
            if ((which == Which::open && !open) || (which == Which::closed && open)) continue;
            all.push_back(named(duty, known));
            places.push_back({n, m});
        }
    }
    const auto found = base::meant(words, all);
    const auto* what = which == Which::open     ? "open duty"
                       : which == Which::closed ? "duty that is closed"
                                                : "duty";
    if (found.empty()) return std::unexpected(nothing(words, what, base::nearest(words, all)));
    if (found.size() == 1) return places[found.front()];
    std::vector<Unclear::Choice> choices;
    for (const auto n : found) {
        const auto& [known, plan] = cases[places[n].case_index];
        const auto& duty = plan.duties[places[n].duty_index];
        choices.push_back({duty.id, plan::summary(duty, known)});
    }
    return std::unexpected(several(words, "duties", std::move(choices)));
}

std::expected<PersonMeant, Unclear> person_meant(std::string_view words, const Standing& of,
                                                 std::string_view interview, Deed deed) {
    const auto all = everybody(of.first, interview, deed);
    std::vector<Named> names;
    for (const auto& each : all)
        names.push_back({each.key, each.names});
    auto found = base::meant(words, names);
    if (found.empty()) {
        auto unclear = nothing(words, deed == Deed::letter ? "person met" : "person met or promised a call",
                               base::nearest(words, names));
        unclear.problem.where = fmt::format("{}: {}", of.first.id, words);
        std::vector<std::string> known;
        for (const auto& each : all)
            if (std::ranges::find(known, each.name) == known.end()) known.push_back(each.name);
        if (unclear.problem.mend.empty())
            unclear.problem.mend = known.empty() ? "nobody is known there; a [[debriefed]] file can name them"
                                                 : "known are " + base::joined(known, ", ");
        return std::unexpected(std::move(unclear));
    }
    // The same person in several interviews: where it is owed, else where they were met last.
    const auto same = std::ranges::all_of(found, [&](std::size_t n) {
        return base::folded(all[n].name) == base::folded(all[found.front()].name);
    });
    if (same) {
        auto chosen = found.back();
        for (const auto n : found)
            if (owed(all[n], of.second, deed)) chosen = n;
        return PersonMeant{all[chosen].round->interview.id, all[chosen].name};
    }
    std::vector<Unclear::Choice> choices;
    for (const auto n : found)
        choices.push_back(
            {all[n].name, all[n].title.empty() ? all[n].round->interview.employer.name : all[n].title});
    return std::unexpected(several(words, "people", std::move(choices)));
}

const plan::Duty* movable_meant(std::string_view words, const Standing& of) {
    for (const auto& duty : of.second.duties) {
        if (duty.state != plan::State::open) continue;
        if (duty.id == words || (duty.kind == plan::Kind::next && base::folded(words) == "next"))
            return &duty;
    }
    return nullptr;
}

} // namespace followup::web
