#include "core/mail/unsent.hpp"

#include "core/mail/acme.hpp"
#include "core/mail/encoding.hpp"
#include "core/mail/golden.hpp"
#include "core/words/texts.hpp"

#include <gtest/gtest.h>

namespace followup::mail {
namespace {

letter::Draft draft_to(const char* key) {
    auto plan = acme::plan();
    return letter::draft(acme::duty(plan, std::string{"letter/"} + key), acme::known(), plan,
                         acme::at("2026-11-20T23:30:00Z"), words::texts_built_in())
        .value();
}

TEST(Unsent, IsALetterThatAMailProgramOpensForWriting) {
    const auto draft = unsent(draft_to("margaret-chen")).value();
    EXPECT_GOLDEN("unsent.eml", draft);
    EXPECT_TRUE(draft.starts_with("X-Unsent: 1\r\nFrom: Dana Reyes <dana@candidate.example>\r\n"
                                  "To: Margaret Chen <m.chen@acme.example>\r\n"));
    EXPECT_FALSE(draft.contains("glass.example")) << "it is the candidate's own";
}

TEST(Unsent, HasNoRecipientWhileTheirAddressIsNotKnown) {
    EXPECT_FALSE(unsent(draft_to("luis-ortiz")).value().contains("\r\nTo:"));
}

TEST(Unsent, IsRefusedWhenAHeaderHoldsAControlCharacter) {
    auto draft = draft_to("margaret-chen");
    draft.subject = "a\r\nBcc: x@evil.example";
    EXPECT_FALSE(unsent(draft));
    draft = draft_to("margaret-chen");
    draft.name = "a\nb";
    EXPECT_FALSE(unsent(draft));
}

TEST(Unsent, IsAFileWithANameThatEverySystemTakes) {
    auto draft = draft_to("siobhan-oneill");
    const auto& tongue = words::texts_built_in().tongue("en");
    EXPECT_EQ(unsent_name(draft, tongue), "Letter to Siobhán O’Neill.eml");
    EXPECT_EQ(file_name_parameters(unsent_name(draft, tongue)),
              "filename=\"Letter to Siobhn ONeill.eml\"; "
              "filename*=utf-8''Letter%20to%20Siobh%C3%A1n%20O%E2%80%99Neill.eml");
    draft.name = "../a\"b\\c";
    EXPECT_EQ(unsent_name(draft, tongue), "Letter to ..-a-b-c.eml");
    EXPECT_EQ(file_name_parameters("a\"\r\nb%"), "filename=\"ab\"; filename*=utf-8''a%22b%25");
}

} // namespace
} // namespace followup::mail
