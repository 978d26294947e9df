#include "shell/run/heirs.hpp"

#include "core/ledger/case.hpp"
#include "shell/log/log.hpp"

#include <fmt/format.h>

namespace followup::run {

base::Problem without_heir(const std::string& recruiter) {
    return {"[[recruiter]]", fmt::format("'{}' has open cases and is not named", recruiter),
            fmt::format("name them, or let another one have inherits = [\"{}\"]", recruiter)};
}

namespace {

/// Gives cases back to the recruiter whom their files name, when it is the row that names nobody.
base::Result<void> give_back(store::Store& store, const ledger::Agency& agency, const std::string& id) {
    const auto cases = store.cases_of(plan::Role::recruiter, id);
    if (!cases) return std::unexpected(cases.error());
    for (const auto number : *cases) {
        const auto history = store.history(number);
        if (!history) continue; // it is set aside
        const auto said = ledger::fold(**history).recruiter;
        const auto* theirs = said == id ? nullptr : agency.recruiter(said);
        if (theirs == nullptr) continue;
        if (auto given = store.assign(number, theirs->id); !given) return given;
        log::warning(fmt::format("case {} was given back to {}: its row named nobody", number, theirs->id));
    }
    return {};
}

} // namespace

base::Result<base::Problems> heirless(store::Store& store, const ledger::Agency& agency) {
    const auto known = store.recruiters();
    if (!known) return std::unexpected(known.error());
    base::Problems found;
    for (const auto& id : *known) {
        if (agency.recruiter(id) != nullptr) continue;
        const auto open = store.has_open_cases(id);
        if (!open) return std::unexpected(open.error());
        if (*open) found.push_back(without_heir(id));
    }
    return found;
}

base::Result<void> hand_over_cases(store::Store& store, const ledger::Agency& agency) {
    const auto named = store.recruiters();
    if (!named) return std::unexpected(named.error());
    for (const auto& id : *named)
        if (agency.recruiter(id) == nullptr)
            if (auto given = give_back(store, agency, id); !given) return given;
    const auto lacking = heirless(store, agency);
    if (!lacking) return std::unexpected(lacking.error());
    if (!lacking->empty()) return std::unexpected(lacking->front());
    const auto known = store.recruiters();
    if (!known) return std::unexpected(known.error());
    for (const auto& id : *known) {
        const auto* heir = agency.recruiter(id);
        if (heir == nullptr || heir->id == id) continue;
        const auto cases = store.hand_over(id, heir->id);
        if (!cases) return std::unexpected(cases.error());
        log::info(fmt::format("recruiter {} has {} cases of {} from now on", heir->id, *cases, id));
    }
    return {};
}

} // namespace followup::run
