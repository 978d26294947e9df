#include "core/mail/acme.hpp"
#include "core/mail/golden.hpp"
#include "core/mail/nudge.hpp"

#include "core/base/text.hpp"

#include <gtest/gtest.h>

namespace followup::mail {
namespace {

TEST(Refusal, TellsEveryProblemAndWhatWouldBeRight) {
    const base::Problems problems = {{"acme.toml:3:1", "unknown key 'recruter'", "did you mean 'recruiter'?"},
                                     {"acme.toml:9:8", "'next Blursday' is no date", ""}};
    const auto mail = refusal({"Pat Moreno", acme::address("pat@glass.example")}, "acme.toml", problems,
                              acme::agency(), acme::style(), acme::occasion("2026-11-20T21:35:00Z"));
    EXPECT_EQ(mail.subject, "Refused: acme.toml");
    EXPECT_TRUE(mail.references.empty());
    EXPECT_GOLDEN("refusal.txt", mail.text);
}

TEST(Refusal, QuotesNothingThatWasWritten) {
    const auto mail = refusal({"Pat Moreno", acme::address("pat@glass.example")}, "x.toml",
                              {{"x.toml:2:6", "'by' cannot be “their second choice”", "it must be 'post'"}},
                              acme::agency(), acme::style(), acme::occasion("2026-11-20T21:35:00Z"));
    EXPECT_FALSE(mail.text.contains("second choice"));
    EXPECT_TRUE(mail.text.contains("x.toml:2:6"));
}

TEST(Refusal, ListsFiftyProblemsAndSaysHowManyMoreThereAre) {
    base::Problems problems(53, {"x.toml:1:1", "wrong", ""});
    const auto mail = refusal({"Pat Moreno", acme::address("pat@glass.example")}, "x.toml", problems,
                              acme::agency(), acme::style(), acme::occasion("2026-11-20T21:35:00Z"));
    EXPECT_TRUE(mail.text.contains("There are 3 more"));
    EXPECT_EQ(base::split(mail.text, '-').size(), 51U);
}

TEST(Refusal, CanBeSentForAFileOfAnyName) {
    const std::string name = "evil\r\nBcc: x\xff.toml";
    const auto mail =
        refusal({"Pat Moreno", acme::address("pat@glass.example")}, name, {{name, "bad\x01name", ""}},
                acme::agency(), acme::style(), acme::occasion("2026-11-20T21:35:00Z"));
    EXPECT_TRUE(rendered(mail));
    EXPECT_EQ(mail.subject, "Refused: evil\\x0d\\x0aBcc: x\\xff.toml");
}

} // namespace
} // namespace followup::mail
