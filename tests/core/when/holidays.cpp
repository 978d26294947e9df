#include "core/when/holidays.hpp"

#include "core/when/table.hpp"

#include <gtest/gtest.h>

namespace followup::when {
namespace {

TEST(Holidays, EasterFollowsTheGregorianComputus) {
    EXPECT_EQ(base::iso(easter(2026)), "2026-04-05");
    EXPECT_EQ(base::iso(easter(2027)), "2027-03-28");
    EXPECT_EQ(base::iso(easter(2038)), "2038-04-25"); // the latest possible
    EXPECT_EQ(base::iso(easter(2285)), "2285-03-22"); // the earliest possible
    EXPECT_EQ(base::iso(easter(1961)), "1961-04-02");
}

TEST(Holidays, TheFederalRulesGiveTheDayItself) {
    const std::vector<std::pair<std::string, std::string>> days{{"New Year's Day 2027", "2027-01-01"},
                                                                {"New Year's Eve 2026", "2026-12-31"},
                                                                {"Martin Luther King Day 2027", "2027-01-18"},
                                                                {"MLK Day 2027", "2027-01-18"},
                                                                {"Presidents' Day 2027", "2027-02-15"},
                                                                {"Valentine's Day 2027", "2027-02-14"},
                                                                {"Good Friday 2026", "2026-04-03"},
                                                                {"Easter Sunday 2026", "2026-04-05"},
                                                                {"Easter Monday 2026", "2026-04-06"},
                                                                {"Memorial Day 2026", "2026-05-25"},
                                                                {"Juneteenth 2026", "2026-06-19"},
                                                                {"Independence Day 2026", "2026-07-04"},
                                                                {"Labor Day 2026", "2026-09-07"},
                                                                {"Columbus Day 2026", "2026-10-12"},
                                                                {"Halloween 2026", "2026-10-31"},
                                                                {"Veterans Day 2026", "2026-11-11"},
                                                                {"Thanksgiving Day 2026", "2026-11-26"},
                                                                {"Christmas Eve 2026", "2026-12-24"},
                                                                {"Christmas 2026", "2026-12-25"},
                                                                {"Boxing Day 2026", "2026-12-26"}};
    for (const auto& [phrase, date] : days)
        EXPECT_EQ(porcelain(read(phrase, wednesday()), wednesday().zone).substr(0, 10), date) << phrase;
}

std::string with_list(std::string_view phrase, const std::string& list) {
    const auto here = context("2026-03-04T10:15:00-05:00", "America/New_York", list);
    return porcelain(read(phrase, here), here.zone);
}

TEST(Holidays, ANameOfTheListBeatsTheRule) {
    EXPECT_EQ(with_list("Independence Day", "2026-07-03=Independence Day"), "2026-07-03 !non-business-day");
    EXPECT_EQ(with_list("Independence Day 2027", "2026-07-03=Independence Day"),
              "2027-07-04 !far !non-business-day");
    EXPECT_EQ(with_list("independence  day", "2026-07-03=INDEPENDENCE DAY"), "2026-07-03 !non-business-day");
}

TEST(Holidays, ANameOfTheListMayHoldAnyWordsAndSigns) {
    EXPECT_EQ(with_list("the day after Day after Thanksgiving", "2026-11-27=Day after Thanksgiving"),
              "2026-11-28 !non-business-day");
    EXPECT_EQ(with_list("4th of July", "2026-07-03=4th of July"), "2026-07-03 !non-business-day");
    EXPECT_EQ(with_list("St Patrick\xE2\x80\x99s day", "2026-03-17=St. Patrick's Day"),
              "2026-03-17 !non-business-day");
    EXPECT_EQ(with_list("by D\xC3\x8D"
                        "A del Trabajo",
                        "2026-05-01=D\xC3\xAD"
                        "a del trabajo"),
              "by 2026-05-01 !non-business-day");
    EXPECT_EQ(with_list("Founders Dayx", "2026-07-16=Founders Day"), "error:unexpected@0");
}

TEST(Holidays, AListedDayThatIsOverIsNoDate) {
    EXPECT_EQ(with_list("by Founders Day", "2026-01-16=Founders Day"), "error:no-such-date@3");
    EXPECT_EQ(with_list("Founders Day 2027", "2026-07-16=Founders Day"), "error:no-such-date@0");
}

} // namespace
} // namespace followup::when
