#include "core/plan/stand_in.hpp"

#include <ranges>
#include <set>

namespace followup::plan {

Person as_person(const ledger::Recruiter& recruiter, const ledger::Agency& agency) {
    return {.role = Role::recruiter,
            .id = recruiter.id,
            .name = recruiter.name,
            .email = recruiter.email,
            .zone = agency.zone_of(recruiter.id),
            .language = recruiter.language.empty() ? agency.language : recruiter.language};
}

Person as_person(const ledger::Case& known, const ledger::Agency& agency) {
    const auto& who = known.candidate;
    auto zone = base::Zone::named(who.zone.empty() ? known.rounds.back().zone : who.zone);
    if (!zone) zone = base::Zone::named(known.rounds.back().zone);
    const auto* recruiter = agency.recruiter(known.recruiter);
    const auto& theirs =
        recruiter == nullptr || recruiter->language.empty() ? agency.language : recruiter->language;
    return {.role = Role::candidate,
            .id = ledger::identity(who),
            .name = who.name,
            .email = who.email,
            .zone = zone.value_or(base::Zone::utc()),
            .language = who.language.empty() ? theirs : who.language};
}

std::optional<queue::StandIn> StandIns::absence(std::string_view recruiter, Instant at) const {
    for (const auto& said : x_said | std::views::reverse)
        if (said.absent == recruiter && said.from <= at && at < said.until) return said;
    return std::nullopt;
}

std::string StandIns::reader(std::string_view recruiter, const ledger::Agency& agency, Instant at) const {
    std::set<std::string, std::less<>> away;
    for (auto at_desk = std::string{recruiter};;) {
        const auto gone = absence(at_desk, at);
        if (!gone) return at_desk;
        if (!away.insert(at_desk).second || agency.recruiter(gone->by) == nullptr)
            return std::string{recruiter};
        at_desk = gone->by;
    }
}

} // namespace followup::plan
