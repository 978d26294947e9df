#include "core/mail/outsiders.hpp"

#include <gtest/gtest.h>

namespace followup::mail {
namespace {

using Heeded = Outsiders::Heeded;

const Instant midday{base::hours{12}};

TEST(Outsiders, AreHeededSoManyTimesInAnHourAndToldWhichIsTheLast) {
    Outsiders outsiders;
    EXPECT_EQ(outsiders.came("link", midday, 3), Heeded::yes);
    EXPECT_EQ(outsiders.came("link", midday, 3), Heeded::yes);
    EXPECT_EQ(outsiders.came("link", midday, 3), Heeded::last);
    EXPECT_EQ(outsiders.came("link", midday + base::minutes{59}, 3), Heeded::no);
    EXPECT_EQ(outsiders.came("link", midday + base::hours{1}, 3), Heeded::yes) << "another hour";
    EXPECT_EQ(outsiders.counts().heeded, 4);
    EXPECT_EQ(outsiders.counts().not_heeded, 1);
}

TEST(Outsiders, TakeNothingFromEachOther) {
    Outsiders outsiders;
    EXPECT_EQ(outsiders.came("strangers", midday, 1), Heeded::last);
    EXPECT_EQ(outsiders.came("strangers", midday, 1), Heeded::no);
    EXPECT_EQ(outsiders.came("link", midday, 1), Heeded::last);
}

TEST(Outsiders, AreAllHeededWhereTheNumberIsNought) {
    Outsiders outsiders;
    for (int n = 0; n < 1000; ++n)
        EXPECT_EQ(outsiders.came("link", midday, 0), Heeded::yes);
}

TEST(Outsiders, AreNotShutOutForLongByAClockThatWasWrong) {
    Outsiders outsiders;
    EXPECT_EQ(outsiders.came("link", midday + base::days{9000}, 1), Heeded::last);
    EXPECT_EQ(outsiders.came("link", midday, 1), Heeded::last);
}

TEST(Outsiders, OfAnyNumberTakeABoundedRoom) {
    Outsiders outsiders;
    for (std::size_t n = 0; n <= Outsiders::sources_max; ++n)
        EXPECT_EQ(outsiders.came(std::to_string(n), midday, 1), Heeded::last);
    EXPECT_EQ(outsiders.came("0", midday, 1), Heeded::last) << "forgotten with the others";
}

} // namespace
} // namespace followup::mail
