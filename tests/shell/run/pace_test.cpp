#include "shell/run/pace.hpp"

#include <gtest/gtest.h>

namespace followup::run {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

TEST(Pace, BeginsWithTheLeast) {
    EXPECT_EQ((Pace{20, 200}.next()), 20U);
}

TEST(Pace, GrowsToTheMostWhileItIsQuickAndNeverMoreThanTwice) {
    Pace pace{20, 200};
    pace.done(20, microseconds{10});
    EXPECT_EQ(pace.next(), 40U);
    for (int n = 0; n < 5; ++n)
        pace.done(pace.next(), microseconds{10});
    EXPECT_EQ(pace.next(), 200U);
}

TEST(Pace, TakesAsManyAsFitIntoItsSpan) {
    Pace pace{10, 1000};
    for (int n = 0; n < 10; ++n)
        pace.done(pace.next(), microseconds{100} * pace.next());
    EXPECT_NEAR(static_cast<double>(pace.next()), Pace::span / microseconds{100}, 1.0);
}

TEST(Pace, SlowsDownAtOnceButNotBelowTheLeast) {
    Pace pace{20, 200};
    for (int n = 0; n < 5; ++n)
        pace.done(pace.next(), microseconds{1});
    pace.done(200, 20 * Pace::span);
    EXPECT_EQ(pace.next(), 20U);
}

TEST(Pace, LearnsNothingFromAFew) {
    Pace pace{20, 200};
    pace.done(3, milliseconds{500});
    pace.done(0, milliseconds{500});
    pace.done(20, microseconds{1});
    EXPECT_EQ(pace.next(), 40U);
}

} // namespace
} // namespace followup::run
