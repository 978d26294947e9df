#pragma once

#include <string>
#include <string_view>

namespace followup::queue {

/// A name as it is compared since the second edition: folded, without titles in front ("Ms", "Dr", "Prof."),
/// letters such as ł, ı, ø and ß as they are typed without them.
[[nodiscard]] std::string compared(std::string_view name);

} // namespace followup::queue
