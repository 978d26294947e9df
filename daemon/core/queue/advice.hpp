#pragma once

#include "core/queue/report.hpp"

namespace followup::queue {

/// What whoever wrote an event file can do about a line that is no TOML: the parser stopped at `place`. Looks
/// at the line alone, quotes nothing of it, and always has something to say. Pure and total.
[[nodiscard]] Flaw advice(std::string_view bytes, Place place);

} // namespace followup::queue
