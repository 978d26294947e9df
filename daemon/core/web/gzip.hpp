#pragma once

#include "core/web/http.hpp"

#include <string>
#include <string_view>

namespace followup::web {

/// The bytes as a gzip member (RFC 1952) without name and time: the same bytes give the same result.
[[nodiscard]] std::string gzipped(std::string_view bytes);

/// Whether Accept-Encoding (RFC 9110 12.5.3) asks for gzip: named, or meant by `*`, with a weight above zero.
/// Without the field nobody asked.
[[nodiscard]] bool takes_gzip(const Request& request);

} // namespace followup::web
