#pragma once

#include "core/base/instant.hpp"

#include <string_view>

namespace followup::hours {

/// "2026-12-24".
[[nodiscard]] inline base::Date date(std::string_view text) {
    return *base::parse_date(text);
}

} // namespace followup::hours
