#include "shell/run/feed_kind.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>

namespace followup::run {
namespace {

constexpr std::string_view full_kind = "follow-ups";

} // namespace

std::string feed_kind(calendar::Privacy privacy) {
    if (privacy == calendar::Privacy::full) return std::string{full_kind};
    return fmt::format("{}-{}", full_kind, calendar::word(privacy));
}

calendar::Privacy feed_level(const store::FeedRow& row) {
    const auto kind = std::string_view{row.feed}.substr(0, row.feed.find('#'));
    if (kind == full_kind) return calendar::Privacy::full;
    const auto level = kind.substr(std::min(full_kind.size() + 1, kind.size()));
    return calendar::privacy_of(level).value_or(calendar::Privacy::busy);
}

} // namespace followup::run
