#include "shell/run/bookkeeper.hpp"
#include "shell/run/feed_kind.hpp"
#include "shell/store/mending.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <fmt/format.h>

/// Whose a feed is stands in its row in clear; its address was made from that, and tells when bits of it were
/// flipped.
namespace followup::run {
namespace {

constexpr int generations_tried = 50;
/// Two hashes of different addresses differ in half of their 256 bits.
constexpr int bits_flipped_max = 8;

int bits_between(std::string_view left, std::string_view right) {
    if (left.size() != right.size()) return 256;
    int bits = 0;
    for (std::size_t n = 0; n < left.size(); ++n)
        bits += std::popcount(static_cast<unsigned>((left[n] ^ right[n]) & 0xff));
    return bits;
}

std::string hash_of(const base::Bytes32& key, const std::string& person, const store::FeedRow& row,
                    int generation) {
    return web::token_hash(web::feed_token(key, person, row.feed, generation));
}

} // namespace

base::Result<std::set<std::string>> Bookkeeper::names_of(const std::string& person) {
    std::set<std::string> names{person};
    const auto cases = x_store.cases_of(plan::Role::candidate, person);
    if (!cases) return std::unexpected(cases.error());
    for (const auto number : *cases) {
        const auto history = x_store.history(number);
        if (!history && x_store.is_set_aside(number)) continue;
        if (!history) return std::unexpected(history.error());
        for (const auto& fact : (*history)->facts)
            if (const auto* told = std::get_if<queue::Interview>(&fact.event.body))
                names.insert(ledger::identity(told->candidate));
    }
    return names;
}

base::Result<bool> Bookkeeper::owns(const store::FeedRow& row) {
    if (hash_of(x_keys.feeds, row.person, row, row.generation) == row.token_hash) return true;
    // Under another address of theirs, when they had that.
    const auto names = names_of(row.person);
    if (!names) return std::unexpected(names.error());
    for (const auto& name : *names)
        for (int generation = 1; generation <= std::max(row.generation, generations_tried); ++generation)
            if (hash_of(x_keys.feeds, name, row, generation) == row.token_hash) return true;
    return false;
}

base::Result<int> Bookkeeper::look_through_feed(std::int64_t number) {
    store::Mending mending{x_store};
    auto row = mending.feed(number);
    if (!row) return std::unexpected(row.error());
    const auto theirs = owns(*row);
    if (!theirs) return std::unexpected(theirs.error());
    if (*theirs) {
        mending.take_up_feed(number);
        return 0;
    }
    const auto names = names_of(row->person);
    if (!names) return std::unexpected(names.error());
    const auto write = [&](store::FeedRow right) -> base::Result<int> {
        if (auto written = mending.write_again(right); !written) return std::unexpected(written.error());
        x_shelf->outdate_all();
        return 1;
    };
    for (const auto& name : *names) {
        const auto hash = hash_of(x_keys.feeds, name, *row, row->generation);
        if (bits_between(hash, row->token_hash) > bits_flipped_max) continue;
        row->token_hash = hash;
        return write(*row);
    }
    // The address is as it was made: whose it is, or which of theirs, was flipped.
    const auto readers = this->readers();
    if (!readers) return std::unexpected(readers.error());
    for (const auto& reader : *readers)
        for (const auto level :
             {calendar::Privacy::full, calendar::Privacy::initials, calendar::Privacy::busy})
            for (int generation = 1; generation <= 3; ++generation) {
                store::FeedRow right = *row;
                right.person = reader.person;
                right.feed = feed_kind(level);
                right.generation = generation;
                if (hash_of(x_keys.feeds, right.person, right, generation) == row->token_hash)
                    return write(right);
            }
    mending.set_feed_aside(number);
    return base::problem(fmt::format("feed {}", number), "it cannot be told whose it is");
}

} // namespace followup::run
