#include "shell/run/doubt.hpp"

#include "shell/run/keeper.hpp"

namespace followup::run {
namespace {

using base::days;
using base::hours;
using base::seconds;

class DoubtedClock : public Keeper {
  protected:
    [[nodiscard]] bool doubts(Instant real, seconds boot) const {
        return got(keeper->clock_doubt().look({.real = real, .boot = boot}, [] { return false; }))
            .has_value();
    }
};

TEST_F(DoubtedClock, IsFoundAfterARestartByWhatTheLedgerRemembers) {
    start("");
    EXPECT_FALSE(doubts(ended, seconds{100}));
    start("");
    EXPECT_FALSE(doubts(ended + days{6}, seconds{5})) << "the machine was off";
    start("");
    EXPECT_TRUE(doubts(ended + days{60}, seconds{5}));
    EXPECT_TRUE(doubts(ended + days{60} + hours{1}, seconds{3605}));
    start("");
    EXPECT_TRUE(doubts(ended + days{60} + hours{2}, seconds{7205})) << "what is doubted is not remembered";
}

TEST_F(DoubtedClock, IsBelievedWhenSomebodySaysSo) {
    start("");
    EXPECT_FALSE(keeper->clock_doubt().accept()) << "nobody doubts it";
    EXPECT_FALSE(doubts(ended, seconds{100}));
    EXPECT_TRUE(doubts(ended + days{60}, seconds{101}));
    EXPECT_TRUE(keeper->clock_doubt().found());
    EXPECT_TRUE(keeper->clock_doubt().accept());
    EXPECT_FALSE(doubts(ended + days{60}, seconds{102}));
    EXPECT_FALSE(keeper->clock_doubt().found());
    start("");
    EXPECT_FALSE(doubts(ended + days{60}, seconds{5}));
}

TEST_F(DoubtedClock, LeavesTheTimeAtWhichItWasBelievedLast) {
    start("");
    EXPECT_FALSE(doubts(ended, seconds{100}));
    EXPECT_EQ(keeper->clock_doubt().believed(ended + hours{1}), ended + hours{1});
    EXPECT_TRUE(doubts(ended + days{60}, seconds{101}));
    EXPECT_EQ(keeper->clock_doubt().believed(ended + days{60}), ended);
    start("");
    EXPECT_TRUE(doubts(ended + days{60}, seconds{5}));
    EXPECT_EQ(keeper->clock_doubt().believed(ended + days{60}), ended) << "as the ledger remembers it";
}

TEST_F(DoubtedClock, TakesNoEntryOutOfACalendar) {
    start("");
    EXPECT_FALSE(doubts(ended, seconds{100}));
    take(interview(1), ended);
    const auto address = got(keeper->feed_address({"pat", plan::Role::recruiter}, ended));
    const auto before = got(keeper->feed({address.token}, ended))->bytes;
    EXPECT_TRUE(doubts(ended + days{90}, seconds{101}));
    const auto now = keeper->clock_doubt().believed(ended + days{90});
    EXPECT_EQ(got(keeper->feed({address.token}, now))->bytes, before);
    start("");
    EXPECT_TRUE(doubts(ended + days{90}, seconds{5})) << "nothing is on the shelf after a start";
    EXPECT_EQ(got(keeper->feed({address.token}, keeper->clock_doubt().believed(ended + days{90})))->bytes,
              before);
}

TEST_F(DoubtedClock, IsToldOfInWordsThatSayWhatToDo) {
    EXPECT_EQ(base::text(doubt_words({.gained = days{61} + hours{5}, .asks = true})),
              "clock: the system's clock leapt ahead by 61 days and nothing like NTP keeps it, so nothing is "
              "taken in and no reminder goes out; set it right, and it goes on by itself; if it is right, "
              "say so with followup outbox "
              "release "
              "all");
    EXPECT_EQ(
        base::text(doubt_words({.gained = -hours{3}})),
        "clock: the system's clock was set back by 3 hours and nothing like NTP keeps it, so nothing is "
        "taken in and no reminder goes out; set it right, and it goes on by itself; else it is believed "
        "after ten minutes");
}

} // namespace
} // namespace followup::run
