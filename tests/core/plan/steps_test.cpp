#include "core/plan/planned.hpp"

#include <gtest/gtest.h>

namespace followup::plan {
namespace {

constexpr auto eighth = "next = [{ what = 'second interview', when = 'December 8 at 10am' }]";

std::string heard(std::string_view keys) {
    return "[[heard]]\ninterview = 'a'\n" + std::string{keys};
}

TEST(Decision, IsAskedForOnTheWorkingDayAfterTheEmployersOwnDate) {
    const auto plan = planned(told("decision = 'end of next week'"), "2026-11-20T21:35:00Z");
    EXPECT_EQ(duties(plan, "decision"), "decision 11-30 10:00 CST open\n");
    EXPECT_EQ(nudges(plan, "decision"), "11-27 16:00 CST pat ask decision\n");
    EXPECT_EQ(duty(plan, "decision").because, "Acme Robotics meant to decide by Fri 27 Nov 2026");
}

TEST(Decision, FollowsTheNews) {
    struct Row {
        const char* news;
        const char* expected;
    };
    const Row rows[] = {
        {"news = 'offer'", "decision 11-30 10:00 CST dropped (offer)\n"},
        {"news = 'rejected'", "decision 11-30 10:00 CST dropped (rejected)\n"},
        {"news = 'second interview'", "decision 11-30 10:00 CST dropped (second interview)\n"},
        {"news = 'acknowledged'", "decision 11-30 10:00 CST open\n"},
        {"news = 'asked'", "decision 11-30 10:00 CST open\n"},
        {"news = 'new date'\ndate = 2026-12-04", "decision 12-07 10:00 CST open\n"},
        {"news = 'new date'\ndate = 2026-11-24", "decision 11-25 10:00 CST open\n"},
    };
    for (const auto& row : rows) {
        auto story = told("decision = 2026-11-27");
        story.arrives("2026-11-23T17:00:00Z", heard(row.news));
        EXPECT_EQ(duties(planned(story, "2026-11-23T17:00:00Z"), "decision"), row.expected) << row.news;
    }
}

TEST(Steps, KeepTheirIdsWhenAFileTellsOfAnotherLater) {
    auto story = told();
    story.arrives("2026-11-23T17:00:00Z", heard("news = 'second interview'\ndate = 2026-12-08"));
    const auto first = duties(planned(story, "2026-11-23T17:00:00Z"), "step");
    EXPECT_TRUE(first.starts_with("step/1 12-08")) << first;
    story.arrives("2026-11-24T17:00:00Z", acme("next = [{ what = 'test', when = 2026-12-01 }]"));
    EXPECT_EQ(duties(planned(story, "2026-11-24T17:00:00Z"), "step/1"), first);
    EXPECT_TRUE(duties(planned(story, "2026-11-24T17:00:00Z"), "step/2").starts_with("step/2 12-01"));
}

TEST(Decision, IsOwedAgainWhenTheyNameAnotherDate) {
    auto story = told("decision = 2026-11-27");
    story.arrives("2026-11-23T17:00:00Z", heard("news = 'second interview'"))
        .arrives("2026-11-24T17:00:00Z", heard("news = 'new date'\ndate = 2026-12-04"));
    EXPECT_TRUE(duties(planned(story, "2026-11-24T17:00:00Z"), "decision")
                    .starts_with("decision 12-07 10:00 CST open"));
}

TEST(Steps, AreOwedAgainWhenTheyGetAnotherDate) {
    auto story = told("next = [{ what = 'test', when = 2026-12-01 }]");
    story.arrives("2026-11-30T17:00:00Z", "[[done]]\nduty = 'a/step/1'\n")
        .arrives("2026-12-01T17:00:00Z", "[[pushed]]\ninterview = 'a'\nwhom = 'a/step/1'\nto = 2026-12-08\n");
    EXPECT_TRUE(duties(planned(story, "2026-12-01T17:00:00Z"), "step").contains("12-08 16:00 MST open"));
}

TEST(Decision, IsTheOneSaidLast) {
    auto story = told("decision = 2026-11-27");
    story.arrives("2026-11-23T17:00:00Z", heard("news = 'new date'\ndate = 2026-12-04"))
        .arrives("2026-11-24T17:00:00Z", acme("decision = 2026-12-09"));
    EXPECT_EQ(duties(planned(story, "2026-11-24T17:00:00Z"), "decision"), "decision 12-10 10:00 CST open\n");
}

TEST(Steps, AreDueOnTheirDateAndNudgedOnTheWorkingDayBefore) {
    const auto plan = planned(told(eighth), "2026-11-20T21:35:00Z");
    EXPECT_EQ(duties(plan, "step"), "step/1 12-08 09:00 MST open\n");
    EXPECT_EQ(nudges(plan, "step"), "12-07 16:00 MST dana eve step/1\n"
                                    "12-08 13:00 CST pat how step/1\n");
    EXPECT_EQ(duty(plan, "step/1").shape, Shape::at_time);
    EXPECT_EQ(duty(plan, "step/1").because,
              "the second interview at Acme Robotics was set for Tue 8 Dec 2026, 10:00 CST");
}

TEST(Steps, WithoutADateAreNotOwedYet) {
    auto story = told("next = [{ what = 'test' }]");
    EXPECT_EQ(duties(planned(story, "2026-11-20T21:35:00Z"), "step"), "");
    story.arrives("2026-11-23T17:00:00Z", acme("next = [{ what = 'test', when = 2026-12-01 }]"));
    EXPECT_EQ(duties(planned(story, "2026-11-23T17:00:00Z"), "step"), "step/1 12-01 16:00 MST open\n");
}

TEST(Steps, AreOpenedAndMovedByTheNewsOfASecondInterview) {
    auto story = told();
    story.arrives("2026-11-23T17:00:00Z", heard("news = 'second interview'\ndate = 'December 8 at 10am'"));
    EXPECT_EQ(duties(planned(story, "2026-11-23T17:00:00Z"), "a/step"), "step/1 12-08 09:00 MST open\n");
    story.arrives("2026-11-24T17:00:00Z", heard("news = 'second interview'\ndate = 'December 10 at 11am'"));
    const auto plan = planned(story, "2026-11-24T17:00:00Z");
    EXPECT_EQ(duties(plan, "a/step"), "step/1 12-10 10:00 MST open\n");
    EXPECT_EQ(duty(plan, "step/1").revision, 1);
}

TEST(Steps, GoToTheDateSaidLastWhoeverSaidIt) {
    auto story = told(eighth);
    story.arrives("2026-11-23T17:00:00Z", heard("news = 'second interview'\ndate = 2026-12-10"))
        .arrives("2026-11-24T17:00:00Z", acme("next = [{ what = 'second interview', when = 2026-12-15 }]"));
    EXPECT_EQ(duties(planned(story, "2026-11-24T17:00:00Z"), "a/step"), "step/1 12-15 16:00 MST open\n");
}

TEST(Steps, AreDoneByTheInterviewThatFollows) {
    auto story = told(eighth);
    auto second = acme("", "2026-12-08T11:30:00-06:00");
    second.replace(second.find("'a'"), 3, "'b'");
    story.arrives("2026-12-08T18:00:00Z", second);
    const auto plan = planned(story, "2026-12-08T18:00:00Z");
    EXPECT_EQ(duties(plan, "a/step"), "step/1 12-08 09:00 MST done (interview b)\n");
    EXPECT_EQ(duties(plan, "b/"), "debrief 12-08 12:30 MST open\n");
}

TEST(Names, AreWantedTwoWorkingDaysBeforeTheSecondInterview) {
    const auto plan = planned(told(eighth), "2026-11-20T21:35:00Z");
    EXPECT_EQ(duties(plan, "names"), "names/1 12-04 12:00 CST open\n");
    EXPECT_EQ(nudges(plan, "names"), "12-03 09:00 CST pat ask names/1\n");
}

TEST(Names, AreWantedOnlyWhileNobodyIsNamed) {
    struct Row {
        const char* next;
        const char* expected;
    };
    const Row rows[] = {
        {"what = 'second interview', when = 2026-12-08, with = ['the CTO']", ""},
        {"what = 'test', when = 2026-12-08", ""},
        {"what = 'second interview'", ""},
    };
    for (const auto& row : rows)
        EXPECT_EQ(duties(planned(told("next = [{ " + std::string{row.next} + " }]"), "2026-11-20T21:35:00Z"),
                         "names"),
                  row.expected)
            << row.next;
    auto story = told(eighth);
    story.arrives(
        "2026-11-23T17:00:00Z",
        acme("next = [{ what = 'second interview', when = 'December 8 at 10am', with = ['the CTO'] }]"));
    EXPECT_EQ(duties(planned(story, "2026-11-23T17:00:00Z"), "names"),
              "names/1 12-04 12:00 CST done (named)\n");
}

TEST(Names, ThatAreKnownBeforeTheDateAreNeverAskedFor) {
    auto story = told("next = [{ what = 'second interview', with = ['the CTO'] }]");
    story.arrives("2026-11-23T17:00:00Z", heard("news = 'second interview'\ndate = 2026-12-08"));
    EXPECT_EQ(duties(planned(story, "2026-11-23T17:00:00Z"), "names"), "");

    Story later;
    later.arrives("2026-11-20T21:35:00Z", acme("next = [{ what = 'second interview' }]"))
        .arrives("2026-11-23T17:00:00Z", acme("next = [{ what = 'second interview', with = ['the CTO'] }]"))
        .arrives("2026-11-24T17:00:00Z", heard("news = 'second interview'\ndate = 2026-12-08"));
    EXPECT_EQ(duties(planned(later, "2026-11-24T17:00:00Z"), "names"), "");
}

} // namespace
} // namespace followup::plan
