#include "core/plan/planned.hpp"

#include <gtest/gtest.h>

/// Whoever names a date means it to be kept, whatever had settled the duty before.
namespace followup::plan {
namespace {

constexpr auto promised_for_monday = "promise = [{ call = 'Margaret Chen', on = 'a week from Monday' }]";

/// Something that happened with the interview and arrived at once.
void occurs(Story& story, std::string_view at, std::string_view table, std::string_view keys) {
    story.arrives(at, "[[" + std::string{table} + "]]\ninterview = 'a'\n" + std::string{keys});
}

TEST(NamedAgain, CallsPromisedAgainAreOwedAgainWhateverSettledThem) {
    struct Row {
        const char* kind;
        const char* keys;
    };
    for (const auto& [kind, keys] :
         {Row{"heard", "news = 'second interview'"}, Row{"heard", "news = 'offer'"},
          Row{"called", "whom = 'Margaret Chen'\nresult = 'spoke'"}}) {
        auto story = told(promised_for_monday);
        occurs(story, "2026-11-24T17:00:00Z", kind, keys);
        EXPECT_FALSE(duties(planned(story, "2026-11-24T17:00:00Z"), "call").contains("open")) << keys;
        auto pushed = story;
        occurs(story, "2026-11-25T17:00:00Z", "debriefed",
               "with = 'candidate'\npromise = [{ call = 'Margaret Chen', on = 2026-12-02 }]");
        EXPECT_EQ(duties(planned(story, "2026-11-25T17:00:00Z"), "call"),
                  "call/margaret-chen 12-02 16:00 MST open (amended)\n")
            << keys;
        occurs(pushed, "2026-11-25T17:00:00Z", "pushed", "whom = 'Margaret Chen'\nto = 2026-12-02");
        EXPECT_TRUE(duties(planned(pushed, "2026-11-25T17:00:00Z"), "call").contains("12-02 16:00 MST open"))
            << keys;
    }
}

TEST(NamedAgain, CallsPushedToTheDateTheyHadAreOwedAgain) {
    auto story = told(promised_for_monday);
    occurs(story, "2026-11-24T17:00:00Z", "called", "whom = 'Margaret Chen'\nresult = 'spoke'");
    occurs(story, "2026-11-25T17:00:00Z", "pushed",
           "whom = 'Margaret Chen'\nto = 2026-11-30\nreason = 'busy'");
    EXPECT_TRUE(duties(planned(story, "2026-11-25T17:00:00Z"), "call").contains("11-30 16:00 MST open"));
}

TEST(NamedAgain, CallsAgreedOnAgainForTheDateTheyHadStayOpen) {
    auto story = told(promised_for_monday);
    occurs(story, "2026-11-24T17:00:00Z", "called",
           "whom = 'Margaret Chen'\nresult = 'spoke'\nnext = 2026-11-30");
    EXPECT_TRUE(duties(planned(story, "2026-11-24T17:00:00Z"), "call").contains("11-30 16:00 MST open"));
}

TEST(NamedAgain, CallsPromisedAnewInADebriefingForTheDateTheyHadAreOwedAgain) {
    auto story = told(promised_for_monday);
    occurs(story, "2026-11-24T17:00:00Z", "heard", "news = 'offer'");
    occurs(story, "2026-11-25T17:00:00Z", "debriefed",
           "with = 'candidate'\npromise = [{ call = 'Margaret Chen', on = 2026-11-30 }]");
    EXPECT_TRUE(duties(planned(story, "2026-11-25T17:00:00Z"), "call").contains("11-30 16:00 MST open"));
}

TEST(NamedAgain, CallsWhoseFileIsCorrectedAfterTheyWereMadeStayMade) {
    auto story = told(promised_for_monday);
    occurs(story, "2026-11-24T17:00:00Z", "called", "whom = 'Margaret Chen'\nresult = 'spoke'");
    story.arrives("2026-11-25T17:00:00Z", acme("promise = [{ call = 'Margaret Chen', on = 2026-12-02 }]"));
    EXPECT_FALSE(duties(planned(story, "2026-11-25T17:00:00Z"), "call").contains("open"));
}

TEST(NamedAgain, CallsPromisedAfterTheyWereSpokenAreOwed) {
    auto story = told();
    occurs(story, "2026-11-24T17:00:00Z", "called", "whom = 'Margaret Chen'\nresult = 'spoke'");
    occurs(story, "2026-11-25T17:00:00Z", "debriefed",
           "with = 'candidate'\npromise = [{ call = 'Margaret Chen', on = 2026-12-02 }]");
    EXPECT_EQ(duties(planned(story, "2026-11-25T17:00:00Z"), "call"),
              "call/margaret-chen 12-02 16:00 MST open\n");
}

TEST(NamedAgain, ADecisionPushedToTheDateItTurnsOutToHaveHadIsOwed) {
    auto story = told("decision = 2026-11-25");
    occurs(story, "2026-11-24T17:00:00Z", "heard", "news = 'offer'");
    occurs(story, "2026-11-25T17:00:00Z", "pushed", "whom = 'a/decision'\nto = 2026-12-02");
    EXPECT_TRUE(duties(planned(story, "2026-11-25T17:00:00Z"), "decision").contains("12-03 10:00 CST open"));
    occurs(story, "2026-11-26T17:00:00Z", "heard",
           "news = 'new date'\nat = 2026-11-23T17:00:00Z\ndate = 2026-12-02");
    EXPECT_TRUE(duties(planned(story, "2026-11-26T17:00:00Z"), "decision").contains("12-03 10:00 CST open"));
}

} // namespace
} // namespace followup::plan
