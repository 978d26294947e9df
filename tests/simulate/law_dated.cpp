#include "simulate/laws.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::simulated {
namespace {

constexpr std::string_view law_of_dated = "3, a date";

/// What is owed changes by a fact or at a turning point that was foreseen, never in between.
void check_foreseen(const Turn& turn, Findings& findings) {
    if (turn.fact != nullptr || turn.expected == nullptr) return;
    const auto& last = *turn.expected;
    if (last.look_again && *last.look_again <= turn.now) return;
    for (const auto& duty : turn.plan->duties) {
        const auto at = std::ranges::find(last.duties, duty.id, &plan::Duty::id);
        if (at == last.duties.end() || at->state != duty.state || at->due != duty.due)
            findings.broken(turn, law_of_dated, duty.id + " changed though nobody was to look");
    }
}

} // namespace

void check_dated(const Turn& turn, Findings& findings) {
    const auto open = [](const plan::Duty& duty) { return duty.state == plan::State::open; };
    const auto& duties = turn.plan->duties;
    check_foreseen(turn, findings);
    if (turn.known->ended() != nullptr) return;
    if (std::ranges::none_of(duties, open))
        findings.broken(turn, law_of_dated, "the case is open and nothing in it is owed on a date");
    for (const auto& duty : duties)
        if (open(duty) && duty.due > turn.now
            && (!turn.plan->look_again || *turn.plan->look_again > duty.due))
            findings.broken(turn, law_of_dated, fmt::format("nobody looks when {} falls due", duty.id));
}

} // namespace followup::simulated
