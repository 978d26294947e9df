#include "core/hours/ics_values.hpp"

#include "date.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fmt/format.h>
#include <libical/ical.h>

namespace followup::hours {
namespace {

std::vector<std::string> ours(const std::string& text, Date begin, Date first, Date last) {
    IcsTime start;
    start.local = begin;
    start.whole_day = true;
    const auto rule = read_rule("RRULE:" + text, start);
    if (!rule) return {rule.error().what};
    long days_left = 1'000'000;
    std::vector<std::string> found;
    for (const auto each : occurrences(*rule, begin, first, last, days_left))
        found.push_back(base::iso(each));
    return found;
}

/// The same by libical's own iterator: the second source.
std::vector<std::string> libicals(const std::string& text, Date begin, Date first, Date last) {
    const auto start = icaltime_from_string(base::basic(begin).c_str());
    auto* iterator = icalrecur_iterator_new(icalrecurrencetype_from_string(text.c_str()), start);
    std::vector<std::string> found;
    while (iterator != nullptr) {
        const auto next = icalrecur_iterator_next(iterator);
        const auto each = fmt::format("{:04}-{:02}-{:02}", next.year, next.month, next.day);
        if (icaltime_is_null_time(next) || each > base::iso(last)) break;
        if (each >= base::iso(first)) found.push_back(each);
    }
    icalrecur_iterator_free(iterator);
    return found;
}

class Rules : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(Rules, GiveTheDaysLibicalGives) {
    const auto& [rule, begin] = GetParam();
    const auto first = date("2026-01-01");
    const auto last = date("2032-12-31");
    const auto theirs = libicals(rule, date(begin), first, last);
    EXPECT_FALSE(theirs.empty());
    EXPECT_EQ(ours(rule, date(begin), first, last), theirs);
}

INSTANTIATE_TEST_SUITE_P(
    OfTheTrade, Rules,
    testing::Values(
        std::pair{"FREQ=YEARLY", "2020-07-04"}, std::pair{"FREQ=YEARLY", "2020-02-29"},
        std::pair{"FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2020-11-26"},
        std::pair{"FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO", "1971-05-31"},
        std::pair{"FREQ=YEARLY;BYDAY=20MO", "2020-05-18"}, std::pair{"FREQ=YEARLY;BYDAY=-1FR", "2020-12-25"},
        std::pair{"FREQ=YEARLY;BYYEARDAY=1,-1,100", "2020-01-01"},
        std::pair{"FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "2020-05-11"},
        std::pair{"FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1,-1", "2020-01-01"},
        std::pair{"FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "2020-11-03"},
        std::pair{"FREQ=YEARLY;COUNT=9", "2020-07-04"}, std::pair{"FREQ=YEARLY;UNTIL=20290704", "2020-07-04"},
        std::pair{"FREQ=MONTHLY;BYMONTHDAY=-1", "2020-01-31"}, std::pair{"FREQ=MONTHLY", "2025-08-31"},
        std::pair{"FREQ=MONTHLY;BYDAY=1FR", "2025-01-03"},
        std::pair{"FREQ=MONTHLY;INTERVAL=5;BYDAY=FR;BYMONTHDAY=13", "2025-06-13"},
        std::pair{"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2025-01-31"},
        std::pair{"FREQ=MONTHLY;COUNT=40;BYDAY=2TU", "2025-01-14"},
        std::pair{"FREQ=WEEKLY;BYDAY=MO,FR", "2025-12-01"},
        std::pair{"FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,SA", "2025-08-03"},
        std::pair{"FREQ=WEEKLY;INTERVAL=3", "2025-12-03"}, std::pair{"FREQ=WEEKLY;BYMONTH=2", "2025-02-03"},
        std::pair{"FREQ=DAILY;INTERVAL=11", "2024-02-29"},
        std::pair{"FREQ=DAILY;BYMONTH=12;BYDAY=MO", "2024-12-02"}));

RC_GTEST_PROP(Rules, OfAnyPlainShapeGiveTheDaysLibicalGives, ()) {
    static const std::vector<std::string> often{"FREQ=YEARLY", "FREQ=MONTHLY"};
    static const std::vector<std::string> days{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    auto rule = *rc::gen::elementOf(often) + fmt::format(";INTERVAL={}", *rc::gen::inRange(1, 6));
    if (rule.starts_with("FREQ=YEARLY")) rule += fmt::format(";BYMONTH={}", *rc::gen::inRange(1, 13));
    const auto shape = *rc::gen::inRange(0, 3);
    const auto nth = *rc::gen::inRange(1, 5) * (*rc::gen::arbitrary<bool>() ? 1 : -1);
    if (shape == 0) rule += fmt::format(";BYMONTHDAY={}", nth);
    if (shape == 1) rule += fmt::format(";BYDAY={}{}", nth, *rc::gen::elementOf(days));
    if (shape == 2) rule += fmt::format(";BYDAY={};BYSETPOS={}", *rc::gen::elementOf(days), nth);
    const auto begin = date("2018-01-01") + base::days{*rc::gen::inRange(0, 1000)};
    // What a first day means that its own rule does not give is undefined (RFC 5545 3.8.5.3).
    const auto first = date("2021-01-01");
    RC_ASSERT(ours(rule, begin, first, date("2031-12-31"))
              == libicals(rule, begin, first, date("2031-12-31")));
}

TEST(RuleBounds, StopAtTheDaysThatMayBeLookedAt) {
    long days_left = 5000;
    Recurrence rule;
    rule.every = Recurrence::Every::day;
    rule.months = {2};
    rule.month_days = {30};
    EXPECT_TRUE(
        occurrences(rule, date("1601-01-01"), date("2026-01-01"), date("2400-01-01"), days_left).size() <= 1);
    EXPECT_LE(days_left, 0);
}

TEST(RuleBounds, StepsBeyondTheCalendarEndTheSearch) {
    for (const auto every : {Recurrence::Every::day, Recurrence::Every::week, Recurrence::Every::month,
                             Recurrence::Every::year}) {
        long days_left = 1'000'000;
        Recurrence rule;
        rule.every = every;
        rule.interval = 32767;
        EXPECT_EQ(
            occurrences(rule, date("2026-07-04"), date("2026-01-01"), date("2030-01-01"), days_left).size(),
            1u);
        EXPECT_GT(days_left, 990'000);
    }
}

TEST(RuleBounds, ARuleEndsOnItsUntilAndItsCount) {
    EXPECT_EQ(ours("FREQ=DAILY;UNTIL=20260103", date("2026-01-01"), date("2025-01-01"), date("2030-01-01")),
              (std::vector<std::string>{"2026-01-01", "2026-01-02", "2026-01-03"}));
    EXPECT_EQ(ours("FREQ=DAILY;COUNT=2", date("2026-01-01"), date("2025-01-01"), date("2030-01-01")),
              (std::vector<std::string>{"2026-01-01", "2026-01-02"}));
}

} // namespace
} // namespace followup::hours
