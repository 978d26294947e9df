#include "invites.hpp"

#include <gmock/gmock.h>

namespace followup::calendar {
namespace {

using testing::HasSubstr;

std::string began_of(const std::string& lines, const std::string& before = "METHOD:REQUEST\r\n") {
    const auto draft = only(invitation(lines, before));
    if (!draft.began) return "none";
    const auto date = std::chrono::floor<base::days>(draft.began->local);
    const auto local = base::iso(date) + " " + base::clock(draft.began->local - date);
    return draft.began->offset ? local + " " + std::to_string(draft.began->offset->count()) : local;
}

TEST(InviteTimes, AreOfTheirZoneHoweverThatIsNamed) {
    const struct {
        std::string line;
        std::string began;
    } cases[] = {
        {"DTSTART:20261120T200000Z", "2026-11-20 14:00 -21600"},
        {"DTSTART;TZID=America/New_York:20261120T140000", "2026-11-20 14:00 -18000"},
        {"DTSTART;TZID=Eastern Standard Time:20260720T140000", "2026-07-20 14:00 -14400"},
        {"DTSTART;TZID=\"(UTC-06:00) Central Time (US & Canada)\":20260720T140000",
         "2026-07-20 14:00 -18000"},
        {"DTSTART;TZID=(GMT-06:00) Central Time (US & Canada):20260720T140000", "2026-07-20 14:00 -18000"},
        {"DTSTART;TZID=/freeassociation.sourceforge.net/America/Argentina/Ushuaia:20260720T140000",
         "2026-07-20 14:00 -10800"},
        {"DTSTART;TZID=tzone://Microsoft/Utc:20261120T200000", "2026-11-20 14:00 -21600"},
        {"DTSTART;TZID=UTC:20261120T200000", "2026-11-20 14:00 -21600"},
        {"DTSTART:20261120T140000", "2026-11-20 14:00"},
        {"DTSTART;TZID=Middle-earth:20261120T140000", "2026-11-20 14:00"},
        {"DTSTART;TZID=America/Chicago:20260308T023000", "2026-03-08 03:30 -18000"},
        {"DTSTART;TZID=America/Chicago:20261101T013000", "2026-11-01 01:30 -18000"},
        {"DTSTART;VALUE=DATE:20261120", "none"},
        {"DTSTART:20261399T990000", "none"},
        {"DTSTART:99991120T140000", "none"},
        {"SUMMARY:without a time", "none"},
    };
    for (const auto& each : cases)
        EXPECT_EQ(began_of(each.line + "\r\n"), each.began) << each.line;
}

TEST(InviteTimes, ComeWithWhatIsDoubtfulAboutThem) {
    const struct {
        std::string lines;
        std::string note;
    } cases[] = {
        {"DTSTART:20261120T140000\r\nDTEND:20261120T150000\r\n", "names no zone"},
        {"DTSTART;TZID=Middle-earth:20261120T140000\r\n", "'Middle-earth'"},
        {"DTSTART;VALUE=DATE:20261120\r\nDTEND;VALUE=DATE:20261121\r\n", "whole of Fri 20 Nov 2026"},
        {"DTSTART;TZID=America/Chicago:20260308T023000\r\n", "does not exist in America/Chicago"},
        {"DTSTART:20261120T140000Z\r\nDTEND:20261120T140000Z\r\n", "ends when it begins"},
        {"DTSTART:20261120T140000Z\r\nDURATION:-PT1H\r\n", "UTC"},
    };
    for (const auto& each : cases) {
        const auto draft = only(invitation(each.lines));
        EXPECT_THAT(draft.time_note, HasSubstr(each.note)) << each.lines;
    }
    EXPECT_FALSE(only(invitation("DTSTART:20261120T140000Z\r\nDURATION:-PT1H\r\n")).ended);
}

TEST(InviteTimes, ByOtherClocksThanThoseOfTheirZoneAreMarked) {
    const std::string wrong =
        "METHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\nTZID:America/Chicago\r\nBEGIN:STANDARD\r\n"
        "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\n"
        "END:STANDARD\r\nEND:VTIMEZONE\r\n";
    const auto draft = only(invitation("DTSTART;TZID=America/Chicago:20261120T140000\r\n", wrong));
    EXPECT_THAT(draft.time_note, HasSubstr("describes other clocks"));
    EXPECT_EQ(draft.began->offset, -base::hours{6});
}

TEST(InviteTimes, ByDifferentClocksLeaveTheEndOpen) {
    for (const std::string lines : {"DTSTART:20261120T140000\r\nDTEND:20261120T210000Z\r\n",
                                    "DTSTART:20261120T140000Z\r\nDTEND;TZID=Middle-earth:20261120T150000\r\n",
                                    "DTSTART:20261120T140000Z\r\nDTEND;VALUE=DATE:20261121\r\n"}) {
        const auto draft = only(invitation(lines));
        EXPECT_TRUE(draft.began) << lines;
        EXPECT_FALSE(draft.ended) << lines;
    }
}

} // namespace
} // namespace followup::calendar
