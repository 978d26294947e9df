#include "core/config/values.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::config {
namespace {

using base::seconds;

TEST(Durations, AreNumbersWithUnits) {
    const struct {
        std::string_view text;
        long seconds;
    } cases[] = {{"15 min", 900},      {"2 h", 7200},         {"24 h", 86400},  {"600 s", 600},
                 {"5 d", 432000},      {"15min", 900},        {"1 hour", 3600}, {"90 seconds", 90},
                 {"1 h 30 min", 5400}, {" 2  days ", 172800}, {"0 s", 0},       {"1 w", 604800}};
    for (const auto& each : cases)
        EXPECT_EQ(duration(each.text), seconds{each.seconds}) << each.text;
    for (const auto* text : {"", " ", "15", "min", "15 mins ago", "-1 s", "1.5 h", "1 H",
                             "99999999999999999999 s", "4000 d", "1 h and 2 min", "s 1", "15 min,"})
        EXPECT_FALSE(duration(text)) << text;
}

TEST(Durations, AreSaidInTheLargestUnitThatFits) {
    EXPECT_EQ(in_words(seconds{86400}), "24 h");
    EXPECT_EQ(in_words(seconds{172800}), "2 d");
    EXPECT_EQ(in_words(seconds{5400}), "90 min");
    EXPECT_EQ(in_words(seconds{61}), "61 s");
    EXPECT_EQ(in_words(seconds{0}), "0 s");
}

RC_GTEST_PROP(Durations, AreReadAsTheyAreSaid, ()) {
    const seconds time{*rc::gen::inRange<std::int64_t>(0, 3653L * 86400)};
    RC_ASSERT(duration(in_words(time)) == time);
}

TEST(WallClocks, AreReadWithAndWithoutSeconds) {
    EXPECT_EQ(wall_clock("08:30"), base::minutes{510});
    EXPECT_EQ(wall_clock("08:30:15"), seconds{30615});
    EXPECT_EQ(wall_clock("24:00"), base::hours{24});
    for (const auto* text :
         {"", "8:30", "08:60", "24:01", "25:00", "08:30:60", "0830", "08:30:00:00", "ab:cd", "-1:00"})
        EXPECT_FALSE(wall_clock(text)) << text;
    EXPECT_EQ(clock_words(seconds{30615}), "08:30:15");
    EXPECT_EQ(clock_words(base::hours{24}), "24:00");
}

TEST(Paths, AreBesideTheFileUnlessTheyAreAbsolute) {
    EXPECT_EQ(beside("/etc/f.toml", "x"), "/etc/x");
    EXPECT_EQ(beside("/etc/f.toml", "/x"), "/x");
    EXPECT_EQ(beside("f.toml", "x"), "x");
}

} // namespace
} // namespace followup::config
