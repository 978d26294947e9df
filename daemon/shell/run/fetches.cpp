#include "shell/run/fetches.hpp"

#include "core/base/text.hpp"
#include "shell/run/feed_kind.hpp"

#include <fmt/format.h>

namespace followup::run {
namespace {

std::string fetched_note(std::string_view token_hash) {
    return fmt::format("fetched {}", token_hash); // erased with the feed: see store/erasure.cpp
}

base::Result<void> write_fetches(store::Store& store,
                                 const std::map<std::string, FeedShelf::Fetch>& fetches) {
    for (const auto& [hash, fetch] : fetches) {
        const auto row = store.feed_by_token(hash);
        if (!row) return std::unexpected(row.error());
        if (!*row) continue; // forgotten since, or an address that was replaced
        const auto noted =
            store.set_note(fetched_note(hash), fmt::format("{} {}", base::rfc3339(fetch.at), fetch.client));
        if (!noted) return noted;
    }
    return {};
}

} // namespace

base::Result<void> keep_fetches(Bookkeeper& keeper) {
    const auto fetches = keeper.shelf()->take_fetches();
    if (fetches.empty()) return {};
    auto& store = keeper.store();
    if (auto begun = store.begin(); !begun) return begun;
    auto written = write_fetches(store, fetches);
    if (written) written = store.commit();
    if (!written) store.rollback();
    return written;
}

base::Result<std::optional<FeedShelf::Fetch>> last_fetch(Bookkeeper& keeper, const std::string& token_hash) {
    const auto note = keeper.store().note(fetched_note(token_hash));
    if (!note) return std::unexpected(note.error());
    if (!*note) return std::optional<FeedShelf::Fetch>{};
    const auto blank = std::min((*note)->find(' '), (*note)->size());
    const auto at = base::parse_instant((*note)->substr(0, blank));
    if (!at) return std::optional<FeedShelf::Fetch>{}; // bits of it were flipped: as if nobody had fetched it
    return FeedShelf::Fetch{*at, std::string{base::trimmed((*note)->substr(blank))}};
}

base::Result<std::optional<FeedShelf::Fetch>> gone_quiet(Bookkeeper& keeper, const std::string& person,
                                                         Instant now) {
    std::optional<FeedShelf::Fetch> latest;
    for (const auto level : {calendar::Privacy::full, calendar::Privacy::initials, calendar::Privacy::busy}) {
        const auto row = keeper.store().feed_of(person, feed_kind(level));
        if (!row) return std::unexpected(row.error());
        if (!*row) continue;
        const auto ended = keeper.feed_ended((*row)->token_hash);
        if (!ended) return std::unexpected(ended.error());
        if (*ended) continue;
        auto fetch = last_fetch(keeper, (*row)->token_hash);
        if (!fetch) return std::unexpected(fetch.error());
        if (*fetch && (!latest || latest->at < (*fetch)->at)) latest = std::move(**fetch);
    }
    if (latest && latest->at + quiet_after > now) latest.reset();
    return latest;
}

} // namespace followup::run
