#include "core/plan/planned.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::plan {
namespace {

constexpr auto plant_manager = "met = [{ name = 'Luis Ortiz', title = 'Plant Manager' }]";
constexpr auto plant_manager_and_ann =
    "met = [{ name = 'Luis Ortiz', title = 'Plant Manager' }, { name = 'Ann Lee' }]";

TEST(Letters, OneIsOwedToEveryPersonMet) {
    const auto plan =
        planned(told("met = [{ name = 'Luis Ortiz' }, { name = 'Siobhán O’Neill', role = 'panel' }]"),
                "2026-11-20T21:35:00Z");
    EXPECT_EQ(duties(plan, "letter"), "letter/luis-ortiz 11-21 14:30 MST open\n"
                                      "letter/siobhan-oneill 11-21 14:30 MST open\n");
}

TEST(Letters, AreNudgedUntilTheyExpireAfterThreeWorkingMornings) {
    const auto plan = planned(told(plant_manager), "2026-11-20T21:35:00Z");
    EXPECT_EQ(nudges(plan, "letter"), "11-20 16:30 MST dana drafts letter/luis-ortiz\n"
                                      "11-21 10:30 MST dana last-call letter/luis-ortiz\n"
                                      "11-21 14:30 MST dana told letter/luis-ortiz\n"
                                      "11-21 15:30 CST pat told letter/luis-ortiz\n"
                                      "11-23 08:30 MST dana morning#1 letter/luis-ortiz\n"
                                      "11-23 09:30 CST pat morning#1 letter/luis-ortiz\n"
                                      "11-24 08:30 MST dana morning#2 letter/luis-ortiz\n"
                                      "11-24 09:30 CST pat morning#2 letter/luis-ortiz\n"
                                      "11-25 08:30 MST dana morning#3 letter/luis-ortiz\n"
                                      "11-25 09:30 CST pat morning#3 letter/luis-ortiz\n");
    EXPECT_EQ(
        duty(plan, "letter/luis-ortiz").because,
        "you met Luis Ortiz, Plant Manager in the interview that ended Fri 20 Nov 2026, 15:30 CST; a letter "
        "goes to everyone met within 24 hours");
}

TEST(Letters, AreTakenUpWithTheRecruiterOnTheirOwnMorning) {
    auto text = acme(plant_manager);
    text.replace(text.find("America/Denver"), 14, "Europe/London");
    const auto plan = planned(Story{}.arrives("2026-11-20T21:35:00Z", text), "2026-11-20T21:35:00Z");
    EXPECT_THAT(nudges(plan, "letter"),
                testing::HasSubstr("11-23 08:30 GMT dana morning#1 letter/luis-ortiz\n"));
    EXPECT_THAT(nudges(plan, "letter"),
                testing::HasSubstr("11-23 08:30 CST pat morning#1 letter/luis-ortiz\n"))
        << "behind the digest of that morning, which says it";
}

TEST(Letters, ExpireOnTheFourthWorkingMorningAndNotBefore) {
    const auto story = told(plant_manager);
    const auto before = planned(story, "2026-11-26T15:29:59Z");
    EXPECT_EQ(duties(before, "letter"), "letter/luis-ortiz 11-21 14:30 MST open\n");
    EXPECT_TRUE(duty(before, "letter/luis-ortiz").fell_due);
    EXPECT_EQ(before.look_again, at("2026-11-26T15:30:00Z"));
    const auto after = planned(story, "2026-11-26T15:30:00Z");
    EXPECT_EQ(duties(after, "letter"),
              "letter/luis-ortiz 11-21 14:30 MST expired (nobody said what became of it)\n");
    EXPECT_EQ(nudges(after, "letter"), "");
    EXPECT_EQ(duty(after, "letter/luis-ortiz").closed, at("2026-11-26T15:30:00Z"));
}

TEST(Letters, AreNudgedOnceMoreForAConcernThatIsSharedAfterTheDrafts) {
    auto story = told("met = [{ name = 'Margaret Chen', role = 'main' }, { name = 'Luis Ortiz' }]");
    const auto shared = [](const std::string& by) {
        return "[[debriefed]]\ninterview = 'a'\nwith = 'client'\n[[debriefed.objections]]\ntext = 'no " + by
               + " experience'\nshare = true\n" + (by.empty() ? "" : "by = '" + by + "'\n");
    };
    story.arrives("2026-11-20T22:00:00Z", shared("Luis Ortiz"));
    EXPECT_FALSE(nudges(planned(story, "2026-11-20T22:00:00Z"), "letter").contains("concern"))
        << "the drafts are still to come";
    story.arrives("2026-11-21T16:00:00Z", shared(""));
    story.arrives("2026-11-21T17:00:00Z", "[[debriefed]]\ninterview = 'a'\nwith = 'client'\n"
                                          "objections = ['quiet']\n");
    EXPECT_TRUE(nudges(planned(story, "2026-11-21T17:00:00Z"), "letter")
                    .contains("11-21 09:00 MST dana concern#1 letter/margaret-chen\n"))
        << nudges(planned(story, "2026-11-21T17:00:00Z"), "letter");
    EXPECT_FALSE(nudges(planned(story, "2026-11-21T17:00:00Z"), "letter").contains("concern#2"))
        << "what the employer told is the recruiter's own";
    EXPECT_FALSE(
        nudges(planned(story, "2026-11-21T17:00:00Z"), "letter").contains("concern#1 letter/luis-ortiz"));
}

TEST(Letters, SentAfterTheyExpiredAreDone) {
    auto story = told(plant_manager);
    story.arrives("2026-11-27T15:00:00Z", "[[letter]]\ninterview = 'a'\nto = 'Luis Ortiz'\nby = 'post'\n");
    EXPECT_EQ(duties(planned(story, "2026-11-27T15:00:00Z"), "letter"),
              "letter/luis-ortiz 11-21 14:30 MST done (sent by post)\n");
}

TEST(Letters, ToAPersonLearnedInTimeAreDueWithTheOthers) {
    auto story = told(plant_manager);
    story.arrives("2026-11-21T20:00:00Z", acme(plant_manager_and_ann));
    const auto plan = planned(story, "2026-11-21T20:00:00Z");
    EXPECT_EQ(duties(plan, "ann-lee"), "letter/ann-lee 11-21 14:30 MST open\n");
    EXPECT_THAT(nudges(plan, "ann-lee"), testing::StartsWith("11-21 13:00 MST dana drafts letter/ann-lee\n"
                                                             "11-21 13:00 MST dana last-call letter/ann-lee\n"
                                                             "11-21 14:30 MST dana told letter/ann-lee\n"))
        << "what had passed goes out at once, together";
}

TEST(Letters, ToAPersonLearnedTooLateAreDueFourHoursAfterTheNameWasLearned) {
    auto story = told(plant_manager);
    story.arrives("2026-11-23T16:00:00Z", "[[debriefed]]\ninterview = 'a'\nwith = 'candidate'\n"
                                          "at = 2026-11-22T12:00:00-06:00\nmet = [{ name = 'Ann Lee' }]\n");
    const auto plan = planned(story, "2026-11-23T16:00:00Z");
    EXPECT_EQ(duties(plan, "letter"), "letter/luis-ortiz 11-21 14:30 MST open\n"
                                      "letter/ann-lee 11-23 13:00 MST open\n");
    EXPECT_EQ(nudges(plan, "ann-lee"), "11-23 09:00 MST dana drafts letter/ann-lee\n"
                                       "11-23 09:00 MST dana last-call letter/ann-lee\n"
                                       "11-23 13:00 MST dana told letter/ann-lee\n"
                                       "11-23 14:00 CST pat told letter/ann-lee\n"
                                       "11-24 08:30 MST dana morning#1 letter/ann-lee\n"
                                       "11-24 09:30 CST pat morning#1 letter/ann-lee\n"
                                       "11-25 08:30 MST dana morning#2 letter/ann-lee\n"
                                       "11-25 09:30 CST pat morning#2 letter/ann-lee\n"
                                       "11-26 08:30 MST dana morning#3 letter/ann-lee\n"
                                       "11-26 09:30 CST pat morning#3 letter/ann-lee\n");
}

TEST(Letters, AreDoneOnceSentHoweverTheNameWasWritten) {
    auto story = told("met = [{ name = 'Siobhán O’Neill' }]");
    story.arrives("2026-11-21T16:05:00Z", "[[letter]]\ninterview = 'a'\nto = \"siobhan  O'NEILL\"\n"
                                          "sent_at = 2026-11-21T09:00:00-07:00\nby = 'courier'\n");
    const auto plan = planned(story, "2026-11-21T16:05:00Z");
    EXPECT_EQ(duties(plan, "letter"), "letter/siobhan-oneill 11-21 14:30 MST done (sent by courier)\n");
    EXPECT_EQ(nudges(plan, "letter"), "");
    EXPECT_EQ(duty(plan, "letter/siobhan-oneill").closed, at("2026-11-21T16:00:00Z"));
}

TEST(Letters, KeepTheirIdsWhenTheInterviewMoves) {
    Story story;
    story.arrives("2026-11-19T15:00:00Z", acme(plant_manager))
        .arrives("2026-11-19T16:00:00Z", acme(plant_manager, "2026-11-23T10:00:00-06:00"));
    const auto plan = planned(story, "2026-11-19T16:00:00Z");
    EXPECT_EQ(duties(plan, "letter"), "letter/luis-ortiz 11-24 09:00 MST open\n");
    EXPECT_THAT(nudges(plan, "letter"),
                testing::StartsWith("11-23 11:00 MST dana drafts r1 letter/luis-ortiz\n"
                                    "11-24 07:00 MST dana last-call r1 letter/luis-ortiz\n"))
        << "five in the morning is no hour to write, and seven is early enough";
}

TEST(Letters, AreCorrectedNotDoubledWhenANameIs) {
    auto story = told("met = [{ name = 'Luis Ortis' }]");
    story.arrives("2026-11-20T22:00:00Z", acme("met = [{ name = 'Luis Ortiz', was = 'Luis Ortis' }]"));
    const auto plan = planned(story, "2026-11-20T22:00:00Z");
    EXPECT_EQ(duties(plan, "letter"), "letter/luis-ortis 11-21 14:30 MST open\n");
    EXPECT_EQ(duty(plan, "letter/luis-ortis").whom, "Luis Ortiz");
}

TEST(Letters, ToSomebodyStruckFromTheListAreDropped) {
    auto story = told(plant_manager_and_ann);
    story.arrives("2026-11-20T22:00:00Z", "[[struck]]\ninterview = 'a'\nmet = 'Ms Ann Lee'\n");
    EXPECT_EQ(duties(planned(story, "2026-11-20T22:00:00Z"), "letter"),
              "letter/ann-lee 11-21 14:30 MST dropped (struck from the list of those met)\n"
              "letter/luis-ortiz 11-21 14:30 MST open\n");
    story.arrives("2026-11-20T22:10:00Z", acme(plant_manager_and_ann));
    EXPECT_EQ(duties(planned(story, "2026-11-20T22:10:00Z"), "ann-lee"),
              "letter/ann-lee 11-21 14:30 MST open\n");
}

} // namespace
} // namespace followup::plan
