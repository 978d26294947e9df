#pragma once

#include "core/base/zone.hpp"

#include <string>

namespace followup::base {

/// The country a zone lies in, "us" (ISO 3166, by zone.tab of the system's list); empty when the list does
/// not say. Any thread.
[[nodiscard]] std::string country(const Zone& zone);

} // namespace followup::base
