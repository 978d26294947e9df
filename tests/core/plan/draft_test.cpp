#include "core/plan/draft.hpp"

#include "core/plan/planned.hpp"

#include <gtest/gtest.h>

namespace followup::plan {
namespace {

/// The lines of nudges by one rule.
std::string by_rule(const Plan& plan, std::string_view rule, std::string_view part = {}) {
    Plan few;
    for (const auto& nudge : plan.nudges)
        if (nudge.rule == rule) few.nudges.push_back(nudge);
    return nudges(few, part);
}

std::string closing(std::string_view act, std::string_view id, std::string_view reason) {
    return "[[" + std::string{act} + "]]\nduty = 'a/" + std::string{id} + "'\nreason = '"
           + std::string{reason} + "'\n";
}

TEST(SendingWindow, HoldsNudgesUntilItOpens) {
    struct Row {
        const char* why;
        const char* ended;
        const char* arrives;
        const char* rule;
        const char* part;
        const char* expected;
    };
    const Row rows[] = {
        {"drafts at 22:10 wait for the morning", "2026-11-20T20:10:00-07:00", "2026-11-21T03:11:00Z",
         "drafts", "letter", "11-21 07:00 MST dana drafts letter/luis-ortiz\n"},
        {"a mail told after its due time waits as well, in each reader's zone", "2026-11-20T20:10:00-07:00",
         "2026-11-21T03:11:00Z", "told", "letter",
         "11-21 20:10 MST dana told letter/luis-ortiz\n11-22 07:00 CST pat told letter/luis-ortiz\n"},
        {"21:05 would wait beyond its due time: it goes to 20:55", "2026-11-20T20:50:00-07:00",
         "2026-11-21T03:51:00Z", "ask", "debrief", "11-20 20:55 MST dana ask debrief\n"},
        {"but not before the file came", "2026-11-20T20:50:00-07:00", "2026-11-21T03:56:00Z", "ask",
         "debrief", "11-21 07:00 MST dana ask debrief\n"},
        {"nor before the interview ended", "2026-11-20T20:57:00-07:00", "2026-11-21T03:58:00Z", "ask",
         "debrief", "11-21 07:00 MST dana ask debrief\n"},
        {"nor before an interview ends that was planned ahead", "2026-11-20T20:57:00-07:00",
         "2026-11-19T15:00:00Z", "ask", "debrief", "11-21 07:00 MST dana ask debrief\n"},
        {"the last call of a letter due at 01:00 goes to the evening before", "2026-11-20T01:00:00-07:00",
         "2026-11-20T15:00:00Z", "last-call", "letter", "11-20 20:55 MST dana last-call letter/luis-ortiz\n"},
        {"one due at 07:00 too: the opening is not before it", "2026-11-20T07:00:00-07:00",
         "2026-11-20T15:00:00Z", "last-call", "letter", "11-20 20:55 MST dana last-call letter/luis-ortiz\n"},
        {"one due at 07:01 waits for the opening", "2026-11-20T07:01:00-07:00", "2026-11-20T15:00:00Z",
         "last-call", "letter", "11-21 07:00 MST dana last-call letter/luis-ortiz\n"},
        {"21:00 sharp is closed", "2026-11-20T19:00:00-07:00", "2026-11-21T02:01:00Z", "drafts", "letter",
         "11-21 07:00 MST dana drafts letter/luis-ortiz\n"},
        {"20:59 is open", "2026-11-20T18:59:00-07:00", "2026-11-21T02:01:00Z", "drafts", "letter",
         "11-20 20:59 MST dana drafts letter/luis-ortiz\n"},
    };
    for (const auto& row : rows) {
        Story story;
        story.arrives(row.arrives, acme(luis, row.ended));
        EXPECT_EQ(by_rule(planned(story, row.arrives), row.rule, row.part), row.expected) << row.why;
    }
}

TEST(SendingWindow, IsNotOpenedByAFactLearnedAtNight) {
    auto story = told("promise = [{ call = 'Margaret Chen', on = 2026-12-04 }]");
    story.arrives("2026-11-30T05:00:00Z",
                  "[[pushed]]\ninterview = 'a'\nwhom = 'Margaret Chen'\nto = 2026-11-30\n"
                  "at = 2026-11-29T15:00:00-06:00\n");
    EXPECT_EQ(by_rule(planned(story, "2026-11-30T05:00:00Z"), "eve"),
              "11-30 07:00 MST dana eve r1 call/margaret-chen\n")
        << "said at 14:00 MST, learned at 22:00 MST, when nobody is written to";
}

TEST(SendingWindow, SendsTheReminderOfAnEarlyCallTheEveningBefore) {
    const auto early = planned(told("promise = [{ call = 'Margaret Chen', on = 'November 30 at 8am' }]"),
                               "2026-11-20T21:35:00Z");
    EXPECT_EQ(by_rule(early, "day"), "11-29 20:55 MST dana day call/margaret-chen\n");
    const auto later = planned(told("promise = [{ call = 'Margaret Chen', on = 'November 30 at 8:30am' }]"),
                               "2026-11-20T21:35:00Z");
    EXPECT_EQ(by_rule(later, "day"), "11-30 07:00 MST dana day call/margaret-chen\n");
}

TEST(Language, OfACandidateIsTheirOwnElseTheRecruitersElseTheAgencys) {
    EXPECT_EQ(planned(told(luis), "2026-11-21T18:00:00Z").duties.front().owner.language, "en");
    auto rules = plan::rules();
    ledger::Case known;
    known.recruiter = "pat";
    known.candidate.email = base::MailAddress::parse("dana@candidate.example").value();
    known.rounds.emplace_back();
    const auto language = [&] { return Draft{known, rules, {}}.candidate().language; };
    rules.agency.language = "fr";
    EXPECT_EQ(language(), "fr");
    rules.agency.recruiters[0].language = "de";
    EXPECT_EQ(language(), "de");
    known.candidate.language = "it";
    EXPECT_EQ(language(), "it");
}

TEST(Closing, ByHandIsDoneOrDroppedWithItsReason) {
    auto story = told(luis);
    story.arrives("2026-11-21T18:00:00Z", closing("done", "letter/luis-ortiz", "handed over in person"));
    EXPECT_EQ(duties(planned(story, "2026-11-21T18:00:00Z"), "letter"),
              "letter/luis-ortiz 11-21 14:30 MST done (handed over in person)\n");
    auto dropped = told(luis);
    dropped.arrives("2026-11-21T18:00:00Z", closing("dropped", "letter/luis-ortiz", "he left the firm"));
    const auto plan = planned(dropped, "2026-11-21T18:00:00Z");
    EXPECT_EQ(duties(plan, "letter"), "letter/luis-ortiz 11-21 14:30 MST dropped (he left the firm)\n");
    EXPECT_EQ(nudges(plan, "letter"), "");
}

TEST(Closing, InErrorIsTakenBackAndTheDateStaysWhileItLiesAhead) {
    auto story = told(luis);
    story.arrives("2026-11-21T16:00:00Z", closing("done", "letter/luis-ortiz", "sent"))
        .arrives("2026-11-21T16:30:00Z", closing("reopened", "letter/luis-ortiz", "it was the other one"));
    const auto plan = planned(story, "2026-11-21T16:30:00Z");
    EXPECT_EQ(duties(plan, "letter"), "letter/luis-ortiz 11-21 14:30 MST open (it was the other one)\n");
    EXPECT_EQ(by_rule(plan, "last-call"), "11-21 10:30 MST dana last-call letter/luis-ortiz\n");
    EXPECT_FALSE(duty(plan, "letter/luis-ortiz").closed);
}

TEST(Closing, TakenBackAfterTheDueTimeGivesANewDateAndItsNudgesAgain) {
    auto story = told(luis);
    story.arrives("2026-11-21T16:00:00Z", closing("done", "letter/luis-ortiz", "sent"))
        .arrives("2026-11-24T17:00:00Z", closing("reopened", "letter/luis-ortiz", "it came back"));
    const auto plan = planned(story, "2026-11-24T17:00:00Z");
    EXPECT_EQ(duties(plan, "letter"), "letter/luis-ortiz 11-24 14:00 MST open (it came back)\n");
    EXPECT_EQ(nudges(plan, "letter"), "11-24 10:00 MST dana drafts r1 letter/luis-ortiz\n"
                                      "11-24 10:00 MST dana last-call r1 letter/luis-ortiz\n"
                                      "11-24 14:00 MST dana told r1 letter/luis-ortiz\n"
                                      "11-24 15:00 CST pat told r1 letter/luis-ortiz\n"
                                      "11-25 08:30 MST dana morning#1 r1 letter/luis-ortiz\n"
                                      "11-25 09:30 CST pat morning#1 r1 letter/luis-ortiz\n"
                                      "11-26 08:30 MST dana morning#2 r1 letter/luis-ortiz\n"
                                      "11-26 09:30 CST pat morning#2 r1 letter/luis-ortiz\n"
                                      "11-27 08:30 MST dana morning#3 r1 letter/luis-ortiz\n"
                                      "11-27 09:30 CST pat morning#3 r1 letter/luis-ortiz\n");
}

TEST(Closing, OfACallTakenBackAfterItsDayPutsItOnTheNextWorkingDay) {
    auto story = told("promise = [{ call = 'Margaret Chen', on = 'November 30 at 2pm' }]");
    story.arrives("2026-11-30T20:30:00Z", closing("done", "call/margaret-chen", "spoke"))
        .arrives("2026-12-01T16:00:00Z", closing("reopened", "call/margaret-chen", "it was her assistant"));
    const auto plan = planned(story, "2026-12-01T16:00:00Z");
    EXPECT_EQ(duties(plan, "call"), "call/margaret-chen 12-02 16:00 MST open (it was her assistant)\n")
        << "by 17:00 where the employer is";
    const auto call = duty(plan, "call/margaret-chen");
    EXPECT_EQ(call.shape, Shape::on_date) << "the old time is no time any more";
    EXPECT_FALSE(call.begins);
    EXPECT_EQ(by_rule(plan, "day"), "12-02 08:30 MST dana day r1 call/margaret-chen\n");
    EXPECT_EQ(by_rule(plan, "told", "call"), "12-02 16:00 MST dana told r1 call/margaret-chen\n"
                                             "12-02 17:00 CST pat told r1 call/margaret-chen\n");
}

TEST(Closing, OfWhatExpiredIsTakenBackToo) {
    auto story = told(luis);
    story.arrives("2026-11-30T16:00:00Z", closing("reopened", "letter/luis-ortiz", "still to be written"));
    EXPECT_EQ(duties(planned(story, "2026-11-30T16:00:00Z"), "letter"),
              "letter/luis-ortiz 11-30 13:00 MST open (still to be written)\n");
}

TEST(Withdrawal, DropsEverythingThatIsOpen) {
    auto story = told(std::string{luis}
                      + "\ndecision = 2026-11-27\npromise = [{ call = 'Luis Ortiz', on = 2026-11-30 }]\n"
                      + "next = [{ what = 'second interview', when = 2026-12-08 }]");
    story.arrives("2026-11-20T23:00:00Z", "[[debriefed]]\ninterview = 'a'\nwith = 'candidate'\n")
        .arrives("2026-11-23T17:00:00Z", "[[withdrawn]]\ninterview = 'a'\nreason = 'took another job'\n");
    const auto plan = planned(story, "2026-11-23T17:00:00Z");
    EXPECT_EQ(duties(plan), "debrief 11-20 16:30 MST done (debriefed)\n"
                            "letter/luis-ortiz 11-21 14:30 MST dropped (withdrawn: took another job)\n"
                            "client-debrief 11-23 10:00 CST dropped (withdrawn: took another job)\n"
                            "decision 11-30 10:00 CST dropped (withdrawn: took another job)\n"
                            "call/luis-ortiz 11-30 16:00 MST dropped (withdrawn: took another job)\n"
                            "names/1 12-04 12:00 CST dropped (withdrawn: took another job)\n"
                            "step/1 12-08 16:00 MST dropped (withdrawn: took another job)\n");
    EXPECT_TRUE(plan.nudges.empty());
    EXPECT_FALSE(plan.look_again);
}

TEST(Holidays, ArePassedOverWhereWorkingDaysAreMeant) {
    const auto thanksgiving = rules({{date("2026-11-26"), "Thanksgiving Day"}, {date("2026-11-27"), ""}});
    const auto story = told(std::string{luis} + "\ndecision = 2026-11-25\n"
                            + "promise = [{ call = 'Luis Ortiz', on = 2026-11-30 }]");
    const auto plan = derive(story.known(), thanksgiving, at("2026-11-20T21:35:00Z"));
    EXPECT_EQ(by_rule(plan, "eve"), "11-25 16:00 MST dana eve call/luis-ortiz\n");
    EXPECT_EQ(duties(plan, "decision"), "decision 11-30 10:00 CST open\n");
    EXPECT_EQ(derive(story.known(), thanksgiving, at("2026-11-27T15:30:00Z")).duties[1].state, State::open);
    EXPECT_EQ(duties(derive(story.known(), thanksgiving, at("2026-11-30T15:30:00Z")), "letter"),
              "letter/luis-ortiz 11-21 14:30 MST expired (nobody said what became of it)\n")
        << "23, 24 and 25 were mornings; the next working one is the 30th";
}

TEST(Zones, EverybodyIsRemindedOnTheirOwnClock) {
    const std::string tokyo =
        "[[interview]]\nid = 'a'\nrecruiter = 'kim'\n"
        "candidate = { name = 'Dana Reyes', email = 'dana@candidate.example', zone = 'Asia/Tokyo' }\n"
        "employer = { name = 'Acme Robotics', zone = 'Europe/London' }\n"
        "position = 'Controls Engineer'\nended = 2026-11-20T10:00:00\n"
        "decision = 2026-11-27\npromise = [{ call = 'Ann Lee', on = 2026-11-30 }]\n";
    Story story;
    story.arrives("2026-11-20T10:05:00Z", tokyo);
    const auto plan = planned(story, "2026-11-20T10:05:00Z");
    EXPECT_EQ(duties(plan), "debrief 11-20 21:00 JST open\n"
                            "decision 11-30 10:00 EST open\n"
                            "call/ann-lee 12-01 02:00 JST open\n");
    EXPECT_EQ(by_rule(plan, "told"), "11-20 07:00 EST kim told debrief\n"
                                     "11-30 12:00 EST kim told call/ann-lee\n"
                                     "12-01 07:00 JST dana told call/ann-lee\n");
}

TEST(Zones, ClockChangesMoveHoursButNotWallClocks) {
    Story story;
    story.arrives("2027-03-13T21:35:00Z",
                  acme(std::string{luis} + "\npromise = [{ call = 'Luis Ortiz', on = 'Monday' }]",
                       "2027-03-13T15:30:00-06:00"));
    const auto plan = planned(story, "2027-03-13T21:35:00Z");
    EXPECT_EQ(duties(plan, "letter"), "letter/luis-ortiz 03-14 15:30 MDT open\n") << "24 hours, not a day";
    EXPECT_EQ(duties(plan, "call"), "call/luis-ortiz 03-15 16:00 MDT open\n");
    EXPECT_EQ(by_rule(plan, "day"), "03-15 08:30 MDT dana day call/luis-ortiz\n");
    Story autumn;
    autumn.arrives("2026-10-31T20:35:00Z", acme(luis, "2026-10-31T15:30:00-05:00"));
    EXPECT_EQ(duties(planned(autumn, "2026-10-31T20:35:00Z"), "letter"),
              "letter/luis-ortiz 11-01 13:30 MST open\n");
}

} // namespace
} // namespace followup::plan
