#include "core/mail/together.hpp"

#include "core/mail/golden.hpp"
#include "core/mail/nudges.hpp"

#include <gtest/gtest.h>

namespace followup::mail {
namespace {

using Why = plan::Portion::Why;

/// Two cases of Dana's, and all that is due in them.
struct Two {
    ledger::Case acme = acme::known();
    ledger::Case beta = acme::known();
    plan::Plan plan = acme::plan();
    Occasion occasion = acme::occasion("2026-11-24T16:00:00Z");

    Two() {
        beta.id = "dana-beta-1";
        beta.employer.name = "Beta Works";
    }
    [[nodiscard]] std::vector<Chapter> chapters(const plan::Person& to) const {
        return {{acme::posting(to, {"letter/luis-ortiz", "letter/margaret-chen"}), &acme, &plan, occasion},
                {acme::posting(to, {"call/margaret-chen"}), &beta, &plan, occasion}};
    }
    [[nodiscard]] Message mail(const plan::Person& to, Why why) const {
        return together(chapters(to), why, acme::agency(), acme::style(), occasion);
    }
};

std::string all_of(const Message& mail) {
    return "Subject: " + mail.subject + "\n\n" + mail.text;
}

TEST(MailsTogether, SayWhyTheyAreLateAndLeaveNothingOut) {
    const auto mail = Two{}.mail(acme::dana(), Why::late);
    EXPECT_GOLDEN("together.txt", all_of(mail));
    EXPECT_NE(mail.text.find("Dear Margaret Chen"), std::string::npos) << "the drafts come whole";
    EXPECT_EQ(mail.reply_to->address.text(), "pat@glass.example");
    EXPECT_TRUE(mail.references.empty()) << "it is of no thread";
}

TEST(MailsTogether, TellARecruiterWhoseEachOneIs) {
    EXPECT_GOLDEN("together.recruiter.txt", all_of(Two{}.mail(acme::pat(), Why::many)));
}

TEST(MailsTogether, AreWrittenInTheLanguageOfTheirReader) {
    auto pat = acme::pat();
    pat.language = "de";
    const auto mail = Two{}.mail(pat, Why::late);
    EXPECT_NE(mail.text.find("Diese Erinnerungen kommen verspätet"), std::string::npos) << mail.text;
    EXPECT_TRUE(mail.subject.ends_with(", und 1 mehr")) << mail.subject;
}

TEST(MailsTogether, TellWhatNobodyReadsInALineEach) {
    const Two two;
    std::vector<Chapter> many;
    for (int n = 0; n < 45; ++n)
        many.push_back(two.chapters(acme::pat()).back());
    const auto mail = together(many, Why::late, acme::agency(), acme::style(), two.occasion);
    EXPECT_TRUE(mail.subject.ends_with(", and 44 more")) << mail.subject;
    std::size_t lines = 0;
    for (auto at = mail.text.find("\n- Beta Works"); at != std::string::npos;
         at = mail.text.find("\n- Beta Works", at + 1))
        ++lines;
    EXPECT_EQ(lines, 5U);
}

} // namespace
} // namespace followup::mail
