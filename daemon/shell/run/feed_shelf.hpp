#pragma once

#include "core/web/feed.hpp"
#include "core/web/route.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace followup::run {

using base::Instant;

/// A feed as it was asked for.
struct FeedKey {
    std::string token_hash;
    calendar::Form form;
    calendar::Privacy privacy = calendar::Privacy::full;

    auto operator<=>(const FeedKey&) const = default;
};
[[nodiscard]] FeedKey key_of(const web::FeedWanted& wanted);

/// The feeds as they were last rendered, whole and immutable. Who has the ledger's turn puts them there, the
/// loop serves them without asking it. What is not current is kept: it is the last that is known to be good.
/// Bounded; what nobody fetched for the longest goes first. From any thread.
class FeedShelf {
  public:
    using Bytes = std::shared_ptr<const web::FeedBytes>;
    explicit FeedShelf(std::size_t bytes_max = std::size_t{64} * 1024 * 1024) : x_bytes_max(bytes_max) {}

    struct Found {
        Bytes bytes;
        bool current = false; ///< nothing has changed since, as far as is known
    };
    /// Nothing when it was not rendered, or not for long.
    [[nodiscard]] std::optional<Found> find(const FeedKey& key, Instant now);

    struct Shown {
        std::string person; ///< whose feed it is
        Bytes bytes;
        std::optional<Instant> until; ///< when its entries change by themselves
        std::size_t cases = 0;        ///< that were planned for it
    };
    /// How often it was cleared, and something in it outdated.
    struct Times {
        std::uint64_t cleared = 0;
        std::uint64_t outdated = 0;
    };
    [[nodiscard]] Times times();
    /// `begun`: the times when it began to be rendered. What was outdated since is put there as such.
    void put(const FeedKey& key, Shown shown, Times begun);
    void put(const FeedKey& key, Shown shown) { put(key, std::move(shown), times()); }

    void outdate(const std::string& person);
    void outdate_all();
    /// Forgets everything, also what was good: a candidate was forgotten, or a token revoked.
    void clear();

    /// Somebody fetched the feed of that token. `client` is what they call themselves.
    void fetched(const std::string& token_hash, Instant at, std::string_view client);
    struct Fetch {
        Instant at;
        std::string client; ///< short, and fit to be printed
    };
    /// The last fetch of each feed since this was called last, by token hash.
    [[nodiscard]] std::map<std::string, Fetch> take_fetches();

    /// One of at most so many cases that is to be rendered ahead; each is given once until it is put back.
    [[nodiscard]] std::optional<FeedKey> next_outdated(Instant now, std::size_t cases_max);

  private:
    struct Kept {
        Shown shown;
        bool outdated = false;
        bool given = false; ///< by next_outdated
        std::uint64_t used = 0;
    };
    void make_room(const FeedKey& except);
    void drop(std::map<FeedKey, Kept>::iterator at);

    std::mutex x_mutex;
    std::map<FeedKey, Kept> x_kept;
    std::multimap<std::string, FeedKey> x_of_person; ///< the keys of x_kept
    std::map<std::string, Fetch> x_fetches;          ///< not taken yet; bounded
    std::size_t x_bytes = 0;
    std::size_t x_bytes_max;
    std::uint64_t x_uses = 0;
    Times x_times;
};

} // namespace followup::run
