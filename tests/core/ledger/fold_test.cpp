#include "core/ledger/case.hpp"

#include "support/story.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::ledger {
namespace {

using story::acme;
using story::at;
using story::Story;
using story::told;
using story::told_once;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// "key: name", with "(struck)" where it is so.
std::vector<std::string> people(const Round& round) {
    std::vector<std::string> lines;
    for (const auto& person : round.people)
        lines.push_back(person.key + ": " + person.met.name + (person.struck ? " (struck)" : ""));
    return lines;
}

std::vector<std::string> promises(const Round& round) {
    std::vector<std::string> lines;
    for (const auto& promise : round.promises)
        lines.push_back(promise.key + ": " + promise.dates.back().on.words
                        + (promise.struck ? " (struck)" : ""));
    return lines;
}

std::vector<std::string> steps(const Round& round) {
    std::vector<std::string> lines;
    for (const auto& step : round.steps)
        lines.push_back(std::to_string(step.number) + ": " + std::string{queue::word(step.next.what)}
                        + (step.struck ? " (struck)" : ""));
    return lines;
}

std::string debriefed(std::string_view keys) {
    return "[[debriefed]]\ninterview = 'a'\nwith = 'candidate'\n" + std::string{keys};
}

TEST(Fold, TakesWhatAnInterviewSays) {
    const auto known =
        told("met = [{ name = 'Luis Ortiz' }]\npromise = [{ call = 'Luis Ortiz', on = 'Monday' }]\n"
             "next = [{ what = 'test' }]\ndecision = 2026-11-27\nproblem = 'false stops'")
            .known();
    EXPECT_EQ(known.id, "a");
    EXPECT_EQ(known.recruiter, "pat");
    EXPECT_EQ(known.candidate.name, "Dana Reyes");
    ASSERT_EQ(known.rounds.size(), 1u);
    const auto& round = known.rounds[0];
    EXPECT_EQ(round.zone, "America/Chicago");
    EXPECT_EQ(round.accepted, at("2026-11-20T21:35:00Z"));
    EXPECT_THAT(people(round), ElementsAre("luis-ortiz: Luis Ortiz"));
    EXPECT_THAT(promises(round), ElementsAre("luis-ortiz: Monday"));
    EXPECT_THAT(steps(round), ElementsAre("1: test"));
    ASSERT_EQ(round.decisions.size(), 1u);
    EXPECT_EQ(round.told.problem, "false stops");
    EXPECT_THAT(known.warnings, IsEmpty());
}

TEST(FoldOfTheFirstEdition, StrikesWhatAnAmendmentLeavesOut) {
    auto story =
        told_once("met = [{ name = 'Luis Ortiz' }, { name = 'Ann Lee' }]\n"
                  "promise = [{ call = 'Luis Ortiz', on = 'Monday' }, { call = 'Ann Lee', on = 'Tuesday' }]\n"
                  "next = [{ what = 'test' }, { what = 'physical' }]");
    story.arrives("2026-11-20T22:00:00Z", acme("met = [{ name = 'Ann Lee' }]\n"
                                               "promise = [{ call = 'Ann Lee', on = 'Tuesday' }]\n"
                                               "next = [{ what = 'test' }]"));
    const auto known = story.known();
    const auto& round = known.rounds.at(0);
    EXPECT_THAT(people(round), ElementsAre("luis-ortiz: Luis Ortiz (struck)", "ann-lee: Ann Lee"));
    EXPECT_THAT(promises(round), ElementsAre("luis-ortiz: Monday (struck)", "ann-lee: Tuesday"));
    EXPECT_THAT(steps(round), ElementsAre("1: test", "2: physical (struck)"));
    EXPECT_EQ(round.amended, at("2026-11-20T22:00:00Z"));
    EXPECT_EQ(round.accepted, at("2026-11-20T21:35:00Z"));
    EXPECT_EQ(round.people[0].changed, at("2026-11-20T22:00:00Z"));
    EXPECT_EQ(round.people[1].changed, at("2026-11-20T21:35:00Z")) << "nothing about her changed";
}

TEST(FoldOfTheFirstEdition, KeepsWhatADebriefingSaidUntilItIsNamedAgain) {
    auto story = told_once("problem = 'first'\nstrengths = ['patient']");
    story
        .arrives("2026-11-20T23:00:00Z",
                 debriefed("problem = 'second'\nmet = [{ name = 'Ann Lee', title = 'CTO' }]\n"
                           "promise = [{ call = 'Ann Lee', on = 'Monday' }]\n"
                           "next = [{ what = 'test' }]\ndecision = 2026-11-27\n"))
        .arrives("2026-11-20T23:30:00Z", acme());
    const auto kept = story.known();
    EXPECT_EQ(kept.rounds.at(0).told.problem, "second");
    EXPECT_THAT(kept.rounds[0].told.strengths, IsEmpty()) << "a file said it, a file takes it back";
    EXPECT_THAT(people(kept.rounds[0]), ElementsAre("ann-lee: Ann Lee"));
    EXPECT_THAT(promises(kept.rounds[0]), ElementsAre("ann-lee: Monday"));
    EXPECT_THAT(steps(kept.rounds[0]), ElementsAre("1: test"));
    EXPECT_EQ(kept.rounds[0].decisions.size(), 1u);

    story.arrives("2026-11-20T23:40:00Z", acme("problem = 'third'\nmet = [{ name = 'Ann Lee' }]"));
    const auto named = story.known();
    EXPECT_EQ(named.rounds.at(0).told.problem, "third");
    EXPECT_EQ(named.rounds[0].people.at(0).met.title, "CTO") << "what is left out is not taken back";
}

TEST(FoldOfTheFirstEdition, KeepsWhatBothSaidWhenTheFileStopsSayingIt) {
    constexpr auto both = "promise = [{ call = 'Ann Lee', on = 'Monday' }]\nnext = [{ what = 'test' }]\n";
    auto story = told_once(both);
    story.arrives("2026-11-20T23:00:00Z", debriefed(both)).arrives("2026-11-20T23:30:00Z", acme());
    const auto known = story.known();
    EXPECT_THAT(promises(known.rounds.at(0)), ElementsAre("ann-lee: Monday"));
    EXPECT_THAT(steps(known.rounds[0]), ElementsAre("1: test"));
}

TEST(Fold, GivesAnAmendmentsFurtherStepANumberOfItsOwn) {
    auto story = told("next = [{ what = 'second interview' }]");
    story.arrives("2026-11-20T23:00:00Z", debriefed("next = [{ what = 'test', note = 'bring a pencil' }]"))
        .arrives("2026-11-20T23:30:00Z",
                 acme("next = [{ what = 'second interview' }, { what = 'physical' }]"));
    EXPECT_THAT(steps(story.known().rounds.at(0)),
                ElementsAre("1: second interview", "2: test", "3: physical"));
}

TEST(Fold, CorrectsANameAndKeepsItsKey) {
    auto story = told("met = [{ name = 'Luis Ortis', email = 'l@acme.example' }]");
    story.arrives("2026-11-20T22:00:00Z", acme("met = [{ name = 'Luis Ortiz', was = 'luis ORTIS' }]"));
    EXPECT_THAT(people(story.known().rounds.at(0)), ElementsAre("luis-ortis: Luis Ortiz"));
    story.arrives("2026-11-20T22:10:00Z", acme("met = [{ name = 'Luis Ortis' }]"));
    EXPECT_THAT(people(story.known().rounds.at(0)), ElementsAre("luis-ortis: Luis Ortis"))
        << "any name they had means them";
}

TEST(Fold, AppliesADebriefingThatCameBeforeItsInterview) {
    Story story;
    story.arrives("2026-11-20T21:00:00Z", debriefed("problem = 'second'\n"))
        .arrives("2026-11-20T21:10:00Z", "[[letter]]\ninterview = 'a'\nto = 'Luis Ortiz'\n")
        .arrives("2026-11-20T21:35:00Z", acme("met = [{ name = 'Luis Ortiz' }]"));
    const auto known = story.known();
    EXPECT_EQ(known.rounds.at(0).told.problem, "second");
    ASSERT_TRUE(known.rounds[0].candidate_debriefing);
    EXPECT_EQ(known.rounds[0].candidate_debriefing->at, at("2026-11-20T21:00:00Z"));
    EXPECT_EQ(known.rounds[0].letters.count("luis-ortiz"), 1u);
}

TEST(Fold, KeepsTheFirstDebriefingWithEachSide) {
    auto story = told();
    story.arrives("2026-11-20T23:00:00Z", debriefed("notes = 'one'\n"))
        .arrives("2026-11-21T23:00:00Z", debriefed("notes = 'two'\n"))
        .arrives("2026-11-22T23:00:00Z", "[[debriefed]]\ninterview = 'a'\nwith = 'client'\n");
    const auto known = story.known();
    EXPECT_EQ(known.rounds.at(0).candidate_debriefing->at, at("2026-11-20T23:00:00Z"));
    EXPECT_EQ(known.rounds[0].client_debriefing->at, at("2026-11-22T23:00:00Z"));
}

TEST(Fold, TakesTheEarliestOfTwoLettersToOnePerson) {
    auto story = told("met = [{ name = 'Siobhán O’Neill', email = 's@acme.example' }]");
    story
        .arrives("2026-11-22T23:00:00Z",
                 "[[letter]]\ninterview = 'a'\nto = \"SIOBHAN O'NEILL\"\nby = 'email'\n")
        .arrives("2026-11-23T23:00:00Z", "[[letter]]\ninterview = 'a'\nto = 'S@acme.example'\n"
                                         "sent_at = 2026-11-21T09:00:00-06:00\nby = 'post'\n");
    const auto known = story.known();
    ASSERT_EQ(known.rounds.at(0).letters.size(), 1u);
    EXPECT_EQ(known.rounds[0].letters.at("siobhan-oneill").by, queue::Letter::By::post);
    EXPECT_THAT(known.warnings, IsEmpty());
}

TEST(Fold, OrdersWhatHappenedByItsTimeNotByItsArrival) {
    auto story = told("promise = [{ call = 'Ann Lee', on = 2026-11-25 }]");
    const auto pushed = [](std::string_view to, std::string_view at) {
        return "[[pushed]]\ninterview = 'a'\nwhom = 'Ann Lee'\nto = " + std::string{to}
               + "\nat = " + std::string{at} + "\n";
    };
    story.arrives("2026-11-24T20:00:00Z", pushed("2026-12-09", "2026-11-24T12:00:00-06:00"))
        .arrives("2026-11-24T21:00:00Z", pushed("2026-12-02", "2026-11-23T12:00:00-06:00"));
    EXPECT_THAT(promises(story.known().rounds.at(0)), ElementsAre("ann-lee: 2026-12-09"));
    EXPECT_EQ(story.known().rounds[0].promises[0].dates.size(), 3u) << "the history is kept";
}

TEST(Fold, MakesAPromiseOfADateThatMovedAndWasNeverTold) {
    auto story = told("met = [{ name = 'Ann Lee' }]");
    story.arrives("2026-11-24T20:00:00Z", "[[pushed]]\ninterview = 'a'\nwhom = 'ann lee'\nto = 2026-12-02\n");
    EXPECT_THAT(promises(story.known().rounds.at(0)), ElementsAre("ann-lee: 2026-12-02"));
}

TEST(FoldOfTheFirstEdition, KeepsWhatHappenedToWhatAnAmendmentLeavesOutLater) {
    auto story =
        told_once("met = [{ name = 'Luis Ortiz' }]\n"
                  "promise = [{ call = 'Luis Ortiz', on = 'Monday' }, { call = 'Ann Lee', on = 'Monday' }]\n"
                  "next = [{ what = 'second interview', when = 2026-12-08 }]");
    story.arrives("2026-11-21T16:00:00Z", "[[letter]]\ninterview = 'a'\nto = 'Luis Ortiz'\n")
        .arrives("2026-11-23T16:00:00Z",
                 "[[called]]\ninterview = 'a'\nwhom = 'Luis Ortiz'\nresult = 'spoke'\n"
                 "[[pushed]]\ninterview = 'a'\nwhom = 'Ann Lee'\nto = 2026-12-03\n"
                 "[[heard]]\ninterview = 'a'\nnews = 'second interview'\ndate = 2026-12-09\n")
        .arrives("2026-11-24T16:00:00Z", acme());
    const auto known = story.known();
    const auto& round = known.rounds.at(0);
    EXPECT_THAT(people(round), ElementsAre("luis-ortiz: Luis Ortiz (struck)"));
    EXPECT_TRUE(round.letters.contains("luis-ortiz")) << "a letter that was sent stays sent";
    EXPECT_THAT(promises(round), ElementsAre("luis-ortiz: Monday (struck)", "ann-lee: 2026-12-03"))
        << "a date that was moved was not said by the file alone";
    EXPECT_EQ(round.calls.at(0).key, "luis-ortiz");
    EXPECT_THAT(steps(round), ElementsAre("1: second interview"));
    EXPECT_THAT(known.warnings, IsEmpty());
}

TEST(Fold, IsOpenAgainForAnInterviewAfterTheEnd) {
    auto story = told();
    auto second = acme("", "2026-12-08T11:30:00-06:00");
    second.replace(second.find("'a'"), 3, "'b'");
    auto third = acme("", "2026-12-10T11:30:00-06:00");
    third.replace(third.find("'a'"), 3, "'c'");
    story.arrives("2026-12-08T18:00:00Z", second)
        .arrives("2026-12-09T18:00:00Z", "[[withdrawn]]\ninterview = 'b'\nreason = 'tired'\n")
        .arrives("2026-12-10T18:00:00Z", third);
    const auto known = story.known();
    ASSERT_EQ(known.rounds.size(), 3u);
    ASSERT_EQ(known.endings.size(), 1u);
    EXPECT_EQ(known.endings[0].reason.read(queue::ForRecruiter{}), "withdrawn: tired");
    EXPECT_EQ(known.ended(), nullptr) << "an interview that takes place later opens the case again";
    EXPECT_EQ(known.endings[0].reopened, at("2026-12-10T18:00:00Z"));
}

TEST(Fold, AsksAboutWhatMayHaveMeantSomebodyElse) {
    constexpr auto keys =
        "met = [{ name = 'Luis Ortiz' }]\npromise = [{ call = 'Luis Ortiz', on = 2026-11-30 }]";
    for (const auto* event : {"[[letter]]\ninterview = 'a'\nto = 'the front desk'\n",
                              "[[called]]\ninterview = 'a'\nwhom = 'the front desk'\nresult = 'spoke'\n",
                              "[[pushed]]\ninterview = 'a'\nwhom = 'a/step/7'\nto = 2026-12-01\n"}) {
        auto story = told(keys);
        story.arrives("2026-11-24T20:00:00Z", event);
        const auto known = story.known();
        ASSERT_EQ(known.doubts.size(), 1u) << event;
        EXPECT_TRUE(known.doubts[0].words.contains("the front desk")
                    || known.doubts[0].words.contains("a/step/7"));
        EXPECT_TRUE(
            told(keys).in_the_first_edition().arrives("2026-11-24T20:00:00Z", event).known().doubts.empty());
    }
    auto story = told(keys);
    story
        .arrives("2026-11-24T20:00:00Z",
                 "[[called]]\ninterview = 'a'\nwhom = 'Luis Ortiz'\nresult = 'spoke'\n")
        .arrives("2026-11-24T21:00:00Z", "[[called]]\ninterview = 'a'\nwhom = 'HR'\nresult = 'spoke'\n");
    EXPECT_TRUE(story.known().doubts.empty()) << "no call is open that it could have been";
}

TEST(Fold, WarnsOfEventsThatNameNobody) {
    struct Row {
        const char* event;
        const char* warning;
    };
    const Row rows[] = {
        {"[[letter]]\ninterview = 'a'\nto = 'Nobody Known'\n",
         "a letter went to 'Nobody Known', who is not among those met in a: Luis Ortiz"},
        {"[[called]]\ninterview = 'a'\nwhom = 'Luis Ortiz'\nresult = 'spoke'\n",
         "'Luis Ortiz' was called, but no call to them was promised in a"},
        {"[[debriefed]]\ninterview = 'a'\nwith = 'candidate'\nmet = [{ name = 'Luis Ortis' }]\n",
         "“Luis Ortis” is nearly called like Luis Ortiz"},
    };
    for (const auto& row : rows) {
        auto story = told("met = [{ name = 'Luis Ortiz' }]");
        story.arrives("2026-11-24T20:00:00Z", row.event);
        EXPECT_THAT(story.known().warnings, ElementsAre(HasSubstr(row.warning))) << row.event;
    }
}

TEST(Fold, KeepsEveryEndTheInterviewHad) {
    auto story = told();
    story.arrives("2026-11-20T22:00:00Z", acme("", "2026-11-20T15:45:00-06:00"))
        .arrives("2026-11-20T22:10:00Z", acme("", "2026-11-20T15:45:00-06:00"));
    const auto known = story.known();
    ASSERT_EQ(known.rounds.at(0).ends.size(), 2u);
    EXPECT_EQ(known.rounds[0].ends[1].ended, at("2026-11-20T21:45:00Z"));
    EXPECT_EQ(known.rounds[0].ends[1].learned, at("2026-11-20T22:00:00Z"));
}

} // namespace
} // namespace followup::ledger
