#pragma once

#include "core/base/problem.hpp"

#include <cstddef>
#include <string_view>

namespace followup::config {

constexpr std::size_t file_bytes_max = 256 * 1024;
/// Dots between the parts of one key.
constexpr int key_dots_max = 16;
/// Brackets and braces that stand open at once.
constexpr int brackets_max = 32;

/// Whether a text may be given to toml++ 3.3 at all, which recurses without bound over the dots of a key
/// (its issue 242): size, UTF-8, dots and brackets. The first thing found, as "FILE:LINE:COLUMN".
[[nodiscard]] base::Result<void> within_limits(std::string_view bytes, const std::string& file);

} // namespace followup::config
