#pragma once

#include "core/base/problem.hpp"

#include <map>
#include <string>
#include <string_view>

namespace followup::words {

/// A phrase of words.md and the line it stands on.
struct Phrase {
    std::string text;
    std::size_t line = 1;
};
using Phrases = std::map<std::string, Phrase, std::less<>>;

/// The phrases of a words.md: one a line, NAME: TEXT. Empty lines and lines that begin with '#', '>' or a
/// blank are for its reader. Anything else, and a name that stands there twice, is a problem.
[[nodiscard]] base::Checked<Phrases> phrases(std::string_view text, const std::string& file);

/// Names whose endings are not ours to list: "zone-CET", "doubt-far", "asked-which-step", "first-has",
/// "when-next-week". A language has as many of them as it needs.
[[nodiscard]] bool is_open_ended(std::string_view name);

} // namespace followup::words
