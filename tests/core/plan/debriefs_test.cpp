#include "core/plan/planned.hpp"

#include <gtest/gtest.h>

namespace followup::plan {
namespace {

constexpr auto debriefed =
    "[[debriefed]]\ninterview = 'a'\nwith = 'candidate'\nat = 2026-11-20T17:02:00-06:00\n";

TEST(Debrief, IsOwedTwoHoursAfterTheInterview) {
    const auto plan = planned(told(), "2026-11-20T21:35:00Z");
    EXPECT_EQ(duties(plan), "debrief 11-20 16:30 MST open\n");
    EXPECT_EQ(nudges(plan), "11-20 14:45 MST dana ask debrief\n"
                            "11-20 17:30 CST pat told debrief\n"
                            "11-23 08:30 MST dana morning#1 debrief\n"
                            "11-24 08:30 MST dana morning#2 debrief\n");
    EXPECT_EQ(plan.look_again, at("2026-11-20T23:30:00Z"));
    EXPECT_EQ(
        duty(plan, "debrief").because,
        "the interview at Acme Robotics ended Fri 20 Nov 2026, 15:30 CST; the recruiter is called as soon as "
        "possible afterwards");
}

TEST(Debrief, IsDoneByTheCandidatesDebriefingAndOpensTheClients) {
    const auto plan = planned(told().arrives("2026-11-20T23:03:00Z", debriefed), "2026-11-20T23:03:00Z");
    EXPECT_EQ(duties(plan), "debrief 11-20 16:30 MST done (debriefed)\n"
                            "client-debrief 11-23 10:00 CST open\n")
        << "nobody is there four hours after five on a Friday";
    EXPECT_EQ(nudges(plan), "11-20 17:03 CST pat ask client-debrief\n") << "at once; nothing of what is done";
    EXPECT_EQ(duty(plan, "debrief").closed, at("2026-11-20T23:02:00Z"));
}

TEST(Debrief, OfTheClientIsDoneByTalkingToThem) {
    auto story = told();
    story.arrives("2026-11-20T23:03:00Z", debriefed)
        .arrives("2026-11-21T00:10:00Z",
                 "[[debriefed]]\ninterview = 'a'\nwith = 'client'\nat = 2026-11-20T18:05:00-06:00\n");
    const auto plan = planned(story, "2026-11-21T00:10:00Z");
    EXPECT_EQ(duties(plan, "client"), "client-debrief 11-23 10:00 CST done (debriefed)\n");
    EXPECT_EQ(nudges(plan), "");
    EXPECT_EQ(duties(plan, "next"), "next 11-23 10:00 CST open\n") << "nothing else is owed";
}

TEST(Debrief, ComesSecondWhereTheEmployerIsAskedFirst) {
    auto client_first = rules();
    client_first.policy.debrief_first = Policy::DebriefFirst::client;
    auto story = told();
    const auto before = derive(story.known(), client_first, at("2026-11-20T21:35:00Z"));
    EXPECT_EQ(duties(before), "client-debrief 11-23 10:00 CST open\n");
    EXPECT_EQ(nudges(before), "11-20 15:35 CST pat ask client-debrief\n");

    story.arrives("2026-11-20T22:01:00Z",
                  "[[debriefed]]\ninterview = 'a'\nwith = 'client'\nat = 2026-11-20T16:00:00-06:00\n");
    const auto after = derive(story.known(), client_first, at("2026-11-20T22:01:00Z"));
    EXPECT_EQ(duties(after), "debrief 11-20 17:00 MST open\n"
                             "client-debrief 11-23 10:00 CST done (debriefed)\n");
    EXPECT_EQ(nudges(after), "11-20 15:15 MST dana ask debrief\n"
                             "11-20 18:00 CST pat told debrief\n"
                             "11-23 08:30 MST dana morning#1 debrief\n"
                             "11-24 08:30 MST dana morning#2 debrief\n");
}

TEST(Debrief, MovesWithAnInterviewThatMoves) {
    Story story;
    story.arrives("2026-11-19T15:00:00Z", acme())
        .arrives("2026-11-19T16:00:00Z", acme("", "2026-11-23T10:00:00-06:00"));
    const auto plan = planned(story, "2026-11-19T16:00:00Z");
    EXPECT_EQ(duties(plan), "debrief 11-23 11:00 MST open\n");
    EXPECT_EQ(nudges(plan), "11-19 09:00 MST dana moved news/2\n"
                            "11-23 09:15 MST dana ask r1 debrief\n"
                            "11-23 12:00 CST pat told r1 debrief\n"
                            "11-24 08:30 MST dana morning#1 r1 debrief\n"
                            "11-25 08:30 MST dana morning#2 r1 debrief\n");
    const auto moved = duty(plan, "debrief");
    ASSERT_EQ(moved.dates.size(), 2u);
    EXPECT_EQ(moved.dates[1].reason.word, "the interview moved");
}

TEST(Debrief, OfTheClientFirstMovesWithAnInterviewThatMovesToo) {
    auto client_first = rules();
    client_first.policy.debrief_first = Policy::DebriefFirst::client;
    Story story;
    story.arrives("2026-11-19T15:00:00Z", acme())
        .arrives("2026-11-19T16:00:00Z", acme("", "2026-11-23T10:00:00-06:00"));
    const auto plan = derive(story.known(), client_first, at("2026-11-19T16:00:00Z"));
    EXPECT_EQ(nudges(plan, "client"), "11-23 10:00 CST pat ask r1 client-debrief\n")
        << "of another revision: the first may have gone out already";
}

TEST(Debrief, OfTheClientKeepsTheDateThatTheFirstEditionGaveIt) {
    auto story = story::told_once();
    story.arrives("2026-11-20T23:03:00Z", debriefed);
    EXPECT_EQ(duties(planned(story, "2026-11-20T23:03:00Z"), "client"),
              "client-debrief 11-20 21:02 CST open\n");
    auto told_now = story::told_once();
    told_now.taken_over("2026-11-20T22:00:00Z").arrives("2026-11-20T23:03:00Z", debriefed);
    EXPECT_EQ(duties(planned(told_now, "2026-11-20T23:03:00Z"), "client"),
              "client-debrief 11-23 10:00 CST open\n")
        << "what is told now follows the rules of now";
}

} // namespace
} // namespace followup::plan
