#pragma once

#include "core/base/problem.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace followup::words {

/// A mustache tag of a template.
struct Tag {
    enum class Kind { escaped, raw, opens, opens_if_not, closes };
    Kind kind = Kind::escaped;
    std::string name;
    std::size_t line = 1;   ///< from 1
    std::size_t column = 1; ///< in bytes, from 1
};

/// The tags of a template in order; comments are left out. Every tag that is not closed, not understood, or
/// opens or closes a section alone is a problem at FILE:LINE:COLUMN; partials and other delimiters are too.
[[nodiscard]] base::Checked<std::vector<Tag>> tags(std::string_view text, const std::string& file);

} // namespace followup::words
