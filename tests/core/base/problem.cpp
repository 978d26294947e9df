#include "core/base/problem.hpp"

#include <gtest/gtest.h>

namespace followup::base {
namespace {

TEST(Problems, AreShownWithThePartsTheyHave) {
    EXPECT_EQ(text(Problem{"a.toml:3:1", "'endd' is no key", "did you mean 'ended'?"}),
              "a.toml:3:1: 'endd' is no key; did you mean 'ended'?");
    EXPECT_EQ(text(Problem{"", "the disk is full", ""}), "the disk is full");
    EXPECT_EQ(text(Problem{"relay", "it refused", ""}), "relay: it refused");
    EXPECT_EQ(text(Problem{}), "");
}

TEST(Problems, StandOneALine) {
    EXPECT_EQ(text(Problems{}), "");
    EXPECT_EQ(text(Problems{{"a", "b", "c"}, {"", "d", ""}}), "a: b; c\nd\n");
}

TEST(Problems, AreTheErrorOfAResult) {
    const Result<int> result = problem("here", "it is wrong", "mend it");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error(), (Problem{"here", "it is wrong", "mend it"}));
}

} // namespace
} // namespace followup::base
