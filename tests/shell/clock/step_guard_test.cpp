#include "shell/clock/step_guard.hpp"

#include "friday.hpp"

#include <gtest/gtest.h>

namespace followup::clock {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::seconds;

/// The system's clocks, which the test moves.
class ClockSteps : public testing::Test {
  protected:
    std::optional<StepGuard::Step> after(seconds time) {
        x_now.real += time;
        x_now.boot += time;
        return guard.look(x_now, [this] { return x_kept; });
    }
    void set(seconds by) { x_now.real += by; }
    void keep_by_ntp(bool kept) { x_kept = kept; }
    [[nodiscard]] const Reading& now() const { return x_now; }

    StepGuard guard;

  private:
    Reading x_now{.real = friday, .boot = 100s};
    bool x_kept = false;
};

TEST_F(ClockSteps, AreNotSeenWhereTimeJustPasses) {
    for (const seconds pause : {0s, 1s, seconds(1h), seconds(days(400))})
        EXPECT_FALSE(after(pause));
}

TEST_F(ClockSteps, ThatAreSmallAreBelieved) {
    EXPECT_FALSE(after(0s));
    for (const seconds by : {-120s, 900s, -1s, 1s}) {
        set(by);
        EXPECT_FALSE(after(60s)) << by.count();
    }
}

TEST_F(ClockSteps, BackAreWaitedOutForTenMinutes) {
    EXPECT_FALSE(after(0s));
    set(-121s);
    const auto step = after(1s);
    ASSERT_TRUE(step);
    EXPECT_EQ(step->gained, -121s);
    EXPECT_FALSE(step->asks);
    EXPECT_TRUE(after(599s));
    EXPECT_FALSE(after(1s));
    EXPECT_FALSE(after(1s)) << "and it is believed from then on";
}

TEST_F(ClockSteps, AheadByADayAtMostAreWaitedOutToo) {
    EXPECT_FALSE(after(0s));
    set(days(1));
    const auto step = after(0s);
    ASSERT_TRUE(step);
    EXPECT_EQ(step->gained, seconds(days(1)));
    EXPECT_FALSE(step->asks);
    EXPECT_FALSE(after(600s));
}

TEST_F(ClockSteps, FarAheadWaitForSomebodyToSay) {
    EXPECT_FALSE(after(0s));
    set(seconds(days(61)));
    EXPECT_TRUE(after(1s)->asks);
    EXPECT_TRUE(after(days(3)));
    guard.accept(now());
    EXPECT_FALSE(after(1s));
}

TEST_F(ClockSteps, AreOverWhenTheClockIsSetRight) {
    EXPECT_FALSE(after(0s));
    set(days(61));
    EXPECT_TRUE(after(60s));
    set(-days(61));
    EXPECT_FALSE(after(60s));
    set(days(61));
    EXPECT_TRUE(after(60s)) << "and the next is seen like the first";
}

TEST_F(ClockSteps, OfAClockThatNtpKeepsAreBelieved) {
    EXPECT_FALSE(after(0s));
    set(days(61));
    keep_by_ntp(true);
    EXPECT_FALSE(after(1s));
    keep_by_ntp(false);
    EXPECT_FALSE(after(1s)) << "what it showed then was right";
}

TEST_F(ClockSteps, WhileNobodyLookedAreToldByWhenTheClockWasBelievedLast) {
    struct Row {
        seconds since; ///< from then to the first look
        bool doubted;
        bool asks;
    };
    for (const auto& [since, doubted, asks] :
         {Row{-121s, true, false}, Row{-120s, false, false}, Row{0s, false, false},
          Row{days(7), false, false}, Row{days(7) + 1s, true, true}, Row{days(3000), true, true}}) {
        SCOPED_TRACE(since.count());
        guard = StepGuard{now().real - since};
        const auto step = after(0s);
        ASSERT_EQ(step.has_value(), doubted);
        EXPECT_EQ(step && step->asks, asks);
    }
}

TEST_F(ClockSteps, OfAMachineThatForgotTheTimeEndWhenItIsToldTheTime) {
    guard = StepGuard{friday + days(2000)}; // its battery is empty: it believes in a Friday long ago
    EXPECT_TRUE(after(1s));
    set(days(2003));
    EXPECT_FALSE(after(1s));
}

} // namespace
} // namespace followup::clock
