#pragma once

#include "core/plan/duty.hpp"

namespace followup::plan {

/// A duty in one line, for mails, feeds and lists: "Call Margaret Chen (Acme Robotics), as promised",
/// "Letter to Luis Ortiz (Acme Robotics)".
[[nodiscard]] std::string summary(const Duty& duty, const ledger::Case& known);

/// When it is due in the reader's zone: "by Sat 21 Nov 2026, 14:30 MST", "on Mon 30 Nov 2026, by 16:00 MST".
[[nodiscard]] std::string due_words(const Duty& duty, const base::Zone& reader);

/// What has to be told before it is closed, behind "until": "it is sent", "Acme Robotics is heard of".
[[nodiscard]] std::string awaited(const Duty& duty, const ledger::Case& known);

} // namespace followup::plan
