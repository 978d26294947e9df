#pragma once

#include "core/plan/duty.hpp"

#include <boost/json.hpp>

namespace followup::web {

/// A duty as every listing shows it (design 5.6): {id, kind, case, interview, owner, whom, due, state,
/// reason, because, summary, dates}.
[[nodiscard]] boost::json::object duty_json(const plan::Duty& duty, const ledger::Case& known);

} // namespace followup::web
