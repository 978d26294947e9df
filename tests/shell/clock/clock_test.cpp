#include "shell/clock/clock.hpp"

#include "friday.hpp"

#include <gtest/gtest.h>

namespace followup::clock {
namespace {

using namespace std::chrono_literals;

TEST(SystemClock, ShowsTheRealTimeInWholeSeconds) {
    const auto clock = system_clock();
    const auto before = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto now = clock->now();
    const auto after = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    EXPECT_GE(now, before);
    EXPECT_LE(now, after);
    EXPECT_EQ(clock->real(friday), RealTime(friday));
    EXPECT_EQ(clock->speed(), 1.0);
}

TEST(ShiftedClock, BeginsWhereItIsTold) {
    const auto clock = shifted_clock(friday, 1.0);
    EXPECT_GE(clock->now(), friday);
    EXPECT_LT(clock->now(), friday + 1h);
}

TEST(ShiftedClock, ComesToAnInstantAtTheRealTimeItNames) {
    for (const double speed : {0.5, 1.0, 60.0, 86400.0}) {
        SCOPED_TRACE(speed);
        const auto clock = shifted_clock(friday, speed);
        const auto before = std::chrono::system_clock::now();
        const auto real = clock->real(friday + 24h);
        const auto after = std::chrono::system_clock::now();
        const std::chrono::duration<double> ahead = 24h / speed;
        EXPECT_LE(real, std::chrono::time_point_cast<std::chrono::nanoseconds>(after + ahead) + 10us);
        // The clock began before `before`: what had already passed by then is missing here.
        EXPECT_GE(real, std::chrono::time_point_cast<std::chrono::nanoseconds>(before + ahead) - 10s);
    }
}

TEST(ShiftedClock, NamesThePresentForWhatHasPassed) {
    const auto clock = shifted_clock(friday, 10.0);
    const auto before = std::chrono::system_clock::now();
    const auto real = clock->real(friday - 24h);
    EXPECT_GE(real, before);
    EXPECT_LE(real, std::chrono::system_clock::now());
}

TEST(ShiftedClock, RunsAsFastAsItIsTold) {
    const auto clock = shifted_clock(friday, 1e6);
    while (clock->now() < friday + 24h) // 86 ms of real time
        ;
    EXPECT_EQ(clock->speed(), 1e6);
}

TEST(ShiftedClockDeathTest, DoesNotStandOrRunBackwards) {
    EXPECT_DEATH((void)shifted_clock(friday, 0), "a clock runs forward");
    EXPECT_DEATH((void)shifted_clock(friday, -1), "a clock runs forward");
}

TEST(ManualClock, StandsUntilItIsSet) {
    ManualClock clock(friday);
    EXPECT_EQ(clock.now(), friday);
    clock.set(friday + 1h);
    EXPECT_EQ(clock.now(), friday + 1h);
    EXPECT_EQ(clock.real(friday), RealTime(friday));
}

TEST(RealTime, DoesNotOverflowInTheFarFuture) {
    const Instant far = std::chrono::sys_days(std::chrono::year(9999) / 12 / 31);
    EXPECT_EQ(real_time(far), RealTime::max());
    EXPECT_EQ(system_clock()->real(far), RealTime::max());
    EXPECT_EQ(shifted_clock(friday, 1.0)->real(far), RealTime::max());
    EXPECT_EQ(shifted_clock(friday, 0.001)->real(friday + std::chrono::years(1)), RealTime::max());
}

} // namespace
} // namespace followup::clock
