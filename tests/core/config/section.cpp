#include "core/config/section.hpp"

#include <gtest/gtest.h>

namespace followup::config {
namespace {

TEST(Sections, LeaveTheTargetAloneWhenTheKeyIsAbsentOrWrong) {
    const auto root = *parse("wrong = 1\nright = \" x \"\n", "f");
    Findings findings{"f"};
    Section section{findings, "", &root, At{}};
    std::string text = "before";
    section.text("absent", text);
    section.text("wrong", text);
    EXPECT_EQ(text, "before");
    section.text("right", text);
    EXPECT_EQ(text, "x");
    section.finish();
    EXPECT_EQ(base::text(findings.problems()),
              "f:1:9: 'wrong' cannot be a whole number; it must be a text in quotes\n");
}

TEST(Sections, ThatAreAbsentKnowTheirKeysAllTheSame) {
    Findings findings{"f"};
    Section section{findings, "mail", nullptr, At{}};
    int count = 7;
    section.count("sessions", count, 1, 9);
    section.finish();
    EXPECT_EQ(count, 7);
    EXPECT_TRUE(findings.problems().empty());
    EXPECT_EQ(findings.keys(), std::set<std::string>{"mail.sessions"});
}

TEST(Sections, ReadDottedKeysAsTables) {
    const auto root = *parse("web.listen = [\"x\"]\n", "f");
    Findings findings{"f"};
    Section section{findings, "", &root, At{}};
    std::vector<std::string> listen;
    auto web = section.table("web");
    web.texts("listen", listen);
    EXPECT_EQ(listen, std::vector<std::string>{"x"});
}

} // namespace
} // namespace followup::config
