#pragma once

#include "core/web/http.hpp"

namespace followup::web {

/// True when the reader's copy is good: by If-None-Match (RFC 9110 13.1.2; lists, `*`, weak comparison) when
/// there is one, else by If-Modified-Since (13.1.3), which is ignored when it is no date or lies ahead of
/// `now`.
[[nodiscard]] bool not_modified(const Request& request, std::string_view etag, Instant version_time,
                                Instant now);

} // namespace followup::web
