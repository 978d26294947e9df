#include "core/web/layout.hpp"

#include <gtest/gtest.h>

namespace followup::web {
namespace {

TEST(Layout, LinesEndBeforeColumn80AndContinueIndented) {
    const auto text = wrapped(std::string(70, 'a') + " " + std::string(20, 'b') + " cc", 2, 6);
    EXPECT_EQ(text, "  " + std::string(70, 'a') + "\n      " + std::string(20, 'b') + " cc\n");
}

TEST(Layout, AWordThatDoesNotFitStaysWholeAndLettersCountOnce) {
    EXPECT_EQ(wrapped(std::string(90, 'x'), 2, 4), "  " + std::string(90, 'x') + "\n");
    std::string accents;
    for (int n = 0; n < 39; ++n)
        accents += "é";
    EXPECT_EQ(wrapped(accents + " " + accents, 1, 0), " " + accents + " " + accents + "\n");
}

TEST(Layout, LineFeedsBeginNewLines) {
    EXPECT_EQ(wrapped("one\ntwo", 0, 4), "one\n    two\n");
}

TEST(Layout, OnlyAColouredPaintPaints) {
    EXPECT_EQ(Paint{}.alarm("now"), "now");
    EXPECT_EQ(Paint{true}.alarm("now"), "\x1b[1;31mnow\x1b[0m");
}

} // namespace
} // namespace followup::web
