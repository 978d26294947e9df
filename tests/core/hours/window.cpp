#include "core/hours/calendar.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::hours {
namespace {

using base::Zone;
using std::chrono::minutes;

Instant instant(std::string_view text) {
    return *base::parse_instant(text);
}

struct WindowCase {
    const char* zone;
    const char* at;
    bool open;
    const char* next;
    const char* last;
};

class Windows : public testing::TestWithParam<WindowCase> {};

TEST_P(Windows, OpenAndCloseOnTheRecipientsClock) {
    const auto& [name, text, open, next, last] = GetParam();
    const auto zone = *Zone::named(name);
    const SendingWindow window;
    const auto at = instant(text);
    EXPECT_EQ(window.open(at, zone), open);
    EXPECT_EQ(base::rfc3339(window.next(at, zone), zone), next);
    EXPECT_EQ(base::rfc3339(window.last_before(at, zone), zone), last);
}

INSTANTIATE_TEST_SUITE_P(Known, Windows,
                         testing::Values(WindowCase{"America/Chicago", "2026-11-20T21:30:00-06:00", false,
                                                    "2026-11-21T07:00:00-06:00", "2026-11-20T20:55:00-06:00"},
                                         WindowCase{"America/Chicago", "2026-11-20T21:00:00-06:00", false,
                                                    "2026-11-21T07:00:00-06:00", "2026-11-20T20:55:00-06:00"},
                                         WindowCase{"America/Chicago", "2026-11-20T20:59:59-06:00", true,
                                                    "2026-11-20T20:59:59-06:00", "2026-11-19T20:55:00-06:00"},
                                         WindowCase{"America/Chicago", "2026-11-21T06:59:59-06:00", false,
                                                    "2026-11-21T07:00:00-06:00", "2026-11-20T20:55:00-06:00"},
                                         WindowCase{"America/Chicago", "2026-11-21T07:00:00-06:00", true,
                                                    "2026-11-21T07:00:00-06:00", "2026-11-20T20:55:00-06:00"},
                                         // The night before summer time is an hour short.
                                         WindowCase{"Europe/London", "2026-03-28T22:00:00Z", false,
                                                    "2026-03-29T07:00:00+01:00", "2026-03-28T20:55:00+00:00"},
                                         WindowCase{"Europe/London", "2026-10-25T00:30:00Z", false,
                                                    "2026-10-25T07:00:00+00:00",
                                                    "2026-10-24T20:55:00+01:00"}));

RC_GTEST_PROP(Windows, NextIsTheFirstOpenMinute, ()) {
    static const std::vector<std::string> names{"America/Chicago", "Europe/London", "Australia/Lord_Howe"};
    const auto zone = *Zone::named(*rc::gen::elementOf(names));
    // Longer than any gap: a shorter window may fall into one as a whole, and be shut on that day.
    const auto from = *rc::gen::inRange(0, 24 * 60 - 130);
    const auto until = *rc::gen::inRange(from + 125, 24 * 60 + 1);
    const SendingWindow window{minutes{from}, minutes{until}};
    // Around the changes of the clocks of 2026, where a wall-clock rule is most easily wrong.
    static const std::vector<std::string> nights{"2026-03-07T12:00:00Z", "2026-03-28T12:00:00Z",
                                                 "2026-04-04T00:00:00Z", "2026-10-03T00:00:00Z",
                                                 "2026-10-24T12:00:00Z", "2026-10-31T12:00:00Z"};
    const auto at = instant(*rc::gen::elementOf(nights)) + minutes{*rc::gen::inRange(0, 36 * 60)};
    const auto next = window.next(at, zone);
    RC_ASSERT(next >= at);
    RC_ASSERT(window.open(next, zone));
    auto first = at;
    while (!window.open(first, zone))
        first += minutes{1};
    // An opening that falls into a gap is moved forward by it, as any other wall time.
    const auto opening = zone.resolve(base::LocalTime{zone.date(next)} + window.from);
    RC_ASSERT(next == first || (opening.met == Zone::Met::gap && next == opening.at));
}

RC_GTEST_PROP(Windows, LastBeforeLiesInAnOpenMinuteThatHasPassed, ()) {
    static const std::vector<std::string> names{"America/Chicago", "Europe/London", "Pacific/Apia"};
    const auto zone = *Zone::named(*rc::gen::elementOf(names));
    const auto from = *rc::gen::inRange(0, 24 * 60 - 10);
    const auto until = *rc::gen::inRange(from + 1, 24 * 60 + 1);
    const SendingWindow window{minutes{from}, minutes{until}};
    const auto at = instant("2011-12-20T00:00:00Z") + minutes{*rc::gen::inRange(0, 400 * 24 * 60)};
    const auto last = window.last_before(at, zone);
    RC_ASSERT(last < at);
    RC_ASSERT(at - last <= base::hours{24 + 25 + 24});
    RC_ASSERT(window.open(last, zone));
}

} // namespace
} // namespace followup::hours
