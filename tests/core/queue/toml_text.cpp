#include "core/queue/toml_text.hpp"

#include "core/base/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <toml++/toml.h>

namespace followup::queue {
namespace {

base::LocalTime local(std::string_view text) {
    return base::LocalTime{base::parse_instant(std::string{text} + "Z")->time_since_epoch()};
}

TEST(TomlText, WritesTimesWithTheirOffset) {
    const auto time = local("2026-11-20T15:30:00");
    EXPECT_EQ(toml_time(time), "2026-11-20T15:30:00");
    EXPECT_EQ(toml_time(time, base::hours{-6}), "2026-11-20T15:30:00-06:00");
    EXPECT_EQ(toml_time(time, base::minutes{345}), "2026-11-20T15:30:00+05:45");
    EXPECT_EQ(toml_time(time, base::seconds{0}), "2026-11-20T15:30:00+00:00");
    EXPECT_EQ(toml_time(time, base::minutes{-30}), "2026-11-20T15:30:00-00:30");
    EXPECT_EQ(toml_time(time, base::seconds{3630}), "2026-11-20T15:29:30+01:00") << "the same instant";
}

TEST(TomlText, BreaksCommentsBetweenWords) {
    EXPECT_EQ(toml_comment("a\n\nb"), "# a\n#\n# b\n");
    const auto text = toml_comment(std::string(60, 'x') + " " + std::string(30, 'y'), "#   ");
    EXPECT_EQ(text, "#   " + std::string(60, 'x') + "\n#   " + std::string(30, 'y') + "\n");
    EXPECT_EQ(toml_comment(std::string(200, 'x')), "# " + std::string(200, 'x') + "\n");
}

TEST(TomlText, AlignsLines) {
    EXPECT_EQ(toml_line("id", toml_string("a"), 5), "id    = \"a\"\n");
}

RC_GTEST_PROP(TomlText, IsReadAsWhatWasWritten, ()) {
    const auto points = *rc::gen::container<std::vector<char32_t>>(
        rc::gen::oneOf(rc::gen::inRange<char32_t>(1, 0x80), rc::gen::inRange<char32_t>(0x80, 0xD800)));
    std::string text;
    for (const auto point : points)
        base::append_utf8(text, point);
    const auto root = toml::parse("a = " + toml_string(text) + "\n");
    RC_ASSERT(root["a"].value<std::string>() == text);
}

} // namespace
} // namespace followup::queue
