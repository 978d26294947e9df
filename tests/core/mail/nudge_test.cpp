#include "core/mail/nudge.hpp"

#include "core/base/text.hpp"
#include "core/mail/acme.hpp"
#include "core/mail/golden.hpp"
#include "core/mail/nudges.hpp"
#include "core/mail/parsed.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <regex>

namespace followup::mail {
namespace {

TEST(Nudges, AskDanaToCallPatAndSayHowItWent) {
    Story story{"2026-11-20T21:45:00Z"};
    story.occasion.first = true;
    story.occasion.feed_url = "https://f.glass.example/f/abcDEF_123/Follow-ups.ics";
    story.occasion.pages["dana-acme-1/debrief"] = "https://f.glass.example/a/TOKEN";
    story.occasion.unsubscribe_url = "https://f.glass.example/u/TOKEN";
    const auto mail = story.mail(acme::dana(), {"debrief"});
    EXPECT_GOLDEN("debrief.txt", mail.text);
    EXPECT_GOLDEN("debrief.html", mail.html);
    EXPECT_GOLDEN("debrief.eml", rendered(mail).value());
}

TEST(Nudges, PutTheLettersToEverybodyMetIntoOneMail) {
    EXPECT_GOLDEN("letters.txt", Story{"2026-11-20T23:30:00Z"}.mail(acme::dana(), letters).text);
}

TEST(Nudges, NameThoseWhoHaveTheirLetterForTheOneStillOwed) {
    EXPECT_GOLDEN("letter-late.txt",
                  Story{"2026-11-21T21:30:00Z"}.mail(acme::dana(), {"letter/siobhan-oneill"}).text);
}

TEST(Nudges, RemindOfThePromisedCallTheWorkingDayBefore) {
    EXPECT_GOLDEN("call.txt", Story{"2026-11-27T23:00:00Z"}.mail(acme::dana(), {"call/margaret-chen"}).text);
}

TEST(Nudges, RemindOfTheSecondInterview) {
    EXPECT_GOLDEN("step.txt", Story{"2026-12-07T23:00:00Z"}.mail(acme::dana(), {"step/1"}).text);
}

TEST(Nudges, AskPatToCallTheEmployer) {
    Story story{"2026-11-20T23:02:00Z"};
    story.known.rounds[0].candidate_debriefing = ledger::Debriefing{
        .at = acme::at("2026-11-20T23:02:00Z"), .learned = {}, .notes = {"Chemistry with Ms Chen was good."}};
    EXPECT_GOLDEN("client-debrief.txt", story.mail(acme::pat(), {"client-debrief"}).text);
}

TEST(Nudges, AskPatForTheDecisionAndForTheNames) {
    EXPECT_GOLDEN("decision.txt", Story{"2026-11-27T22:00:00Z"}.mail(acme::pat(), {"decision"}).text);
    EXPECT_GOLDEN("names.txt", Story{"2026-12-03T15:00:00Z"}.mail(acme::pat(), {"names/1"}).text);
}

TEST(Nudges, TellPatWhatIsStillOpenGroupedInOneMail) {
    const auto mail = Story{"2026-12-01T14:30:00Z"}.mail(
        acme::pat(), {"debrief", "letter/luis-ortiz", "letter/siobhan-oneill", "call/margaret-chen"});
    EXPECT_GOLDEN("told.txt", mail.text);
}

TEST(Nudges, AskAboutADateThatWasReadWithAWarning) {
    Story story{"2026-11-20T21:45:00Z"};
    auto& on = story.known.rounds[0].promises[0].dates.back().on;
    on.warnings = {{when::WarningCode::non_business_day, "is closed; say 'Friday' if that was meant"}};
    const auto asked = "- “" + on.words + "”: understood as Mon 30 Nov 2026, when nobody may be at work";
    for (const auto& text :
         {story.mail(acme::dana(), {"debrief"}).text, story.mail(acme::pat(), {"client-debrief"}).text}) {
        EXPECT_TRUE(text.contains(asked)) << text;
        EXPECT_FALSE(text.contains("say 'Friday'")) << "who reads it does not write files";
    }
}

TEST(Nudges, AskTheCandidateOnlyOfDatesOnWhichSheHasSomethingToDo) {
    Story story{"2026-11-20T21:45:00Z"};
    auto& round = story.known.rounds[0];
    ASSERT_FALSE(round.decisions.empty());
    round.decisions.back().on.warnings = {{when::WarningCode::far, "is far off"}};
    const auto asked = "“" + round.decisions.back().on.words + "”: understood as";
    EXPECT_FALSE(story.mail(acme::dana(), {"debrief"}).text.contains(asked));
    EXPECT_TRUE(story.mail(acme::pat(), {"client-debrief"}).text.contains(asked));
}

TEST(Nudges, HaveASentenceForEveryDoubtAboutADate) {
    Story story{"2026-11-20T21:45:00Z"};
    auto& on = story.known.rounds[0].promises[0].dates.back().on;
    for (int code = 0; code <= static_cast<int>(when::WarningCode::week_start); ++code) {
        on.warnings = {{static_cast<when::WarningCode>(code), "WORDS FOR WHO WRITES FILES"}};
        EXPECT_FALSE(story.mail(acme::dana(), {"debrief"}).text.contains("WORDS FOR"))
            << when::name(static_cast<when::WarningCode>(code));
    }
}

TEST(Nudges, SayWhoStandsInForARecruiterWhoIsAway) {
    Story story{"2026-12-01T14:30:00Z"};
    auto kim = story.agency.recruiters.front();
    kim.id = "kim";
    kim.name = "Kim Park";
    kim.phone = "+1 312 555 0199";
    kim.email = acme::address("kim@glass.example");
    story.agency.recruiters.push_back(kim);
    story.occasion.absence = Absence{"kim", acme::at("2026-12-14T06:00:00Z")};
    const auto to_dana = story.mail(acme::dana(), {"debrief"});
    EXPECT_TRUE(to_dana.text.contains(
        "Pat Moreno is away until Mon 14 Dec 2026. Kim Park stands in, +1 312 555 0199.\n"))
        << to_dana.text;
    EXPECT_EQ(to_dana.subject, "Call Kim Park about Acme Robotics by Fri 20 Nov, 16:30");
    EXPECT_TRUE(to_dana.text.contains("Call Kim Park about the interview at Acme Robotics\n"));
    EXPECT_TRUE(to_dana.text.contains("Telephone: +1 312 555 0199\nE-mail: kim@glass.example\n"));
    EXPECT_FALSE(to_dana.text.contains("Call Pat Moreno")) << "who is away";
    EXPECT_TRUE(to_dana.text.contains("Tell Kim Park: answer this mail or call +1 312 555 0199."));
    EXPECT_EQ(to_dana.reply_to->address.text(), "kim@glass.example");
    const auto to_kim = story.mail(plan::as_person(kim, story.agency), {"decision"});
    EXPECT_TRUE(to_kim.text.contains("Pat Moreno is away until Mon 14 Dec 2026. You stand in.\n"))
        << to_kim.text;
    EXPECT_TRUE(to_kim.text.contains("Ask Acme Robotics what they decided")) << "it is theirs to do now";
}

TEST(Nudges, SayWhenItWasDueOnceThatIsPast) {
    Story story{"2026-11-21T21:29:59Z"};
    EXPECT_TRUE(story.mail(acme::dana(), letters).text.contains("\nDue by Sat 21 Nov 2026, 14:30 MST.\n"));
    story.occasion.now += base::seconds{1};
    EXPECT_TRUE(story.mail(acme::dana(), letters)
                    .text.contains("\nWas due by Sat 21 Nov 2026, 14:30 MST. It is still"));
}

TEST(Nudges, GiveTheEmployersTimeOnlyWhereItsClockShowsAnother) {
    Story story{"2026-11-30T15:30:00Z"};
    auto dana = acme::dana();
    const auto says = [&](std::string_view words) {
        return story.mail(dana, {"call/margaret-chen"}).text.contains(words);
    };
    EXPECT_TRUE(says("Due on Mon 30 Nov 2026, by 16:00 MST (17:00 CST at Acme Robotics).\n"));
    dana.zone = acme::zone("America/Menominee");
    EXPECT_TRUE(says("Due on Mon 30 Nov 2026, by 17:00 CST.\n"))
        << story.mail(dana, {"call/margaret-chen"}).text;
    dana.zone = acme::zone("Asia/Tokyo");
    EXPECT_TRUE(
        says("Due on Tue 1 Dec 2026, by 08:00 JST (on Mon 30 Nov 2026, by 17:00 CST at Acme Robotics).\n"));
}

TEST(Nudges, AskInTheDebriefingForAllThatIsMissing) {
    Story story{"2026-11-20T21:45:00Z"};
    auto& round = story.known.rounds[0];
    round.told = {};
    round.people.clear();
    round.promises.clear();
    round.steps.clear();
    round.decisions.clear();
    const auto text = story.mail(acme::dana(), {"debrief"}).text;
    for (const auto question :
         {"greatest problem", "Which projects", "What concerns", "impressed them", "Whom did you meet?",
          "What happens next", "By when do they decide?", "On which date will you call them"})
        EXPECT_TRUE(text.contains(question)) << question;
    EXPECT_FALSE(text.contains("second interview? Names")) << "none is known of";
}

TEST(Nudges, AskOnlyForWhatIsMissing) {
    Story story{"2026-11-20T21:45:00Z"};
    auto& round = story.known.rounds[0];
    round.people[2].met.title = "Safety Officer";
    round.steps[0].next.with = {"Ada Park, CTO"};
    const auto text = story.mail(acme::dana(), {"debrief"}).text;
    EXPECT_EQ(std::ranges::count(text, '?'), 2) << "how it went, and whether something is done: " << text;
    story.known.employer.address.clear();
    EXPECT_TRUE(
        story.mail(acme::dana(), {"debrief"}).text.contains("- Luis Ortiz: Which address for a letter?\n"));
}

TEST(Nudges, LeaveOutWhatIsSettledByNow) {
    Story story{"2026-11-21T21:30:00Z"};
    acme::duty(story.plan, "letter/luis-ortiz").state = plan::State::done;
    const auto text = story.mail(acme::dana(), letters).text;
    EXPECT_TRUE(text.contains("Letters to 2 people"));
    EXPECT_TRUE(text.contains("With what I heard from Margaret Chen and Luis Ortiz")) << text;
    for (auto& duty : story.plan.duties)
        duty.state = plan::State::dropped;
    EXPECT_TRUE(story.mail(acme::dana(), letters).text.contains("There is nothing left to do."));
}

TEST(Nudges, SayWhomToCallWhenTheRecruiterIsAway) {
    Story story{"2026-11-20T21:45:00Z"};
    ledger::Recruiter kim;
    kim.id = "kim";
    kim.name = "Kim Lund";
    kim.email = acme::address("kim@glass.example");
    kim.phone = "+1 312 555 0101";
    story.agency.recruiters.push_back(kim);
    acme::duty(story.plan, "debrief").whom = "Kim Lund";
    const auto text = story.mail(acme::dana(), {"debrief"}).text;
    EXPECT_TRUE(text.contains("takes up") && text.contains("what Kim Lund"));
    EXPECT_TRUE(text.contains("Telephone: +1 312 555 0101\nE-mail: kim@glass.example\n"));
}

TEST(Nudges, FallBackOnTheAgencyWhenTheRecruiterIsGone) {
    Story story{"2026-11-27T23:00:00Z"};
    story.agency.recruiters.clear();
    auto mail = story.mail(acme::dana(), {"call/margaret-chen"});
    EXPECT_FALSE(mail.reply_to);
    EXPECT_TRUE(mail.text.contains("Tell Glass Recruiters: answer this mail."));
    story.agency.email = acme::address("office@glass.example");
    mail = story.mail(acme::dana(), {"call/margaret-chen"});
    EXPECT_EQ(mail.reply_to->address.text(), "office@glass.example");
}

TEST(Nudges, OfOneCaseAndPersonAreOneThread) {
    Story story{"2026-11-20T21:45:00Z"};
    const auto first = story.mail(acme::dana(), {"debrief"});
    story.occasion = acme::occasion("2026-11-27T23:00:00Z");
    story.occasion.mail_id = "mail-2";
    const auto second = story.mail(acme::dana(), {"call/margaret-chen"});
    EXPECT_EQ(first.references, second.references);
    ASSERT_EQ(first.references.size(), 1U);
    EXPECT_NE(first.message_id, second.message_id);
    EXPECT_EQ(first.message_id.size(), 26U + std::string_view{"@glass.example"}.size());
    const auto to_pat = story.mail(acme::pat(), {"call/margaret-chen"});
    EXPECT_NE(to_pat.references, first.references);
    EXPECT_FALSE(to_pat.reply_to);
    story.known.id = "another";
    EXPECT_NE(story.mail(acme::dana(), {"debrief"}).references, first.references);
}

TEST(Nudges, HaveIdsThatOnlyTheKeyCanMake) {
    Story story{"2026-11-20T21:45:00Z"};
    const auto before = story.mail(acme::dana(), {"debrief"});
    EXPECT_EQ(before.message_id, story.mail(acme::dana(), {"debrief"}).message_id);
    story.style.id_key.fill(8);
    const auto after = story.mail(acme::dana(), {"debrief"});
    EXPECT_NE(before.message_id, after.message_id);
    EXPECT_NE(before.references, after.references);
}

TEST(Nudges, ShowHostileWordsAsTheyWereWritten) {
    Story story{"2026-11-27T23:00:00Z"};
    const std::string name = "Dana *the* <b> Reyes_";
    story.known.employer.name = "[Acme](https://evil.example) <script>";
    auto dana = acme::dana();
    dana.name = name;
    acme::duty(story.plan, "call/margaret-chen").whom = "# Margaret\nChen";
    const auto mail = story.mail(dana, {"call/margaret-chen"});
    EXPECT_TRUE(mail.text.contains("\nHello " + name + ",\n"));
    EXPECT_TRUE(mail.html.contains("<p>Hello Dana *the* &lt;b&gt; Reyes_,</p>"));
    EXPECT_FALSE(mail.html.contains("<script>"));
    EXPECT_FALSE(mail.html.contains("href=\"https://evil.example"));
    EXPECT_FALSE(mail.html.contains("raw HTML omitted")) << "words are shown, not left out";
}

/// Every link of a page, and every address in its text, must be in the other part too.
TEST(Nudges, SayTheSameInBothParts) {
    Story story{"2026-11-20T21:45:00Z"};
    story.occasion.first = true;
    story.occasion.feed_url = "https://f.glass.example/f/abcDEF_123/Follow-ups.ics";
    std::vector<std::string> all;
    for (const auto& duty : story.plan.duties) {
        all.push_back(duty.id.substr(12));
        story.occasion.pages[duty.id] = "https://f.glass.example/a/" + std::to_string(all.size());
    }
    for (const auto& reader : {acme::dana(), acme::pat()}) {
        const auto mail = story.mail(reader, all);
        const std::regex phone{"<a href=\"tel:[^\"]*\">([^<]*)</a>"};
        auto shown = std::regex_replace(mail.html.substr(mail.html.find("<body>")), phone, "$1");
        for (const auto& [from, to] :
             {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}})
            for (std::size_t at = 0; (at = shown.find(from, at)) != shown.npos; ++at)
                shown.replace(at, std::string_view{from}.size(), to);
        for (const auto& line : base::split(mail.text, '\n')) {
            auto words = base::trimmed(line);
            if (words.starts_with("- ")) words.remove_prefix(2);
            if (words.ends_with(':')) words.remove_suffix(1); // of a button's label
            if (words.starts_with("---")) continue;
            EXPECT_TRUE(shown.contains(words)) << words;
        }
        EXPECT_TRUE(mail.text.contains(story.occasion.feed_url));
    }
}

TEST(Nudges, AreReadableForAnotherParser) {
    Story story{"2026-11-20T23:30:00Z"};
    const auto mail = story.mail(acme::dana(), letters);
    const auto other = parsed({rendered(mail).value()}).front();
    EXPECT_EQ(only(other, "reply-to.address"), "pat@glass.example");
    EXPECT_EQ(only(other, "auto-submitted"), "auto-generated");
    EXPECT_EQ(only(other, "x-auto-response-suppress"), "All");
    EXPECT_EQ(only(other, "in-reply-to"), only(other, "references"));
    EXPECT_EQ(only(other, "list-unsubscribe"), "<mailto:pat@glass.example?subject=stop>");
    EXPECT_FALSE(other.contains("defect"));
    EXPECT_EQ(other.at("part.text"), (std::vector<std::string>{mail.text, mail.html}));
}

} // namespace
} // namespace followup::mail
