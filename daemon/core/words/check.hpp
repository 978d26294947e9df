#pragma once

#include "core/base/problem.hpp"

#include <string>
#include <string_view>

namespace followup::words {

/// What is wrong with a file that shall take the place of one of ours, each at FILE:LINE:COLUMN: a path that
/// is none of "LANGUAGE/FORM.md" and "FORM.html", a malformed template, a name that no template of that form
/// has (with a suggestion), two braces where a text is ready and three where it is people's words, an unknown
/// phrase.
[[nodiscard]] base::Problems faults(const std::string& path, std::string_view text, const std::string& file);

} // namespace followup::words
