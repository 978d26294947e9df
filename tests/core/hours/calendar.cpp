#include "core/hours/calendar.hpp"

#include "date.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace followup::hours {
namespace {

using base::days;

Calendar thanksgiving() {
    return Calendar{{{date("2026-12-25"), "Christmas Day"},
                     {date("2026-11-26"), "Thanksgiving Day"},
                     {date("2026-11-27"), ""},
                     {date("2026-11-26"), "again"}}};
}

/// A calendar with the days of which a bit is set closed, after a Monday.
Calendar scattered(const std::vector<bool>& bits) {
    std::vector<when::ClosedDay> closed;
    for (std::size_t i = 0; i < bits.size(); ++i)
        if (bits[i]) closed.push_back({date("2026-11-02") + days{i}, ""});
    return Calendar{closed};
}

TEST(Calendars, AreOpenFromMondayToFridayUnlessADayIsClosed) {
    const auto calendar = thanksgiving();
    EXPECT_TRUE(calendar.working(date("2026-11-25")));
    EXPECT_FALSE(calendar.working(date("2026-11-26")));
    EXPECT_FALSE(calendar.working(date("2026-11-27")));
    EXPECT_FALSE(calendar.working(date("2026-11-28")));
    EXPECT_FALSE(calendar.working(date("2026-11-29")));
    EXPECT_TRUE(calendar.working(date("2026-11-30")));
    EXPECT_TRUE(Calendar{}.working(date("2026-12-25")));
    EXPECT_FALSE(Calendar{}.working(date("2026-12-26")));
}

TEST(Calendars, StepOverClosedDaysAndWeekends) {
    const auto calendar = thanksgiving();
    EXPECT_EQ(calendar.after(date("2026-11-25")), date("2026-11-30"));
    EXPECT_EQ(calendar.after(date("2026-11-26")), date("2026-11-30"));
    EXPECT_EQ(calendar.before(date("2026-11-30")), date("2026-11-25"));
    EXPECT_EQ(calendar.before(date("2026-11-28")), date("2026-11-25"));
    EXPECT_EQ(calendar.after(date("2026-11-25"), 5), date("2026-12-04"));
    EXPECT_EQ(calendar.before(date("2026-12-04"), 5), date("2026-11-25"));
}

TEST(Calendars, SortTheirDaysAndDropDoubles) {
    const auto closed = thanksgiving().closed();
    ASSERT_EQ(closed.size(), 3u);
    EXPECT_EQ(closed[0].name, "Thanksgiving Day");
    EXPECT_EQ(closed[1].name, "");
    EXPECT_EQ(closed[2].name, "Christmas Day");
}

TEST(Calendars, PreferANameToNone) {
    const Calendar calendar{{{date("2026-12-25"), ""}, {date("2026-12-25"), "Christmas Day"}}};
    ASSERT_EQ(calendar.closed().size(), 1u);
    EXPECT_EQ(calendar.closed()[0].name, "Christmas Day");
}

TEST(Calendars, GiveTheClosedDaysBetweenTwoDatesBothIncluded) {
    const auto calendar = thanksgiving();
    EXPECT_EQ(calendar.closed(date("2026-11-26"), date("2026-12-25")).size(), 3u);
    EXPECT_EQ(calendar.closed(date("2026-11-27"), date("2026-12-24")).size(), 1u);
    EXPECT_TRUE(calendar.closed(date("2026-11-28"), date("2026-12-24")).empty());
    EXPECT_TRUE(calendar.closed(date("2026-12-25"), date("2026-11-26")).empty());
}

RC_GTEST_PROP(Calendars, CountAsManyWorkingDaysAsLieBetween, (std::vector<bool> bits)) {
    const auto calendar = scattered(bits);
    const auto start = date("2026-11-02") + days{*rc::gen::inRange(-9, 40)};
    const auto count = *rc::gen::inRange(1, 30);
    const auto end = calendar.after(start, count);
    RC_ASSERT(calendar.working(end));
    int between = 0;
    for (auto each = start + days{1}; each <= end; each += days{1})
        between += calendar.working(each) ? 1 : 0;
    RC_ASSERT(between == count);
}

RC_GTEST_PROP(Calendars, GoBackTheWayTheyCame, (std::vector<bool> bits)) {
    const auto calendar = scattered(bits);
    const auto start = calendar.after(date("2026-11-02") + days{*rc::gen::inRange(-9, 40)});
    const auto count = *rc::gen::inRange(1, 30);
    RC_ASSERT(calendar.before(calendar.after(start, count), count) == start);
    RC_ASSERT(calendar.after(calendar.before(start, count), count) == start);
}

RC_GTEST_PROP(Calendars, DoNotDependOnTheOrderOfTheirDays, (std::vector<std::uint8_t> offsets)) {
    std::vector<when::ClosedDay> closed;
    for (const auto offset : offsets)
        closed.push_back({date("2026-11-02") + days{offset}, ""});
    const Calendar forward{closed};
    std::ranges::reverse(closed);
    RC_ASSERT(forward == Calendar{closed});
}

} // namespace
} // namespace followup::hours
