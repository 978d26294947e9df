#include "core/plan/score.hpp"

#include "core/plan/planned.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace followup::plan {
namespace {

constexpr auto weeks_later = "2026-12-20T00:00:00Z";

Story promised() {
    return told("[[interview.met]]\nname = 'Margaret Chen'\n"
                "[[interview.promise]]\ncall = 'Margaret Chen'\non = 'a week from Monday'\n");
}

/// "kept/moved/late/broken" of one duty.
std::string score_of(const Story& story, std::string_view part, std::string_view now = weeks_later) {
    Score score;
    add(score, duty(planned(story, now), part), at(now));
    return fmt::format("{}/{}/{}/{}", score.kept, score.moved, score.late, score.broken);
}

Story called(std::string_view when, Story story = promised()) {
    return story.arrives(when, "[[called]]\ninterview = 'a'\nwhom = 'Margaret Chen'\nresult = 'spoke'\n");
}

Story pushed(std::string_view when) {
    return promised().arrives(when, "[[pushed]]\ninterview = 'a'\nwhom = 'Margaret Chen'\n"
                                    "to = '2026-12-03'\n");
}

TEST(Score, ACallOnItsDateIsKeptAndOneAfterItIsLate) {
    EXPECT_EQ(score_of(called("2026-11-30T16:00:00Z"), "call/margaret-chen"), "1/0/0/0");
    EXPECT_EQ(score_of(called("2026-12-01T16:00:00Z"), "call/margaret-chen"), "0/0/1/0");
}

TEST(Score, ADateMovedInTimeAndKeptIsMoved) {
    EXPECT_EQ(score_of(called("2026-12-03T16:00:00Z", pushed("2026-11-25T17:00:00Z")), "call/margaret-chen"),
              "0/1/0/0");
}

TEST(Score, ADateMovedAndThenKeptBeforeTheFirstOneIsKept) {
    EXPECT_EQ(score_of(called("2026-11-27T16:00:00Z", pushed("2026-11-25T17:00:00Z")), "call/margaret-chen"),
              "1/0/0/0");
}

TEST(Score, ADateMovedAfterItHadPassedIsLate) {
    EXPECT_EQ(score_of(called("2026-12-03T16:00:00Z", pushed("2026-12-01T17:00:00Z")), "call/margaret-chen"),
              "0/0/1/0");
}

TEST(Score, WhatExpiredOrIsOverdueIsBroken) {
    EXPECT_EQ(score_of(promised(), "letter/margaret-chen"), "0/0/0/1");
    EXPECT_EQ(score_of(promised(), "call/margaret-chen"), "0/0/0/1");
}

TEST(Score, WhatIsNotDueOrWasDroppedDoesNotCount) {
    EXPECT_EQ(score_of(promised(), "call/margaret-chen", "2026-11-21T00:00:00Z"), "0/0/0/0");
    auto story = promised();
    story.arrives("2026-11-25T17:00:00Z", "[[heard]]\ninterview = 'a'\nnews = 'offer'\n");
    EXPECT_EQ(score_of(story, "call/margaret-chen"), "0/0/0/0");
}

TEST(Score, IsCountedByPersonWithinAPeriod) {
    const std::vector plans{planned(called("2026-11-30T16:00:00Z"), weeks_later)};
    const auto all = scores(plans, at("2026-11-01T00:00:00Z"), at("2026-12-01T00:00:00Z"), at(weeks_later));
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[1].owner.name, "Pat Moreno") << "who did not ask the client, though nobody had called";
    EXPECT_EQ(all[1].score, (Score{.kept = 0, .moved = 0, .late = 0, .broken = 1}));
    EXPECT_EQ(all[0].owner.name, "Dana Reyes");
    EXPECT_EQ(all[0].score, (Score{.kept = 1, .moved = 0, .late = 0, .broken = 2}));
    EXPECT_EQ(all[0].score.percent(), 33);
    EXPECT_TRUE(
        scores(plans, at("2026-12-01T00:00:00Z"), at("2027-01-01T00:00:00Z"), at(weeks_later)).empty());
    EXPECT_EQ(Score{}.percent(), std::nullopt);
}

} // namespace
} // namespace followup::plan
