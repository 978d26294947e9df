#pragma once

#include "core/base/problem.hpp"
#include "core/letter/draft.hpp"

#include <string>

namespace followup::mail {

/// The draft as a file for a mail program (.eml), which opens it for writing (`X-Unsent: 1`): from the
/// candidate, to the person if their address is known, text alone. Without Date and Message-ID, which are the
/// sender's to give. Fails when a header text holds a control character.
[[nodiscard]] base::Result<std::string> unsent(const letter::Draft& draft);

/// What the file is called: "Letter to Margaret Chen.eml", without characters that a file name may not have.
[[nodiscard]] std::string unsent_name(const letter::Draft& draft, const words::Tongue& tongue);

} // namespace followup::mail
