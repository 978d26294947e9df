#pragma once

#include "core/web/taken.hpp"

#include <boost/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace followup::web {

/// `followup plan --json` (design 5.6): {"duties": […], "nudges": […], "warnings": […]}; duties by due time,
/// nudges by time, those for one reader at one time as one. With what the files take away ("takes", as
/// `taken_json` gives it).
[[nodiscard]] std::string plan_json(const std::vector<std::pair<ledger::Case, plan::Plan>>& cases,
                                    const std::vector<std::string>& warnings, boost::json::array takes = {});

/// The same for people: what the files take away (`taken_text`), what is owed, by when and why, then who is
/// reminded when.
[[nodiscard]] std::string plan_text(const std::vector<std::pair<ledger::Case, plan::Plan>>& cases,
                                    const std::vector<std::string>& warnings, const std::string& takes = {});

/// Problems as JSON: {"problems": [{where, what, mend}]}.
[[nodiscard]] std::string problems_json(const base::Problems& problems);

} // namespace followup::web
