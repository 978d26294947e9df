#pragma once

#include "core/base/problem.hpp"
#include "shell/clock/step_guard.hpp"

namespace followup::run {

/// Why nothing goes out while the clock is not believed, and what to do about it.
[[nodiscard]] base::Problem doubt_words(const clock::StepGuard::Step& step);

} // namespace followup::run
