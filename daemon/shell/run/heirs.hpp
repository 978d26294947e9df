#pragma once

#include "core/ledger/agency.hpp"
#include "shell/store/store.hpp"

namespace followup::run {

/// Gives the cases of recruiters who left to their heirs. Refused, with nothing changed, when one with open
/// cases has none.
[[nodiscard]] base::Result<void> hand_over_cases(store::Store& store, const ledger::Agency& agency);

} // namespace followup::run
