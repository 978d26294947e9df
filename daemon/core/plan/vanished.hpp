#pragma once

#include "core/plan/difference.hpp"
#include "core/plan/stand_in.hpp"

#include <vector>

namespace followup::plan {

/// What was open, and is not in the new plan any more because something told later shows that it was never
/// owed: as dropped, with that reason. Nothing that was told of vanishes without a word.
/// @param gone  ids, as a Difference has them
[[nodiscard]] std::vector<Duty> vanished(std::span<const std::string> gone, std::span<const KeptDuty> kept,
                                         const ledger::Case& known, const ledger::Agency& agency);

} // namespace followup::plan
