#pragma once

#include "shell/run/bookkeeper.hpp"

/// Which feed was fetched last when, and by which program. The loop remembers it, and it is written down
/// every few minutes: not a commit for a fetch. With the ledger's turn.
namespace followup::run {

/// How often what was fetched is written down; a crash loses no more.
constexpr std::chrono::minutes fetches_kept_every{10};
/// A calendar program that has not asked for so long has stopped: the slowest asks once a week, most daily.
constexpr base::days quiet_after{7};

/// Writes down what was fetched since the last time; nothing to write is no commit.
[[nodiscard]] base::Result<void> keep_fetches(Bookkeeper& keeper);

/// The last fetch of that address that was written down; nothing: there was none.
[[nodiscard]] base::Result<std::optional<FeedShelf::Fetch>> last_fetch(Bookkeeper& keeper,
                                                                       const std::string& token_hash);

/// The last fetch of any of a person's feeds, when that is more than a week ago. Nothing: they are fetched,
/// or never were, or have been revoked since.
[[nodiscard]] base::Result<std::optional<FeedShelf::Fetch>>
gone_quiet(Bookkeeper& keeper, const std::string& person, Instant now);

} // namespace followup::run
