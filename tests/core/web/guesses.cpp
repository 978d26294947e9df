#include "core/web/guesses.hpp"

#include <gtest/gtest.h>

namespace followup::web {
namespace {

const auto now = *base::parse_instant("2026-11-20T09:00:00Z");

TEST(Guessing, IsHeldBackAfterSoManyFailures) {
    Guesses guesses;
    for (int n = 0; n < Guesses::free; ++n)
        EXPECT_FALSE(guesses.failed("203.0.113.5", now));
    EXPECT_TRUE(guesses.failed("203.0.113.5", now));
    EXPECT_FALSE(guesses.failed("203.0.113.6", now));
    EXPECT_TRUE(guesses.failed("203.0.113.5", now + Guesses::span - base::seconds{1}));
    EXPECT_FALSE(guesses.failed("203.0.113.5", now + Guesses::span));
}

TEST(Guessing, IsForgivenWhenTheClockIsSetBack) {
    Guesses guesses;
    for (int n = 0; n <= Guesses::free; ++n)
        (void)guesses.failed("203.0.113.5", now);
    EXPECT_FALSE(guesses.failed("203.0.113.5", now - base::hours{1}));
}

TEST(Guessing, FromAnyNumberOfAddressesIsRememberedInABound) {
    Guesses guesses;
    for (int n = 0; n < 25'000; ++n) {
        EXPECT_FALSE(guesses.failed(std::to_string(n), now + base::seconds{n / 1000}));
        ASSERT_LE(guesses.askers(), Guesses::askers_max);
    }
    EXPECT_GT(guesses.askers(), 0U);
    for (int n = 25'000; guesses.askers() < Guesses::askers_max; ++n)
        (void)guesses.failed(std::to_string(n), now + base::minutes{1});
    EXPECT_FALSE(guesses.failed("later", now + base::hours{1}));
    EXPECT_EQ(guesses.askers(), 1U);
}

} // namespace
} // namespace followup::web
