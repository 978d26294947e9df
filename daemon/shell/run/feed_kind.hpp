#pragma once

#include "core/calendar/feed.hpp"
#include "shell/store/rows.hpp"

#include <string>

namespace followup::run {

/// The name under which a person's feed of that level is stored: "follow-ups", "follow-ups-busy".
[[nodiscard]] std::string feed_kind(calendar::Privacy privacy);

/// How much a stored feed may tell; of a name that is not known as little as there is.
[[nodiscard]] calendar::Privacy feed_level(const store::FeedRow& row);

} // namespace followup::run
