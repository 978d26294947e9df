#pragma once

#include <cstddef>
#include <string_view>

namespace followup::when {

/// Bytes of the apostrophe (' or U+2019) with which the text begins; 0 when it begins with none.
[[nodiscard]] std::size_t apostrophe(std::string_view text);

/// How many bytes at the beginning of the text spell the name, up to its last letter or sign; 0 when the text
/// begins otherwise or the name is empty. Case, apostrophes, dots and the kind and number of blanks and
/// hyphens do not count.
[[nodiscard]] std::size_t spelt(std::string_view text, std::string_view name);

/// Whether two names are spelt alike, in the sense of spelt().
[[nodiscard]] bool same_name(std::string_view left, std::string_view right);

} // namespace followup::when
