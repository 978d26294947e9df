#pragma once

#include "core/when/tokens.hpp"

namespace followup::when {

/// A word of the language.
struct Word {
    std::string_view text; ///< lower case, without apostrophes
    Terms terms;           ///< empty for words that are only refused, or only begin a holiday
    int value = 0;         ///< as in Token
    Refusal refusal = Refusal::none;
    bool begins_holiday = false; ///< a built-in holiday may begin here
    bool short_form = false;     ///< an abbreviated weekday or month: a dot may follow
};

/// The word of that text (lower case, no apostrophes); null when the language has no such word.
[[nodiscard]] const Word* word(std::string_view text);

/// The text of a quoted term; empty for classes and signs.
[[nodiscard]] std::string_view literal(Term term);

} // namespace followup::when
