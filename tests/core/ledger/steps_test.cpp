#include "core/ledger/case.hpp"

#include "core/base/text.hpp"
#include "support/story.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// Next steps, and how they are taken back.
namespace followup::ledger {
namespace {

using queue::ForCandidate;
using story::acme;
using story::Story;
using story::told;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr auto eighth = "next = [{ what = 'second interview', when = 'December 8 at 10am' }]";
constexpr auto heard = "[[heard]]\ninterview = 'a'\nnews = 'second interview'\n"
                       "date = 'December 8 at 10am'\n";

std::string struck(std::string_view keys) {
    return "[[struck]]\ninterview = 'a'\n" + std::string{keys} + "\n";
}

/// The second interview is known, by its file or as it was heard.
Story by_file() {
    return told(eighth);
}
Story by_news() {
    return told().arrives("2026-11-24T17:00:00Z", heard);
}

TEST(StruckSteps, AreCalledByTheirIdOrTheirKindAndDateWhereverTheyCameFrom) {
    for (const auto* way : {"next = 'a/step/1'", "next = 'second interview'", "next = 'Second-Interview'",
                            "next = 'second interview'\nwhen = 'December 8 at 10am'",
                            "next = 'second interview'\nwhen = 2026-12-08",
                            "next = 'second interview'\nwhen = 2026-12-08T10:00:00"})
        for (auto story : {by_file(), by_news()}) {
            const auto known = story.arrives("2026-12-01T16:00:00Z", struck(way)).known();
            ASSERT_THAT(known.rounds.at(0).steps, SizeIs(1)) << way;
            EXPECT_TRUE(known.rounds[0].steps[0].struck) << way;
            EXPECT_THAT(known.doubts, IsEmpty()) << way << known.doubts.front().words;
        }
}

TEST(StruckSteps, AreCalledByTheDateTheyWereMovedTo) {
    auto story = by_file();
    story
        .arrives("2026-11-30T16:00:00Z",
                 "[[pushed]]\ninterview = 'a'\nwhom = 'a/step/1'\nto = 'December 10 at 2pm'\n")
        .arrives("2026-12-01T16:00:00Z", struck("next = 'second interview'\nwhen = 'December 10'"));
    EXPECT_TRUE(story.known().rounds.at(0).steps.at(0).struck);
    EXPECT_THAT(story.known().doubts, IsEmpty());
}

TEST(StruckSteps, AreAskedAboutWhereTheDateIsAnothersOrTheyAreSeveral) {
    auto other = by_news();
    other.arrives("2026-12-01T16:00:00Z", struck("next = 'second interview'\nwhen = 2026-12-09"));
    EXPECT_FALSE(other.known().rounds.at(0).steps.at(0).struck);
    ASSERT_THAT(other.known().doubts, SizeIs(1));
    EXPECT_THAT(other.known().doubts[0].words, HasSubstr("nothing was struck"));

    auto several =
        told("next = [{ what = 'test', when = 2026-12-01 }, { what = 'test', when = 2026-12-03 }]");
    several.arrives("2026-11-24T16:00:00Z", struck("next = 'test'"));
    ASSERT_THAT(several.known().doubts, SizeIs(1));
    EXPECT_THAT(several.known().doubts[0].words,
                HasSubstr("there are 2 called “test” in a (Tue 1 Dec 2026; Thu 3 Dec 2026)"));
    several.arrives("2026-11-24T17:00:00Z", struck("next = 'test'\nwhen = 2026-12-03"));
    const auto steps = several.known().rounds.at(0).steps;
    EXPECT_FALSE(steps.at(0).struck);
    EXPECT_TRUE(steps.at(1).struck);
}

TEST(StruckSteps, AreFoundUnderALaterInterviewOfTheirCase) {
    auto story = by_file();
    auto later = acme({}, "2026-12-02T15:30:00-06:00");
    later.replace(later.find("'a'"), 3, "'b'");
    story.arrives("2026-12-02T22:00:00Z", later)
        .arrives("2026-12-03T16:00:00Z", "[[struck]]\ninterview = 'b'\nnext = 'second interview'\n");
    EXPECT_TRUE(story.known().rounds.at(0).steps.at(0).struck);
    EXPECT_THAT(story.known().doubts, IsEmpty());
}

TEST(StruckSteps, KeepWhatTheCandidateIsToldAndComeBackWhenTheyAreNamedAgain) {
    auto story = by_news();
    story.arrives("2026-12-01T16:00:00Z",
                  struck("next = 'second interview'\nreason = 'a freeze'\ntell = 'They have to wait.'"));
    const auto off = story.known().rounds.at(0).steps.at(0).off;
    ASSERT_TRUE(off);
    EXPECT_EQ(off->reason.read(ForCandidate{}), "They have to wait.");
    EXPECT_FALSE(story.known().rounds.at(0).steps.at(0).back);
    story.arrives("2026-12-01T16:00:00Z", heard);
    const auto step = story.known().rounds.at(0).steps.at(0);
    EXPECT_FALSE(step.struck) << "told after it was struck, if within the same second";
    ASSERT_TRUE(step.back);
    EXPECT_GT(step.back->fact, off->origin.fact);
}

TEST(CancelledInterviews, ThatAreOverSayHowToCallOffWhatLiesAhead) {
    auto story = by_news();
    auto later = acme({}, "2026-12-08T11:30:00-06:00");
    later.replace(later.find("'a'"), 3, "'b'");
    story.arrives("2026-11-30T16:00:00Z", later);
    const queue::Event event{.at = story::at("2026-12-01T16:00:00Z"),
                             .zone = {},
                             .digest = {},
                             .where = "off.toml:1:1",
                             .body = queue::Cancelled{.interview = "a", .reason = {}}};
    const auto problems = refusals(story.known(), event);
    ASSERT_THAT(problems, SizeIs(1));
    EXPECT_THAT(
        problems[0].mend,
        HasSubstr("to call off the second interview on Tue 8 Dec 2026, 10:00 CST, write [[struck]] with "
                  "interview = \"a\" and next = \"a/step/1\""));
    EXPECT_THAT(problems[0].mend, HasSubstr("write [[cancelled]] with interview = \"b\""));
}

TEST(InterviewsAhead, ForgetABeginningThatNobodyNamedForTheirNewTime) {
    const auto file = [](const char* began, const char* ended) {
        return acme(began == nullptr ? std::string{} : "began = " + std::string{began}, ended);
    };
    Story story;
    story.arrives("2026-11-20T21:35:00Z", file("2026-12-01T14:00:00-06:00", "2026-12-01T15:30:00-06:00"))
        .arrives("2026-11-23T16:00:00Z", file(nullptr, "2026-12-03T11:00:00-06:00"));
    EXPECT_FALSE(story.known().rounds.at(0).interview.began);
    EXPECT_THAT(story.known().rounds[0].ends, SizeIs(2));
    story.arrives("2026-11-24T16:00:00Z", file("2026-12-03T09:00:00-06:00", "2026-12-03T11:00:00-06:00"));
    EXPECT_EQ(story.known().rounds[0].ends.back().began, story::at("2026-12-03T15:00:00Z"));

    Story longer;
    longer.arrives("2026-11-20T21:35:00Z", file("2026-11-20T14:00:00-06:00", "2026-11-20T15:30:00-06:00"))
        .arrives("2026-11-20T22:35:00Z", file(nullptr, "2026-11-20T15:45:00-06:00"));
    EXPECT_TRUE(longer.known().rounds.at(0).interview.began) << "it only took longer";
}

} // namespace
} // namespace followup::ledger
