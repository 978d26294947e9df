#include "shell/clock/alarm.hpp"

#include "friday.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

namespace followup::clock {
namespace {

using namespace std::chrono_literals;

/// Far beyond the real present: only the clock that stands by hand gets there.
const Instant year_2250 = std::chrono::sys_days(std::chrono::year(2250) / 1 / 1);

TEST(Alarm, RingsAtOnceForAnInstantThatHasPassedButFromTheLoop) {
    boost::asio::io_context loop(1);
    ManualClock clock(year_2250);
    int rings = 0;
    Alarm alarm(loop, clock, [&] { ++rings; });
    alarm.set(year_2250 - 1s);
    EXPECT_EQ(rings, 0);
    loop.run_one();
    EXPECT_EQ(rings, 1);
}

TEST(Alarm, RingsWhenTheAwaitedInstantIsNow) {
    boost::asio::io_context loop(1);
    ManualClock clock(year_2250);
    int rings = 0;
    Alarm alarm(loop, clock, [&] { ++rings; });
    alarm.set(year_2250);
    loop.run_one();
    EXPECT_EQ(rings, 1);
}

TEST(Alarm, RestsAfterItHasRung) {
    boost::asio::io_context loop(1);
    ManualClock clock(year_2250);
    int rings = 0;
    Alarm alarm(loop, clock, [&] { ++rings; });
    alarm.set(year_2250);
    loop.run_one();
    loop.poll();
    EXPECT_EQ(rings, 1);
    EXPECT_FALSE(loop.stopped()) << "it still waits for the next instant";
}

TEST(Alarm, IsSilentBeforeItsInstant) {
    boost::asio::io_context loop(1);
    ManualClock clock(year_2250);
    int rings = 0;
    Alarm alarm(loop, clock, [&] { ++rings; });
    alarm.set(year_2250 + 1s);
    loop.poll();
    EXPECT_EQ(rings, 0);
    clock.set(year_2250 + 1s);
    alarm.set(year_2250 + 1s);
    loop.run_one();
    EXPECT_EQ(rings, 1);
}

TEST(Alarm, ANewInstantReplacesTheOld) {
    boost::asio::io_context loop(1);
    ManualClock clock(year_2250);
    int rings = 0;
    Alarm alarm(loop, clock, [&] { ++rings; });
    alarm.set(year_2250 - 1h);
    alarm.set(std::nullopt);
    loop.poll();
    EXPECT_EQ(rings, 0);
    alarm.set(year_2250 + 1h);
    alarm.set(year_2250 - 1h);
    loop.run_one();
    EXPECT_EQ(rings, 1);
}

TEST(Alarm, CanBeSetAgainWhileItRings) {
    boost::asio::io_context loop(1);
    ManualClock clock(year_2250);
    int rings = 0;
    Alarm* ringing = nullptr;
    Alarm alarm(loop, clock, [&] {
        if (++rings < 3)
            ringing->set(year_2250 - 1s);
        else
            ringing->close();
    });
    ringing = &alarm;
    alarm.set(year_2250 - 1s);
    loop.run();
    EXPECT_EQ(rings, 3);
}

TEST(Alarm, RingsNoEarlierThanAShiftedClockGetsThere) {
    boost::asio::io_context loop(1);
    const auto clock = shifted_clock(friday, 1000.0);
    const auto at = clock->now() + 20s;
    Instant rang;
    Alarm* ringing = nullptr;
    Alarm alarm(loop, *clock, [&] {
        rang = clock->now();
        ringing->close();
    });
    ringing = &alarm;
    alarm.set(at);
    loop.run();
    EXPECT_GE(rang, at);
}

TEST(Alarm, FollowsTheSystemsClock) {
    boost::asio::io_context loop(1);
    const auto clock = system_clock();
    const auto at = clock->now() + 1s;
    Instant rang;
    Alarm* ringing = nullptr;
    Alarm alarm(loop, *clock, [&] {
        rang = clock->now();
        ringing->close();
    });
    ringing = &alarm;
    alarm.set(at);
    loop.run();
    EXPECT_GE(rang, at);
}

TEST(Alarm, LetsTheLoopEndOnceItIsClosed) {
    boost::asio::io_context loop(1);
    ManualClock clock(year_2250);
    int rings = 0;
    {
        Alarm alarm(loop, clock, [&] { ++rings; });
        alarm.set(year_2250 - 1s);
        alarm.close();
        alarm.close();
        alarm.set(year_2250 - 1s);
        loop.run();
    }
    loop.restart();
    {
        Alarm destroyed(loop, clock, [&] { ++rings; });
    }
    loop.run();
    EXPECT_EQ(rings, 0);
}

TEST(Alarm, MayBeDestroyedBetweenItsExpiryAndItsRing) {
    boost::asio::io_context loop(1);
    ManualClock clock(year_2250);
    int rings = 0;
    auto alarm = std::make_unique<Alarm>(loop, clock, [&] { ++rings; });
    alarm->set(year_2250 - 1s);
    alarm.reset();
    loop.run();
    EXPECT_EQ(rings, 0);
}

} // namespace
} // namespace followup::clock
