#pragma once

#include "core/words/texts.hpp"

#include <string>
#include <string_view>

namespace followup::mail {

/// What somebody says first, as it would stand alone: without the banner that their mail gateway puts above
/// it, the greeting, quotation marks, emphasis, smileys and pictures around the first line. The lines below
/// stay as they are.
[[nodiscard]] std::string first_words(std::string_view text, const words::Texts& texts);

/// "Dana", "Dana Reyes": a name and no sentence.
[[nodiscard]] bool like_a_name(std::string_view words);

} // namespace followup::mail
