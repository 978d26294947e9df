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
        {"DTSTART;TZID=UTC+03:00:20261120T140000", "2026-11-20 14:00 10800"},
        {"DTSTART;TZID=\"UTC+05:30\":20261120T140000", "2026-11-20 14:00 19800"},
        {"DTSTART;TZID=GMT-0500:20261120T140000", "2026-11-20 14:00 -18000"},
        {"DTSTART;TZID=GMT+2:20261120T140000", "2026-11-20 14:00 7200"},
        {"DTSTART;TZID=-05:00:20261120T140000", "2026-11-20 14:00 -18000"},
        {"DTSTART:20261120T140000-0500", "2026-11-20 14:00 -18000"},
        {"DTSTART:2026-11-20T14:00:00+01:00", "2026-11-20 14:00 3600"},
        {"DTSTART;TZID=\"W. Europe Standard Time 1\":20260720T140000", "2026-07-20 14:00 7200"},
        {"DTSTART;TZID=europe/berlin:20260720T140000", "2026-07-20 14:00 7200"},
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

TEST(InviteTimes, ComeWithWhatIsToBeKnownAboutThem) {
    const struct {
        std::string lines;
        std::string note;
    } cases[] = {
        {"DTSTART;VALUE=DATE:20261120\r\nDTEND;VALUE=DATE:20261121\r\n", "whole of Fri 20 Nov 2026"},
        {"DTSTART:20261120\r\n", "whole of Fri 20 Nov 2026"},
        {"DTSTART;TZID=Europe/Berlin:20261120T000000\r\nDTEND;TZID=Europe/Berlin:20261121T000000\r\n",
         "whole of Fri 20 Nov 2026"},
        {"DTSTART:20261120T140000Z\r\nDTEND:20261120T150000Z\r\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE\r\n",
         "without a time"},
        {"DTSTART:20261120T140000Z\r\nDTEND:20261120T140000Z\r\n", "ends when it begins"},
        {"DTSTART:20261120T140000Z\r\nDTEND:20261122T140000Z\r\n", "takes 48 hours"},
        {"DTSTART:20261120T140000Z\r\nDURATION:-PT1H\r\n", "UTC"},
        {"DTSTART;TZID=X:tomorrow\r\n", "the time “X tomorrow” of the invitation cannot be read"},
    };
    for (const auto& each : cases) {
        const auto draft = only(invitation(each.lines), known);
        EXPECT_THAT(draft.time_note, HasSubstr(each.note)) << each.lines;
        EXPECT_FALSE(draft.ended) << each.lines;
        EXPECT_THAT(lacks(draft), testing::Contains(HasSubstr("ended"))) << each.lines;
    }
}

TEST(InviteTimes, ByAClockThatNobodyKnowsAreAskedAbout) {
    const std::string other = "BEGIN:VTIMEZONE\r\nTZID:America/Chicago\r\nBEGIN:STANDARD\r\n"
                              "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\n"
                              "END:STANDARD\r\nEND:VTIMEZONE\r\n";
    const struct {
        std::string begin;
        std::string before;
        std::string doubt;
    } cases[] = {
        {"DTSTART:20261120T140000", "", "names no zone"},
        {"DTSTART:20261120T140000", "X-WR-TIMEZONE:Nowhere/Land\r\n", "“Nowhere/Land”"},
        {"DTSTART;TZID=Middle-earth:20261120T140000", "", "“Middle-earth”"},
        {"DTSTART;TZID=EST:20260720T140000", "", "“EST”"},
        {"DTSTART;TZID=America/Chicago:20260308T023000", "", "does not exist in America/Chicago"},
        {"DTSTART;TZID=America/Chicago:20261101T013000", "", "exists twice"},
        {"DTSTART;TZID=America/Chicago:20261120T140000", other, "describes other clocks"},
    };
    for (const auto& each : cases) {
        const auto bytes = invitation(each.begin + "\r\nDURATION:PT1H\r\n", each.before);
        EXPECT_THAT(lacks(only(bytes, known)), testing::ElementsAre(HasSubstr(each.doubt))) << each.begin;
        EXPECT_THAT(text_of(only(bytes, known)), HasSubstr("\n# ended ")) << each.begin;
        auto said = known;
        said.zone = "Europe/Berlin";
        const auto answered = only(bytes, said);
        EXPECT_THAT(lacks(answered), testing::IsEmpty()) << each.begin;
        EXPECT_EQ(answered.employer_zone, "Europe/Berlin");
    }
}

TEST(InviteTimes, WithoutAZoneAreOfTheirCalendars) {
    const auto draft = only(
        invitation("DTSTART:20261204T140000\r\nDTEND:20261204T153000\r\n", "X-WR-TIMEZONE:Europe/Berlin\r\n"),
        known);
    EXPECT_EQ(draft.ended->offset, base::hours{1});
    EXPECT_THAT(lacks(draft), testing::IsEmpty());
}

TEST(InviteTimes, OfAZoneThatIsEscapedWhereItIsDescribedAreByItsRules) {
    const auto zone = [](const std::string& name) {
        return "BEGIN:VTIMEZONE\r\nTZID:" + name
               + "\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+01:30\r\nTZOFFSETTO:+01:"
                 "30\r\n"
                 "END:STANDARD\r\nEND:VTIMEZONE\r\n";
    };
    const std::string begin = "DTSTART;TZID=\"(UTC+01:00) Rom, Wien\":20261204T140000\r\nDURATION:PT1H\r\n";
    for (const std::string name : {"(UTC+01:00) Rom\\, Wien", "(UTC+01:00) Rom, Wien"})
        EXPECT_EQ(only(invitation(begin, zone(name)), known).began->offset, base::minutes{90}) << name;
}

TEST(InviteTimes, ThatSayNoEndHaveTheOneThatIsSaid) {
    auto said = known;
    said.ended = "15:30";
    const auto day = only(invitation("DTSTART;VALUE=DATE:20261120\r\n"), said);
    EXPECT_THAT(lacks(day), testing::IsEmpty());
    EXPECT_THAT(text_of(day), HasSubstr("ended     = 2026-11-20T15:30:00\n"));
    const auto open = only(invitation("DTSTART;TZID=Europe/Berlin:20261120T140000\r\n"), said);
    EXPECT_THAT(text_of(open), HasSubstr("ended     = 2026-11-20T15:30:00+01:00\n"));
    said.ended = "half past three";
    EXPECT_THAT(lacks(only(invitation("DTSTART;VALUE=DATE:20261120\r\n"), said)),
                testing::ElementsAre(HasSubstr("ended")));
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
