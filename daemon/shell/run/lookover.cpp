#include "shell/run/lookover.hpp"

#include "shell/run/feed_kind.hpp"
#include "shell/store/mending.hpp"

#include <algorithm>
#include <bit>
#include <fmt/format.h>

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

} // namespace

base::Result<int> Lookover::at_case(std::int64_t number, Instant now) {
    store::Mending mending{x_store};
    if (auto read = mending.read_anew(number); !read) return std::unexpected(read.error());
    const auto known = x_keeper.story(number);
    if (!known) return std::unexpected(known.error());
    std::vector<std::string> interviews;
    for (const auto& round : (*known)->rounds)
        interviews.push_back(round.interview.id);
    auto right = mending.put_right(number, (*known)->id, ledger::identity((*known)->candidate), interviews);
    if (!right) return right;
    auto of = x_keeper.all_written(number, now);
    if (!of) return std::unexpected(of.error());
    const auto older = x_store.cases_not_at(x_keeper.x_rules_version, 1);
    if (!older) return std::unexpected(older.error());
    // What has changed by itself since it was planned is no damage.
    if (!older->empty() || (of->row.look_again && *of->row.look_again <= now)) return right;
    of->plan.reset();
    const auto change = x_keeper.difference(*of, now);
    if (!x_keeper.makes_sense(*of)) return std::unexpected(x_store.history(number).error());
    const bool holds = change == plan::Difference{} && of->plan->look_again == of->row.look_again;
    if (*right == 0 && holds) return right;
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    if (auto kept = x_keeper.replan(std::span{&number, 1}, now); !kept) return x_keeper.give_up(kept.error());
    if (auto committed = x_keeper.commit(); !committed) return std::unexpected(committed.error());
    return std::max(*right, 1);
}

std::string Lookover::hash_of(const std::string& person, const store::FeedRow& row, int generation) const {
    return web::token_hash(web::feed_token(x_keeper.x_keys.feeds, person, row.feed, generation));
}

base::Result<std::set<std::string>> Lookover::names_of(const store::FeedRow& row) {
    std::set<std::string> names{row.person};
    if (row.role != plan::Role::candidate) return names;
    const auto cases = x_store.cases_of(plan::Role::candidate, row.person);
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

base::Result<bool> Lookover::owns(const store::FeedRow& row) {
    if (hash_of(row.person, row, row.generation) == row.token_hash) return true;
    // Under another address of theirs, when they had that.
    const auto names = names_of(row);
    if (!names) return std::unexpected(names.error());
    for (const auto& name : *names)
        for (int generation = 1; generation <= std::max(row.generation, generations_tried); ++generation)
            if (hash_of(name, row, generation) == row.token_hash) return true;
    return false;
}

base::Result<std::optional<store::FeedRow>> Lookover::made_for(const store::FeedRow& row) {
    const auto names = names_of(row);
    if (!names) return std::unexpected(names.error());
    auto right = row;
    for (const auto& name : *names) {
        right.token_hash = hash_of(name, row, row.generation);
        if (bits_between(right.token_hash, row.token_hash) <= bits_flipped_max) return std::optional{right};
    }
    right.token_hash = row.token_hash;
    const auto readers = x_keeper.readers();
    if (!readers) return std::unexpected(readers.error());
    for (const auto& [whose, name] : *readers)
        for (const auto level :
             {calendar::Privacy::full, calendar::Privacy::initials, calendar::Privacy::busy})
            for (right.generation = 1; right.generation <= 3; ++right.generation) {
                right.person = whose.person;
                right.role = whose.role;
                right.feed = feed_kind(level);
                if (hash_of(right.person, right, right.generation) == row.token_hash)
                    return std::optional{right};
            }
    return std::optional<store::FeedRow>{};
}

base::Result<int> Lookover::at_feed(std::int64_t number) {
    store::Mending mending{x_store};
    const auto row = mending.feed(number);
    if (!row) return std::unexpected(row.error());
    const auto theirs = owns(*row);
    if (!theirs) return std::unexpected(theirs.error());
    if (*theirs) {
        mending.take_up_feed(number);
        return 0;
    }
    const auto right = made_for(*row);
    if (!right) return std::unexpected(right.error());
    if (!*right) {
        mending.set_feed_aside(number);
        return base::problem(fmt::format("feed {}", number), "it cannot be told whose it is");
    }
    if (auto written = mending.write_again(**right); !written) return std::unexpected(written.error());
    x_keeper.x_shelf->outdate_all();
    return 1;
}

} // namespace followup::run
