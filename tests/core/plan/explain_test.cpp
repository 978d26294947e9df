#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include "core/base/text.hpp"
#include "core/plan/explain.hpp"
#include "core/plan/planned.hpp"

namespace followup::plan {
namespace {

const std::vector<when::ClosedDay> thanksgiving{{date("2026-11-26"), "Thanksgiving Day"},
                                                {date("2026-11-27"), "Day after Thanksgiving"}};

Story decision_and_call() {
    return told("decision = '2026-11-25'\n"
                "[[interview.met]]\nname = 'Margaret Chen'\n"
                "[[interview.promise]]\ncall = 'Margaret Chen'\non = 'a week from Monday'\n");
}

Explained why(const Story& story, std::string_view duty, std::string_view now = "2026-11-20T21:40:00Z") {
    auto found = explain(story.history(), rules(thanksgiving), at(now), "a/" + std::string{duty}, chicago);
    if (found) return std::move(*found);
    ADD_FAILURE() << "no duty " << duty;
    return {};
}

/// The steps of the last date.
std::string last_date(const Explained& explained) {
    return explained.dates.empty() ? "none" : base::joined(explained.dates.back().steps, "\n");
}

/// The steps of a reminder by its rule.
std::string reminder(const Explained& explained, std::string_view rule) {
    for (const auto& each : explained.reminders)
        if (each.nudge.rule == rule) return base::joined(each.steps, "\n");
    return "none";
}

TEST(Explain, ALetterIsDueByTheNumberOfThePolicy) {
    const auto letter = why(decision_and_call(), "letter/margaret-chen");
    EXPECT_EQ(last_date(letter), "[policy] letter_due = 24 h, after Fri 20 Nov 2026, 15:30 CST");
    ASSERT_EQ(letter.causes.size(), 1U);
    EXPECT_EQ(letter.causes[0].kind, "interview");
    EXPECT_EQ(letter.causes[0].changes.front(), "owed from then on, due Sat 21 Nov 2026, 15:30 CST");
}

TEST(Explain, ANameLearnedLateHasTheLaterNumber) {
    auto story = decision_and_call();
    story.arrives("2026-11-23T16:00:00Z", "[[debriefed]]\ninterview = 'a'\nwith = 'candidate'\n"
                                          "[[debriefed.met]]\nname = 'Luis Ortiz'\n");
    EXPECT_EQ(last_date(why(story, "letter/luis-ortiz")),
              "[policy] letter_late_due = 4 h, after Mon 23 Nov 2026, 10:00 CST");
}

TEST(Explain, AWorkingDayShiftNamesTheHolidays) {
    EXPECT_EQ(
        last_date(why(decision_and_call(), "decision")),
        "Wed 25 Nov 2026: said Fri 20 Nov; 2026-11-25 is Wed 25 Nov\n"
        "the working day after Wed 25 Nov 2026 is Mon 30 Nov 2026; closed: Thu 26 Nov 2026 "
        "(Thanksgiving Day), Fri 27 Nov 2026 (Day after Thanksgiving), Sat 28 Nov 2026, Sun 29 Nov 2026\n"
        "[policy] decision_due = 10:00 in America/Chicago, on Mon 30 Nov 2026");
}

TEST(Explain, APromiseTellsThePhraseAndEachMove) {
    auto story = decision_and_call();
    story.arrives("2026-11-25T17:15:00Z", "[[pushed]]\ninterview = 'a'\nwhom = 'Margaret Chen'\n"
                                          "to = 'Thursday next week'\nreason = 'too soon'\n");
    const auto call = why(story, "call/margaret-chen", "2026-11-25T17:20:00Z");
    ASSERT_EQ(call.dates.size(), 2U);
    EXPECT_TRUE(call.dates[0].steps.front().starts_with("“a week from Monday” (Mon 30 Nov 2026): said Fri"))
        << call.dates[0].steps.front();
    EXPECT_EQ(call.dates[0].steps.back(), "[policy] call_by = 17:00 in America/Chicago, on Mon 30 Nov 2026");
    EXPECT_EQ(call.dates[1].reason, "too soon");
    EXPECT_EQ(call.dates[1].steps.back(), "[policy] call_by = 17:00 in America/Chicago, on Thu 3 Dec 2026");
    ASSERT_EQ(call.causes.size(), 2U);
    EXPECT_EQ(call.causes[1].words,
              "The call to Margaret Chen was moved to “Thursday next week” (Thu 3 Dec 2026): too soon");
    EXPECT_EQ(call.causes[1].changes.front(),
              "moved from Mon 30 Nov 2026, 17:00 CST to Thu 3 Dec 2026, 17:00 CST");
}

TEST(Explain, AVoicemailMovesToTheNextWorkingDay) {
    auto story = decision_and_call();
    story.arrives("2026-11-25T17:15:00Z", "[[pushed]]\ninterview = 'a'\nwhom = 'Margaret Chen'\n"
                                          "to = '2026-11-25'\n");
    story.arrives("2026-11-25T18:00:00Z", "[[called]]\ninterview = 'a'\nwhom = 'Margaret Chen'\n"
                                          "result = 'voicemail'\n");
    const auto call = why(story, "call/margaret-chen", "2026-11-25T18:05:00Z");
    EXPECT_EQ(call.dates.back().reason, "voicemail");
    EXPECT_TRUE(
        last_date(call).starts_with("the working day after Wed 25 Nov 2026 is Mon 30 Nov 2026; closed: "
                                    "Thu 26 Nov 2026 (Thanksgiving Day)"))
        << last_date(call);
}

TEST(Explain, ACallAtATimeKeepsItOnTheNextWorkingDay) {
    auto story = told("[[interview.promise]]\ncall = 'Margaret Chen'\non = 'Monday at 10am'\n");
    story.arrives("2026-11-23T16:10:00Z", "[[called]]\ninterview = 'a'\nwhom = 'Margaret Chen'\n"
                                          "result = 'no answer'\n");
    EXPECT_EQ(last_date(why(story, "call/margaret-chen", "2026-11-23T16:15:00Z")),
              "the working day after Mon 23 Nov 2026 is Tue 24 Nov 2026\nat the time of day it had");
}

TEST(Explain, RemindersSayWhyTheyAreAtTheirTime) {
    const auto call = why(decision_and_call(), "call/margaret-chen");
    EXPECT_EQ(
        reminder(call, "eve"),
        "the working day before Mon 30 Nov 2026 is Wed 25 Nov 2026; closed: Thu 26 Nov 2026 "
        "(Thanksgiving Day), Fri 27 Nov 2026 (Day after Thanksgiving), Sat 28 Nov 2026, Sun 29 Nov 2026\n"
        "[policy] eve_nudge = 16:00 in America/Denver, on Wed 25 Nov 2026");
    EXPECT_EQ(reminder(call, "told"), "when it is due, Mon 30 Nov 2026, 17:00 CST");
    EXPECT_EQ(reminder(why(decision_and_call(), "letter/margaret-chen"), "last-call"),
              "[policy] letter_last_nudge = 4 h, before Sat 21 Nov 2026, 15:30 CST");
}

TEST(Explain, WhatIsShiftedByTheNightSaysSo) {
    const auto late =
        Story{}.arrives("2026-11-21T04:35:00Z",
                        acme("[[interview.met]]\nname = 'Margaret Chen'\n", "2026-11-20T21:30:00-06:00"));
    EXPECT_EQ(
        reminder(why(late, "letter/margaret-chen", "2026-11-21T04:40:00Z"), "drafts"),
        "[policy] letter_nudge = 2 h, after Fri 20 Nov 2026, 21:30 CST\n"
        "Fri 20 Nov 2026, 22:30 MST is outside the sending hours (07:00 to 21:00 in America/Denver): it "
        "waits for them");
    const auto told_late =
        Story{}.arrives("2026-11-21T16:00:00Z", acme("[[interview.met]]\nname = 'Chen'\n"));
    EXPECT_EQ(reminder(why(told_late, "letter/chen", "2026-11-21T16:05:00Z"), "drafts"),
              "[policy] letter_nudge = 2 h, after Fri 20 Nov 2026, 15:30 CST\n"
              "that had passed when it became known");
}

TEST(Explain, ADutyThatIsNotThereIsNothing) {
    EXPECT_FALSE(explain(decision_and_call().history(), rules(), at("2026-11-20T21:40:00Z"),
                         "a/letter/nobody", chicago));
}

TEST(Explain, TracingChangesNoPlan) {
    const auto story = decision_and_call();
    Trace trace;
    const auto traced = derive(story.known(), rules(), at("2026-11-20T21:40:00Z"), &trace);
    const auto plain = planned(story, "2026-11-20T21:40:00Z");
    EXPECT_EQ(duties(traced), duties(plain));
    EXPECT_EQ(nudges(traced), nudges(plain));
    EXPECT_EQ(trace.duties.size(), traced.duties.size());
}

RC_GTEST_PROP(ExplainProperty, EveryDateAndReminderHasAStepWhateverTheEnd, ()) {
    const auto hour = *rc::gen::inRange(0, 24 * 40);
    const auto ended = base::rfc3339(at("2026-11-01T00:30:00Z") + base::hours{hour});
    const auto story = Story{}.arrives(
        "2026-12-15T12:00:00Z", acme("[[interview.met]]\nname = 'Chen'\n"
                                     "[[interview.promise]]\ncall = 'Chen'\non = 'in 3 business days'\n",
                                     ended));
    const auto now = at("2026-12-15T12:05:00Z");
    for (const auto& duty : derive(story.known(), rules(thanksgiving), now).duties) {
        const auto explained = explain(story.history(), rules(thanksgiving), now, duty.id, chicago);
        RC_ASSERT(explained.has_value());
        RC_ASSERT(!explained->causes.empty());
        for (const auto& each : explained->dates)
            RC_ASSERT(!each.steps.empty());
        for (const auto& each : explained->reminders)
            RC_ASSERT(!each.steps.empty());
    }
}

} // namespace
} // namespace followup::plan
