#include "core/config/limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::config {
namespace {

std::string repeated(std::string_view part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i)
        text += part;
    return text;
}

std::string found(std::string_view text) {
    const auto within = within_limits(text, "f");
    return within ? std::string{} : base::text(within.error());
}

TEST(Limits, RefuseKeysThatToMlWouldRecurseOver) {
    EXPECT_EQ(found(repeated("a.", 16) + "a = 1"), "");
    EXPECT_EQ(found(repeated("a.", 17) + "a = 1"), "f:1:35: a key has more than 16 dots");
    EXPECT_EQ(found("x = 1\n[" + repeated("a.", 17) + "a]"), "f:2:36: a key has more than 16 dots");
    EXPECT_NE(found("t = { " + repeated("\"a\" . ", 17) + "a = 1 }"), "");
}

TEST(Limits, LetDotsInTextsAndCommentsThrough) {
    const auto dots = repeated(".", 100);
    for (const auto& text : {"a = \"" + dots + "\"", "a = '" + dots + "'", "a = \"\"\"\n" + dots + "\n\"\"\"",
                             "a = '''" + dots + "'''", "# " + dots, "a = \"\\\"" + dots + "\"",
                             "a = \"\"\"x\"\"\"\"\"\n# " + dots})
        EXPECT_EQ(found(text), "") << text;
    EXPECT_EQ(found("a = [" + repeated("1.5, ", 100) + "2.5]"), "");
}

TEST(Limits, AreNotFooledByQuotesInsideOfTexts) {
    const auto deep = repeated("a.", 40) + "a = 1";
    for (const auto& text :
         {"t = { x = \"\"\"\n# \"\"\", " + deep + " }", "t = { x = '''\n\" ''', " + deep + " }",
          "t = { x = '\\', " + deep + " }", "t = { x = \"\"\"\\\"\"\"\"\"\", " + deep + " }"})
        EXPECT_NE(found(text), "") << text;
}

TEST(Limits, RefuseWhatIsTooLargeTooDeepOrNoText) {
    EXPECT_EQ(found(std::string(file_bytes_max, ' ')), "");
    EXPECT_EQ(found(std::string(file_bytes_max + 1, ' ')), "f: the file is larger than 256 KiB");
    EXPECT_EQ(found("a = \"\xff\""), "f: the file is not UTF-8; save it as UTF-8");
    EXPECT_THAT(found("a = " + repeated("[", 33)), testing::HasSubstr("more than 32 brackets"));
}

} // namespace
} // namespace followup::config
