#include "shell/run/feed_kind.hpp"
#include "shell/run/keeper.hpp"

namespace followup::run {
namespace {

bool ends_in_a_sign(const std::string& token) {
    return token.ends_with('-') || token.ends_with('_');
}

class Addresses : public Keeper {
  protected:
    /// The candidates of the first `count` interviews whose first token would end in a sign.
    std::vector<std::string> awkward(int count) {
        std::vector<std::string> people;
        for (int n = 1; std::ssize(people) < count; ++n) {
            const auto person = "c" + std::to_string(n) + "@candidate.example";
            if (!ends_in_a_sign(web::feed_token(keys.feeds, person, kind, 1))) continue;
            take(interview(n), ended);
            people.push_back(person);
        }
        return people;
    }
    const std::string kind = feed_kind(calendar::Privacy::full);
};

TEST_F(Addresses, OfFeedsNeverEndInASignThatAMailProgramDrops) {
    for (const auto& person : awkward(10)) {
        const auto made = got(keeper->feed_address(person, ended));
        EXPECT_FALSE(ends_in_a_sign(made.token)) << made.token;
        EXPECT_EQ(got(keeper->feed_address(person, ended)).token, made.token);
        const auto next = got(keeper->rotate_feed(person, ended, calendar::Privacy::full));
        EXPECT_FALSE(ends_in_a_sign(next.token));
        EXPECT_NE(next.token, made.token);
    }
}

TEST_F(Addresses, OfTheFirstEditionAreListedRotatedAndRevokedAsTheyWereMade) {
    for (const auto& person : awkward(20)) {
        store::FeedRow row;
        row.person = person;
        row.feed = kind;
        row.generation = 1;
        const auto token = web::feed_token(keys.feeds, person, kind, 1);
        row.token_hash = web::token_hash(token);
        row.since = row.version_time = ended;
        static_cast<void>(got(store->insert(row)));
        EXPECT_EQ(got(keeper->feed_address(person, ended)).token, token);
        EXPECT_TRUE(got(keeper->feed({.token = token}, ended))) << "it is served";
        EXPECT_TRUE(got(keeper->revoke_feed(person, ended, calendar::Privacy::full)).ended);
        EXPECT_FALSE(ends_in_a_sign(got(keeper->rotate_feed(person, ended, calendar::Privacy::full)).token));
    }
}

} // namespace
} // namespace followup::run
