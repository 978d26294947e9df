#include "core/base/text.hpp"
#include "core/mail/golden.hpp"
#include "core/mail/nudges.hpp"
#include "core/mail/sections.hpp"

#include <gtest/gtest.h>

namespace followup::mail {
namespace {

TEST(LetterNudges, MarkATitleAndAnAddressThatAreMissing) {
    Story story{"2026-11-20T23:30:00Z"};
    story.known.employer.address.clear();
    const auto text = story.mail(acme::dana(), letters).text;
    EXPECT_TRUE(text.contains("\nSiobhán O’Neill\n[… title]\nAcme Robotics\n[… address]\n\nDear Siobhán"))
        << text;
    EXPECT_TRUE(text.contains("What is marked […] is not known yet"));
}

TEST(LetterNudges, BringADraftForEverybodyMet) {
    const Story story{"2026-11-20T23:30:00Z"};
    const auto mail = story.mail(acme::dana(), letters);
    for (const auto* name : {"Margaret Chen", "Luis Ortiz", "Siobhán O’Neill"})
        EXPECT_TRUE(mail.text.contains("The draft:\n\n20 November 2026\n\n" + std::string{name} + "\n"))
            << name;
    EXPECT_TRUE(mail.html.contains(
        "<blockquote>\n<p>20 November 2026</p>\n<p>Margaret Chen<br />\nVP Engineering<br />"));
    EXPECT_TRUE(mail.text.contains("Write it as an e-mail:\nm.chen@acme.example\n"));
    EXPECT_TRUE(mail.html.contains("<a href=\"mailto:m.chen@acme.example?subject=Our%20conversation"));
    EXPECT_FALSE(mail.text.contains("mailto:")) << "too long to be read";
}

TEST(LetterNudges, PointToTheMailThatBroughtADraft) {
    Story story{"2026-11-21T17:30:00Z"};
    story.occasion.drafted = {{"dana-acme-1/letter/luis-ortiz", acme::at("2026-11-20T23:30:00Z")},
                              {"dana-acme-1/letter/margaret-chen", acme::at("2026-11-20T23:30:00Z")}};
    const auto text = story.mail(acme::dana(), letters).text;
    EXPECT_FALSE(text.contains("Dear Margaret"));
    EXPECT_TRUE(text.contains("The draft is in your mail of Fri 20 Nov 2026, 16:30 MST.")) << text;
    EXPECT_TRUE(text.contains("Dear Siobhán")) << "hers is new";
    EXPECT_TRUE(text.contains("A draft for each of them is below"));
    story.occasion.drafted["dana-acme-1/letter/siobhan-oneill"] = acme::at("2026-11-20T23:30:00Z");
    const auto later = story.mail(acme::dana(), letters).text;
    EXPECT_FALSE(later.contains("below: make them yours")) << "there is none below";
    EXPECT_FALSE(later.contains("What is marked")) << later;
    auto posting = acme::posting(acme::dana(), letters);
    posting.nudges.front().rule = "concern";
    EXPECT_EQ(drafts_before(posting, story.occasion.drafted).size(), 2U) << "that one has changed";
    EXPECT_TRUE(points_to_drafts(posting, story.plan));
}

TEST(LetterNudges, StayAMailThatRelaysTakeHoweverMuchWasWritten) {
    Story story{"2026-11-20T23:30:00Z"};
    const auto much = std::string(200, 'x') + " " + std::string(150 * 1024, 'y');
    story.known.rounds.front().told.projects = {much};
    const auto mail = story.mail(acme::dana(), letters);
    const auto rendered_size = rendered(mail).value().size();
    EXPECT_LT(rendered_size, 1024U * 1024) << "two drafts, each as text and as HTML";
    EXPECT_TRUE(mail.text.contains("theirs is like those above")) << "and nobody is left out";
    EXPECT_FALSE(mail.html.contains("&amp;body=")) << "an address of that length opens in no program";
}

TEST(LetterNudges, LeadToThePagesOfALetterWhereThereAreAny) {
    Story story{"2026-11-20T23:30:00Z"};
    EXPECT_FALSE(story.mail(acme::dana(), letters).text.contains("Print it"));
    story.occasion.letters["dana-acme-1/letter/luis-ortiz"] = {"https://f.glass.example/a/T/letter",
                                                               "https://f.glass.example/a/T/letter.eml"};
    const auto mail = story.mail(acme::dana(), letters);
    EXPECT_TRUE(mail.text.contains("Open it in your mail program:\nhttps://f.glass.example/a/T/letter.eml\n"
                                   "\nPrint it for the post:\nhttps://f.glass.example/a/T/letter\n"))
        << mail.text;
    EXPECT_TRUE(
        mail.html.contains("<a href=\"https://f.glass.example/a/T/letter\">Print it for the post</a>"));
}

TEST(LetterNudges, SayWhenAPostedLetterWouldArrive) {
    Story story{"2026-11-20T23:30:00Z"};
    EXPECT_TRUE(
        story.mail(acme::dana(), letters)
            .text.contains("By post, a letter posted on Fri 20 Nov 2026 arrives about Wed 25 Nov 2026.\n"));
    story.style.transit.within["us"] = 6;
    EXPECT_TRUE(story.mail(acme::dana(), letters)
                    .text.contains(
                        "arrives about Mon 30 Nov 2026. That is too late: Acme Robotics means to decide by "
                        "Fri 27 Nov 2026. Send it by e-mail, or by courier.\n"));
}

TEST(LetterNudges, AreWrittenInTheLanguageOfTheirReader) {
    Story story{"2026-11-20T23:30:00Z"};
    auto dana = acme::dana();
    dana.language = "de";
    auto pat = acme::pat();
    pat.language = "de-AT";
    story.occasion.first = true;
    story.occasion.feed_url = "https://f.glass.example/f/abcDEF_123/Follow-ups.ics";
    story.occasion.unsubscribe_url = "https://f.glass.example/u/TOKEN";
    for (auto& duty : story.plan.duties) {
        if (duty.owner.id == dana.id) duty.owner = dana;
        story.occasion.pages[duty.id] = "https://f.glass.example/a/" + duty.id.substr(12);
    }
    const auto letter_mail = story.mail(dana, letters);
    EXPECT_GOLDEN("letters.de.txt", letter_mail.text);
    EXPECT_GOLDEN("letters.de.html", letter_mail.html);
    EXPECT_TRUE(letter_mail.html.contains("<html lang=\"de\">"));
    EXPECT_EQ(letter_mail.language, "de");
    EXPECT_GOLDEN("candidate.de.txt", story.mail(dana, {"debrief", "call/margaret-chen", "step/1"}).text);
    EXPECT_GOLDEN("recruiter.de.txt",
                  story
                      .mail(pat, {"client-debrief", "decision", "names/1", "letter/luis-ortiz",
                                  "letter/margaret-chen", "call/margaret-chen"})
                      .text);
    EXPECT_EQ(letter_mail.subject, "Briefe an 3 Personen bei Acme Robotics bis Sa 21. Nov., 14:30");
}

TEST(LetterNudges, OfEveryKindHaveNoEnglishLeftInGerman) {
    Story story{"2026-12-20T23:30:00Z"};
    auto dana = acme::dana();
    dana.language = "de";
    std::vector<std::string> all;
    for (auto& duty : story.plan.duties) {
        if (duty.owner.id == dana.id) duty.owner = dana;
        all.push_back(duty.id.substr(12));
    }
    const auto text = story.mail(dana, all).text;
    for (const auto* english :
         {" the ", " you ", "Because", "Due", "Was due", "Letter", "Call ", " Nov ", " Dec "})
        for (const auto& line : base::split(text, '\n')) {
            const bool said =
                line.contains("“") || line.contains("the palletizer") || line.contains("of the test cell");
            EXPECT_FALSE(!said && line.contains(english)) << line;
        }
}

} // namespace
} // namespace followup::mail
