#pragma once

#include <string>
#include <string_view>

namespace followup::base {

/// UTF-8 text as it looks: letters and their marks composed (Unicode TR 15, NFC), every kind of blank a
/// blank, signs that nobody sees left out. What is no UTF-8 stays as it is.
[[nodiscard]] std::string legible(std::string_view text);

} // namespace followup::base
