#include "core/hours/holidays.hpp"

#include "date.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::hours {
namespace {

Holidays read(const std::string& bytes) {
    return read_ics(bytes, "us.ics", date("2026-01-01"), date("2030-12-31"));
}

/// A calendar of one event with these lines.
std::string with(const std::string& lines) {
    return "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n" + lines + "\nEND:VEVENT\nEND:VCALENDAR\n";
}

std::string dates(const Holidays& holidays) {
    std::string text;
    for (const auto& day : holidays.days)
        text += (text.empty() ? "" : " ") + base::iso(day.date);
    return text;
}

struct EventCase {
    const char* about;
    const char* lines;
    const char* dates;
};

class HolidayIcs : public testing::TestWithParam<EventCase> {};

TEST_P(HolidayIcs, GivesTheDaysOfAnEvent) {
    const auto holidays = read(with(GetParam().lines));
    EXPECT_EQ(dates(holidays), GetParam().dates) << GetParam().about;
    EXPECT_EQ(base::text(holidays.problems), "") << GetParam().about;
}

INSTANTIATE_TEST_SUITE_P(
    Known, HolidayIcs,
    testing::Values(
        EventCase{"a day", "DTSTART;VALUE=DATE:20261225", "2026-12-25"},
        EventCase{"no VALUE=DATE", "DTSTART:20261225", "2026-12-25"},
        EventCase{"an exclusive end", "DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261226", "2026-12-25"},
        EventCase{"an end that is its beginning", "DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261225",
                  "2026-12-25"},
        EventCase{"several days", "DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227",
                  "2026-12-24 2026-12-25 2026-12-26"},
        EventCase{"a duration", "DTSTART;VALUE=DATE:20261224\nDURATION:P2D", "2026-12-24 2026-12-25"},
        EventCase{"cancelled", "DTSTART;VALUE=DATE:20261224\nSTATUS:CANCELLED", ""},
        EventCase{"confirmed", "DTSTART;VALUE=DATE:20261224\nSTATUS:CONFIRMED", "2026-12-24"},
        EventCase{"outside", "DTSTART;VALUE=DATE:20251225", ""},
        EventCase{"reaching in", "DTSTART;VALUE=DATE:20251230\nDTEND;VALUE=DATE:20260103",
                  "2026-01-01 2026-01-02"},
        EventCase{"reaching out", "DTSTART;VALUE=DATE:20301231\nDTEND;VALUE=DATE:20310103", "2030-12-31"},
        EventCase{"timed, until midnight",
                  "DTSTART;TZID=America/Chicago:20261224T000000\nDTEND;TZID=America/Chicago:20261225T000000",
                  "2026-12-24"},
        EventCase{"timed, by its local dates", "DTSTART;TZID=America/Chicago:20261224T223000\nDURATION:PT3H",
                  "2026-12-24 2026-12-25"},
        EventCase{"in UTC", "DTSTART:20261224T233000Z\nDTEND:20261225T003000Z", "2026-12-24 2026-12-25"},
        EventCase{"its end in UTC", "DTSTART;TZID=America/Chicago:20261224T180000\nDTEND:20261225T020000Z",
                  "2026-12-24"},
        EventCase{"every year", "DTSTART;VALUE=DATE:20200704\nRRULE:FREQ=YEARLY",
                  "2026-07-04 2027-07-04 2028-07-04 2029-07-04 2030-07-04"},
        EventCase{"from 1601 on, as Outlook writes",
                  "DTSTART;VALUE=DATE:16010101\nRRULE:FREQ=YEARLY;INTERVAL=5", "2026-01-01"},
        EventCase{"counted", "DTSTART;VALUE=DATE:20240704\nRRULE:FREQ=YEARLY;COUNT=4",
                  "2026-07-04 2027-07-04"},
        EventCase{"several days each year, reaching in",
                  "DTSTART;VALUE=DATE:20191230\nDTEND;VALUE=DATE:20200102\nRRULE:FREQ=YEARLY;UNTIL=20261230",
                  "2026-01-01 2026-12-30 2026-12-31 2027-01-01"},
        EventCase{"RDATE and EXDATE",
                  "DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY\nRDATE;VALUE=DATE:20260405,20270328\n"
                  "EXDATE;VALUE=DATE:20280101,20290101\nEXDATE;VALUE=DATE:20300101",
                  "2026-01-01 2026-04-05 2027-01-01 2027-03-28"},
        EventCase{"its first day left out", "DTSTART;VALUE=DATE:20260101\nEXDATE;VALUE=DATE:20260101", ""},
        EventCase{
            "EXDATE in UTC of a timed one",
            "DTSTART;TZID=America/Chicago:20261222T180000\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261224T000000Z",
            "2026-12-22 2026-12-24"},
        EventCase{"an empty place and an alarm with a duration",
                  "LOCATION:\nDTSTART;VALUE=DATE:20261225\nBEGIN:VALARM\nDURATION:P3D\nEND:VALARM",
                  "2026-12-25"}));

class BrokenEvents : public testing::TestWithParam<std::pair<EventCase, const char*>> {};

TEST_P(BrokenEvents, AreNamedAndTheRestIsRead) {
    const auto& [event, problem] = GetParam();
    const auto holidays = read("BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + std::string{event.lines}
                               + "\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20270101\nEND:VEVENT\nEND:VCALENDAR\n");
    EXPECT_EQ(dates(holidays), event.dates) << event.about;
    ASSERT_EQ(holidays.problems.size(), 1u) << base::text(holidays.problems);
    EXPECT_EQ(base::text(holidays.problems[0]), problem);
}

INSTANTIATE_TEST_SUITE_P(
    Known, BrokenEvents,
    testing::Values(
        std::pair{EventCase{"no day", "SUMMARY:x", "2027-01-01"},
                  "us.ics:2: this event has no DTSTART and is left out"},
        std::pair{EventCase{"a day that does not exist", "DTSTART;VALUE=DATE:20260230", "2027-01-01"},
                  "us.ics:3: 'DTSTART;VALUE=DATE:20260230' cannot be read: the event is left out"},
        std::pair{EventCase{"a bad end", "DTSTART:20261225\nDTEND:soon", "2026-12-25 2027-01-01"},
                  "us.ics:4: 'DTEND:soon' cannot be read: its first day alone is closed"},
        std::pair{EventCase{"a bad duration", "DTSTART:20261225\nDURATION:P1X", "2026-12-25 2027-01-01"},
                  "us.ics:4: 'DURATION:P1X' cannot be read: its first day alone is closed"},
        std::pair{EventCase{"a bad rule", "DTSTART:20261225\nRRULE:FREQ=NEVER", "2026-12-25 2027-01-01"},
                  "us.ics:4: 'RRULE:FREQ=NEVER' cannot be read"},
        std::pair{EventCase{"a bad day among good", "DTSTART:20261225\nEXDATE:20261225,2026", "2027-01-01"},
                  "us.ics:4: 'EXDATE:20261225,2026' cannot be read: one of its days is left out"},
        std::pair{EventCase{"backwards", "DTSTART:20261225\nDTEND:20261220", "2026-12-25 2027-01-01"},
                  "us.ics:2: this event ends before it begins; its first day alone is closed"},
        std::pair{EventCase{"far too long", "DTSTART:20261225\nDTEND:20361225", "2027-01-01"},
                  "us.ics:2: this event lasts longer than a year and is left out"},
        std::pair{EventCase{"EXRULE", "DTSTART:20261225\nEXRULE:FREQ=YEARLY", "2026-12-25 2027-01-01"},
                  "us.ics:4: EXRULE is not read, as RFC 5545 dropped it; EXDATE names single days"},
        std::pair{EventCase{"Latin-1", "DTSTART:20261225\nSUMMARY:No\xEBl", "2026-12-25 2027-01-01"},
                  "us.ics:4: this name is not UTF-8: some of its letters were dropped"}));

TEST(HolidayNames, AreCleanedOfWhatMayNotStandInAName) {
    const auto name = [](const std::string& summary) {
        return read(with("DTSTART:20261225\nSUMMARY:" + summary)).days.at(0).name;
    };
    EXPECT_EQ(name("Christmas\\, Day"), "Christmas, Day");
    EXPECT_EQ(name("Tag der Arbeit \\n(M\xC3\xA4rz)"), "Tag der Arbeit  (M\xC3\xA4rz)");
    EXPECT_EQ(name("a\x07"
                   "b\xE2\x80\xAE"
                   "c"),
              "abc");
    EXPECT_EQ(name(std::string(500, 'x')).size(), 200u);
    EXPECT_EQ(name(""), "");
}

TEST(HolidayOverrides, ReplaceTheDayTheyStandFor) {
    const std::string master = "UID:1\nDTSTART:20260101\nRRULE:FREQ=YEARLY;COUNT=3\nSUMMARY:x";
    const auto both = [&](const std::string& other) {
        return dates(read("BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + master + "\nEND:VEVENT\nBEGIN:VEVENT\n" + other
                          + "\nEND:VEVENT\nEND:VCALENDAR\n"));
    };
    EXPECT_EQ(both("UID:1\nRECURRENCE-ID:20270101\nDTSTART:20270104"), "2026-01-01 2027-01-04 2028-01-01");
    EXPECT_EQ(both("UID:1\nRECURRENCE-ID:20270101\nDTSTART:20270101\nSTATUS:CANCELLED"),
              "2026-01-01 2028-01-01");
    EXPECT_EQ(both("UID:2\nRECURRENCE-ID:20270101\nDTSTART:20270104"),
              "2026-01-01 2027-01-01 2027-01-04 2028-01-01");
}

TEST(HolidayBounds, EndlessRulesStopAtTheLastDayAndAtTwentyThousand) {
    EXPECT_EQ(read(with("DTSTART:20200101\nRRULE:FREQ=DAILY")).days.size(), 1826u);
    const auto wide = read_ics(with("DTSTART:20200101\nRRULE:FREQ=DAILY"), "us.ics", date("2000-01-01"),
                               date("2079-12-31"));
    EXPECT_EQ(wide.days.size(), 20'000u);
    EXPECT_EQ(base::text(wide.problems), "us.ics:1: it closes more than 20000 days: the rest was left out\n");
}

TEST(HolidayBounds, RulesThatNeverFallCannotHoldItUp) {
    std::string events;
    for (int i = 0; i < 2000; ++i)
        events +=
            "BEGIN:VEVENT\nDTSTART:16010101\nRRULE:FREQ=DAILY;COUNT=9;BYMONTH=2;BYMONTHDAY=30\nEND:VEVENT\n";
    const auto holidays = read("BEGIN:VCALENDAR\n" + events + "END:VCALENDAR\n");
    EXPECT_EQ(base::text(holidays.problems),
              "us.ics:1: its events recur too often: not all of them were read\n");
}

RC_GTEST_PROP(HolidayBounds, AnyLinesAreReadWithinTheSpan, ()) {
    static const std::vector<std::string> lines{"BEGIN:VEVENT",
                                                "END:VEVENT",
                                                "DTSTART:20260101",
                                                "DTSTART;VALUE=DATE:20261301",
                                                "DTEND:20260105",
                                                "DTEND",
                                                "DURATION:P99999W",
                                                "DURATION:-P1D",
                                                "RRULE:FREQ=YEARLY;BYDAY=MO",
                                                "RRULE:FREQ=MONTHLY;BYSETPOS=-400",
                                                "RRULE:INTERVAL=0;FREQ=DAILY",
                                                "RRULE:FREQ=YEARLY;UNTIL=99999999",
                                                "RDATE:20260101,,x",
                                                "EXDATE:",
                                                "RECURRENCE-ID:x",
                                                "UID:1",
                                                "SUMMARY:\\",
                                                "DTSTART;TZID=:20260101T000000",
                                                "DTSTART;TZID=\"x:20260101",
                                                " folded"};
    std::string bytes = "BEGIN:VCALENDAR\n";
    for (const auto& line : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(lines)))
        bytes += line + "\n";
    for (const auto& day : read(bytes).days)
        RC_ASSERT(day.date >= date("2026-01-01") && day.date <= date("2030-12-31"));
}

} // namespace
} // namespace followup::hours
