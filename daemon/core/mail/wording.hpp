#pragma once

#include "core/plan/duty.hpp"
#include "core/words/tongue.hpp"

#include <string>

/// What the plan says of a duty, in the reader's language; in English the same words as in core/plan.
namespace followup::mail {

using words::Tongue;

/// "second interview" as it stands in the names of phrases.
[[nodiscard]] std::string dashed(std::string_view words);

/// A duty in one line.
[[nodiscard]] std::string summary(const plan::Duty& duty, const ledger::Case& known, const Tongue& tongue);

/// When it is due, on a wall clock: "by …", "on …, by …".
[[nodiscard]] std::string due_words(const plan::Duty& duty, const base::Zone& zone, const Tongue& tongue);

/// "Tue 8 Dec 2026, 10:00 to 11:30 CST"; of what has only an end, that it ends then.
[[nodiscard]] std::string meeting_words(const plan::Meeting& meeting, const base::Zone& zone,
                                        const Tongue& tongue);
/// The same with what the clocks of the employer show, where that is something else.
[[nodiscard]] std::string meeting_words(const plan::Meeting& meeting, const base::Zone& zone,
                                        const base::Zone& there, const std::string& employer,
                                        const Tongue& tongue);
/// "Tue 8 Dec, 10:00": where there is little room.
[[nodiscard]] std::string meeting_brief(const plan::Meeting& meeting, const base::Zone& zone,
                                        const Tongue& tongue);

/// A date that was said, in words.
[[nodiscard]] std::string in_words(const when::Value& value, const base::Zone& zone, const Tongue& tongue);

/// What was doubtful when that date was read.
[[nodiscard]] std::string doubt_words(const when::Warning& warning, const queue::Spoken& of,
                                      const Tongue& tongue);

/// Why the duty exists. People's sentences stay as they were said. Of a duty whose interview the case does
/// not hold, the plan's own words.
/// `eyes`: whose; what another person said is left out.
[[nodiscard]] std::string because(const plan::Duty& duty, const ledger::Case& known, base::seconds letter_due,
                                  const Tongue& tongue, const queue::Eyes& eyes);

/// What has to be told before it is closed, behind "until": as plan::awaited.
[[nodiscard]] std::string awaited(const plan::Duty& duty, const ledger::Case& known, const Tongue& tongue);

/// Why something is in its state, as far as those eyes may read it: the program's own word in the reader's
/// language, people's words as they were said.
[[nodiscard]] std::string reason_words(const ledger::Reason& reason, const Tongue& tongue,
                                       const queue::Eyes& eyes);

/// Why a date of a duty moved, likewise.
[[nodiscard]] std::string moved_words(const plan::Revision& date, const plan::Duty& duty,
                                      const ledger::Case& known, const Tongue& tongue,
                                      const queue::Eyes& eyes);

} // namespace followup::mail
