#pragma once

#include "core/ledger/losses.hpp"
#include "core/mail/note.hpp"

#include <map>
#include <string>
#include <vector>

namespace followup::mail {

/// "The telephone of Luis Ortiz was “+1 312 5” and is “+1 312 6” now", without a full stop.
[[nodiscard]] std::string loss_words(const ledger::Loss& loss, const words::Tongue& tongue);
[[nodiscard]] std::vector<std::string> loss_words(const std::vector<ledger::Loss>& losses,
                                                  const words::Tongue& tongue);

/// What a recruiter reads when somebody else has taken away promises that were open. `who`: a colleague, or
/// the file. `pages`: by duty, where it is opened again; without one the command stands there.
[[nodiscard]] Note taken_away_note(const ledger::Case& known, const std::vector<const plan::Duty*>& calls,
                                   const std::string& who, const plan::Person& reader, const Style& style,
                                   const std::map<std::string, std::string>& pages = {});

} // namespace followup::mail
