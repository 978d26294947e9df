#pragma once

#include <string>
#include <string_view>

namespace followup::mail {

/// The mail that one of ours holds as `enclosed_part` wrote it; empty when it holds none.
[[nodiscard]] std::string enclosed_in(std::string_view bytes);

} // namespace followup::mail
