#include "core/when/answer.hpp"

#include "core/when/table.hpp"

#include <gtest/gtest.h>

namespace followup::when {
namespace {

TEST(Answer, ShowsHowAPhraseWasReadAndWhatToSayInstead) {
    const auto here = wednesday();
    EXPECT_EQ(
        answer("next Friday", here, here.said),
        " Original form: next Friday\n"
        "       Read as: Fri 13 Mar 2026\n"
        "       Because: said Wed 4 Mar; next Friday is 13 Mar\n"
        "   Normal form: 2026-03-13\n"
        "      From now: in 9 days\n"
        "       Warning: 'next Friday' read as Fri 13 Mar 2026 (next week); say 'this Friday' for Fri 6 Mar "
        "(next-weekday)\n");
}

TEST(Answer, ShowsATimeInItsZoneAndInUtc) {
    const auto here = wednesday();
    EXPECT_EQ(answer("by tomorrow at 10", here, here.said),
              " Original form: by tomorrow at 10\n"
              "       Read as: by Thu 5 Mar 2026, 10:00 EST\n"
              "       Because: said Wed 4 Mar; tomorrow is Thu 5 Mar; at 10 is 10:00\n"
              "   Normal form: by 2026-03-05T10:00:00-05:00\n"
              "        In UTC: 2026-03-05T15:00:00Z\n"
              "      From now: in 23 h 45 min\n");
}

TEST(Answer, NamesTheNeighboursOfADayOnWhichNobodyWorks) {
    const auto here = wednesday();
    EXPECT_NE(
        answer("in 3 days", here, here.said).find("before: Fri 6 Mar, after: Mon 9 Mar (non-business-day)"),
        std::string::npos);
    EXPECT_NE(
        answer("this Saturday", here, here.said).find("Business days: before: Fri 6 Mar, after: Mon 9 Mar\n"),
        std::string::npos);
}

TEST(Answer, PutsACaretUnderThePlaceOfAnError) {
    const auto here = wednesday();
    EXPECT_EQ(answer("by next week", here, here.said), "by next week\n"
                                                       "   ^\n"
                                                       "two readings: the start of 'next week' or its end; "
                                                       "say 'by the end of' or name the day (ambiguous)\n");
    EXPECT_EQ(answer("Valentine\xE2\x80\x99s Day \x1B[2J", here, here.said).substr(0, 42),
              "Valentine\xE2\x80\x99s Day ?[2J\n                ^\n'");
}

TEST(Answer, CountsFromNowAndNotFromWhenItWasSaid) {
    const auto here = wednesday();
    const auto value = read("tomorrow", here)->value;
    EXPECT_EQ(distance(value, here.zone, here.said), "in 1 day");
    EXPECT_EQ(distance(value, here.zone, here.said + base::days{1}), "today");
    EXPECT_EQ(distance(value, here.zone, here.said + base::days{3}), "2 days ago");
}

} // namespace
} // namespace followup::when
