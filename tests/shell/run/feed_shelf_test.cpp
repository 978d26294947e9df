#include "shell/run/feed_shelf.hpp"

#include <gtest/gtest.h>

namespace followup::run {
namespace {

const Instant rendered = *base::parse_instant("2026-11-20T21:35:00Z");

FeedKey key(std::string hash) {
    return {.token_hash = std::move(hash), .form = {}};
}
FeedShelf::Shown shown(std::string person, std::size_t size = 10, std::optional<Instant> until = {}) {
    return {std::move(person),
            std::make_shared<const web::FeedBytes>(web::feed_bytes(std::string(size, 'x'), rendered)), until,
            1};
}
std::string outdated(FeedShelf& shelf, Instant at = rendered) {
    const auto found = shelf.next_outdated(at, 10);
    return found ? found->token_hash : std::string{};
}

TEST(FeedShelves, GiveWhatWasPutThereUntilItChanges) {
    FeedShelf shelf;
    EXPECT_FALSE(shelf.find(key("a"), rendered));
    shelf.put(key("a"), shown("dana"));
    shelf.put(key("b"), shown("pat"));
    EXPECT_TRUE(shelf.find(key("a"), rendered)->current);
    shelf.outdate("dana");
    EXPECT_FALSE(shelf.find(key("a"), rendered)->current);
    EXPECT_EQ(shelf.find(key("a"), rendered)->bytes->bytes.size(), 10U);
    EXPECT_TRUE(shelf.find(key("b"), rendered)->current);
    shelf.put(key("a"), shown("dana", 20));
    EXPECT_TRUE(shelf.find(key("a"), rendered)->current);
    EXPECT_EQ(shelf.find(key("a"), rendered)->bytes->bytes.size(), 20U);
    shelf.outdate_all();
    EXPECT_FALSE(shelf.find(key("a"), rendered)->current);
    EXPECT_FALSE(shelf.find(key("b"), rendered)->current);
}

TEST(FeedShelves, KnowWhoseAFeedIsNow) {
    FeedShelf shelf{10'000};
    shelf.put(key("a"), shown("dana"));
    shelf.put(key("b"), shown("dana"));
    shelf.put(key("a"), shown(""));
    shelf.outdate("dana");
    EXPECT_TRUE(shelf.find(key("a"), rendered)->current);
    EXPECT_FALSE(shelf.find(key("b"), rendered)->current);
    shelf.outdate("");
    EXPECT_FALSE(shelf.find(key("a"), rendered)->current);
    shelf.put(key("c"), shown("", 9'600)); // the others make room
    shelf.outdate("dana");
    shelf.outdate("");
    EXPECT_FALSE(shelf.find(key("a"), rendered));
    EXPECT_FALSE(shelf.find(key("c"), rendered)->current);
    shelf.clear();
    shelf.outdate("");
    EXPECT_FALSE(shelf.find(key("c"), rendered));
}

TEST(FeedShelves, TellFormsAndLevelsOfPrivacyApart) {
    FeedShelf shelf;
    shelf.put(key("a"), shown("dana"));
    auto other = key("a");
    other.form.alarms = true;
    EXPECT_FALSE(shelf.find(other, rendered));
    other = key("a");
    other.privacy = calendar::Privacy::busy;
    EXPECT_FALSE(shelf.find(other, rendered));
}

TEST(FeedShelves, KnowWhenAFeedChangesByItself) {
    FeedShelf shelf;
    shelf.put(key("a"), shown("dana", 10, rendered + base::hours{1}));
    EXPECT_TRUE(shelf.find(key("a"), rendered + base::minutes{59})->current);
    EXPECT_FALSE(shelf.find(key("a"), rendered + base::hours{1})->current);
    EXPECT_EQ(outdated(shelf, rendered), "");
    EXPECT_EQ(outdated(shelf, rendered + base::hours{1}), "a");
}

TEST(FeedShelves, NameWhatIsToBeRenderedOnceUntilItChangesAgain) {
    FeedShelf shelf;
    shelf.put(key("a"), shown("dana"));
    EXPECT_EQ(outdated(shelf), "");
    shelf.outdate("dana");
    EXPECT_EQ(outdated(shelf), "a");
    EXPECT_EQ(outdated(shelf), ""); // it could not be rendered: not again and again
    shelf.outdate("dana");
    EXPECT_EQ(outdated(shelf), "a");
    auto large = shown("dana");
    large.cases = 11;
    shelf.put(key("a"), large);
    shelf.outdate("dana");
    EXPECT_EQ(outdated(shelf), "");
}

TEST(FeedShelves, ForgetWhatWasNotFetchedForTheLongestWhenTheyAreFull) {
    FeedShelf shelf{10'000};
    for (const auto* name : {"a", "b", "c"})
        shelf.put(key(name), shown(name, 2800));
    EXPECT_TRUE(shelf.find(key("a"), rendered));
    shelf.put(key("d"), shown("d", 2800));
    EXPECT_TRUE(shelf.find(key("a"), rendered));
    EXPECT_FALSE(shelf.find(key("b"), rendered));
    EXPECT_TRUE(shelf.find(key("c"), rendered));
    shelf.put(key("e"), shown("e", 50'000)); // the only one that is left: it is needed
    EXPECT_TRUE(shelf.find(key("e"), rendered));
    EXPECT_FALSE(shelf.find(key("a"), rendered));
    shelf.put(key("e"), shown("e", 10));
    shelf.put(key("a"), shown("a", 2800));
    EXPECT_TRUE(shelf.find(key("e"), rendered));
}

TEST(FeedShelves, KeepNothingOfThoseWhoAreForgotten) {
    FeedShelf shelf;
    shelf.put(key("a"), shown("dana"));
    shelf.clear();
    EXPECT_FALSE(shelf.find(key("a"), rendered));
}

TEST(FeedShelves, GiveTheLastFetchOfEachFeedOnce) {
    FeedShelf shelf;
    shelf.fetched("a", rendered, "Thunderbird/153");
    shelf.fetched("b", rendered, std::string(500, 'x') + "\n");
    shelf.fetched("a", rendered + base::hours{1}, "iOS\r\n/26");
    shelf.clear(); // what was fetched stays true
    const auto fetches = shelf.take_fetches();
    ASSERT_EQ(fetches.size(), 2U);
    EXPECT_EQ(fetches.at("a").at, rendered + base::hours{1});
    EXPECT_EQ(fetches.at("a").client.find_first_of("\r\n"), std::string::npos);
    EXPECT_LE(fetches.at("b").client.size(), 80U);
    EXPECT_TRUE(shelf.take_fetches().empty());
}

TEST(FeedShelves, RememberABoundedNumberOfFetches) {
    FeedShelf shelf;
    for (int n = 0; n < 30'000; ++n)
        shelf.fetched(std::to_string(n), rendered, "x");
    shelf.fetched("0", rendered + base::hours{1}, "y");
    const auto fetches = shelf.take_fetches();
    EXPECT_EQ(fetches.size(), 20'000U);
    EXPECT_EQ(fetches.at("0").client, "y");
}

} // namespace
} // namespace followup::run
