#pragma once

#include "core/letter/draft.hpp"

#include <string>

namespace followup::letter {

enum class Paper { a4, us_letter };
/// What letters are written on in a country (ISO 3166 code in lower case; empty: not known).
[[nodiscard]] Paper paper(std::string_view country);

/// The letter as a page of HTML to print: on paper, the recipient's address stands where the window of a DL
/// (A4, DIN 680 and BS 4264) or #10 (US letter) envelope shows it when the sheet is folded at the mark; on
/// a screen it is a page to read. No script, nothing fetched.
[[nodiscard]] std::string print_page(const Draft& draft, Paper paper, const words::Tongue& tongue);

} // namespace followup::letter
