#include "shell/store/people.hpp"

#include <charconv>
#include <map>

namespace followup::store {
namespace {

using FeedColumns =
    Out<std::int64_t, std::string, std::string, std::int64_t, std::string, Instant, std::string, Instant>;

constexpr Query<In<std::string>, FeedColumns> feed_by_hash{
    "SELECT no, person, feed, generation, token_hash, since, version_hash, version_time FROM feed "
    "WHERE token_hash = :hash"};
constexpr Query<In<std::string, std::string>, FeedColumns> feed_by_person{
    "SELECT no, person, feed, generation, token_hash, since, version_hash, version_time FROM feed "
    "WHERE person = :person AND feed = :feed"};
constexpr Query<In<>, FeedColumns> every_feed{"SELECT no, person, feed, generation, token_hash, since, "
                                              "version_hash, version_time FROM feed ORDER BY no"};
// Rotating a token replaces generation and hash; the feed keeps its number, its start and its stamps.
constexpr Query<
    In<std::int64_t, std::string, std::string, std::int64_t, std::string, Instant, std::string, Instant>>
    write_feed{
        "INSERT INTO feed (no, person, feed, generation, token_hash, since, version_hash, version_time) "
        "VALUES (:no, :person, :feed, :generation, :hash, :since, :vhash, :vtime) "
        "ON CONFLICT (person, feed) DO UPDATE SET generation = excluded.generation, "
        "token_hash = excluded.token_hash WHERE excluded.generation > feed.generation"};
constexpr Query<In<std::string, Instant, std::int64_t>> write_version{
    "UPDATE feed SET version_hash = :hash, version_time = :time WHERE no = :no"};

constexpr Query<In<std::int64_t>, Out<std::string, std::string, Instant, Instant, std::int64_t>>
    entries_of_feed{
        "SELECT uid, hash, created, modified, sequence FROM entry WHERE feed_no = :feed ORDER BY uid"};
constexpr Query<In<std::int64_t, std::string, std::string, Instant, Instant, std::int64_t>> write_entry{
    "INSERT INTO entry (feed_no, uid, hash, created, modified, sequence) "
    "VALUES (:feed, :uid, :hash, :created, :modified, :sequence) "
    "ON CONFLICT (feed_no, uid) DO UPDATE SET hash = excluded.hash, created = excluded.created, "
    "modified = excluded.modified, sequence = excluded.sequence"};
constexpr Query<In<std::int64_t, std::string>> remove_entry{
    "DELETE FROM entry WHERE feed_no = :feed AND uid = :uid"};

/// "c:NUMBER" of a known candidate, "r:ID" of anybody else ("team" is one of those).
std::string feed_person(Connection& session, std::string_view person, plan::Role role) {
    const auto number = role == plan::Role::candidate ? session.known_candidate(person) : std::nullopt;
    if (number) return "c:" + std::to_string(*number);
    if (person.find('@') != std::string_view::npos)
        throw Refused{{}, "a feed is for a recruiter, the team or a candidate with a case", {}};
    return "r:" + std::string{person};
}

FeedRow feed_row(Connection& session, const std::tuple<std::int64_t, std::string, std::string, std::int64_t,
                                                       std::string, Instant, std::string, Instant>& row) {
    FeedRow feed;
    std::string person;
    std::int64_t generation = 1;
    std::tie(feed.number, person, feed.feed, generation, feed.token_hash, feed.since, feed.version_hash,
             feed.version_time) = row;
    feed.generation = static_cast<int>(generation);
    feed.role = person.starts_with("c:") ? plan::Role::candidate : plan::Role::recruiter;
    if (!person.starts_with("c:")) {
        feed.person = person.substr(2);
        return feed;
    }
    std::int64_t number = 0;
    std::from_chars(person.data() + 2, person.data() + person.size(), number);
    feed.person = session.candidate(number).identity;
    return feed;
}

std::optional<FeedRow> feed_row(Connection& session, const auto& row) {
    if (!row) return std::nullopt;
    return feed_row(session, *row);
}

} // namespace

base::Result<std::optional<FeedRow>> Store::feed_by_token(std::string_view token_hash) {
    return x_session->guarded([&] { return feed_row(*x_session, x_session->one(feed_by_hash, token_hash)); });
}

base::Result<std::optional<FeedRow>> Store::feed_of(const FeedOf& whose, std::string_view feed) {
    return x_session->guarded([&]() -> std::optional<FeedRow> {
        const bool candidate = whose.role == plan::Role::candidate;
        const auto number = candidate ? x_session->known_candidate(whose.person) : std::nullopt;
        const auto who = number ? "c:" + std::to_string(*number) : "r:" + whose.person;
        return feed_row(*x_session, x_session->one(feed_by_person, who, feed));
    });
}

base::Result<FeedRow> Store::insert(const FeedRow& feed) {
    return x_session->guarded([&] {
        auto& session = *x_session;
        const auto person = feed_person(session, feed.person, feed.role);
        const auto changed =
            session.run(write_feed, session.fresh(Numbered::feed), person, feed.feed, feed.generation,
                        feed.token_hash, feed.since, feed.version_hash, feed.version_time);
        if (changed != 1)
            throw Refused{feed.feed, "the person has this feed already, of this generation", {}};
        return *feed_row(session, session.one(feed_by_person, person, feed.feed));
    });
}

base::Result<std::vector<FeedRow>> Store::feeds() {
    return x_session->guarded([&] {
        std::vector<FeedRow> feeds;
        x_session->each(every_feed, [&](const auto&... column) {
            try {
                feeds.push_back(feed_row(*x_session, std::tuple{column...}));
            } catch (const Damaged&) {
                return; // of a candidate whose key cannot be read, as their cases tell
            }
        });
        return feeds;
    });
}

base::Result<std::vector<calendar::Stamp>> Store::stamps(std::int64_t feed) {
    return x_session->guarded([&] {
        std::vector<calendar::Stamp> stamps;
        x_session->each(
            entries_of_feed,
            [&](std::string& uid, std::string& hash, Instant created, Instant modified,
                std::int64_t sequence) {
                stamps.push_back(
                    {std::move(uid), std::move(hash), created, modified, static_cast<int>(sequence)});
            },
            feed);
        return stamps;
    });
}

base::Result<void> Store::keep_stamps(const FeedRow& feed, const std::vector<calendar::Stamp>& before,
                                      const std::vector<calendar::Stamp>& after) {
    return x_session->guarded([&] {
        auto& session = *x_session;
        Unit unit{session};
        std::map<std::string_view, const calendar::Stamp*> left;
        for (const auto& stamp : before)
            left.emplace(stamp.uid, &stamp);
        for (const auto& stamp : after) {
            const auto known = left.find(stamp.uid);
            const bool same = known != left.end() && *known->second == stamp;
            if (known != left.end()) left.erase(known);
            if (!same)
                session.run(write_entry, feed.number, stamp.uid, stamp.hash, stamp.created, stamp.modified,
                            stamp.sequence);
        }
        for (const auto& [uid, stamp] : left)
            session.run(remove_entry, feed.number, uid);
        if (session.run(write_version, feed.version_hash, feed.version_time, feed.number) != 1)
            throw Refused{bound("feed", feed.number), "there is no such feed", {}};
        unit.commit();
    });
}

} // namespace followup::store
