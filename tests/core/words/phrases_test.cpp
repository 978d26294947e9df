#include "core/words/phrases.hpp"

#include <gtest/gtest.h>

namespace followup::words {
namespace {

TEST(Phrases, AreOneALine) {
    const auto found =
        phrases("# Words\n\ndate: {{day}}: {{year}}  \n and this is a remark\nempty:\n", "w.md");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->size(), 2U);
    EXPECT_EQ(found->at("date").text, "{{day}}: {{year}}");
    EXPECT_EQ(found->at("date").line, 3U);
    EXPECT_EQ(found->at("empty").text, "");
}

TEST(Phrases, ThatAreNoneOrTwoAreProblems) {
    const auto found = phrases("date: a\nwhat is this\ndate: b\n: c\n", "w.md");
    ASSERT_FALSE(found);
    ASSERT_EQ(found.error().size(), 3U);
    EXPECT_EQ(found.error()[0].where, "w.md:2:1");
    EXPECT_EQ(found.error()[1].what, "the phrase 'date' stands there twice");
    EXPECT_EQ(found.error()[2].where, "w.md:4:1");
}

} // namespace
} // namespace followup::words
