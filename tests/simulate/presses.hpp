#pragma once

#include "core/web/acts.hpp"
#include "shell/run/bookkeeper.hpp"
#include "simulate/dice.hpp"

namespace followup::simulated {

/// Presses a button on the page of one of the case's open duties, as a browser does: reads the page, sends
/// its form, and confirms the date that is read back. Gives what was wrong; empty when it was recorded, or
/// nothing is owed.
[[nodiscard]] base::Result<std::string> press_a_button(run::Bookkeeper& keeper, const std::string& case_id,
                                                       Dice& dice, base::Instant now);

} // namespace followup::simulated
