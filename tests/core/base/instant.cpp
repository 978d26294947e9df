#include "core/base/instant.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::base {
namespace {

constexpr std::int64_t last_second = 253'402'300'799; // 9999-12-31T23:59:59Z

TEST(Instants, AreReadInEveryFormWeAccept) {
    const std::pair<const char*, const char*> cases[]{
        {"2026-11-20T21:30:00Z", "2026-11-20T21:30:00Z"},
        {"2026-11-20T21:30Z", "2026-11-20T21:30:00Z"},
        {"2026-11-20t21:30:00z", "2026-11-20T21:30:00Z"},
        {"2026-11-20 15:30:00-06:00", "2026-11-20T21:30:00Z"},
        {"2026-11-20T21:30:00.999Z", "2026-11-20T21:30:00Z"},
        {"20261120T213000Z", "2026-11-20T21:30:00Z"},
        {"2026-12-31T23:30:00-01:00", "2027-01-01T00:30:00Z"},
        {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"},
        {"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
        {"2028-02-29T00:00:00+05:45", "2028-02-28T18:15:00Z"},
    };
    for (const auto& [text, expected] : cases) {
        const auto at = parse_instant(text);
        ASSERT_TRUE(at) << text;
        EXPECT_EQ(rfc3339(*at), expected);
    }
}

TEST(Instants, ThatAreNoneAreRefusedWithAnExample) {
    for (const std::string text : {"",
                                   "now",
                                   "2026-11-20",
                                   "2026-11-20T21:30:00",
                                   "2026-11-20T24:00:00Z",
                                   "2026-11-20T21:60:00Z",
                                   "2026-11-20T21:30:60Z",
                                   "2026-02-29T00:00:00Z",
                                   "2026-13-01T00:00:00Z",
                                   "2026-00-10T00:00:00Z",
                                   "2026-11-00T00:00:00Z",
                                   "1969-12-31T23:59:59Z",
                                   "1970-01-01T00:00:00+00:01",
                                   "9999-12-31T23:59:59-00:01",
                                   "2026-11-20T21:30:00+24:00",
                                   "2026-11-20T21:30:00+01:60",
                                   "2026-11-20T21:30:00+0100",
                                   "2026-11-20T21:30:00Z ",
                                   " 2026-11-20T21:30:00Z",
                                   "2026-11-20T213000Z",
                                   "20261120T21:30:00Z",
                                   "20261120T213000+01:00",
                                   "20261120T2130Z",
                                   "2026-11-20T21:30:00.Z",
                                   "2026-11-20T21:30.5Z",
                                   "+026-11-20T21:30:00Z",
                                   "2026-11-20T-1:30:00Z",
                                   "10000-01-01T00:00:00Z"}) {
        const auto at = parse_instant(text);
        ASSERT_FALSE(at) << text;
        EXPECT_EQ(at.error().what, "'" + text + "' is not an instant");
        EXPECT_EQ(at.error().mend, "write it like 2026-11-20T21:30:00Z");
    }
}

TEST(Instants, ThatHoldControlsAreNamedSafely) {
    EXPECT_EQ(parse_instant("a\r\nb").error().what, "'a\\x0d\\x0ab' is not an instant");
    EXPECT_EQ(parse_date("\x1b[2J").error().what, "'\\x1b[2J' is not a date");
}

RC_GTEST_PROP(Instants, AreReadBackFromWhatIsWritten, ()) {
    const Instant at{seconds{*rc::gen::inRange<std::int64_t>(0, last_second + 1)}};
    RC_ASSERT(*parse_instant(rfc3339(at)) == at);
    RC_ASSERT(*parse_instant(basic(at)) == at);
}

RC_GTEST_PROP(Instants, AreWrittenInTheOrderOfTime, ()) {
    const Instant a{seconds{*rc::gen::inRange<std::int64_t>(0, last_second + 1)}};
    const Instant b{seconds{*rc::gen::inRange<std::int64_t>(0, last_second + 1)}};
    RC_ASSERT((a < b) == (rfc3339(a) < rfc3339(b)));
    RC_ASSERT((a < b) == (basic(a) < basic(b)));
}

RC_GTEST_PROP(Instants, AreReadFromAnyBytesOrRefused, ()) {
    static const std::string signs = "0123456789-:TZtz+. \n\xff";
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(signs));
    const auto at = parse_instant(text);
    // RC_ASSERT takes expressions apart and does not stop at the left of ||.
    if (at) RC_ASSERT(*at >= Instant{} && at->time_since_epoch().count() <= last_second);
}

RC_GTEST_PROP(Instants, WithOneByteChangedNeverReadAsNonsense, ()) {
    std::string text = "2026-11-20T21:30:00-06:00";
    text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::arbitrary<char>();
    const auto at = parse_instant(text);
    if (at) RC_ASSERT((parse_instant(rfc3339(*at)) == at));
}

TEST(Dates, AreReadAndWritten) {
    const auto date = parse_date("2026-11-30");
    ASSERT_TRUE(date);
    EXPECT_EQ(iso(*date), "2026-11-30");
    EXPECT_EQ(basic(*date), "20261130");
    EXPECT_EQ(spoken(*date), "Mon 30 Nov 2026");
}

TEST(Dates, ThatDoNotExistAreRefused) {
    for (const std::string text : {"", "2026-02-29", "2026-04-31", "2026-13-01", "2026-1-1", "20261130",
                                   "2026/11/30", "2026-11-30 ", "2026-11-30T00:00:00Z", "-026-11-30"}) {
        const auto date = parse_date(text);
        ASSERT_FALSE(date) << text;
        EXPECT_EQ(date.error().mend, "write it like 2026-11-30");
    }
}

RC_GTEST_PROP(Dates, AreReadBackFromWhatIsWritten, ()) {
    const Date date{days{*rc::gen::inRange(0, 2'932'896)}};
    RC_ASSERT(*parse_date(iso(date)) == date);
}

TEST(DateNames, AreEnglish) {
    EXPECT_EQ(weekday_name(std::chrono::Sunday), "Sunday");
    EXPECT_EQ(weekday_short(std::chrono::Saturday), "Sat");
    EXPECT_EQ(month_name(std::chrono::January), "January");
    EXPECT_EQ(month_short(std::chrono::December), "Dec");
    EXPECT_EQ(clock(hours{7} + minutes{5}), "07:05");
    EXPECT_EQ(clock(hours{24} - seconds{1}), "23:59");
}

} // namespace
} // namespace followup::base
