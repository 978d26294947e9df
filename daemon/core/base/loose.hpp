#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace followup::base {

/// Something that people call by an id, or loosely by its names.
struct Named {
    std::string id;
    std::vector<std::string> names;
};

/// Indices of those that the words mean best, in order; case and accents do not count. An id as a whole
/// beats a name as a whole, that beats words that all stand in the names, and those beat beginnings of words
/// ("dan rey"). A mail address is meant as a whole. Empty: none.
[[nodiscard]] std::vector<std::size_t> meant(std::string_view words, std::span<const Named> all);

/// "did you mean 'chen'?" for a word of the names at a distance of at most 2; empty when none is near.
[[nodiscard]] std::string nearest(std::string_view words, std::span<const Named> all);

} // namespace followup::base
