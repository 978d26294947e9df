#pragma once

#include "core/mail/note.hpp"

#include <vector>

namespace followup::mail {

/// What a recruiter reads when somebody met was forgotten: which duties of the case are owed to nobody any
/// more, without a word of whom they were about.
[[nodiscard]] Note forgotten_note(const ledger::Case& known, const std::vector<const plan::Duty*>& duties,
                                  const plan::Person& reader, const Style& style);

} // namespace followup::mail
