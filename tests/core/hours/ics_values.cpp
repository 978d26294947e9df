#include "core/hours/ics_values.hpp"

#include <gtest/gtest.h>

namespace followup::hours {
namespace {

std::string shown(const std::optional<IcsTime>& time) {
    if (!time) return "-";
    const auto text = base::rfc3339(base::Instant{time->local.time_since_epoch()}).substr(0, 19);
    return (time->whole_day ? text.substr(0, 10) : text) + (time->utc ? "Z" : "")
           + (time->zone ? " " + time->zone->name() : "");
}

TEST(IcsTimes, AreReadAsTheyAreWritten) {
    const std::pair<const char*, const char*> cases[]{
        {"DTSTART;VALUE=DATE:20261225", "2026-12-25"},
        {"DTSTART:20261225", "2026-12-25"},
        {"DTSTART:20261225T093000", "2026-12-25T09:30:00"},
        {"DTSTART:20261225T093000Z", "2026-12-25T09:30:00Z"},
        {"DTSTART;TZID=America/Chicago:20261225T233000", "2026-12-25T23:30:00 America/Chicago"},
        {"DTSTART;TZID=Nowhere Standard Time:20261225T233000", "2026-12-25T23:30:00"},
        {"RDATE;VALUE=PERIOD:20261225T093000Z/PT1H", "2026-12-25T09:30:00Z"},
        {"RDATE;VALUE=DATE:20261225", "2026-12-25"},
        {"DTSTART;VALUE=DATE:20260230", "-"},
        {"DTSTART;VALUE=DATE:2026122", "-"},
        {"DTSTART:", "-"},
        {"DTSTART:tomorrow", "-"},
        {"DTSTART", "-"},
        {"SUMMARY:20261225", "-"},
    };
    for (const auto& [line, expected] : cases)
        EXPECT_EQ(shown(read_time(line)), expected) << line;
}

TEST(IcsTimes, InUtcAreSeenFromAKnownZone) {
    const auto begin = read_time("DTSTART;TZID=America/Chicago:20261225T180000");
    const auto utc = read_time("RECURRENCE-ID:20261226T000000Z");
    const auto floating = read_time("RECURRENCE-ID:20261226T000000");
    EXPECT_EQ(utc->seen_from(*begin), begin->local);
    EXPECT_EQ(floating->seen_from(*begin), floating->local);
    EXPECT_EQ(utc->seen_from(*floating), utc->local);
}

TEST(IcsValues, OfAListAreTakenApart) {
    EXPECT_EQ(single_values("RDATE;X=\"a:b,c\":1,2"),
              (std::vector<std::string>{"RDATE;X=\"a:b,c\":1", "RDATE;X=\"a:b,c\":2"}));
    EXPECT_EQ(single_values("RDATE:1").size(), 1u);
    EXPECT_EQ(single_values("RDATE").size(), 1u);
}

TEST(IcsValues, DurationsAreWholeSeconds) {
    EXPECT_EQ(read_duration("DURATION:P2D"), base::seconds{172800});
    EXPECT_EQ(read_duration("DURATION:P1W"), base::seconds{604800});
    EXPECT_EQ(read_duration("DURATION:-PT1H"), base::seconds{-3600});
    EXPECT_FALSE(read_duration("DURATION:2 days"));
    EXPECT_FALSE(read_duration("DTSTART:20260101"));
}

TEST(IcsValues, TextsAreUnescaped) {
    EXPECT_EQ(read_text("SUMMARY:Christmas\\, Day\\; one\\\\two"), "Christmas, Day; one\\two");
    EXPECT_EQ(read_text("SUMMARY;LANGUAGE=en:Day"), "Day");
    EXPECT_EQ(read_text("SUMMARY:"), "");
    EXPECT_EQ(read_text("STATUS:CANCELLED"), "CANCELLED");
    EXPECT_EQ(read_text("UID:a@b"), "a@b");
}

TEST(IcsRules, ThatNoClosedDayFollowsAreRefusedWithTheReason) {
    IcsTime begin;
    begin.whole_day = true;
    const std::pair<const char*, const char*> cases[]{
        {"RRULE:FREQ=HOURLY", "it recurs more often than daily, which no closed day does"},
        {"RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
         "it recurs more often than daily, which no closed day does"},
        {"RRULE:FREQ=SOMETIMES", "'RRULE:FREQ=SOMETIMES' cannot be read"},
        {"RRULE:", "'RRULE:' cannot be read"},
        {"RRULE:FREQ=WEEKLY;BYDAY=2MO", "its BYDAY counts weekdays of a week"},
    };
    for (const auto& [line, what] : cases) {
        const auto rule = read_rule(line, begin);
        ASSERT_FALSE(rule) << line;
        EXPECT_EQ(rule.error().what, what);
    }
}

TEST(IcsRules, UntilIsReadInTheZoneOfTheFirstDay) {
    const auto evening = read_time("DTSTART;TZID=America/Chicago:20261220T180000");
    EXPECT_EQ(read_rule("RRULE:FREQ=DAILY;UNTIL=20261226T000000Z", *evening)->until,
              base::parse_date("2026-12-25"));
    EXPECT_EQ(read_rule("RRULE:FREQ=DAILY;UNTIL=20261225T235959Z", *evening)->until,
              base::parse_date("2026-12-24"));
    const auto day = read_time("DTSTART;VALUE=DATE:20261220");
    EXPECT_EQ(read_rule("RRULE:FREQ=DAILY;UNTIL=20261225T000000Z", *day)->until,
              base::parse_date("2026-12-25"));
    EXPECT_EQ(read_rule("RRULE:FREQ=DAILY;UNTIL=20261225", *day)->until, base::parse_date("2026-12-25"));
}

} // namespace
} // namespace followup::hours
