#pragma once

#include "core/ledger/agency.hpp"
#include "shell/store/store.hpp"

namespace followup::run {

/// What is said of somebody who has open cases and is not named.
[[nodiscard]] base::Problem without_heir(const std::string& recruiter);
/// Those of the ledger of whom it is to be said.
[[nodiscard]] base::Result<base::Problems> heirless(store::Store& store, const ledger::Agency& agency);

/// Gives the cases of recruiters who left to their heirs. Refused, with nothing changed, when one with open
/// cases has none.
[[nodiscard]] base::Result<void> hand_over_cases(store::Store& store, const ledger::Agency& agency);

} // namespace followup::run
