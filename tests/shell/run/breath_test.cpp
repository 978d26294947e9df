#include "shell/run/breath.hpp"

#include "keeper.hpp"
#include "shell/run/lookup.hpp"

namespace followup::run {
namespace {

/// Three cases of one recruiter, whose calendar is made while others work at the ledger.
class Between : public Keeper {
  protected:
    Between() {
        for (int number = 1; number <= 3; ++number)
            take(interview(number), ended);
        x_token = address().token;
    }
    Bookkeeper::Address address() { return got(keeper->feed_address({"pat", plan::Role::recruiter}, ended)); }
    /// Does it once, before the piece of that number.
    void others_do(int piece, std::function<void()> what) {
        keeper->breath().taken_by({.leave =
                                       [this, piece, what = std::move(what)] {
                                           if (++x_pieces == piece) what();
                                       },
                                   .come_back = [](std::string_view) {},
                                   .ending = [this] { return x_ending; }});
    }
    std::string calendar() {
        const auto feed = got(keeper->feed({.token = x_token}, ended));
        return feed ? feed->bytes : std::string{};
    }
    void forget_the_second() {
        take({"forget.toml", "[[forget]]\ncandidate = \"c2@candidate.example\"\n"}, ended);
    }

    std::string x_token;
    int x_pieces = 0;
    bool x_ending = false;
};

TEST_F(Between, TheCasesOfACalendarOthersWork) {
    others_do(1, [] {});
    EXPECT_TRUE(calendar().contains("Candidate 2"));
    EXPECT_EQ(x_pieces, 3);
}

class BetweenAnyTwo : public Between, public testing::WithParamInterface<int> {};

TEST_P(BetweenAnyTwo, CasesSomebodyMayBeForgottenAndIsInNoCalendarThen) {
    others_do(GetParam(), [this] { forget_the_second(); });
    const auto bytes = calendar();
    EXPECT_TRUE(bytes.contains("Candidate 1"));
    EXPECT_FALSE(bytes.contains("Candidate 2"));
    EXPECT_FALSE(calendar().contains("Candidate 2")) << "on the shelf";
    EXPECT_EQ(keeper->store().times_set_aside(), 0U) << "who is gone is not damaged";
}

INSTANTIATE_TEST_SUITE_P(OfThree, BetweenAnyTwo, testing::Values(1, 2, 3));

TEST_F(Between, TwoCasesAnAddressMayBeTakenOutOfUseAndServesNothingThen) {
    others_do(3, [this] {
        got(keeper->revoke_feed({"pat", plan::Role::recruiter}, ended, calendar::Privacy::full));
    });
    EXPECT_FALSE(calendar().contains("Candidate"));
    EXPECT_FALSE(calendar().contains("Candidate")) << "on the shelf";
}

TEST_F(Between, TwoCasesOneMayChangeAndTheCalendarIsMadeOnceMore) {
    others_do(3, [this] {
        std::string letters;
        for (const auto* number : {"1", "2", "3"})
            letters += std::string{"[[letter]]\ninterview = \"case-"} + number
                       + "\"\nto = \"Margaret Chen\"\nat = 2026-11-20T21:29:00Z\n";
        take({"sent.toml", letters}, ended);
    });
    const auto early = calendar();
    EXPECT_NE(calendar(), early);
}

TEST_F(Between, TwoCasesOfAListOneMayBeForgotten) {
    others_do(2, [this] { forget_the_second(); });
    auto numbers = got(keeper->store().all_cases());
    ASSERT_EQ(numbers.size(), 3U);
    const auto cases = standings(*keeper, numbers, ended);
    ASSERT_TRUE(cases);
    EXPECT_EQ(cases->size(), 2U);
    EXPECT_EQ(numbers.size(), 2U);
}

TEST_F(Between, TwoCasesOfAListEverythingMayEnd) {
    others_do(2, [this] { x_ending = true; });
    auto numbers = got(keeper->store().all_cases());
    const auto cases = standings(*keeper, numbers, ended);
    ASSERT_FALSE(cases);
    EXPECT_EQ(cases.error().status, 503);
}

} // namespace
} // namespace followup::run
