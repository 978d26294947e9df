#include "core/plan/difference.hpp"

#include "core/base/digest.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <string_view>
#include <unordered_map>

namespace followup::plan {
namespace {

std::string joined_identity(const std::string& duty, const std::string& rule, int occurrence, int revision,
                            const std::string& person) {
    return fmt::format("{}\n{}\n{}\n{}\n{}", duty, rule, occurrence, revision, person);
}

/// The changes of one duty, in the order in which they happened.
void add_changes(std::vector<Change>& changes, const KeptDuty* before, const Duty& duty, std::size_t index) {
    using enum Change::What;
    const auto add = [&](Change::What what, Instant from = {}) { changes.push_back({what, index, from}); };
    // What is closed has no date to keep any more: an amended end moves no letter that was sent, and one that
    // has expired does not fall due again.
    const bool owed = before == nullptr || before->state == State::open || duty.state == State::open;
    if (before == nullptr) {
        add(opened);
        if (duty.dates.size() > 1) add(moved, duty.dates.front().due);
    } else {
        if (before->state != State::open && duty.state == State::open) add(reopened);
        if (owed && duty.due != before->due) add(moved, before->due);
    }
    const bool fell_before = before != nullptr && before->fell_due && duty.due == before->due;
    if (owed && duty.fell_due && !fell_before) add(fell_due);
    const auto was = before == nullptr ? State::open : before->state;
    if (duty.state == was) return;
    if (duty.state == State::done) add(done);
    if (duty.state == State::dropped) add(dropped);
    if (duty.state == State::expired) add(expired);
}

void compare_duties(Difference& result, std::span<const KeptDuty> kept, const Plan& plan) {
    std::unordered_map<std::string_view, const KeptDuty*> before;
    for (const auto& each : kept)
        before.emplace(each.id, &each);
    for (std::size_t n = 0; n < plan.duties.size(); ++n) {
        const auto& duty = plan.duties[n];
        const auto at = before.find(duty.id);
        const auto* known = at == before.end() ? nullptr : at->second;
        add_changes(result.changes, known, duty, n);
        if (known != nullptr) before.erase(at);
        auto now = kept_duty(duty);
        if (known == nullptr || *known != now) result.duties.push_back(std::move(now));
    }
    for (const auto& each : kept)
        if (before.contains(each.id)) result.gone.push_back(each.id);
}

std::string cause_hash(const Duty& duty) {
    constexpr queue::ForRecruiter recruiter; // all that anybody is shown
    std::string shown =
        fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", word(duty.state), duty.whom, duty.owner.id,
                    duty.reason.read(recruiter), duty.because, static_cast<int>(duty.shape),
                    duty.begins ? duty.begins->time_since_epoch().count() : 0, duty.fell_due);
    for (const auto& date : duty.dates)
        shown += fmt::format("\n{} {}", date.due.time_since_epoch().count(), date.reason.read(recruiter));
    return base::fingerprint(shown);
}

/// Whether a nudge tells news, rather than reminds of a duty.
bool is_news(std::string_view id) {
    return id.contains("/news/");
}

/// News that somebody was told, by whichever rule: it is told once.
std::set<std::pair<std::string_view, std::string_view>> told_news(std::span<const KeptNudge> nudges) {
    std::set<std::pair<std::string_view, std::string_view>> told;
    for (const auto& each : nudges)
        if (!each.planned && is_news(each.duty)) told.emplace(each.duty, each.person);
    return told;
}

} // namespace

KeptDuty kept_duty(const Duty& duty) {
    return {duty.id, duty.state, duty.due, duty.revision, duty.fell_due, cause_hash(duty)};
}

std::string KeptNudge::identity() const {
    return joined_identity(duty, rule, occurrence, revision, person);
}

std::string identity(const Nudge& nudge) {
    return joined_identity(nudge.duty, nudge.rule, nudge.occurrence, nudge.revision, nudge.to.id);
}

std::optional<Plan> continued(const Plan& plan, std::span<const KeptDuty> kept) {
    std::unordered_map<std::string_view, const KeptDuty*> before;
    for (const auto& each : kept)
        before.emplace(each.id, &each);
    std::unordered_map<std::string_view, int> revisions;
    for (const auto& duty : plan.duties) {
        const auto at = before.find(duty.id);
        if (at == before.end()) continue;
        const auto& [id, state, due, revision, fell_due, hash] = *at->second;
        const int wanted = due == duty.due ? revision : std::max(duty.revision, revision + 1);
        if (wanted != duty.revision) revisions.emplace(id, wanted);
    }
    if (revisions.empty()) return std::nullopt;
    auto result = plan;
    const auto set = [&](const std::string& duty, int& revision) {
        if (const auto at = revisions.find(duty); at != revisions.end()) revision = at->second;
    };
    for (auto& duty : result.duties)
        set(duty.id, duty.revision);
    for (auto& nudge : result.nudges)
        set(nudge.duty, nudge.revision);
    return result;
}

Difference difference(std::span<const KeptDuty> duties, std::span<const KeptNudge> nudges, const Plan& plan,
                      Instant now) {
    Difference result;
    compare_duties(result, duties, plan);
    std::unordered_map<std::string_view, const Duty*> owed;
    for (const auto& duty : plan.duties)
        owed.emplace(duty.id, &duty);
    std::unordered_map<std::string, const KeptNudge*> kept;
    for (const auto& each : nudges)
        kept.emplace(each.identity(), &each);
    const auto told = told_news(nudges);
    for (std::size_t n = 0; n < plan.nudges.size(); ++n) {
        const auto& nudge = plan.nudges[n];
        if (nudge.stage == Stage::if_still_open && now < owed.at(nudge.duty)->due) continue;
        const auto at = kept.empty() ? kept.end() : kept.find(identity(nudge));
        if (at == kept.end()) {
            if (!told.contains({nudge.duty, nudge.to.id})) result.nudges.push_back(n);
            continue;
        }
        // What was missed and waits for its reader's morning goes on waiting.
        const bool waits = nudge.at <= now && now < at->second->at;
        if (at->second->planned && at->second->at != nudge.at && !waits)
            result.moved.emplace_back(at->second->row, nudge.at);
        kept.erase(at);
    }
    for (const auto& each : nudges)
        if (each.planned && kept.contains(each.identity())) result.moot.push_back(each.row);
    return result;
}

} // namespace followup::plan
