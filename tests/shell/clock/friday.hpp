#pragma once

#include "shell/clock/clock.hpp"

#include <chrono>

namespace followup::clock {

/// Friday 20 November 2026, 21:30 UTC: an interview has just ended.
inline const Instant friday = std::chrono::sys_days(std::chrono::year(2026) / 11 / 20)
                              + std::chrono::hours(21) + std::chrono::minutes(30);

} // namespace followup::clock
