#include "core/calendar/lines.hpp"

#include "lint.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::calendar {
namespace {

std::string line(std::string_view name, std::string_view text) {
    Lines lines;
    lines.add_text(name, text);
    return lines.take();
}

TEST(ContentLines, EscapeTextsAndNothingElse) {
    EXPECT_EQ(line("SUMMARY", "a,b;c\\d\ne:\"f\""), "SUMMARY:a\\,b\\;c\\\\d\\ne:\"f\"\r\n");
    Lines lines;
    lines.add("URL", "https://x.example/a;b,c");
    lines.add("DTSTAMP", *base::parse_instant("2026-11-20T21:35:00Z"));
    lines.add("DTSTART", *base::parse_date("2026-11-20"));
    EXPECT_EQ(lines.take(),
              "URL:https://x.example/a;b,c\r\nDTSTAMP:20261120T213500Z\r\nDTSTART;VALUE=DATE:20261120\r\n");
}

TEST(ContentLines, AreFoldedAtSeventyFiveOctets) {
    EXPECT_EQ(line("A", std::string(73, 'x')), "A:" + std::string(73, 'x') + "\r\n");
    EXPECT_EQ(line("A", std::string(74, 'x')), "A:" + std::string(73, 'x') + "\r\n x\r\n");
    EXPECT_EQ(line("A", std::string(73 + 75, 'x')),
              "A:" + std::string(73, 'x') + "\r\n " + std::string(74, 'x') + "\r\n x\r\n");
}

TEST(ContentLines, AreFoldedBetweenCodePoints) {
    for (std::size_t blanks = 66; blanks < 80; ++blanks) {
        const auto bytes = line("A", std::string(blanks, 'x') + "…");
        std::vector<std::string> wrong;
        lint_parts::lines(bytes, wrong);
        EXPECT_EQ(wrong, std::vector<std::string>{}) << blanks;
        EXPECT_EQ(unfolded(bytes), std::vector<std::string>{"A:" + std::string(blanks, 'x') + "…"});
    }
}

RC_GTEST_PROP(ContentLines, GiveTheirTextBack, ()) {
    const auto parts = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("é", "…", "😀", "x", " ", "xxxxxxxxxx", ":"));
    const auto text = base::joined(parts, "");
    const auto bytes = line("DESCRIPTION", text);
    std::vector<std::string> wrong;
    lint_parts::lines(bytes, wrong);
    RC_ASSERT(wrong == std::vector<std::string>{});
    RC_ASSERT(unfolded(bytes) == std::vector<std::string>{"DESCRIPTION:" + text});
}

} // namespace
} // namespace followup::calendar
