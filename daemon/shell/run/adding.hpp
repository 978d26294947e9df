#pragma once

#include "core/web/http.hpp"
#include "shell/run/bookkeeper.hpp"

namespace followup::run {

/// Takes an event file in that came through the socket. `look`: tells what would become of it, and keeps
/// nothing.
[[nodiscard]] web::Reply answer_add(Bookkeeper& keeper, const Incoming& file, bool look, Instant now);

} // namespace followup::run
