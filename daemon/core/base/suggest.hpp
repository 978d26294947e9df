#pragma once

#include <span>
#include <string>
#include <string_view>

namespace followup::base {

/// Damerau-Levenshtein distance in code points (optimal string alignment), case folded for ASCII.
[[nodiscard]] std::size_t distance(std::string_view left, std::string_view right);

/// "did you mean 'X'?" for a known word at distance <= 2 (and shorter than the word itself); else `otherwise`
/// if given; else the list of the known words.
[[nodiscard]] std::string suggest(std::string_view word, std::span<const std::string> known,
                                  std::string_view otherwise = {});

/// "'a', 'b' or 'c'".
[[nodiscard]] std::string listed(std::span<const std::string> words);

} // namespace followup::base
