#pragma once

#include "core/mail/sections.hpp"

namespace followup::mail {

/// thanks: one sentence for what the candidate did in good time since the last mail; nothing when there is
/// nothing to thank for, or no mail went out before.
[[nodiscard]] Values thanks_values(const Scene& scene);

} // namespace followup::mail
