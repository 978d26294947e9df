#include "simulate/kept.hpp"

#include <algorithm>

namespace followup::simulated {

plan::Plan Kept::continued(plan::Plan plan) const {
    if (auto next = plan::continued(plan, x_duties)) return std::move(*next);
    return plan;
}

std::vector<plan::Nudge> Kept::keep(const plan::Plan& plan, Instant now) {
    const auto made = plan::difference(x_duties, x_nudges, plan, now);
    for (const auto& duty : made.duties) {
        std::erase_if(x_duties, [&](const auto& kept) { return kept.id == duty.id; });
        x_duties.push_back(duty);
    }
    for (const auto& id : made.gone)
        std::erase_if(x_duties, [&](const auto& kept) { return kept.id == id; });
    for (const auto row : made.moot)
        std::erase_if(x_nudges, [&](const auto& kept) { return kept.row == row; });
    for (const auto& [row, at] : made.moved)
        for (auto& kept : x_nudges)
            if (kept.row == row) kept.at = at;
    for (const auto n : made.nudges) {
        const auto& nudge = plan.nudges[n];
        x_nudges.push_back(
            {++x_rows, nudge.duty, nudge.rule, nudge.occurrence, nudge.revision, nudge.to.id, nudge.at});
    }
    std::vector<plan::Nudge> due;
    for (auto& kept : x_nudges) {
        if (!kept.planned || kept.at > now) continue;
        kept.planned = false;
        for (const auto& nudge : plan.nudges)
            if (plan::identity(nudge) == kept.identity()) due.push_back(nudge);
    }
    return due;
}

Instant Kept::next() const {
    auto at = Instant::max();
    for (const auto& nudge : x_nudges)
        if (nudge.planned) at = std::min(at, nudge.at);
    return at;
}

bool Kept::waits(const std::string& duty, Instant now) const {
    return std::ranges::any_of(x_nudges, [&](const plan::KeptNudge& nudge) {
        return nudge.duty == duty && (nudge.planned || nudge.at > now);
    });
}

} // namespace followup::simulated
