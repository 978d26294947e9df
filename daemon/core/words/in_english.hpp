#pragma once

#include "core/words/texts.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace followup::words {

/// A date as it is said in that language, in the English that core/when reads: "am 3. Dezember" is "on 3
/// december". Word by word, by the phrases "when-…", whose names are the English words: of "when-next-week:
/// kommende woche, nächste woche" the longest alternative that fits. What none of them knows stays, in small
/// letters and without accents.
[[nodiscard]] std::string in_english(std::string_view said, const Tongue& tongue);

/// The same as it would be said in each language that has such phrases.
[[nodiscard]] std::vector<std::string> in_english(std::string_view said, const Texts& texts);

} // namespace followup::words
