#pragma once

#include "core/plan/plan.hpp"

#include <string>
#include <utility>
#include <vector>

namespace followup::web {

/// `followup plan --json` (design 5.6): {"duties": […], "nudges": […], "warnings": […]}; duties by due time,
/// nudges by time, those for one reader at one time as one.
[[nodiscard]] std::string plan_json(const std::vector<std::pair<ledger::Case, plan::Plan>>& cases,
                                    const std::vector<std::string>& warnings);

/// The same for people: what is owed, by when and why, then who is reminded when.
[[nodiscard]] std::string plan_text(const std::vector<std::pair<ledger::Case, plan::Plan>>& cases,
                                    const std::vector<std::string>& warnings);

/// Problems as JSON: {"problems": [{where, what, mend}]}.
[[nodiscard]] std::string problems_json(const base::Problems& problems);

} // namespace followup::web
