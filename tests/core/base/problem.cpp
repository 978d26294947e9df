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

TEST(Problems, AreDiscreetWithoutWhatWasWritten) {
    const Problems told{{"a.toml:3:1", "'by' cannot be “her second choice”", "it must be 'post' or “x”, “y”"},
                        {"a.toml:4:1", "it holds “a “quote” in” it", ""},
                        {"a.toml:5:1", "it breaks off “in the mid", "write \"yesterday at 5pm\""},
                        {"a.toml:6:1", "'at' lies ahead", ""}};
    EXPECT_EQ(text(discreet(told)), "a.toml:3:1: 'by' cannot be “…”; it must be 'post' or “…”\n"
                                    "a.toml:4:1: it holds “…” it\n"
                                    "a.toml:5:1: it breaks off “…; write \"yesterday at 5pm\"\n"
                                    "a.toml:6:1: 'at' lies ahead\n");
}

TEST(Problems, AreTheErrorOfAResult) {
    const Result<int> result = problem("here", "it is wrong", "mend it");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error(), (Problem{"here", "it is wrong", "mend it"}));
}

} // namespace
} // namespace followup::base
