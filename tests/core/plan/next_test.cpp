#include "core/plan/planned.hpp"

#include <algorithm>
#include <gtest/gtest.h>

/// Law 3: an open case has a date. Law 4: an end is an end. Law 5: what happened is told.
namespace followup::plan {
namespace {

using story::acme;
using story::at;
using story::told;

std::string event(std::string_view kind, std::string_view keys = {}) {
    return "[[" + std::string{kind} + "]]\ninterview = 'a'\n" + std::string{keys};
}

const std::string met = "met = [{ name = 'Ann Lee' }]\npromise = [{ call = 'Ann Lee', on = 2026-11-30 }]\n"
                        "next = [{ what = 'second interview', when = 2026-12-08 }]\ndecision = 2026-11-27";

std::string state(const Plan& plan, std::string_view id) {
    const auto at = std::ranges::find(plan.duties, id, &Duty::id);
    return at == plan.duties.end() ? std::string{"none"} : std::string{word(at->state)};
}

TEST(Next, IsOwedOnTheWorkingDayAfterTheLastThingWasSettled) {
    auto story = told();
    story.arrives("2026-11-20T23:03:00Z", event("debriefed", "with = 'candidate'\n"))
        .arrives("2026-11-24T16:00:00Z", event("debriefed", "with = 'client'\n"));
    const auto plan = planned(story, "2026-11-24T16:00:00Z");
    EXPECT_EQ(duties(plan, "next"), "next 11-25 10:00 CST open\n");
    EXPECT_EQ(duty(plan, "next").owner.id, "pat");
    EXPECT_EQ(nudges(plan, "next"), "") << "it stands in the digest";
}

TEST(Next, EndsWithAnythingDated) {
    auto story = told();
    story.arrives("2026-11-20T23:03:00Z", event("debriefed", "with = 'candidate'\n"))
        .arrives("2026-11-24T16:00:00Z", event("debriefed", "with = 'client'\n"))
        .arrives("2026-11-24T18:00:00Z", event("heard", "news = 'new date'\ndate = 2026-12-04\n"));
    EXPECT_EQ(duties(planned(story, "2026-11-24T18:00:00Z"), "next"),
              "next 11-25 10:00 CST done (settled)\n");
}

TEST(Next, IsMovedToTheDayThatWasSet) {
    auto story = told();
    story.arrives("2026-11-20T23:03:00Z", event("debriefed", "with = 'candidate'\n"))
        .arrives("2026-11-24T16:00:00Z", event("debriefed", "with = 'client'\n"))
        .arrives("2026-11-24T17:00:00Z", event("pushed", "whom = 'a/next'\nto = 2026-12-03\n"));
    EXPECT_EQ(duties(planned(story, "2026-11-24T17:00:00Z"), "next"), "next 12-03 10:00 CST open\n");
}

TEST(Next, ClosedByHandWithoutADateIsOwedAgain) {
    auto story = told();
    story.arrives("2026-11-20T23:03:00Z", event("debriefed", "with = 'candidate'\n"))
        .arrives("2026-11-24T16:00:00Z", event("debriefed", "with = 'client'\n"))
        .arrives("2026-11-25T17:00:00Z", "[[done]]\nduty = 'a/next'\n");
    EXPECT_EQ(duties(planned(story, "2026-11-25T17:00:00Z"), "next"), "next 11-26 10:00 CST open\n");
}

TEST(Next, OfTwoRoundsIsTwoDutiesAndEachKeepsItsId) {
    auto story = told();
    story.arrives("2026-11-20T23:03:00Z", event("debriefed", "with = 'candidate'\n"))
        .arrives("2026-11-24T16:00:00Z", event("debriefed", "with = 'client'\n"));
    EXPECT_EQ(duty(planned(story, "2026-11-24T16:00:00Z"), "next").state, State::open);
    auto second = acme({}, "2026-11-25T15:30:00-06:00");
    second.replace(second.find("id = 'a'"), 8, "id = 'b'");
    story.arrives("2026-11-25T22:00:00Z", second);
    const auto held = planned(story, "2026-11-25T22:00:00Z");
    EXPECT_EQ(state(held, "a/next"), "done");
    EXPECT_EQ(state(held, "b/next"), "none");
    story.arrives("2026-11-25T22:30:00Z", "[[debriefed]]\ninterview = 'b'\nwith = 'candidate'\n")
        .arrives("2026-11-25T23:00:00Z", "[[debriefed]]\ninterview = 'b'\nwith = 'client'\n");
    const auto settled = planned(story, "2026-11-25T23:00:00Z");
    EXPECT_EQ(state(settled, "a/next"), "done");
    EXPECT_EQ(state(settled, "b/next"), "open");
}

TEST(Next, ThatWasOwedIsNotForgottenWhenSomethingIsToldLate) {
    auto story = told("next = [{ what = 'second interview', when = 2026-11-23 }]");
    story.arrives("2026-11-20T23:03:00Z", event("debriefed", "with = 'candidate'\n"))
        .arrives("2026-11-21T16:00:00Z", event("debriefed", "with = 'client'\n"));
    EXPECT_EQ(state(planned(story, "2026-11-24T05:59:58Z"), "a/next"), "none");
    EXPECT_EQ(state(planned(story, "2026-11-24T16:00:00Z"), "a/next"), "open") << "the day has passed";
    auto held = story;
    auto second = acme({}, "2026-11-23T15:30:00-06:00");
    second.replace(second.find("id = 'a'"), 8, "id = 'b'");
    held.arrives("2026-11-25T16:00:00Z", second);
    EXPECT_EQ(state(planned(held, "2026-11-25T16:00:00Z"), "a/step/1"), "done");
    EXPECT_EQ(state(planned(held, "2026-11-25T16:00:00Z"), "a/next"), "done") << "it had been owed";
    story.arrives("2026-11-25T16:00:00Z", event("pushed", "whom = 'a/step/1'\nto = 2026-12-01\n"));
    EXPECT_EQ(state(planned(story, "2026-11-25T16:00:00Z"), "a/step/1"), "open");
    EXPECT_EQ(state(planned(story, "2026-11-25T16:00:00Z"), "a/next"), "done");
}

TEST(Debriefs, ThatExpiredHaveOpenedTheEmployersWhateverIsAmendedLater) {
    auto story = told();
    const auto expired = planned(story, "2026-11-27T16:00:00Z");
    EXPECT_EQ(state(expired, "a/debrief"), "expired");
    EXPECT_EQ(state(expired, "a/client-debrief"), "open");
    story.arrives("2026-11-27T16:00:00Z", acme({}, "2026-11-26T15:30:00-06:00"));
    const auto amended = planned(story, "2026-11-27T16:00:00Z");
    EXPECT_EQ(state(amended, "a/debrief"), "open");
    EXPECT_EQ(state(amended, "a/client-debrief"), "open");
}

TEST(Next, IsToTellTheCandidateOfAnOffer) {
    auto story = told(met);
    story.arrives("2026-11-24T16:00:00Z", event("heard", "news = 'offer'\ndate = 2026-12-04\n"));
    const auto plan = planned(story, "2026-11-24T16:00:00Z");
    EXPECT_EQ(duties(plan, "next"), "next 11-24 14:00 CST open\n") << "within four opening hours";
    EXPECT_EQ(duties(plan, "answer"), "") << "nothing of hers shows it";
    story.arrives("2026-11-24T18:00:00Z", event("told", "tell = 'They want you.'\n"));
    const auto then = planned(story, "2026-11-24T18:00:00Z");
    EXPECT_EQ(duties(then, "answer"), "answer 12-04 16:00 MST open\n");
    EXPECT_EQ(nudges(then, "answer"), "12-03 16:00 MST dana eve answer\n"
                                      "12-04 08:30 MST dana day answer\n"
                                      "12-04 16:00 MST dana told answer\n"
                                      "12-04 17:00 CST pat told answer\n");
}

TEST(Next, LeavesNothingToTellOfAnOfferThatWasHeardOfAfterItsAnswer) {
    auto story = told(met);
    story.arrives("2026-11-25T16:00:00Z", event("answered", "answer = 'declined'\n"))
        .arrives("2026-11-26T16:00:00Z", event("heard", "news = 'offer'\nat = 2026-11-24T16:00:00Z\n"));
    EXPECT_EQ(duties(planned(story, "2026-11-26T16:00:00Z"), "next"), "");
}

TEST(Doubts, KeepTheirNamesWhenAnotherIsAnswered) {
    auto story = told("met = [{ name = 'Margaret Chen' }, { name = 'Luis Ortiz' }]");
    story.arrives("2026-11-20T22:00:00Z", event("letter", "to = 'Margret Chen'\n"));
    const auto first = planned(story, "2026-11-20T22:00:00Z").news.at(0).id;
    story.arrives("2026-11-20T22:30:00Z", event("letter", "to = 'Luiz Ortiz'\n"))
        .arrives("2026-11-20T23:00:00Z",
                 event("debriefed",
                       "with = 'candidate'\nmet = [{ name = 'Margret Chen', was = 'Margaret Chen' }]\n"));
    const auto left = planned(story, "2026-11-20T23:00:00Z").news;
    ASSERT_EQ(left.size(), 1u) << "the first question is answered";
    EXPECT_NE(left[0].id, first) << "or whoever was asked that would never be asked this";
}

TEST(Ends, DropEverythingAndLeaveNothingToSayButTheNews) {
    for (const auto* end :
         {"[[heard]]\ninterview = 'a'\nnews = 'rejected'\n", "[[closed]]\ninterview = 'a'\n",
          "[[withdrawn]]\ninterview = 'a'\n", "[[answered]]\ninterview = 'a'\nanswer = 'declined'\n"}) {
        auto story = told(met);
        story.arrives("2026-11-24T16:00:00Z", end);
        for (const auto* when : {"2026-11-24T16:00:00Z", "2026-11-30T16:00:00Z", "2027-01-20T16:00:00Z"}) {
            const auto plan = planned(story, when);
            for (const auto& each : plan.duties)
                EXPECT_NE(each.state, State::open) << end << each.id;
            for (const auto& nudge : plan.nudges)
                EXPECT_TRUE(nudge.duty.contains("/news/")) << end << nudge.duty;
        }
    }
}

TEST(News, OfARejectionWaitsForAPersonAndSaysNothingOfIt) {
    auto story = told(met);
    story.arrives("2026-11-24T16:00:00Z", event("heard", "news = 'rejected'\nnotes = 'too junior'\n"));
    const auto plan = planned(story, "2026-11-24T16:00:00Z");
    EXPECT_EQ(nudges(plan), "11-24 13:00 MST dana released news/2\n") << "after four opening hours";
    ASSERT_EQ(plan.news.size(), 1u);
    EXPECT_TRUE(plan.news[0].own.empty() && plan.news[0].tell.empty());
    EXPECT_TRUE(plan.untold);
    story.arrives("2026-11-24T17:00:00Z", event("told"));
    EXPECT_EQ(nudges(planned(story, "2026-11-24T17:00:00Z")), "") << "she has been told by then";
}

TEST(News, InTheRecruitersWordsGoesOutAtOnce) {
    auto story = told(met);
    story.arrives("2026-11-24T16:00:00Z", event("heard", "news = 'rejected'\ntell = 'Not this time.'\n"));
    EXPECT_EQ(nudges(planned(story, "2026-11-24T16:00:00Z")), "11-24 09:00 MST dana ended news/2\n");
}

TEST(News, OfWhatTheCandidateToldGoesToTheRecruiter) {
    auto story = told(met);
    story.by_the_candidate().arrives("2026-11-24T16:00:00Z", event("withdrawn", "reason = 'another job'\n"));
    EXPECT_EQ(nudges(planned(story, "2026-11-24T16:00:00Z")), "11-24 10:00 CST pat ended news/2\n");
}

TEST(News, OfAMovedDateGoesToWhoDidNotMoveIt) {
    auto story = told(met);
    story.arrives("2026-11-24T16:00:00Z", event("pushed", "whom = 'Ann Lee'\nto = 2026-12-02\n"));
    EXPECT_TRUE(
        nudges(planned(story, "2026-11-24T16:00:00Z"), "call").starts_with("11-24 09:00 MST dana moved r1"));
    auto hers = told(met);
    hers.by_the_candidate().arrives("2026-11-24T16:00:00Z",
                                    event("pushed", "whom = 'Ann Lee'\nto = 2026-12-02\n"));
    EXPECT_TRUE(
        nudges(planned(hers, "2026-11-24T16:00:00Z"), "call").starts_with("11-24 10:00 CST pat moved r1"));
}

TEST(News, OfTheFirstEditionIsNone) {
    auto story = story::told_once(met);
    story.arrives("2026-11-24T16:00:00Z", event("pushed", "whom = 'Ann Lee'\nto = 2026-12-02\n"))
        .arrives("2026-11-25T16:00:00Z", event("heard", "news = 'rejected'\n"));
    EXPECT_EQ(nudges(planned(story, "2026-11-25T16:00:00Z")), "");
}

TEST(Letters, ToSomebodyDoubtfulAreOwedWhenItIsHighTime) {
    auto story = told("met = [{ name = 'Margaret Chen' }]");
    story.arrives("2026-11-20T22:00:00Z",
                  event("debriefed", "with = 'candidate'\nmet = [{ name = 'Margret Chen' }]\n"));
    EXPECT_EQ(duties(planned(story, "2026-11-20T22:00:00Z"), "letter"),
              "letter/margaret-chen 11-21 14:30 MST open\n");
    EXPECT_EQ(planned(story, "2026-11-20T22:00:00Z").news.size(), 1u) << "the recruiter is asked";
    const auto late = planned(story, "2026-11-21T17:30:00Z");
    EXPECT_EQ(duties(late, "letter/margret"), "letter/margret-chen 11-21 14:30 MST open\n");
    EXPECT_TRUE(duty(late, "letter/margret-chen").doubtful);
}

TEST(Cancelling, DropsWhatTheInterviewAskedForAndTellsTheCandidate) {
    story::Story story;
    story.arrives("2026-11-18T15:00:00Z", acme(met))
        .arrives("2026-11-19T15:00:00Z", event("cancelled", "tell = 'They are ill.'\n"));
    const auto plan = planned(story, "2026-11-19T15:00:00Z");
    for (const auto& each : plan.duties)
        EXPECT_EQ(each.state, each.kind == Kind::next ? State::open : State::dropped) << each.id;
    EXPECT_EQ(duties(plan, "next"), "next 11-20 10:00 CST open\n");
    EXPECT_EQ(nudges(plan), "11-19 08:00 MST dana cancelled news/2\n");
}

TEST(Late, WhatFellDueLongBeforeItsFileCameIsNotNudged) {
    story::Story story;
    story.arrives("2026-12-14T16:00:00Z", acme("met = [{ name = 'Ann Lee' }]"));
    EXPECT_EQ(nudges(planned(story, "2026-12-14T16:00:00Z")), "");
}

/// In the first edition both were debriefed, and nothing else was owed from then on.
story::Story cold() {
    auto story = story::told_once();
    story.arrives("2026-11-20T23:03:00Z", event("debriefed", "with = 'candidate'\n"))
        .arrives("2026-11-24T16:00:00Z", event("debriefed", "with = 'client'\n"));
    return story;
}

TEST(Next, OfACaseOfTheFirstEditionIsCarriedOver) {
    auto story = cold();
    story.taken_over("2026-12-07T15:00:00Z");
    const auto plan = planned(story, "2026-12-07T15:00:00Z");
    EXPECT_EQ(duties(plan, "next"), "next 11-25 10:00 CST open\n");
    EXPECT_TRUE(duty(plan, "next").carried_over);
    EXPECT_EQ(nudges(plan), "");
    story.arrives("2026-12-07T16:00:00Z", event("heard", "news = 'acknowledged'\n"));
    EXPECT_FALSE(duty(planned(story, "2026-12-07T16:00:00Z"), "next").carried_over)
        << "it is looked after again";
}

TEST(Next, ThatOpensAfterTheUpgradeIsOwedAsInAnyCase) {
    auto story = cold();
    story.taken_over("2026-11-23T15:00:00Z");
    EXPECT_FALSE(duty(planned(story, "2026-11-24T16:00:00Z"), "next").carried_over);
}

TEST(Next, ForAnOfferOfTheFirstEditionIsCarriedOver) {
    auto story = story::told_once("met = [{ name = 'Ann Lee' }]");
    story.arrives("2026-11-24T16:00:00Z", event("heard", "news = 'offer'\n"))
        .taken_over("2026-12-07T15:00:00Z");
    const auto next = duty(planned(story, "2026-12-07T15:00:00Z"), "next");
    EXPECT_TRUE(next.carried_over);
    EXPECT_TRUE(next.because.starts_with("nothing else is owed")) << "she may well know: " << next.because;
}

TEST(News, OfTheFirstEditionIsToldToNobodyNow) {
    for (const auto* news : {"offer", "rejected"}) {
        auto story = story::told_once(met);
        story.arrives("2026-11-24T16:00:00Z", event("heard", "news = '" + std::string{news} + "'\n"))
            .taken_over("2026-11-25T15:00:00Z");
        const auto plan = planned(story, "2026-11-25T15:00:00Z");
        EXPECT_FALSE(plan.untold) << news;
        EXPECT_TRUE(plan.news.empty()) << news;
    }
}

} // namespace
} // namespace followup::plan
