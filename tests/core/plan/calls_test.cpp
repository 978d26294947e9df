#include "core/plan/planned.hpp"

#include <gtest/gtest.h>

namespace followup::plan {
namespace {

constexpr auto monday = "promise = [{ call = 'Margaret Chen', on = 'a week from Monday' }]";

std::string promised(std::string_view on) {
    return "promise = [{ call = 'Margaret Chen', on = '" + std::string{on} + "' }]";
}

/// Something that happened with the interview and arrived at once.
void happens(Story& story, std::string_view at, std::string_view table, std::string_view keys) {
    story.arrives(at, "[[" + std::string{table} + "]]\ninterview = 'a'\n" + std::string{keys});
}

TEST(Calls, AreOwedOnTheirDateByFiveInTheEmployersZone) {
    const auto plan = planned(told(monday), "2026-11-20T21:35:00Z");
    EXPECT_EQ(duties(plan, "call"), "call/margaret-chen 11-30 16:00 MST open\n");
    EXPECT_EQ(nudges(plan, "call"), "11-27 16:00 MST dana eve call/margaret-chen\n"
                                    "11-30 08:30 MST dana day call/margaret-chen\n"
                                    "11-30 16:00 MST dana told call/margaret-chen\n"
                                    "11-30 17:00 CST pat told call/margaret-chen\n"
                                    "12-01 08:30 MST dana morning#1 call/margaret-chen\n"
                                    "12-01 09:30 CST pat morning#1 call/margaret-chen\n"
                                    "12-02 08:30 MST dana morning#2 call/margaret-chen\n"
                                    "12-02 09:30 CST pat morning#2 call/margaret-chen\n"
                                    "12-03 08:30 MST dana morning#3 call/margaret-chen\n"
                                    "12-03 09:30 CST pat morning#3 call/margaret-chen\n");
    EXPECT_EQ(duty(plan, "call/margaret-chen").because,
              "you said you would call Margaret Chen a week from Monday");
    EXPECT_EQ(duty(plan, "call/margaret-chen").shape, Shape::on_date);
}

TEST(Calls, AtATimeAreNudgedAnHourBeforeAndToldAnHourAfter) {
    const auto plan = planned(told(promised("November 30 at 2pm")), "2026-11-20T21:35:00Z");
    EXPECT_EQ(duties(plan, "call"), "call/margaret-chen 11-30 13:00 MST open\n");
    EXPECT_EQ(nudges(plan, "call").substr(0, nudges(plan, "call").find("12-01")),
              "11-27 16:00 MST dana eve call/margaret-chen\n"
              "11-30 12:00 MST dana day call/margaret-chen\n"
              "11-30 14:00 MST dana told call/margaret-chen\n"
              "11-30 15:00 CST pat told call/margaret-chen\n");
}

TEST(Calls, InAWindowAreDueAtItsEndAndSpanIt) {
    const auto call =
        duty(planned(told(promised("between 2pm and 4pm on November 30")), "2026-11-20T21:35:00Z"),
             "call/margaret-chen");
    EXPECT_EQ(call.shape, Shape::window);
    EXPECT_EQ(call.begins, at("2026-11-30T20:00:00Z"));
    EXPECT_EQ(call.due, at("2026-11-30T22:00:00Z"));
}

TEST(Calls, OfARangeAreDueOnItsLastDay) {
    EXPECT_EQ(duties(planned(told(promised("next week")), "2026-11-20T21:35:00Z"), "call"),
              "call/margaret-chen 11-27 16:00 MST open\n");
}

TEST(Calls, StayOpenAndOverdueAfterTheirMornings) {
    const auto plan = planned(told(monday), "2027-01-11T12:00:00Z");
    EXPECT_EQ(duties(plan, "call"), "call/margaret-chen 11-30 16:00 MST open\n");
    EXPECT_TRUE(duty(plan, "call/margaret-chen").overdue(at("2027-01-11T12:00:00Z")));
}

TEST(Calls, AreDroppedMovedOrLeftByTheNews) {
    struct Row {
        const char* unless;
        const char* news;
        const char* expected;
    };
    const Row rows[] = {
        {"heard", "news = 'offer'", "call/margaret-chen 11-30 16:00 MST dropped (offer)\n"},
        {"heard", "news = 'rejected'", "call/margaret-chen 11-30 16:00 MST dropped (rejected)\n"},
        {"heard", "news = 'second interview'",
         "call/margaret-chen 11-30 16:00 MST dropped (second interview)\n"},
        {"heard", "news = 'acknowledged'", "call/margaret-chen 11-30 16:00 MST open\n"},
        {"heard", "news = 'asked'", "call/margaret-chen 11-30 16:00 MST open\n"},
        {"heard", "news = 'new date'\ndate = 2026-12-04", "call/margaret-chen 12-07 16:00 MST open\n"},
        {"heard", "news = 'new date'\ndate = 2026-11-30", "call/margaret-chen 11-30 16:00 MST open\n"},
        {"heard", "news = 'new date'\ndate = 2026-11-27", "call/margaret-chen 11-30 16:00 MST open\n"},
        {"never", "news = 'offer'", "call/margaret-chen 11-30 16:00 MST open\n"},
        {"never", "news = 'second interview'", "call/margaret-chen 11-30 16:00 MST open\n"},
    };
    for (const auto& row : rows) {
        auto story = told("promise = [{ call = 'Margaret Chen', on = 2026-11-30, unless = '"
                          + std::string{row.unless} + "' }]");
        happens(story, "2026-11-24T17:00:00Z", "heard", row.news);
        EXPECT_EQ(duties(planned(story, "2026-11-24T17:00:00Z"), "call"), row.expected) << row.news;
    }
}

TEST(Calls, PromisedAfterTheNewsAreNotDroppedByIt) {
    auto story = told();
    happens(story, "2026-11-24T17:00:00Z", "heard", "news = 'second interview'");
    happens(story, "2026-11-25T17:00:00Z", "debriefed",
            "with = 'candidate'\npromise = [{ call = 'Margaret Chen', on = 2026-11-30 }]");
    EXPECT_EQ(duties(planned(story, "2026-11-25T17:00:00Z"), "call"),
              "call/margaret-chen 11-30 16:00 MST open\n");
}

TEST(Calls, AreClosedOrMovedByBeingMade) {
    struct Row {
        const char* called;
        const char* expected;
    };
    const Row rows[] = {
        {"result = 'spoke'", "call/margaret-chen 11-30 16:00 MST done (spoke)\n"},
        {"result = 'voicemail'", "call/margaret-chen 12-01 16:00 MST open\n"},
        {"result = 'no answer'", "call/margaret-chen 12-01 16:00 MST open\n"},
        {"result = 'voicemail'\nnext = 'Thursday'", "call/margaret-chen 12-03 16:00 MST open\n"},
        {"result = 'no answer'\nnext = 'tomorrow at 10am'", "call/margaret-chen 12-01 09:00 MST open\n"},
    };
    for (const auto& row : rows) {
        auto story = told(monday);
        happens(story, "2026-11-30T18:00:00Z", "called",
                "whom = 'Margaret Chen'\n" + std::string{row.called});
        EXPECT_EQ(duties(planned(story, "2026-11-30T18:00:00Z"), "call"), row.expected) << row.called;
    }
}

TEST(Calls, AreWarnedOfWhenTheirDateDoesNotFitTheDecision) {
    const struct {
        const char* decision;
        const char* call;
        const char* warning;
    } rows[] = {
        {"2026-12-01", "2026-11-30",
         "the call to Margaret Chen is promised for Mon 30 Nov 2026, before Acme Robotics means to decide "
         "(Tue 1 Dec 2026)"},
        {"2026-12-01", "2026-12-01", ""},
        {"2026-12-01", "2026-12-15", ""},
        {"2026-12-01", "2026-12-16",
         "the call to Margaret Chen is promised for Wed 16 Dec 2026, more than 10 working days after Acme "
         "Robotics means to decide (Tue 1 Dec 2026)"},
    };
    for (const auto& row : rows) {
        auto story = told(std::string{"decision = "} + row.decision
                          + "\npromise = [{ call = 'Margaret Chen', on = " + row.call + " }]");
        const auto warnings = planned(story, "2026-11-20T21:35:00Z").warnings;
        EXPECT_EQ(warnings.empty() ? "" : warnings.front(), row.warning) << row.call;
        EXPECT_LE(warnings.size(), 1U);
        happens(story, "2026-11-24T17:00:00Z", "heard", "news = 'offer'");
        EXPECT_TRUE(planned(story, "2026-11-24T17:00:00Z").warnings.empty())
            << "what is settled warns nobody";
    }
}

TEST(Calls, PushedForTheThirdTimeAreConfirmedOrClosedByTheRecruiter) {
    auto story = told(monday);
    const auto push = [&](const char* at, const char* to) {
        happens(story, at, "pushed", std::string{"whom = 'Margaret Chen'\nto = "} + to);
        return nudges(planned(story, at), "call").contains("confirm");
    };
    EXPECT_FALSE(push("2026-11-25T17:00:00Z", "2026-12-01"));
    EXPECT_FALSE(push("2026-11-26T17:00:00Z", "2026-12-02"));
    EXPECT_TRUE(push("2026-11-27T17:00:00Z", "2026-12-03"));
    const auto plan = planned(story, "2026-11-27T17:00:00Z");
    EXPECT_TRUE(nudges(plan, "call").contains("11-27 11:00 CST pat confirm r3 call/margaret-chen\n"))
        << nudges(plan, "call");
    happens(story, "2026-12-03T20:00:00Z", "called", "whom = 'Margaret Chen'\nresult = 'voicemail'");
    EXPECT_FALSE(nudges(planned(story, "2026-12-03T20:00:00Z"), "call").contains("confirm"))
        << "nobody pushed it this time";
}

TEST(Calls, OpenedAgainBeforeAnEndFallAwayWithIt) {
    auto story = told(monday);
    happens(story, "2026-11-24T17:00:00Z", "called", "whom = 'Margaret Chen'\nresult = 'spoke'");
    story.arrives("2026-11-24T18:00:00Z", "[[reopened]]\nduty = 'a/call/margaret-chen'\n");
    happens(story, "2026-11-25T17:00:00Z", "heard", "news = 'rejected'");
    const auto call = duty(planned(story, "2026-11-25T17:00:00Z"), "call/margaret-chen");
    EXPECT_EQ(call.state, State::dropped) << "that they had spoken was told in error";
    EXPECT_EQ(call.reason.word, "rejected");
}

TEST(Calls, TriedBeforeTheirDateStayOnIt) {
    auto story = told(monday);
    happens(story, "2026-11-24T18:00:00Z", "called", "whom = 'Margaret Chen'\nresult = 'voicemail'");
    EXPECT_EQ(duties(planned(story, "2026-11-24T18:00:00Z"), "call"),
              "call/margaret-chen 11-30 16:00 MST open\n");
}

TEST(Calls, AtATimeKeepTheirTimeWhenTriedInVain) {
    auto story = told(promised("November 30 at 2pm"));
    happens(story, "2026-11-30T20:05:00Z", "called", "whom = 'Margaret Chen'\nresult = 'voicemail'");
    const auto plan = planned(story, "2026-11-30T20:05:00Z");
    EXPECT_EQ(duties(plan, "call"), "call/margaret-chen 12-01 13:00 MST open\n");
    EXPECT_EQ(duty(plan, "call/margaret-chen").begins, at("2026-12-01T20:00:00Z"));
}

TEST(Calls, KeepTheHistoryOfTheirDates) {
    auto story = told(monday);
    happens(story, "2026-11-25T17:15:00Z", "pushed",
            "whom = 'Margaret Chen'\nto = 'Thursday next week'\ntell = 'two more candidates to see'\n"
            "reason = 'their own candidate comes first'");
    happens(story, "2026-12-03T20:00:00Z", "called", "whom = 'Margaret Chen'\nresult = 'voicemail'");
    const auto plan = planned(story, "2026-12-03T20:00:00Z");
    EXPECT_EQ(duties(plan, "call"), "call/margaret-chen 12-04 16:00 MST open\n");
    const auto call = duty(plan, "call/margaret-chen");
    EXPECT_EQ(call.revision, 2);
    EXPECT_EQ(call.because,
              "you said you would call Margaret Chen a week from Monday; promised for Mon 30 Nov 2026, "
              "moved to Thu 3 Dec 2026: two more candidates to see, moved to Fri 4 Dec 2026: voicemail");
    EXPECT_EQ(nudges(plan, "call").substr(0, nudges(plan, "call").find("12-04 16")),
              "12-03 16:00 MST dana eve r2 call/margaret-chen\n"
              "12-04 08:30 MST dana day r2 call/margaret-chen\n");
}

TEST(Calls, PushedBeforeTheFileIsAmendedGoToTheDateSaidLast) {
    auto story = told(promised("November 30"));
    happens(story, "2026-11-24T17:00:00Z", "pushed", "whom = 'Margaret Chen'\nto = 2026-12-03");
    story.arrives("2026-11-25T17:00:00Z", acme(promised("November 30")));
    EXPECT_EQ(duties(planned(story, "2026-11-25T17:00:00Z"), "call"),
              "call/margaret-chen 12-03 16:00 MST open\n")
        << "a file that says again what it said before moves nothing back";
    story.arrives("2026-11-25T17:10:00Z", acme(promised("December 10")));
    EXPECT_EQ(duties(planned(story, "2026-11-25T17:10:00Z"), "call"),
              "call/margaret-chen 12-10 16:00 MST open\n");
}

TEST(Calls, KeepTheirRevisionWhenAnOlderDateIsToldLate) {
    auto story = told(monday);
    happens(story, "2026-11-24T18:00:00Z", "pushed", "whom = 'Margaret Chen'\nto = 2026-12-03");
    EXPECT_EQ(duty(planned(story, "2026-12-03T00:00:00Z"), "call/margaret-chen").revision, 1);
    happens(story, "2026-12-03T01:00:00Z", "pushed",
            "whom = 'Margaret Chen'\nto = 2026-12-01\nat = 2026-11-23T17:00:00Z");
    const auto call = duty(planned(story, "2026-12-03T01:00:00Z"), "call/margaret-chen");
    EXPECT_EQ(call.dates.size(), 3U);
    EXPECT_EQ(call.revision, 1) << "the eve of 3 December has been sent and is not planned again";
}

TEST(Calls, HaveANewRevisionWhenAnOlderDateUndoesALaterOne) {
    auto story = told(monday);
    happens(story, "2026-11-30T18:00:00Z", "called", "whom = 'Margaret Chen'\nresult = 'voicemail'");
    EXPECT_EQ(duty(planned(story, "2026-11-30T18:00:00Z"), "call/margaret-chen").revision, 1);
    happens(story, "2026-12-01T01:00:00Z", "pushed",
            "whom = 'Margaret Chen'\nto = 2026-12-08\nat = 2026-11-24T17:00:00Z");
    const auto plan = planned(story, "2026-12-01T01:00:00Z");
    EXPECT_EQ(duties(plan, "call"), "call/margaret-chen 12-08 16:00 MST open\n");
    const auto call = duty(plan, "call/margaret-chen");
    EXPECT_EQ(call.dates.size(), 2U) << "the voicemail moves nothing any more";
    EXPECT_EQ(call.revision, 2) << "what was sent about 1 December says nothing of 8 December";
}

} // namespace
} // namespace followup::plan
