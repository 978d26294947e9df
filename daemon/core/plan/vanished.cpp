#include "core/plan/vanished.hpp"

#include <algorithm>

namespace followup::plan {
namespace {

/// "INTERVIEW/KIND[/PERSON-or-number]".
bool is_of(std::string_view duty, Kind kind) {
    const auto slash = duty.find('/');
    if (slash == std::string_view::npos) return false;
    const auto rest = duty.substr(slash + 1);
    return rest.substr(0, rest.find('/')) == word(kind);
}

bool recruiters(std::string_view duty) {
    using enum Kind;
    return is_of(duty, next) || is_of(duty, decision) || is_of(duty, names) || is_of(duty, client_debrief);
}

} // namespace

std::vector<Duty> vanished(std::span<const std::string> gone, std::span<const KeptDuty> kept,
                           const ledger::Case& known, const ledger::Agency& agency) {
    std::vector<Duty> all;
    for (const auto& each : kept) {
        if (each.state != State::open || std::ranges::find(gone, each.id) == gone.end()) continue;
        Duty duty;
        duty.id = each.id;
        duty.state = State::dropped;
        duty.due = each.due;
        duty.revision = each.revision;
        duty.reason = {.word = "never owed"};
        const auto* recruiter = recruiters(each.id) ? agency.recruiter(known.recruiter) : nullptr;
        duty.owner = recruiter != nullptr ? as_person(*recruiter, agency) : as_person(known, agency);
        all.push_back(std::move(duty));
    }
    return all;
}

} // namespace followup::plan
