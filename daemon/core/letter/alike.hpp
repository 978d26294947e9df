#pragma once

#include <string_view>

namespace followup::letter {

/// How much of two letters is the same, 0 to 1: twice the words that they have in common in the same order,
/// of all words of both, whatever their case and punctuation.
[[nodiscard]] double alike(std::string_view left, std::string_view right);

/// From here on people who show each other their letters see one letter twice.
constexpr double too_alike = 0.6;

} // namespace followup::letter
