#include "core/letter/draft.hpp"

#include "core/mail/acme.hpp"
#include "core/mail/golden.hpp"
#include "core/words/texts.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace followup::letter {
namespace {

namespace acme = mail::acme;

/// The letters of the story; what differs is set before they are drafted.
struct Story {
    ledger::Case known = acme::known();
    plan::Plan plan = acme::plan();

    [[nodiscard]] Draft draft(const std::string& key, const char* language = "en") {
        const auto& duty = acme::duty(plan, "letter/" + key);
        auto letter = duty;
        letter.owner.language = language;
        return letter::draft(letter, known, plan, acme::at("2026-11-20T23:30:00Z"), words::texts_built_in())
            .value();
    }
    [[nodiscard]] ledger::Matter<queue::Shared>& told() { return known.rounds[0].told; }
};

template <class Text = queue::Shared>
queue::Concern<Text> concern(std::string text, std::string by, std::string answer = {}) {
    queue::Concern<Text> made;
    made.text = std::move(text);
    made.by = std::move(by);
    made.answer = std::move(answer);
    return made;
}

std::size_t marks(const Draft& draft) {
    const auto all = text(draft);
    std::size_t count = 0;
    for (std::size_t at = 0; (at = all.find("[…", at)) != all.npos; ++at)
        ++count;
    return count;
}

TEST(Drafts, AreWrittenForEverybodyMet) {
    Story story;
    for (const std::string key : {"margaret-chen", "luis-ortiz", "siobhan-oneill"})
        for (const char* language : {"en", "de"}) {
            const auto name = key + "." + language + ".txt";
            const auto draft = text(story.draft(key, language));
            EXPECT_EQ(draft, mail::golden(name, draft, "letter")) << name;
        }
}

TEST(Drafts, SpeakToTheirReaderWithTheHonorificThatIsKnown) {
    Story story;
    for (auto& each : story.known.rounds[0].people)
        if (each.key == "margaret-chen") each.met.salutation = "Frau Dr.";
    const auto english = story.draft("margaret-chen");
    EXPECT_TRUE(english.body.starts_with("Dear Dr. Chen,\n")) << english.body;
    EXPECT_EQ(english.recipient.front(), "Dr. Margaret Chen");
    EXPECT_EQ(english.name, "Margaret Chen");
    const auto german = story.draft("margaret-chen", "de");
    EXPECT_TRUE(german.body.starts_with("Sehr geehrte Frau Dr. Chen,\n")) << german.body;
    EXPECT_TRUE(story.draft("luis-ortiz").body.starts_with("Dear Luis Ortiz,\n"))
        << "nobody's sex is guessed";
}

TEST(Drafts, AreInTheLanguageOfWhoGetsThemElseTheEmployersElseTheCandidates) {
    Story story;
    EXPECT_EQ(story.draft("margaret-chen").language, "en");
    EXPECT_EQ(story.draft("margaret-chen", "de").language, "de");
    story.known.rounds[0].interview.employer.language = "en-US";
    const auto american = story.draft("margaret-chen", "de");
    EXPECT_EQ(american.language, "en-us");
    EXPECT_EQ(american.date, "November 20, 2026");
    EXPECT_TRUE(american.body.starts_with("Dear Margaret Chen:\n")) << american.body;
    for (auto& each : story.known.rounds[0].people)
        if (each.key == "luis-ortiz") each.met.language = "de";
    EXPECT_EQ(story.draft("luis-ortiz").language, "de");
    EXPECT_EQ(story.draft("luis-ortiz").date, "20. November 2026");
    EXPECT_EQ(story.draft("margaret-chen").language, "en-us");
}

TEST(Drafts, OfTheMainInterviewerAndTheManagerAreLonger) {
    Story story;
    for (const char* language : {"en", "de"}) {
        const auto other = story.draft("siobhan-oneill", language).body.size();
        EXPECT_GT(story.draft("margaret-chen", language).body.size(), other * 5 / 4);
        EXPECT_GT(story.draft("luis-ortiz", language).body.size(), other * 11 / 10);
    }
}

TEST(Drafts, NeedTwoChangesAtMostWhenEverythingIsRecorded) {
    Story story;
    story.known.rounds[0].people[2].met.title = "Safety Officer";
    for (const auto* key : {"margaret-chen", "luis-ortiz", "siobhan-oneill"})
        for (const char* language : {"en", "de"})
            EXPECT_LE(marks(story.draft(key, language)), 2U) << text(story.draft(key, language));
}

TEST(Drafts, HoldEverythingThatIsRecorded) {
    Story story;
    for (const auto* key : {"margaret-chen", "luis-ortiz", "siobhan-oneill"})
        for (const char* language : {"en", "de"}) {
            const auto body = story.draft(key, language).body;
            for (const auto& words :
                 {"the palletizer line loses an hour a day to false stops", "vision retrofit of line 3",
                  "back to 97 % in four months", "Dana Reyes"})
                EXPECT_TRUE(body.contains(words)) << words << "\n" << body;
            EXPECT_EQ(body.contains("move of the test cell to Joliet"), key != std::string{"siobhan-oneill"})
                << "a short letter has one project, and another for everybody\n"
                << body;
            for (const auto& person : story.known.rounds[0].people)
                EXPECT_TRUE(body.contains(person.met.name)) << person.met.name << "\n" << body;
        }
}

TEST(Drafts, MarkWhatIsMissingAndInventNothing) {
    Story story;
    story.told() = {};
    story.known.employer.address.clear();
    story.known.rounds[0].people = {story.known.rounds[0].people[2]};
    story.known.rounds[0].people[0].met.role = queue::Role::main;
    story.plan.duties.erase(
        std::remove_if(story.plan.duties.begin(), story.plan.duties.end(),
                       [](const plan::Duty& duty) { return duty.kind != plan::Kind::letter; }),
        story.plan.duties.end());
    const auto draft = story.draft("siobhan-oneill");
    EXPECT_EQ(text(draft), mail::golden("nothing-known.en.txt", text(draft), "letter"));
    EXPECT_TRUE(has_gaps(draft));
    EXPECT_EQ(marks(draft), 4U) << "title, address, problem, strengths";
    EXPECT_FALSE(draft.to);
    EXPECT_EQ(mailto(draft), "");
}

TEST(Drafts, HoldNobodyOfAnotherRoundAndNothingThatIsTheRecruitersOwn) {
    Story story;
    auto other = story.known.rounds[0];
    other.interview.id = "dana-acme-2";
    other.people[0].met.name = "SECRET person";
    story.known.rounds.push_back(other);
    auto& round = story.known.rounds[0];
    round.interview.notes = "SECRET notes";
    round.candidate_debriefing = ledger::Debriefing{{}, {}, {"SECRET telephone notes"}};
    round.confided.problem = "SECRET problem";
    round.confided.strengths = round.confided.projects = {"SECRET of the employer"};
    round.confided.objections = {concern<queue::Own>("SECRET concern", "", "SECRET answer")};
    round.people[0].confided.title = "SECRET title";
    round.people[0].confided.address = "SECRET address";
    round.people[1].struck = true;
    for (const auto* key : {"margaret-chen", "siobhan-oneill"}) {
        const auto all = text(story.draft(key));
        EXPECT_FALSE(all.contains("SECRET")) << all;
        EXPECT_FALSE(all.contains("Luis Ortiz")) << "who was struck was not met: " << all;
        EXPECT_FALSE(all.contains("Glass Recruiters")) << all;
    }
}

TEST(Drafts, SayWhatTheTwoTalkedAboutToThatPersonAlone) {
    Story story;
    story.known.rounds[0].people[2].met.talked_about = "the new test cell.";
    for (const auto* language : {"en", "de"}) {
        const auto body = story.draft("siobhan-oneill", language).body;
        EXPECT_TRUE(body.contains(": the new test cell.\n")) << body;
        EXPECT_FALSE(story.draft("luis-ortiz", language).body.contains("new test cell"));
    }
}

TEST(Drafts, AnnounceTheCallOnlyToWhomItWasPromised) {
    Story story;
    EXPECT_TRUE(
        story.draft("margaret-chen")
            .body.contains("I will call you on Monday, 30 November unless I have heard from you by then."));
    EXPECT_FALSE(story.draft("luis-ortiz").body.contains("I will call you"));
    auto& call = acme::duty(story.plan, "call/margaret-chen");
    call.shape = plan::Shape::at_time;
    call.begins = call.due = acme::at("2026-12-03T20:00:00Z");
    story.known.rounds[0].promises[0].promise.unless = queue::Unless::never;
    EXPECT_TRUE(
        story.draft("margaret-chen").body.contains("I will call you on Thursday, 3 December at 14:00."));
    EXPECT_TRUE(
        story.draft("margaret-chen", "de")
            .body.contains("Wie angekündigt rufe ich Sie am Donnerstag, 3. Dezember, um 14:00 Uhr an."));
    call.state = plan::State::dropped;
    EXPECT_FALSE(story.draft("margaret-chen").body.contains("I will call you"));
}

TEST(Drafts, AnswerEveryConcernToWhoRaisedItAndRepeatNone) {
    Story story;
    story.told().objections = {concern("has not led a team of more than four.", "", "I led nine in Reno."),
                               concern("lives far away", ""), concern("speaks no Spanish", "Luis Ortiz"),
                               concern("is often late", "Siobhan O'Neill", "my train is gone")};
    const auto main = story.draft("margaret-chen").body;
    EXPECT_TRUE(main.contains("rather answer it than leave it open: I led nine in Reno.\n")) << main;
    EXPECT_TRUE(main.contains("You also mentioned this: [… your answer, in a sentence or two]\n")) << main;
    EXPECT_EQ(marks(story.draft("margaret-chen")), 1U);
    EXPECT_FALSE(main.contains("my train")) << main;
    const auto manager = story.draft("luis-ortiz").body;
    EXPECT_TRUE(manager.contains("not stay open between us: [… your answer")) << manager;
    EXPECT_FALSE(manager.contains("Reno")) << manager;
    EXPECT_TRUE(story.draft("siobhan-oneill").body.contains("leave open: my train is gone.\n"));
    for (const auto* key : {"margaret-chen", "luis-ortiz", "siobhan-oneill"})
        for (const auto* language : {"en", "de"})
            for (const auto* said : {"a team of", "far away", "Spanish", "often late"})
                EXPECT_FALSE(story.draft(key, language).body.contains(said)) << said;
}

TEST(Drafts, KnowWhoRaisedAConcernByTheFamilyName) {
    Story story;
    story.told().objections = {concern("speaks no Spanish", "Mr Ortiz", "I am learning it")};
    EXPECT_TRUE(story.draft("luis-ortiz").body.contains("I am learning it"));
    EXPECT_FALSE(story.draft("margaret-chen").body.contains("I am learning it"));
}

TEST(Drafts, AnswerWhatTheEmployerSaidOnlyWhenTheCandidateMayHearOfIt) {
    Story story;
    story.told() = {};
    auto& confided = story.known.rounds[0].confided;
    confided.objections = {concern<queue::Own>("lives far away", "", "I would move")};
    EXPECT_FALSE(story.draft("margaret-chen").body.contains("move"));
    EXPECT_FALSE(story.draft("margaret-chen").body.contains("[… your answer"));
    // Sharing a concern makes the candidate's text of it: that is where the fold puts it.
    story.told().objections = {concern("lives far away", "", "I would move")};
    EXPECT_TRUE(story.draft("margaret-chen").body.contains("leave it open: I would move.\n"));
}

TEST(Drafts, KnowTheirRecipientByTheKeyOfTheDuty) {
    Story story;
    story.known.rounds[0].people[0].met.name = "Margaret Chen-Lee";
    EXPECT_EQ(story.draft("margaret-chen").name, "Margaret Chen-Lee");
    EXPECT_EQ(story.draft("margaret-chen").recipient,
              (std::vector<std::string>{"Margaret Chen-Lee", "VP Engineering", "Acme Robotics",
                                        "400 W Lake St", "Chicago, IL 60606"}));
    const auto letter = acme::duty(story.plan, "letter/margaret-chen");
    story.known.rounds.clear();
    EXPECT_FALSE(draft(letter, story.known, story.plan, {}, words::texts_built_in()));
}

TEST(Drafts, BecomeAMailtoLink) {
    Story story;
    story.known.position = "Ingénieur & co";
    const auto link = mailto(story.draft("margaret-chen"));
    EXPECT_TRUE(
        link.starts_with("mailto:m.chen@acme.example?subject=Our%20conversation%20on%20Friday%2C%2020"
                         "%20November%3A%20Ing%C3%A9nieur%20%26%20co&body=Dear%20Margaret%20Chen%2C%0D%0A"
                         "%0D%0AThank%20you"))
        << link;
    EXPECT_TRUE(
        std::ranges::all_of(link, [](char c) { return c > ' ' && c <= '~' && c != '<' && c != '>'; }));
    EXPECT_EQ(std::ranges::count(link, '&'), 1);
}

} // namespace
} // namespace followup::letter
