#include "core/hours/ics_lines.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::hours {
namespace {

std::string calendar(const std::string& inside) {
    return "BEGIN:VCALENDAR\r\n" + inside + "END:VCALENDAR\r\n";
}

TEST(IcsLines, AreUnfoldedAndNumberedByTheirFirstPart) {
    const auto read = ics_events(calendar("BEGIN:VEVENT\r\nsummary;LANGUAGE=en:Christ\r\n mas\r\n\t Day\r\n"
                                          "DTSTART:20261225\r\nEND:VEVENT\r\n"),
                                 "us.ics");
    ASSERT_EQ(read.events.size(), 1u);
    EXPECT_EQ(read.events[0].number, 2u);
    ASSERT_EQ(read.events[0].lines.size(), 2u);
    EXPECT_EQ(read.events[0].lines[0].name, "SUMMARY");
    EXPECT_EQ(read.events[0].lines[0].text, "summary;LANGUAGE=en:Christmas Day");
    EXPECT_EQ(read.events[0].lines[1].number, 6u);
    EXPECT_TRUE(read.problems.empty());
}

TEST(IcsLines, OfTheCalendarAndOfItsZonesAreApart) {
    const auto read = ics_events(calendar("METHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\n"
                                          "TZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
                                          "BEGIN:VTODO\r\nSUMMARY:x\r\nEND:VTODO\r\nBEGIN:VTIMEZONE\r\n"
                                          "END:VTIMEZONE\r\nX-LAST:1\r\n"),
                                 "invite.ics");
    std::vector<std::string> own, zone;
    for (const auto& line : read.calendars.at(0))
        own.push_back(line.text);
    ASSERT_EQ(read.zones.size(), 2u);
    for (const auto& line : read.zones[0])
        zone.push_back(line.text);
    EXPECT_EQ(own, (std::vector<std::string>{"METHOD:REQUEST", "X-LAST:1"}));
    EXPECT_EQ(zone,
              (std::vector<std::string>{"TZID:X", "BEGIN:STANDARD", "TZOFFSETTO:+0100", "END:STANDARD"}));
    EXPECT_TRUE(read.zones[1].empty());
    EXPECT_TRUE(read.problems.empty());
}

TEST(IcsLines, OfAnEventWhoseSurroundingsEndAreLeftOut) {
    const auto read =
        ics_events(calendar("BEGIN:X\r\nBEGIN:VEVENT\r\nEND:X\r\n") + "SUMMARY:after the end\r\n", "x.ics");
    EXPECT_TRUE(read.events.empty());
    EXPECT_FALSE(read.problems.empty());
}

TEST(IcsLines, MayEndInAnyWay) {
    for (const std::string end : {"\r\n", "\n", "\r"}) {
        const auto read = ics_events("\xEF\xBB\xBF"
                                     "BEGIN:VCALENDAR"
                                         + end + "BEGIN:VEVENT" + end + "UID:1" + end + end + "END:VEVENT"
                                         + end + "END:VCALENDAR",
                                     "us.ics");
        EXPECT_EQ(read.events.size(), 1u);
        EXPECT_TRUE(read.problems.empty());
    }
}

TEST(IcsLines, OfAlarmsAndZonesAreNotTheEvents) {
    const auto read =
        ics_events(calendar("BEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:19700101T000000\nEND:STANDARD\n"
                            "END:VTIMEZONE\nBEGIN:VEVENT\nUID:1\nBEGIN:VALARM\nDURATION:PT5M\n"
                            "END:VALARM\nEND:VEVENT\n"),
                   "us.ics");
    ASSERT_EQ(read.events.size(), 1u);
    EXPECT_EQ(read.events[0].lines.size(), 1u);
}

struct BrokenCase {
    const char* bytes;
    std::size_t events;
    const char* problem;
};

class BrokenIcs : public testing::TestWithParam<BrokenCase> {};

TEST_P(BrokenIcs, IsNamedAndTheRestIsRead) {
    const auto& [bytes, events, problem] = GetParam();
    const auto read = ics_events(bytes, "us.ics");
    EXPECT_EQ(read.events.size(), events);
    ASSERT_FALSE(read.problems.empty());
    EXPECT_EQ(base::text(read.problems[0]), problem);
}

constexpr auto none = "us.ics:1: this is no iCalendar file: it does not begin with BEGIN:VCALENDAR";

INSTANTIATE_TEST_SUITE_P(
    Known, BrokenIcs,
    testing::Values(BrokenCase{"", 0, none}, BrokenCase{"<html>", 0, none},
                    BrokenCase{"[[closed]]\ndate = 2026-12-24\n", 0, none},
                    BrokenCase{"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\n", 1,
                               "us.ics:5: this event has no END:VEVENT and is left out"},
                    BrokenCase{"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\n", 1,
                               "us.ics:1: the file ends inside VCALENDAR: it is cut"},
                    BrokenCase{
                        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nBEGIN:VEVENT\nUID:2\nEND:VEVENT\nEND:VCALENDAR\n", 1,
                        "us.ics:2: this event has no END:VEVENT and is left out"},
                    BrokenCase{"BEGIN:VCALENDAR\nBEGIN:VEVENT\nBEGIN:VALARM\nEND:VEVENT\nEND:VCALENDAR\n", 0,
                               "us.ics:2: this event has no END:VEVENT and is left out"},
                    BrokenCase{"BEGIN:VCALENDAR\nEND:VEVENT\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n", 1,
                               "us.ics:2: END:VEVENT ends nothing"}));

TEST(IcsLines, OfBinariesAndHugeFilesAreRefused) {
    EXPECT_EQ(ics_events(std::string{"BEGIN:VCALENDAR\n\0", 17}, "us.ics").problems.size(), 1u);
    EXPECT_EQ(ics_events("BEGIN:VCALENDAR\n" + std::string(5 * 1024 * 1024, '\n'), "us.ics").problems.size(),
              1u);
}

RC_GTEST_PROP(IcsLines, AnyBytesAreReadToTheEnd, ()) {
    static const std::vector<std::string> parts{"BEGIN:VCALENDAR",
                                                "END:VCALENDAR",
                                                "BEGIN:VEVENT",
                                                "END:VEVENT",
                                                "BEGIN:VALARM",
                                                "END:VALARM",
                                                "END:",
                                                "BEGIN",
                                                "UID:1",
                                                " folded",
                                                ":",
                                                ""};
    std::string bytes = "BEGIN:VCALENDAR\n";
    for (const auto& part : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(parts)))
        bytes += part + "\n";
    const auto read = ics_events(bytes, "us.ics");
    for (const auto& event : read.events)
        for (const auto& line : event.lines)
            RC_ASSERT(line.name != "BEGIN" && line.name != "END");
}

} // namespace
} // namespace followup::hours
