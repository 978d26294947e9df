#pragma once

#include "core/words/tongue.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Notes as parts of the sentences of a letter.
namespace followup::letter {

/// The note on one line, without the full stop it may end with.
[[nodiscard]] std::string as_part(std::string_view note);
/// The notes that say something.
[[nodiscard]] std::vector<std::string> parts(const std::vector<std::string>& notes);

/// A note about the candidate as they would say it: "has not led a team" becomes "I have not led a team". By
/// the first word and the language's phrases "first-…"; what begins otherwise stays as it was written.
[[nodiscard]] std::string in_first_person(std::string_view note, const words::Tongue& tongue);
[[nodiscard]] std::vector<std::string> all_in_first_person(const std::vector<std::string>& notes,
                                                           const words::Tongue& tongue);

} // namespace followup::letter
