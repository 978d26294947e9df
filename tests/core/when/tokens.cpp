#include "core/when/tokens.hpp"

#include "core/when/spelling.hpp"

#include <gtest/gtest.h>

namespace followup::when {
namespace {

TEST(Tokens, EndWhereTheirPatternDoes) {
    const auto list = tokens("10am 2026-12-01T14:30Z", {});
    ASSERT_EQ(list.size(), 4U);
    EXPECT_TRUE(list[0].terms.has(Term::num2));
    EXPECT_TRUE(list[1].terms.has(Term::ampm));
    EXPECT_EQ(list[1].at, 2U);
    EXPECT_TRUE(list[2].terms.has(Term::isodt));
    EXPECT_EQ(list[2].parts[6], 0);
}

TEST(Tokens, AreOneForANumberOfTwoWords) {
    const auto list = tokens("twenty-one thirty first ninety two", {});
    ASSERT_EQ(list.size(), 4U);
    EXPECT_EQ(list[0].value, 21);
    EXPECT_EQ(list[1].value, 31);
    EXPECT_TRUE(list[1].terms.has(Term::ordword));
    EXPECT_EQ(list[2].value, 92);
}

TEST(Tokens, LoseTheirApostrophesAndDots) {
    const auto list = tokens("weeks\xE2\x80\x99 Fri. o'clock.", {});
    ASSERT_EQ(list.size(), 4U);
    EXPECT_TRUE(list[0].terms.has(Term::weekunit));
    EXPECT_TRUE(list[1].terms.has(Term::weekday));
    EXPECT_EQ(list[1].at, 9U);
    EXPECT_TRUE(list[2].terms.has(Term::oclock));
}

TEST(Tokens, OfOtherSignsFitNowhere) {
    const auto list = tokens("\xC3\xA9\n\xFF#", {});
    ASSERT_EQ(list.size(), 5U);
    EXPECT_EQ(list[1].at, 2U);
    for (std::size_t i = 0; i < 4; ++i)
        for (int term = 0; term < static_cast<int>(Term::count); ++term)
            EXPECT_FALSE(list[i].terms.has(static_cast<Term>(term)));
}

TEST(Tokens, NumbersOfAnyLengthStayInBounds) {
    EXPECT_EQ(tokens(std::string(150, '9'), {})[0].value, 1'000'000);
}

TEST(Spelling, OfNamesDoesNotCountCaseMarksAndBlanks) {
    EXPECT_TRUE(same_name("New Year's Day", "new  years-day"));
    EXPECT_TRUE(same_name("\xC3\x89t\xC3\xA9", "\xC3\xA9t\xC3\x89"));
    EXPECT_FALSE(same_name("Labor Day", "Labor Days"));
    EXPECT_EQ(spelt("Labor Day please", "labor day"), 9U);
    EXPECT_EQ(spelt("Labor Day", ""), 0U);
}

} // namespace
} // namespace followup::when
