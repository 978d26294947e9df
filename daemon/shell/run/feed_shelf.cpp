#include "shell/run/feed_shelf.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace followup::run {
namespace {

/// Of the map's node and the strings in it.
constexpr std::size_t entry_bytes = 400;

std::size_t size_of(const FeedShelf::Shown& shown) {
    return entry_bytes + shown.bytes->bytes.size() + shown.bytes->gzip.size();
}

constexpr std::size_t client_bytes_max = 80;
constexpr std::size_t fetches_max = 20'000;

} // namespace

FeedKey key_of(const web::FeedWanted& wanted) {
    return {web::token_hash(wanted.token), wanted.form, wanted.privacy};
}

std::optional<FeedShelf::Found> FeedShelf::find(const FeedKey& key, Instant now) {
    const std::lock_guard lock{x_mutex};
    const auto at = x_kept.find(key);
    if (at == x_kept.end()) return std::nullopt;
    auto& kept = at->second;
    kept.used = ++x_uses;
    return Found{kept.shown.bytes, !kept.outdated && (!kept.shown.until || now < *kept.shown.until)};
}

FeedShelf::Times FeedShelf::times() {
    const std::lock_guard lock{x_mutex};
    return x_times;
}

void FeedShelf::put(const FeedKey& key, Shown shown, Times begun) {
    const std::lock_guard lock{x_mutex};
    auto used = ++x_uses;
    if (const auto old = x_kept.find(key); old != x_kept.end()) {
        used = old->second.used;
        drop(old); // it may have been somebody else's: an address out of use is nobody's
    }
    x_bytes += size_of(shown);
    x_of_person.emplace(shown.person, key);
    x_kept.insert_or_assign(
        key, Kept{.shown = std::move(shown), .outdated = begun.outdated != x_times.outdated, .used = used});
    make_room(key);
}

void FeedShelf::make_room(const FeedKey& except) {
    while (x_bytes > x_bytes_max && x_kept.size() > 1) {
        const auto oldest = std::ranges::min_element(x_kept, {}, [&](const auto& each) {
            return each.first == except ? UINT64_MAX : each.second.used;
        });
        drop(oldest);
    }
}

void FeedShelf::drop(std::map<FeedKey, Kept>::iterator at) {
    const auto [first, last] = x_of_person.equal_range(at->second.shown.person);
    x_of_person.erase(std::find_if(first, last, [&](const auto& each) { return each.second == at->first; }));
    x_bytes -= size_of(at->second.shown);
    x_kept.erase(at);
}

void FeedShelf::outdate(const std::string& person) {
    const std::lock_guard lock{x_mutex};
    ++x_times.outdated;
    const auto [first, last] = x_of_person.equal_range(person);
    for (const auto& [_, key] : std::ranges::subrange(first, last)) {
        auto& kept = x_kept.at(key);
        kept.outdated = true;
        kept.given = false;
    }
}

void FeedShelf::outdate_all() {
    const std::lock_guard lock{x_mutex};
    ++x_times.outdated;
    for (auto& [key, kept] : x_kept) {
        kept.outdated = true;
        kept.given = false;
    }
}

void FeedShelf::clear() {
    const std::lock_guard lock{x_mutex};
    ++x_times.cleared;
    x_kept.clear();
    x_of_person.clear();
    x_bytes = 0;
}

void FeedShelf::fetched(const std::string& token_hash, Instant at, std::string_view client) {
    const std::lock_guard lock{x_mutex};
    if (x_fetches.size() >= fetches_max && !x_fetches.contains(token_hash)) return;
    auto& fetch = x_fetches[token_hash];
    fetch.at = at;
    fetch.client.assign(client.substr(0, client_bytes_max));
}

std::map<std::string, FeedShelf::Fetch> FeedShelf::take_fetches() {
    auto fetches = [this] {
        const std::lock_guard lock{x_mutex};
        return std::exchange(x_fetches, {});
    }();
    for (auto& [_, fetch] : fetches)
        fetch.client = base::escaped(fetch.client).substr(0, client_bytes_max);
    return fetches;
}

std::optional<FeedKey> FeedShelf::next_outdated(Instant now, std::size_t cases_max) {
    const std::lock_guard lock{x_mutex};
    for (auto& [key, kept] : x_kept) {
        const bool old = kept.outdated || (kept.shown.until && now >= *kept.shown.until);
        if (!old || kept.given || kept.shown.cases > cases_max) continue;
        kept.given = true;
        return key;
    }
    return std::nullopt;
}

} // namespace followup::run
