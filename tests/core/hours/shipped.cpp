#include "core/hours/holidays.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <set>

namespace followup::hours {
namespace {

using base::days;
using std::chrono::Friday;
using std::chrono::Monday;
using std::chrono::Saturday;
using std::chrono::Sunday;
using std::chrono::Thursday;
using std::chrono::year;

const std::string folder = std::string{FOLLOWUP_SOURCE_DIR} + "/config/holidays/";

std::string bytes(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// The closed weekdays of a shipped file: what the daemon works with.
std::set<std::string> shipped(const std::string& country) {
    const auto read = read_ics(bytes(folder + country + ".ics"), country, Date{year{2020} / 1 / 1},
                               Date{year{2040} / 1 / 1});
    EXPECT_EQ(base::text(read.problems), "");
    std::set<std::string> dates;
    for (const auto& day : read.days) {
        EXPECT_FALSE(day.name.empty());
        if (base::weekday{day.date}.iso_encoding() <= 5) dates.insert(base::iso(day.date));
    }
    return dates;
}

/// Easter by the ecclesiastical moon: the Sunday after the full moon on or after 21 March (Lichtenberg's form
/// of Gauss's rule, another algorithm than the generator's).
Date easter(int y) {
    const int century = y / 100;
    const int moon = 15 + (3 * century + 3) / 4 - (8 * century + 13) / 25;
    const int sun = 2 - (3 * century + 3) / 4;
    const int golden = y % 19;
    const int seed = (19 * golden + moon) % 30;
    const int correction = (seed + golden / 11) / 29;
    const int limit = 21 + seed - correction;
    const int first_sunday = 7 - (y + y / 4 + sun) % 7;
    const int distance = 7 - (limit - first_sunday) % 7;
    return Date{year{y} / 3 / 1} + days{limit + distance - 1};
}

class Expected {
  public:
    void add(Date date) {
        if (base::weekday{date}.iso_encoding() <= 5) x_dates.insert(base::iso(date));
    }
    [[nodiscard]] bool has(Date date) const { return x_dates.contains(base::iso(date)); }
    [[nodiscard]] const std::set<std::string>& dates() const { return x_dates; }

  private:
    std::set<std::string> x_dates;
};

TEST(ShippedHolidays, OfTheUnitedStatesAreThoseOfFederalOffices) {
    Expected expected;
    for (int y = 2026; y <= 2031; ++y) {
        const auto at = year{y};
        for (const auto& day : {at / 1 / Monday[3], at / 2 / Monday[3], at / 9 / Monday[1],
                                at / 10 / Monday[2], at / 11 / Thursday[4]})
            if (y < 2031) expected.add(Date{day});
        if (y < 2031) expected.add(Date{at / 5 / Monday[std::chrono::last]});
        for (const auto& fixed : {at / 1 / 1, at / 6 / 19, at / 7 / 4, at / 11 / 11, at / 12 / 25}) {
            const Date date{fixed};
            const base::weekday day{date};
            const auto observed = day == Saturday ? date - days{1} : day == Sunday ? date + days{1} : date;
            if (base::year_month_day{observed}.year() < year{2031}) expected.add(observed);
        }
    }
    EXPECT_EQ(shipped("us"), expected.dates());
}

TEST(ShippedHolidays, OfEnglandAndWalesHaveTheirSubstituteDays) {
    Expected expected;
    for (int y = 2026; y <= 2030; ++y) {
        const auto at = year{y};
        expected.add(easter(y) - days{2});
        expected.add(easter(y) + days{1});
        expected.add(Date{at / 5 / Monday[1]});
        expected.add(Date{at / 5 / Monday[std::chrono::last]});
        expected.add(Date{at / 8 / Monday[std::chrono::last]});
        // As the proclamations say it: of a holiday on a weekend the next working day takes the place.
        const Date new_year{at / 1 / 1};
        expected.add(base::weekday{new_year} == Saturday ? new_year + days{2}
                     : base::weekday{new_year} == Sunday ? new_year + days{1}
                                                         : new_year);
        const Date christmas{at / 12 / 25};
        const base::weekday day{christmas};
        const bool moved = day == Saturday || day == Sunday;
        expected.add(moved ? Date{at / 12 / 27} : christmas);
        expected.add(day == Saturday || day == Friday ? Date{at / 12 / 28} : Date{at / 12 / 26});
    }
    EXPECT_EQ(shipped("uk"), expected.dates());
}

TEST(ShippedHolidays, OfGermanyAreThoseOfAllItsStates) {
    Expected expected;
    for (int y = 2026; y <= 2030; ++y) {
        for (const int after : {-2, 1, 39, 50})
            expected.add(easter(y) + days{after});
        for (const auto& fixed :
             {year{y} / 1 / 1, year{y} / 5 / 1, year{y} / 10 / 3, year{y} / 12 / 25, year{y} / 12 / 26})
            expected.add(Date{fixed});
    }
    EXPECT_EQ(shipped("de"), expected.dates());
}

struct Published {
    const char* country;
    const char* date;
    const char* name;
};

class PublishedHolidays : public testing::TestWithParam<Published> {};

TEST_P(PublishedHolidays, StandInTheShippedFiles) {
    const auto& [country, date, name] = GetParam();
    const auto day = *base::parse_date(date);
    const auto read = read_ics(bytes(folder + country + ".ics"), country, day, day);
    ASSERT_EQ(read.days.size(), 1u);
    EXPECT_EQ(read.days[0].name, name);
}

// From the lists of OPM, GOV.UK and the German states.
INSTANTIATE_TEST_SUITE_P(
    Known, PublishedHolidays,
    testing::Values(
        Published{"us", "2026-01-19", "Martin Luther King Jr. Day"},
        Published{"us", "2026-02-16", "Presidents' Day"}, Published{"us", "2026-05-25", "Memorial Day"},
        Published{"us", "2026-07-03", "Independence Day (observed)"},
        Published{"us", "2026-09-07", "Labor Day"}, Published{"us", "2026-10-12", "Columbus Day"},
        Published{"us", "2026-11-11", "Veterans Day"}, Published{"us", "2026-11-26", "Thanksgiving Day"},
        Published{"us", "2027-06-18", "Juneteenth (observed)"},
        Published{"us", "2027-07-05", "Independence Day (observed)"},
        Published{"us", "2027-12-24", "Christmas Day (observed)"},
        Published{"us", "2027-12-31", "New Year's Day (observed)"},
        Published{"us", "2028-11-10", "Veterans Day (observed)"},
        Published{"uk", "2026-04-03", "Good Friday"}, Published{"uk", "2026-04-06", "Easter Monday"},
        Published{"uk", "2026-05-04", "Early May bank holiday"},
        Published{"uk", "2026-08-31", "Summer bank holiday"},
        Published{"uk", "2026-12-28", "Boxing Day (substitute day)"},
        Published{"uk", "2027-03-26", "Good Friday"}, Published{"uk", "2027-03-29", "Easter Monday"},
        Published{"uk", "2027-05-31", "Spring bank holiday"},
        Published{"uk", "2027-12-27", "Christmas Day (substitute day)"},
        Published{"uk", "2027-12-28", "Boxing Day (substitute day)"},
        Published{"uk", "2028-01-03", "New Year's Day (substitute day)"},
        Published{"de", "2026-05-14", "Christi Himmelfahrt"}, Published{"de", "2026-05-25", "Pfingstmontag"},
        Published{"de", "2027-05-17", "Pfingstmontag"},
        Published{"de", "2026-10-03", "Tag der Deutschen Einheit"}));

TEST(ShippedHolidays, FallOnTheEastersThatWerePublished) {
    const std::pair<int, const char*> sundays[]{{2026, "2026-04-05"},
                                                {2027, "2027-03-28"},
                                                {2028, "2028-04-16"},
                                                {2029, "2029-04-01"},
                                                {2030, "2030-04-21"}};
    for (const auto& [y, sunday] : sundays)
        EXPECT_EQ(base::iso(easter(y)), sunday);
}

} // namespace
} // namespace followup::hours
