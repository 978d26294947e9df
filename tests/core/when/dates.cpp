#include "core/when/dates.hpp"

#include <gtest/gtest.h>

namespace followup::when {
namespace {

Date on(int year, unsigned month, unsigned day) {
    return day_of(year, month, day);
}

TEST(CalendarArithmetic, MonthsKeepTheDayOrTakeTheLast) {
    EXPECT_EQ(add_months(on(2026, 1, 31), 1).date, on(2026, 2, 28));
    EXPECT_TRUE(add_months(on(2026, 1, 31), 1).clamped);
    EXPECT_EQ(add_months(on(2026, 3, 15), -3).date, on(2025, 12, 15));
    EXPECT_FALSE(add_months(on(2028, 2, 29), 48).clamped);
}

TEST(CalendarArithmetic, DaysThatDoNotExistAreKnown) {
    EXPECT_TRUE(exists(2028, 2, 29));
    EXPECT_FALSE(exists(2027, 2, 29));
    EXPECT_FALSE(exists(2027, 13, 1));
    EXPECT_FALSE(exists(2027, 0, 1));
    EXPECT_FALSE(exists(2027, 1, 0));
}

TEST(CalendarArithmetic, WeekdaysAreCountedStrictly) {
    const auto wednesday = on(2026, 3, 4);
    EXPECT_EQ(nth_after(wednesday, std::chrono::Wednesday, 1), on(2026, 3, 11));
    EXPECT_EQ(nth_before(wednesday, std::chrono::Wednesday, 2), on(2026, 2, 18));
    EXPECT_EQ(monday_of(on(2026, 3, 8)), on(2026, 3, 2));
    EXPECT_EQ(sunday_of(on(2026, 3, 8)), on(2026, 3, 8));
}

TEST(CalendarArithmetic, BusinessDaysStepOverWeekendsAndClosedDays) {
    const std::vector<ClosedDay> closed{{on(2026, 3, 9), "Closed"}};
    const BusinessDays business{closed};
    EXPECT_EQ(business.add(on(2026, 3, 6), 1), on(2026, 3, 10));
    EXPECT_EQ(business.add(on(2026, 3, 10), -1), on(2026, 3, 6));
    EXPECT_EQ(business.last_in(on(2026, 3, 7), on(2026, 3, 9)), std::nullopt);
    EXPECT_EQ(business.first_in(on(2026, 3, 7), on(2026, 3, 15)), on(2026, 3, 10));
}

} // namespace
} // namespace followup::when
