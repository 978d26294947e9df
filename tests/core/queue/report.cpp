#include "core/queue/report.hpp"

#include <gtest/gtest.h>

namespace followup::queue {
namespace {

TEST(Places, CountColumnsInCodePoints) {
    const std::string_view text = "a\r\né’x\n\nz";
    EXPECT_EQ(place_of(text, 0), (Place{1, 1}));
    EXPECT_EQ(place_of(text, text.find('x')), (Place{2, 3}));
    EXPECT_EQ(place_of(text, text.find('z')), (Place{4, 1}));
    EXPECT_EQ(place_of("\xEF\xBB\xBFx", 3), (Place{1, 1}));
}

TEST(Places, InsideAPhraseCountFromItsQuote) {
    const std::string_view file = "a = 1\nx = \"é next Friday\"\ny = 'tomorrow at'\n";
    const Report report{"f", file};
    EXPECT_EQ(report.inside({2, 5}, "é next Friday", 3), (Place{2, 8}));
    EXPECT_EQ(report.inside({3, 5}, "tomorrow at", 11), (Place{3, 17}));
}

TEST(Places, InsideAPhraseWithEscapesOrLinesAreThoseOfTheString) {
    const Report escaped{"f", "x = \"a\\u0062c d\"\n"};
    EXPECT_EQ(escaped.inside({1, 5}, "abc d", 4), (Place{1, 5}));
    const Report lines{"f", "x = \"\"\"\nabc d\"\"\"\n"};
    EXPECT_EQ(lines.inside({1, 5}, "abc d", 4), (Place{1, 5}));
    EXPECT_EQ(lines.inside({9, 9}, "abc d", 4), (Place{9, 9}));
}

TEST(ShownText, HasNoControlsAndIsCut) {
    EXPECT_EQ(shown("O’Neill\n\x7F"), "O’Neill<U+000A><U+007F>");
    EXPECT_EQ(shown("a\xE2\x80\xAE"
                    "b"),
              "a<U+202E>b");
    EXPECT_EQ(shown(std::string(100, 'a')), std::string(80, 'a') + "...");
    EXPECT_EQ(shown(std::string(79, 'a') + "é"), std::string(79, 'a') + "...");
}

TEST(Reports, AreInTheOrderOfTheFile) {
    Report report{"f", ""};
    report.problem({3, 1}, "third");
    report.problem({1, 9}, "second", "mend it");
    report.problem({1, 2}, "first");
    report.warning({2, 2}, "later");
    report.warning({2, 1}, "sooner");
    EXPECT_EQ(base::text(report.problems()), "f:1:2: first\nf:1:9: second; mend it\nf:3:1: third\n");
    EXPECT_EQ(report.warnings(), (std::vector<std::string>{"f:2:1: sooner", "f:2:2: later"}));
}

} // namespace
} // namespace followup::queue
