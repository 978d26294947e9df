#pragma once

#include "core/base/problem.hpp"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <string>

namespace followup::spool {

/// What could not be done with a path, and why: `errno` says.
[[nodiscard]] inline auto failed(const std::string& what, const std::string& path) {
    return base::problem(path, fmt::format("{}: {}", what, std::strerror(errno)));
}

} // namespace followup::spool
