#include "core/plan/post.hpp"

#include <algorithm>

namespace followup::plan {

std::vector<Posting> post(const std::string& case_id, std::span<const Nudge> due, const StandIns& stand_ins,
                          const ledger::Agency& agency, Instant now) {
    std::vector<Posting> postings;
    for (const auto& nudge : due) {
        auto to = nudge.to;
        if (to.role == Role::recruiter)
            if (const auto reader = stand_ins.reader(to.id, agency, now); reader != to.id)
                to = as_person(*agency.recruiter(reader), agency);
        auto at = std::ranges::find_if(postings, [&](const Posting& posting) {
            return posting.to.id == to.id && posting.to.role == to.role;
        });
        if (at == postings.end()) at = postings.insert(postings.end(), Posting{to, case_id, nudge.at, {}});
        at->due = std::min(at->due, nudge.at);
        at->nudges.push_back(nudge);
    }
    return postings;
}

Posting last_calls(Posting posting, const Plan& plan, Instant now) {
    const auto is_early = [&](const Nudge& nudge) {
        if (nudge.rule == "set" || nudge.rule == "moved") return false;
        const auto duty = std::ranges::find(plan.duties, nudge.duty, &Duty::id);
        if (duty == plan.duties.end()) return false; // news
        // A step on a date has no hour: its day counts.
        const bool day_only = duty->kind == Kind::step && duty->shape == Shape::on_date;
        const auto at = day_only ? duty->due - base::days{1} : duty->begins.value_or(duty->due);
        if (at <= now + base::days{1}) return nudge.rule == "morning"; // overdue, and told when it was due
        // The last word before it is due, over a weekend, is a last call.
        return std::ranges::any_of(plan.nudges, [&](const Nudge& later) {
            return later.duty == nudge.duty && later.to.id == nudge.to.id && later.at > now
                   && later.at <= duty->due && later.stage == Stage::before_due;
        });
    };
    std::erase_if(posting.nudges, is_early);
    return posting;
}

} // namespace followup::plan
