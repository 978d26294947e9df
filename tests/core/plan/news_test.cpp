#include "core/plan/planned.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

/// Law 5: who did not do it hears of it.
namespace followup::plan {
namespace {

constexpr auto next_on_the_eighth = "next = [{ what = 'second interview', when = 'December 8 at 10am' }]";

/// "off 1201 16:00 dana", one line each: what is told, when and to whom.
std::string told_news(const Story& story, std::string_view now) {
    const auto plan = planned(story, now);
    std::string lines;
    for (const auto& nudge : plan.nudges)
        if (nudge.duty.contains("/news/") && !nudge.duty.contains("doubt"))
            lines += fmt::format("{} {} {}\n", nudge.duty, nudge.rule,
                                 nudge.to.role == Role::candidate ? "dana" : "pat");
    return lines;
}

std::string second_round(std::string_view more, std::string_view ended) {
    auto file = acme(more, ended);
    file.replace(file.find("'a'"), 3, "'b'");
    return file;
}

TEST(StepNews, AreThatItIsOffHoweverItIsCalledOff) {
    for (const auto* way : {"[[struck]]\ninterview = 'a'\nnext = 'a/step/1'\ntell = 'A freeze.'\n",
                            "[[dropped]]\nduty = 'a/step/1'\nreason = 'freeze'\ntell = 'A freeze.'\n"}) {
        auto story = told(next_on_the_eighth);
        story.arrives("2026-12-01T16:00:00Z", way);
        EXPECT_EQ(told_news(story, "2026-12-01T16:00:00Z"), "a/news/2 off dana\n") << way;
        const auto plan = planned(story, "2026-12-01T16:00:00Z");
        ASSERT_EQ(plan.news.size(), 1U);
        EXPECT_EQ(plan.news[0].tell.read(queue::ForCandidate{}), "A freeze.");
        EXPECT_EQ(plan.news[0].to->begins, at("2026-12-08T16:00:00Z"));
        EXPECT_EQ(nudges(plan, "step"), "");
        EXPECT_TRUE(duties(plan, "step/1").contains("dropped"));
        EXPECT_FALSE(duties(plan, "names").contains("open")) << duties(plan, "names");
        EXPECT_EQ(told_news(story, "2026-12-20T16:00:00Z"), "a/news/2 off dana\n") << "known by one name";
    }
}

TEST(StepNews, AreNoneOfWhatIsOverOrWasHerOwnDoing) {
    auto over = told(next_on_the_eighth);
    over.arrives("2026-12-08T18:00:00Z", "[[dropped]]\nduty = 'a/step/1'\nreason = 'held'\n");
    EXPECT_EQ(told_news(over, "2026-12-08T18:00:00Z"), "");
    auto ended = told(next_on_the_eighth);
    ended.arrives("2026-12-01T16:00:00Z", "[[dropped]]\nduty = 'a/step/1'\nreason = 'freeze'\n")
        .arrives("2026-12-01T17:00:00Z", "[[closed]]\ninterview = 'a'\ntell = 'It is on ice.'\n");
    EXPECT_EQ(told_news(ended, "2026-12-01T17:00:00Z"), "a/news/3 ended dana\n");
}

TEST(StepNews, SayThatItIsOnAfterAllUnlessItsNewDateSaysSo) {
    auto story = told(next_on_the_eighth);
    story.arrives("2026-12-01T16:00:00Z", "[[dropped]]\nduty = 'a/step/1'\nreason = 'freeze'\n")
        .arrives("2026-12-02T16:00:00Z", "[[reopened]]\nduty = 'a/step/1'\n");
    EXPECT_EQ(told_news(story, "2026-12-02T16:00:00Z"), "a/news/3 on dana\n");
    EXPECT_TRUE(nudges(planned(story, "2026-12-02T16:00:00Z"), "step").contains("eve"));
    EXPECT_TRUE(duties(planned(story, "2026-12-02T16:00:00Z"), "names").contains("open"));
    auto moved = told(next_on_the_eighth);
    moved.arrives("2026-12-01T16:00:00Z", "[[struck]]\ninterview = 'a'\nnext = 'second interview'\n")
        .arrives("2026-12-02T16:00:00Z",
                 "[[heard]]\ninterview = 'a'\nnews = 'second interview'\ndate = 2026-12-10\n");
    EXPECT_EQ(told_news(moved, "2026-12-02T16:00:00Z"), "");
    EXPECT_TRUE(nudges(planned(moved, "2026-12-02T16:00:00Z"), "step").contains("moved"));
}

TEST(InterviewNews, TellOnceOfAnInterviewPlannedAheadAndOfEachOtherTime) {
    Story story;
    story.arrives("2026-11-20T21:35:00Z",
                  acme("began = 2026-12-01T14:00:00-06:00", "2026-12-01T15:30:00-06:00"));
    EXPECT_EQ(told_news(story, "2026-11-20T21:35:00Z"), "a/news/1 planned dana\n");
    story.arrives("2026-11-23T16:00:00Z", acme("place = 'Room 4'", "2026-12-01T15:30:00-06:00"));
    EXPECT_EQ(told_news(story, "2026-11-23T16:00:00Z"), "a/news/1 planned dana\n") << "no other time";
    story.arrives("2026-11-24T16:00:00Z",
                  acme("began = 2026-12-01T13:00:00-06:00", "2026-12-01T15:30:00-06:00"));
    EXPECT_EQ(told_news(story, "2026-11-24T16:00:00Z"), "a/news/3 moved dana\n") << "it begins earlier";
    const auto plan = planned(story, "2026-11-24T16:00:00Z");
    EXPECT_EQ(plan.news.back().from->begins, at("2026-12-01T20:00:00Z"));
    EXPECT_EQ(plan.news.back().to->begins, at("2026-12-01T19:00:00Z"));
    EXPECT_EQ(told_news(told(), "2026-11-20T21:35:00Z"), "") << "it was held";
}

TEST(InterviewNews, AreNoneOfASecondInterviewOfWhichSheHeardAlready) {
    struct Row {
        const char* more;
        const char* ended;
        const char* news;
    };
    for (const auto& [more, ended, news] :
         {Row{"began = 2026-12-08T10:00:00-06:00", "2026-12-08T11:30:00-06:00", ""},
          Row{"", "2026-12-08T11:30:00-06:00", ""},
          Row{"began = 2026-12-08T14:00:00-06:00", "2026-12-08T15:00:00-06:00", "b/news/2 moved dana\n"},
          Row{"", "2026-12-09T11:30:00-06:00", "b/news/2 moved dana\n"}}) {
        auto story = told(next_on_the_eighth);
        story.arrives("2026-12-01T16:00:00Z", second_round(more, ended));
        EXPECT_EQ(told_news(story, "2026-12-01T16:00:00Z"), news) << more << ended;
    }
    auto day = told("next = [{ what = 'second interview', when = 2026-12-08 }]");
    day.arrives("2026-12-01T16:00:00Z",
                second_round("began = 2026-12-08T10:00:00-06:00", "2026-12-08T11:30:00-06:00"));
    EXPECT_EQ(told_news(day, "2026-12-01T16:00:00Z"), "b/news/2 planned dana\n") << "the time is new";
}

TEST(Steps, ThatAFileTellsOfAheadAreRemindedOfUntilTheyAreHeld) {
    auto story = told(next_on_the_eighth);
    story.arrives("2026-12-01T16:00:00Z",
                  second_round("began = 2026-12-09T14:00:00-06:00", "2026-12-09T15:00:00-06:00"));
    const auto plan = planned(story, "2026-12-01T16:00:00Z");
    EXPECT_EQ(duties(plan, "step"), "step/1 12-09 13:00 MST open\n") << "when its file says";
    EXPECT_EQ(nudges(plan, "step"), "12-08 16:00 MST dana eve r1 step/1\n");
    EXPECT_TRUE(duties(plan, "names").contains("open")) << "the file names nobody";
    EXPECT_EQ(duties(planned(story, "2026-12-09T21:00:00Z"), "step"),
              "step/1 12-09 13:00 MST done (interview b)\n");
    story.arrives("2026-12-02T16:00:00Z", "[[cancelled]]\ninterview = 'b'\n");
    EXPECT_TRUE(duties(planned(story, "2026-12-02T16:00:00Z"), "step").contains("dropped"));
}

TEST(Invitations, WithoutADateAreNewsToo) {
    auto story = told();
    story.arrives("2026-11-24T16:00:00Z",
                  "[[heard]]\ninterview = 'a'\nnews = 'second interview'\ntell = 'They liked you.'\n");
    EXPECT_EQ(told_news(story, "2026-11-24T16:00:00Z"), "a/news/2 invited dana\n");
}

TEST(Invitations, ToADayThatSheKnowsTellOfTheCallThatFallsAway) {
    const auto calling =
        std::string{next_on_the_eighth} + "\npromise = [{ call = 'Luis Ortiz', on = 2026-12-03 }]";
    const auto invitation = "[[heard]]\ninterview = 'a'\nnews = 'second interview'\n"
                            "date = 'December 8 at 10am'\n";
    auto story = told(calling);
    story.arrives("2026-11-24T16:00:00Z", invitation);
    EXPECT_EQ(told_news(story, "2026-11-24T16:00:00Z"), "a/news/2 invited dana\n");
    auto known = told(next_on_the_eighth);
    known.arrives("2026-11-24T16:00:00Z", invitation);
    EXPECT_EQ(told_news(known, "2026-11-24T16:00:00Z"), "") << "nothing changes for her";
    auto fresh = told("promise = [{ call = 'Luis Ortiz', on = 2026-12-03 }]");
    fresh.arrives("2026-11-24T16:00:00Z", invitation);
    EXPECT_EQ(told_news(fresh, "2026-11-24T16:00:00Z"), "") << "the mail with the date tells it";
    EXPECT_TRUE(nudges(planned(fresh, "2026-11-24T16:00:00Z"), "step").contains("set"));
}

TEST(Told, AreWrittenWordsOnlyToHerWhoReadThatSheWouldHear) {
    const auto told_at = [](const char* when) {
        auto story = told();
        story.arrives("2026-11-23T16:00:00Z", "[[heard]]\ninterview = 'a'\nnews = 'rejected'\n")
            .arrives(when, "[[told]]\ninterview = 'a'\ntell = 'They liked you.'\n");
        return story;
    };
    // Four opening hours after 10:00 in Chicago.
    EXPECT_EQ(told_news(told_at("2026-11-23T19:00:00Z"), "2026-11-23T19:00:00Z"), "");
    const auto late = told_at("2026-11-24T16:00:00Z");
    EXPECT_EQ(told_news(late, "2026-11-24T16:00:00Z"), "a/news/3 ended dana\n");
    const auto plan = planned(late, "2026-11-24T16:00:00Z");
    EXPECT_EQ(plan.news.at(0).tell.read(queue::ForCandidate{}), "They liked you.");
    EXPECT_EQ(duty(plan, "debrief").reason.read(queue::ForCandidate{}), "They liked you.") << "on her page";
    auto silent = told();
    silent.arrives("2026-11-23T16:00:00Z", "[[heard]]\ninterview = 'a'\nnews = 'offer'\n")
        .arrives("2026-11-24T16:00:00Z", "[[told]]\ninterview = 'a'\n");
    EXPECT_EQ(told_news(silent, "2026-11-24T16:00:00Z"), "") << "there are no words";
}

const std::string it_goes_on = "[[reopened]]\ninterview = 'a'\n";

TEST(Reopening, IsToldToHerWhoHadHeardOfWhatDoesNotHold) {
    for (const auto* news : {"offer", "rejected"}) {
        auto story = told("");
        story
            .arrives(
                "2026-11-24T16:00:00Z",
                fmt::format("[[heard]]\ninterview = 'a'\nnews = '{}'\ntell = 'They have decided.'\n", news))
            .arrives("2026-11-24T17:00:00Z", it_goes_on);
        EXPECT_TRUE(told_news(story, "2026-11-24T17:00:00Z").ends_with("a/news/3 reopened dana\n")) << news;
    }
}

TEST(Reopening, IsNotToldWhereNothingHadBeenSaid) {
    for (const auto* news : {"offer", "rejected"}) {
        auto story = told("");
        story.arrives("2026-11-24T16:00:00Z", fmt::format("[[heard]]\ninterview = 'a'\nnews = '{}'\n", news))
            .arrives("2026-11-24T16:10:00Z", it_goes_on);
        EXPECT_EQ(told_news(story, "2026-11-25T17:00:00Z"), "") << news;
        auto by_night = told("");
        by_night
            .arrives(
                "2026-11-24T05:00:00Z",
                fmt::format("[[heard]]\ninterview = 'a'\nnews = '{}'\ntell = 'They have decided.'\n", news))
            .arrives("2026-11-24T05:10:00Z", it_goes_on);
        EXPECT_EQ(told_news(by_night, "2026-11-25T17:00:00Z"), "")
            << news << ": her mail waits for the morning";
    }
}

TEST(Reopening, TakesAnOfferBackThatWasToldInError) {
    auto story = told("");
    story.arrives("2026-11-24T16:00:00Z",
                  "[[heard]]\ninterview = 'a'\nnews = 'offer'\ndate = 2026-12-04\ntell = 'Yes!'\n");
    EXPECT_TRUE(duties(planned(story, "2026-11-24T16:00:00Z"), "answer").contains("open"));
    story.arrives("2026-11-24T17:00:00Z", it_goes_on);
    EXPECT_EQ(duties(planned(story, "2026-11-24T17:00:00Z"), "answer"), "");
    story.arrives("2026-11-25T16:00:00Z",
                  "[[heard]]\ninterview = 'a'\nnews = 'offer'\ndate = 2026-12-08\ntell = 'Yes, really!'\n");
    EXPECT_TRUE(duties(planned(story, "2026-11-25T16:00:00Z"), "answer").contains("open"));
}

} // namespace
} // namespace followup::plan
