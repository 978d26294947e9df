#include "shell/run/looked_through.hpp"

#include "keeper.hpp"

namespace followup::run {
namespace {

Forgotten somebody() {
    Forgotten whom;
    whom.identity = "dana@candidate.example";
    whom.addresses = {"dana@candidate.example"};
    whom.names = {"dana@candidate.example", "Dana Reyes"};
    whom.erased.interviews = {"acme-1"};
    whom.erased.mails.push_back({.number = 7, .to_candidate = true, .left = {}, .surely = false});
    return whom;
}

TEST(WhatWasLookedThrough, NeedsNotBeReadAgainForTheSamePerson) {
    LookedThrough looked{somebody()};
    looked.add("done/2026-11-20/a.toml");
    EXPECT_TRUE(looked.silent(somebody()).contains("done/2026-11-20/a.toml"));
    EXPECT_FALSE(looked.silent(somebody()).contains("done/2026-11-20/b.toml"));
}

TEST(WhatWasLookedThrough, IsReadAgainWhenTheyAreCalledMoreByThen) {
    LookedThrough looked{somebody()};
    looked.add("a.toml");
    auto married = somebody();
    married.names.insert("Dana Ortiz");
    EXPECT_TRUE(looked.silent(married).empty());
    auto moved = somebody();
    moved.addresses.insert("dana@home.example");
    EXPECT_TRUE(looked.silent(moved).empty());
    auto again = somebody();
    again.erased.interviews.push_back("acme-2");
    EXPECT_TRUE(looked.silent(again).empty());
    auto met = somebody();
    met.met = queue::WhoseMet{};
    EXPECT_TRUE(looked.silent(met).empty());
    auto written = somebody();
    written.erased.mails.push_back({.number = 8, .to_candidate = true, .left = {}, .surely = false});
    EXPECT_TRUE(looked.silent(written).empty());
}

TEST(WhatWasLookedThrough, IsNothingForSomebodyElse) {
    LookedThrough looked;
    looked.add("a.toml");
    EXPECT_TRUE(looked.silent(somebody()).empty());
}

/// One who is to be forgotten while files beside the ledger are looked through.
class Forgetting : public Keeper {
  protected:
    Forgetting() {
        take(interview(2), ended);
        keeper->before_forgetting(
            {.look_through =
                 [this](const Forgotten& whom, const config::Config&) {
                     EXPECT_FALSE(store->in_transaction());
                     ++x_looks;
                     LookedThrough looked{whom};
                     looked.add("old.toml");
                     if (x_meanwhile) std::exchange(x_meanwhile, {})();
                     return looked;
                 },
             .carry_out = [this](Forgotten& whom, const LookedThrough& looked) -> base::Result<void> {
                 EXPECT_TRUE(store->in_transaction());
                 x_interviews = whom.erased.interviews.size();
                 x_silent = looked.silent(whom).size();
                 ++x_carried;
                 return {};
             }});
    }
    void forget() { take({"forget.toml", "[[forget]]\ncandidate = \"c2@candidate.example\"\n"}, ended); }

    std::function<void()> x_meanwhile;
    int x_looks = 0;
    int x_carried = 0;
    std::size_t x_interviews = 0;
    std::size_t x_silent = 0;
};

TEST_F(Forgetting, LooksThroughTheFilesBeforeAndCarriesOutOnce) {
    forget();
    EXPECT_EQ(x_looks, 1);
    EXPECT_EQ(x_carried, 1);
    EXPECT_EQ(x_silent, 1U);
    EXPECT_TRUE(got(store->all_cases()).empty());
}

TEST_F(Forgetting, TakesWhatComesMeanwhileAsWell) {
    x_meanwhile = [this] { take(interview(2, "2b"), ended); };
    forget();
    EXPECT_EQ(x_carried, 1);
    EXPECT_EQ(x_interviews, 2U);
    EXPECT_EQ(x_silent, 0U) << "everything is read again";
    EXPECT_TRUE(got(store->all_cases()).empty());
}

TEST_F(Forgetting, OfSomebodyWhoWasForgottenMeanwhileIsDoneAllTheSame) {
    x_meanwhile = [this] { forget(); };
    forget();
    EXPECT_EQ(x_carried, 2);
    EXPECT_TRUE(got(store->all_cases()).empty());
}

TEST_F(Forgetting, LooksThroughNothingForWhatForgetsNobody) {
    take(interview(3), ended);
    EXPECT_EQ(x_looks, 0);
}

} // namespace
} // namespace followup::run
