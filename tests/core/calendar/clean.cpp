#include "core/calendar/clean.hpp"

#include "core/base/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::calendar {
namespace {

TEST(CleanText, LosesWhatCalendarsChokeOn) {
    const struct {
        std::string_view text;
        std::string_view clean;
    } cases[] = {{"plain", "plain"},
                 {"a\r\nb\tc", "a\nb c"},
                 {"a\x01\x07\x1b\x7f"
                  "b",
                  "ab"},
                 {"Siobh\u00e1n O\u2019Neill", "Siobh\u00e1n O\u2019Neill"},
                 {"a\u202eb\u2066c", "abc"},
                 {"a\u2028b\u0085c", "a\nb\nc"},
                 {"\ufeffa\u0090", "a"},
                 {"a\xff"
                  "b",
                  "a\ufffdb"}};
    for (const auto& each : cases)
        EXPECT_EQ(clean_text(each.text, 100), each.clean) << base::escaped(each.text);
    EXPECT_EQ(clean_line("a\r\nb\nc", 100), "a b c");
}

TEST(CleanText, IsCutBetweenCodePoints) {
    EXPECT_EQ(clean_text("abcdefgh", 8), "abcdefgh");
    EXPECT_EQ(clean_text("abcdefghi", 8), "abcde…");
    EXPECT_EQ(clean_text("ééééé", 8), "éé…");
}

RC_GTEST_PROP(CleanText, IsCleanWhateverComesIn, (const std::string& text)) {
    const auto clean = clean_text(text, 50);
    RC_ASSERT(clean.size() <= 50U);
    RC_ASSERT(base::is_utf8(clean));
    RC_ASSERT(!base::has_control(clean, true) && !clean.contains('\t'));
    RC_ASSERT(clean_text(clean, 50) == clean);
    RC_ASSERT(!base::has_control(clean_line(text, 50)));
}

} // namespace
} // namespace followup::calendar
