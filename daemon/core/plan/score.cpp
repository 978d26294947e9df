#include "core/plan/score.hpp"

#include <algorithm>
#include <tuple>

namespace followup::plan {
namespace {

/// Whether one of its dates had passed before it was moved to the next.
bool slipped(const Duty& duty) {
    for (std::size_t n = 1; n < duty.dates.size(); ++n)
        if (duty.dates[n].since > duty.dates[n - 1].due) return true;
    return false;
}

} // namespace

std::optional<int> Score::percent() const {
    if (total() == 0) return std::nullopt;
    return (kept + moved) * 100 / total();
}

void add(Score& score, const Duty& duty, Instant now) {
    if (duty.kind == Kind::step || duty.kind == Kind::next || duty.state == State::dropped) return;
    if (duty.state == State::expired || duty.overdue(now))
        ++score.broken;
    else if (duty.state != State::done)
        return;
    else if (slipped(duty) || duty.closed.value_or(duty.due) > duty.due)
        ++score.late;
    else if (duty.closed.value_or(duty.due) > duty.dates.front().due)
        ++score.moved;
    else
        ++score.kept;
}

std::vector<Scored> scores(std::span<const Plan> plans, Instant from, Instant until, Instant now) {
    std::vector<Scored> all;
    for (const auto& plan : plans)
        for (const auto& duty : plan.duties) {
            if (duty.due < from || duty.due >= until) continue;
            auto at = std::ranges::find_if(all, [&](const Scored& each) {
                return each.owner.id == duty.owner.id && each.owner.role == duty.owner.role;
            });
            if (at == all.end()) at = all.insert(all.end(), Scored{duty.owner, {}});
            add(at->score, duty, now);
        }
    std::erase_if(all, [](const Scored& each) { return each.score.total() == 0; });
    std::ranges::sort(all, {}, [](const Scored& each) {
        return std::tie(each.owner.role, each.owner.name, each.owner.id);
    });
    return all;
}

} // namespace followup::plan
