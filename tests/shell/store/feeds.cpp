#include "shell/store/ledger.hpp"

namespace followup::store {
namespace {

FeedRow feed_of(const std::string& person, int generation = 1) {
    FeedRow feed;
    feed.person = person;
    feed.feed = "follow-ups";
    feed.generation = generation;
    feed.token_hash = base::hex(base::sha256(person + std::to_string(generation)));
    feed.since = friday;
    feed.version_time = friday;
    return feed;
}

calendar::Stamp stamp(const std::string& uid, const std::string& content, int sequence = 0) {
    return {uid, base::hex(base::sha256(content)), friday, friday + minutes{sequence}, sequence};
}

TEST_F(Ledger, FindsAFeedByItsTokenAndItsPerson) {
    open_case();
    for (const auto* person : {"dana@candidate.example", "robin", "team"}) {
        const auto feed = got(store->insert(feed_of(person)));
        EXPECT_EQ(feed.person, person);
        reopen();
        EXPECT_EQ(got(store->feed_by_token(feed.token_hash))->person, person);
        const auto found = got(store->feed_of({person}, "follow-ups"));
        EXPECT_EQ(found->number, feed.number);
        EXPECT_EQ(found->since, friday);
        EXPECT_EQ(found->version_hash, "");
    }
    EXPECT_EQ(got(store->feeds()).size(), 3U);
    EXPECT_EQ(got(store->feed_of({"robin"}, "tasks")), std::nullopt);
    EXPECT_EQ(got(store->feed_by_token("unknown")), std::nullopt);
    EXPECT_FALSE(store->insert(feed_of("stranger@x.example")).has_value());
}

TEST_F(Ledger, RotatesATokenAndKeepsTheFeed) {
    const auto first = got(store->insert(feed_of("robin")));
    got(store->keep_stamps(first, {}, {stamp("a", "1")}));
    EXPECT_FALSE(store->insert(feed_of("robin")).has_value());
    const auto second = got(store->insert(feed_of("robin", 2)));
    EXPECT_EQ(second.number, first.number);
    EXPECT_EQ(second.generation, 2);
    EXPECT_EQ(got(store->feed_by_token(first.token_hash)), std::nullopt);
    EXPECT_EQ(got(store->stamps(second.number)).size(), 1U);
}

TEST_F(Ledger, ReplacesTheStampsThatChanged) {
    auto feed = got(store->insert(feed_of("robin")));
    const std::vector before{stamp("a", "1"), stamp("b", "1"), stamp("c", "1")};
    got(store->keep_stamps(feed, {}, before));
    const std::vector after{stamp("a", "1"), stamp("b", "2", 1), stamp("d", "1")};
    feed.version_hash = base::hex(base::sha256("bytes"));
    feed.version_time = friday + hours{1};
    got(store->keep_stamps(feed, before, after));
    reopen();
    EXPECT_EQ(got(store->stamps(feed.number)), after);
    const auto kept = got(store->feed_of({"robin"}, "follow-ups"));
    EXPECT_EQ(kept->version_hash, feed.version_hash);
    EXPECT_EQ(kept->version_time, feed.version_time);
    feed.number = 99;
    EXPECT_FALSE(store->keep_stamps(feed, after, after).has_value());
    EXPECT_FALSE(store->keep_stamps(feed, after, before).has_value());
}

TEST_F(Ledger, KeepsTheFeedsOfACandidateAndARecruiterOfOneIdApart) {
    auto of_recruiter = feed_of("kim");
    of_recruiter.role = plan::Role::recruiter;
    const auto theirs = got(store->insert(of_recruiter));
    open_case("case-1", "kim");
    auto of_candidate = feed_of("kim");
    of_candidate.token_hash = std::string(64, 'c');
    const auto hers = got(store->insert(of_candidate));
    EXPECT_NE(hers.number, theirs.number);
    EXPECT_EQ(got(store->feed_of({"kim", plan::Role::recruiter}, "follow-ups"))->number, theirs.number);
    EXPECT_EQ(got(store->feed_of({"kim", plan::Role::candidate}, "follow-ups"))->number, hers.number);
    EXPECT_EQ(got(store->feed_by_token(hers.token_hash))->role, plan::Role::candidate);
    EXPECT_EQ(got(store->feed_by_token(theirs.token_hash))->role, plan::Role::recruiter);
}

} // namespace
} // namespace followup::store
