#include "reading.hpp"

#include <gmock/gmock.h>

namespace followup::config {
namespace {

using testing::HasSubstr;

base::Date date(std::string_view text) {
    return *base::parse_date(text);
}

TEST(Hours, AreReadAsTomlTimesAndAsTexts) {
    const auto config = good(with_mail(
        "[hours]\nopen = 08:30:00\nclose = \"24:00\"\nsend_from = \"06:00\"\nsend_until = 22:15:00"));
    EXPECT_EQ(config.rules.opening.opens, base::minutes{510});
    EXPECT_EQ(config.rules.opening.closes, base::hours{24});
    EXPECT_EQ(config.rules.window.from, base::hours{6});
    EXPECT_EQ(config.rules.window.until, base::minutes{22 * 60 + 15});
}

TEST(Hours, MustComeInTheirOrder) {
    EXPECT_THAT(bad(with_mail("[hours]\nopen = 18:00:00")),
                HasSubstr("12:8: 'open' must be earlier than 'close'"));
    EXPECT_THAT(bad(with_mail("[hours]\nsend_until = 06:00:00")),
                HasSubstr("12:14: 'send_from' must be earlier than 'send_until'"));
    EXPECT_THAT(bad(with_mail("[hours]\nopen = \"24:00\"")), HasSubstr("must lie within the day"));
    EXPECT_THAT(bad(with_mail("[hours]\nopen = 8")),
                HasSubstr("'open' cannot be a whole number; write it like 08:30"));
    EXPECT_THAT(bad(with_mail("[hours]\nopen = \"8am\"")), HasSubstr("'8am' is not a time of day"));
}

TEST(ClosedDays, AreDatesOrTables) {
    const auto config =
        good(with_mail("[hours]\nclosed = [2026-11-27, { date = 2026-12-24, until = 2026-12-26, "
                       "name = \"Christmas\" }]"));
    EXPECT_EQ(config.rules.calendar.closed(),
              (std::vector<when::ClosedDay>{{date("2026-11-27"), ""},
                                            {date("2026-12-24"), "Christmas"},
                                            {date("2026-12-25"), "Christmas"},
                                            {date("2026-12-26"), "Christmas"}}));
    EXPECT_FALSE(config.rules.calendar.working(date("2026-11-27")));
}

TEST(ClosedDays, AreToldWhatIsWrongWithThem) {
    EXPECT_THAT(bad(with_mail("[hours]\nclosed = [\"2026-12-24\"]")),
                HasSubstr("a closed day cannot be a text"));
    EXPECT_THAT(bad(with_mail("[hours]\nclosed = [{ name = \"x\" }]")),
                HasSubstr("a closed day needs 'date'"));
    EXPECT_THAT(bad(with_mail("[hours]\nclosed = [{ date = 2026-12-24, untill = 2026-12-25 }]")),
                HasSubstr("did you mean 'until'?"));
    EXPECT_THAT(bad(with_mail("[hours]\nclosed = [{ date = 2026-12-24, until = 2026-12-23 }]")),
                HasSubstr("'until' must lie on or after 'date'"));
    EXPECT_THAT(bad(with_mail("[hours]\nclosed = [{ date = 2026-12-24, until = 9999-12-23 }]")),
                HasSubstr("at most a year later"));
}

constexpr std::string_view day_off = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
                                     "DTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20261126\r\n"
                                     "SUMMARY:Thanksgiving Day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

TEST(HolidayFiles, AreLookedForBesideTheConfigAndThenAmongOurs) {
    const auto text = with_mail("[hours]\nholidays = [\"us.ics\"]");
    for (const auto* path : {"etc/us.ics", "/usr/share/followupd/holidays/us.ics"}) {
        const auto config = good(text, files({{path, std::string{day_off}}}));
        EXPECT_EQ(config.rules.calendar.closed(),
                  (std::vector<when::ClosedDay>{{date("2026-11-26"), "Thanksgiving Day"}}));
    }
}

TEST(HolidayFiles, AreProblemsWhenTheyCannotBeRead) {
    EXPECT_THAT(
        bad(with_mail("[hours]\nholidays = [\"us.ics\"]")),
        HasSubstr("12:13: the holidays 'us.ics' cannot be read: no such file: etc/us.ics; put the file "
                  "beside the configuration, or name one that comes with followupd"));
    EXPECT_THAT(bad(with_mail("[hours]\nholidays = [\"us.txt\"]")), HasSubstr("must end in .ics or .toml"));
    EXPECT_THAT(bad(with_mail("[hours]\nholidays = [3]")),
                HasSubstr("a file of holidays cannot be a whole number"));
    EXPECT_NE(
        bad(with_mail("[hours]\nholidays = [\"x.toml\"]"), files({{"etc/x.toml", "[[closed]]\ndat = 1\n"}})),
        "");
}

TEST(HolidayFiles, MayHoldTomlToo) {
    const auto config =
        good(with_mail("[hours]\nholidays = [\"own.toml\"]"),
             files({{"etc/own.toml", "[[closed]]\ndate = 2026-12-24\nname = \"Christmas Eve\"\n"}}));
    EXPECT_EQ(config.rules.calendar.closed(),
              (std::vector<when::ClosedDay>{{date("2026-12-24"), "Christmas Eve"}}));
}

} // namespace
} // namespace followup::config
