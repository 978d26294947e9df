#pragma once

#include <string>
#include <string_view>

namespace followup::words {

/// What a telephone is told to call (RFC 3966): "tel:+13125550100;ext=12" of "+1 (312) 555-0100 ext. 12";
/// empty when the words do not look like a number.
[[nodiscard]] std::string phone_url(std::string_view number);

} // namespace followup::words
