#include "simulate/court.hpp"

#include "simulate/laws.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace followup::simulated {
namespace {

/// The candidate of "c12-1"; 0 when it is no name of this world.
std::size_t candidate_numbered(std::string_view case_id) {
    std::size_t number = 0;
    if (case_id.starts_with('c'))
        std::from_chars(case_id.data() + 1, case_id.data() + case_id.size(), number);
    return number;
}

bool is_interview(const ledger::Fact& fact) {
    return std::holds_alternative<queue::Interview>(fact.event.body);
}

} // namespace

void Court::hear_fact(ledger::History& history, const ledger::Fact& fact, Instant now) {
    const bool first = history.facts.empty();
    const auto before = first ? ledger::Case{} : ledger::fold(history);
    const auto expected = first ? plan::Plan{} : plan::derive(before, x_rules, now);
    history.facts.insert(std::ranges::upper_bound(history.facts, fact.number, {}, &ledger::Fact::number),
                         fact);
    const auto known = ledger::fold(history);
    const auto plan = plan::derive(known, x_rules, now);
    Turn turn;
    turn.now = now;
    turn.rules = &x_rules;
    turn.fact = &fact;
    turn.before = first ? nullptr : &before;
    turn.expected = first ? nullptr : &expected;
    turn.known = &known;
    turn.plan = &plan;
    Findings findings;
    const auto candidate = candidate_numbered(history.id);
    if (candidate > 0 && candidate <= x_words.size()) check_adding_up(turn, x_words[candidate - 1], findings);
    check_dated(turn, findings);
    check_ended(turn, findings);
    check_told(turn, findings);
    check_doubt(turn, findings);
    for (const auto& broken : findings.all())
        x_watch.broken(broken);
    const auto* ended = known.ended();
    x_watch.ended(history.id, ended == nullptr ? std::nullopt : std::optional{ended->origin.learned});
}

base::Result<void> Court::hear(store::Store& store, const std::string& case_id, Instant now) {
    const auto row = store.case_by_id(case_id);
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    const auto whole = store.history((*row)->number);
    if (!whole) return std::unexpected(whole.error());
    auto& heard = x_heard[case_id];
    ledger::History history{.id = (*whole)->id, .facts = {}, .candidate = (*whole)->candidate};
    std::vector<const ledger::Fact*> fresh;
    for (const auto& fact : (*whole)->facts)
        if (heard.insert(fact.number).second)
            fresh.push_back(&fact);
        else
            history.facts.push_back(fact);
    // What waited for its interview comes after it.
    std::ranges::stable_partition(fresh, [](const ledger::Fact* fact) { return is_interview(*fact); });
    for (const auto* fact : fresh)
        hear_fact(history, *fact, now);
    return {};
}

base::Result<void> Court::judge(store::Store& store, Instant now) {
    const auto cases = store.all_cases();
    if (!cases) return std::unexpected(cases.error());
    for (const auto number : *cases) {
        const auto history = store.history(number);
        const auto duties = store.duties(number);
        if (!history || !duties) return base::problem("ledger", "a case cannot be read");
        const bool owed = std::ranges::any_of(
            *duties, [](const plan::KeptDuty& duty) { return duty.state == plan::State::open; });
        const bool ended = ledger::fold(**history).ended() != nullptr;
        if (owed == ended)
            x_watch.broken(fmt::format("{} case {} {}", base::rfc3339(now), (*history)->id,
                                       ended ? "has ended, and something in it is owed"
                                             : "is open, and nothing in it is owed"));
    }
    return {};
}

} // namespace followup::simulated
