#include "core/calendar/zone_rules.hpp"

#include "core/hours/ics_lines.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::calendar {
namespace {

ZoneRules rules(const std::string& parts) {
    const auto read = hours::ics_events(
        "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:X\n" + parts + "END:VTIMEZONE\nEND:VCALENDAR\n", "zone.ics");
    return ZoneRules{read.zones.at(0)};
}

std::string part(const std::string& begin, const std::string& from, const std::string& to,
                 const std::string& more) {
    return "BEGIN:STANDARD\nDTSTART:" + begin + "\nTZOFFSETFROM:" + from + "\nTZOFFSETTO:" + to + "\n" + more
           + "END:STANDARD\n";
}

base::LocalTime local(std::string_view text) {
    return base::LocalTime{base::parse_instant(std::string{text} + "Z")->time_since_epoch()};
}

/// The clocks of Chicago: as Outlook writes them since 1601, and with the rule that held until 2006.
const std::string today =
    part("16010101T020000", "-0600", "-0500", "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\n")
    + part("16010101T020000", "-0500", "-0600", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\n");
const std::string before_2007 =
    part("19870405T020000", "-0600", "-0500",
         "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4;UNTIL=20060402T080000Z\n")
    + part("19871025T020000", "-0500", "-0600",
           "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10;UNTIL=20061029T070000Z\n")
    + part("20070311T020000", "-0600", "-0500", "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\n")
    + part("20071104T020000", "-0500", "-0600", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\n");

TEST(ZoneRules, GiveTheOffsetOfAWallClockTime) {
    const auto chicago = rules(before_2007);
    const struct {
        std::string_view time;
        int hours;
    } cases[] = {
        {"2005-07-01T12:00:00", -5}, {"2006-04-02T01:59:59", -6}, {"2006-04-02T03:00:00", -5},
        {"2006-10-29T00:59:59", -5}, {"2006-10-29T02:00:00", -6}, {"2007-03-10T12:00:00", -6},
        {"2007-03-12T12:00:00", -5}, {"2026-11-20T14:00:00", -6}, {"2026-07-20T14:00:00", -5},
        {"2026-03-08T02:30:00", -6}, // left out by the clocks: the offset before it
        {"2026-11-01T01:30:00", -5}, // shown twice: the first
        {"2199-07-01T12:00:00", -5}, {"1970-01-01T00:00:00", -6},
    };
    for (const auto& each : cases)
        EXPECT_EQ(chicago.offset(local(each.time)), base::hours{each.hours}) << each.time;
}

TEST(ZoneRules, KnowSingleDaysOfChange) {
    const auto zone =
        rules(part("20260101T000000", "+0300", "+0345", "RDATE:20260601T000000,20270101T000000\n")
              + part("20260301T000000", "+0345", "+0300", ""));
    EXPECT_EQ(zone.offset(local("2026-02-01T00:00:00")), base::minutes{225});
    EXPECT_EQ(zone.offset(local("2026-04-01T00:00:00")), base::minutes{180});
    EXPECT_EQ(zone.offset(local("2026-07-01T00:00:00")), base::minutes{225});
}

TEST(ZoneRules, ThatCannotBeReadGiveNothing) {
    EXPECT_FALSE(rules("").offset(local("2026-07-01T00:00:00")));
    for (const std::string offset : {"", "0600", "+", "+0660", "+2400", "six", "-06000", "+06000000"})
        EXPECT_FALSE(rules(part("20260101T000000", "+0000", offset, "")).offset(local("2026-07-01T00:00:00")))
            << offset;
}

TEST(UtcOffsets, AreReadAsTheStandardAndAsPeopleWriteThem) {
    for (const std::string text : {"-0530", "-05:30", "-530", "-5:30", "\u22125:30", " -053000 "})
        EXPECT_EQ(utc_offset(text), -base::minutes{330}) << text;
    for (const std::string text : {"+6", "+06", "+0600", "+06:00"})
        EXPECT_EQ(utc_offset(text), base::minutes{360}) << text;
}

TEST(ZoneRules, EndlessRulesEnd) {
    const auto zone =
        rules(part("16010101T000000", "+0100", "+0200",
                   "RRULE:FREQ=SECONDLY\nRRULE:FREQ=DAILY\nRRULE:FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2\n"));
    EXPECT_TRUE(zone.offset(local("2026-07-01T00:00:00")));
}

RC_GTEST_PROP(ZoneRules, OfChicagoAreThoseOfTheSystem, ()) {
    static const auto described = rules(today);
    const auto chicago = *base::Zone::named("America/Chicago");
    const base::LocalTime time{base::seconds{*rc::gen::inRange<std::int64_t>(1'199'145'600, 4'000'000'000)}};
    const auto resolved = chicago.resolve(time);
    if (resolved.met == base::Zone::Met::once)
        RC_ASSERT(described.offset(time) == chicago.offset(resolved.at));
}

} // namespace
} // namespace followup::calendar
