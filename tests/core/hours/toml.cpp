#include "core/hours/holidays.hpp"

#include <gtest/gtest.h>

namespace followup::hours {
namespace {

std::string shown(const Holidays& read) {
    std::string text;
    for (const auto& day : read.days)
        text += base::iso(day.date) + " " + day.name + "\n";
    return text;
}

TEST(HolidayToml, GivesDaysAndSpans) {
    const auto read = read_toml("[[closed]]\ndate = 2026-12-24\nname = \"Christmas Eve\"\n\n"
                                "[[closed]]\ndate = 2026-12-30\nuntil = 2027-01-02\n",
                                "own.toml");
    EXPECT_EQ(shown(read), "2026-12-24 Christmas Eve\n2026-12-30 \n2026-12-31 \n2027-01-01 \n2027-01-02 \n");
    EXPECT_TRUE(read.problems.empty());
    EXPECT_TRUE(read_toml("", "own.toml").problems.empty());
    EXPECT_EQ(shown(read_toml("closed = [{date = 2026-12-24}]", "own.toml")), "2026-12-24 \n");
}

struct WrongCase {
    const char* bytes;
    const char* problems;
    const char* days;
};

class WrongToml : public testing::TestWithParam<WrongCase> {};

TEST_P(WrongToml, IsNamedWithItsPlaceAndTheRestIsRead) {
    const auto& [bytes, problems, days] = GetParam();
    const auto read = read_toml(bytes, "own.toml");
    EXPECT_EQ(base::text(read.problems), problems);
    EXPECT_EQ(shown(read), days);
}

INSTANTIATE_TEST_SUITE_P(
    Known, WrongToml,
    testing::Values(
        WrongCase{"[[closd]]\ndate = 2026-12-24\n",
                  "own.toml:1:3: 'closd' is no key here; did you mean 'closed'?\n", ""},
        WrongCase{"[[closed]]\ndata = 2026-12-24\n[[closed]]\ndate = 2026-12-25\n",
                  "own.toml:2:1: 'data' is no key here; did you mean 'date'?\n"
                  "own.toml:1:1: a closed day has no 'date'; write date = 2026-12-24\n",
                  "2026-12-25 \n"},
        WrongCase{"[[closed]]\ndate = \"2026-12-24\"\n",
                  "own.toml:2:8: 'date' is no date; write date = 2026-12-24, without quotes or a time\n", ""},
        WrongCase{"[[closed]]\ndate = 2026-12-24T00:00:00\nname = 7\n",
                  "own.toml:2:8: 'date' is no date; write date = 2026-12-24, without quotes or a time\n"
                  "own.toml:3:8: 'name' is no text; write name = \"Christmas Eve\"\n",
                  ""},
        WrongCase{"[[closed]]\ndate = 2026-12-24\nname = \"a\\nb\"\n",
                  "own.toml:3:8: 'name' holds a control character; write it on one line\n", ""},
        WrongCase{"[[closed]]\ndate = 2026-12-24\nuntil = 2026-12-23\n",
                  "own.toml:3:9: 'until' lies before 'date'; it is the last closed day\n", ""},
        WrongCase{"[[closed]]\ndate = 2026-12-24\nuntil = 3026-12-23\n",
                  "own.toml:3:9: more than a year is closed at a stretch; check the year of 'until'\n", ""},
        WrongCase{"[closed]\ndate = 2026-12-24\n",
                  "own.toml:1:1: 'closed' is no list of tables; write [[closed]] above each day\n", ""},
        WrongCase{"closed = 7\n",
                  "own.toml:1:10: 'closed' is no list of tables; write [[closed]] above each day\n", ""},
        WrongCase{"a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r = 1\n",
                  "own.toml:1:1: a line has more than 16 dots outside of texts\n", ""}));

TEST(HolidayToml, NamesTheSyntaxErrorAndItsPlace) {
    const auto read = read_toml("[[closed]]\ndate = 2026-02-30\n", "own.toml");
    ASSERT_EQ(read.problems.size(), 1u);
    EXPECT_TRUE(read.problems[0].where.starts_with("own.toml:2:")) << read.problems[0].where;
    EXPECT_FALSE(read.problems[0].what.empty());
}

TEST(HolidayToml, CountsDotsOnlyOutsideOfTextsAndComments) {
    const std::string dots(40, '.');
    const std::string many = "[[closed]]\ndate = 2026-12-24\n";
    for (const auto& fine :
         {many + "# " + dots + "\n", many + "name = \"" + dots + "\"\n", many + "name = '" + dots + "'\n",
          many + "name = \"\\\"" + dots + "\"\n", many + "name = \"\"\"" + dots + "\"\"\"\n",
          many + "name = '''" + dots + "'''\n"})
        EXPECT_TRUE(read_toml(fine, "own.toml").problems.empty()) << fine;
}

TEST(HolidayToml, IsNotParsedWhenItsKeysAreTooDeepOrItIsTooLong) {
    std::string deep = "a";
    for (int i = 0; i < 30'000; ++i)
        deep += ".a";
    for (const std::string before :
         {"", "[", "x = \"\"\"b\"\"\"\"\"\n", "x = ['''b'''', {", "x = \"b\n", "x = \"b\\\\\" ,"})
        EXPECT_EQ(read_toml(before + deep + " = 1", "own.toml").problems.size(), 1u) << before;
    EXPECT_EQ(base::text(read_toml(std::string(70'000, '\n'), "own.toml").problems),
              "own.toml:1:1: the file is larger than 64 KiB\n");
}

} // namespace
} // namespace followup::hours
