#include "core/ledger/case.hpp"

#include "core/base/text.hpp"
#include "support/story.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// Law 4: an end is an end; and who knows of it.
namespace followup::ledger {
namespace {

using queue::ForCandidate;
using queue::ForRecruiter;
using story::acme;
using story::at;
using story::told;
using testing::SizeIs;

std::string event(std::string_view kind, std::string_view keys = {}) {
    return "[[" + std::string{kind} + "]]\ninterview = 'a'\n" + std::string{keys};
}

TEST(Endings, AreFourAndARejection) {
    struct Row {
        const char* kind;
        const char* keys;
        const char* how;
        bool knows; ///< the candidate, who did it herself
    };
    for (const auto& [kind, keys, how, knows] :
         {Row{"heard", "news = 'rejected'\n", "rejected", false}, Row{"withdrawn", "", "withdrawn", true},
          Row{"closed", "reason = 'on ice'\n", "closed", false},
          Row{"answered", "answer = 'accepted'\n", "accepted", true},
          Row{"answered", "answer = 'declined'\n", "declined", true}}) {
        const auto known = told().arrives("2026-11-24T16:00:00Z", event(kind, keys)).known();
        ASSERT_NE(known.ended(), nullptr) << kind;
        EXPECT_EQ(word(known.ended()->how), how);
        EXPECT_EQ(known.ended()->telling.at.has_value(), knows) << how;
    }
}

TEST(Endings, AreReadByTheCandidateInTheRecruitersWordsAlone) {
    const auto known =
        told()
            .arrives("2026-11-24T16:00:00Z", event("heard", "news = 'rejected'\nfrom = 'HR'\n"
                                                            "notes = 'too junior'\n"
                                                            "tell = 'They took somebody else.'\n"))
            .known();
    const auto& reason = known.ended()->reason;
    EXPECT_EQ(reason.read(ForCandidate{}), "They took somebody else.");
    const auto untold = told().arrives("2026-11-24T16:00:00Z", event("heard", "news = 'rejected'\n")).known();
    EXPECT_EQ(untold.ended()->reason.read(ForCandidate{}), "") << "not even the word";
    EXPECT_EQ(untold.ended()->reason.read(ForRecruiter{}), "rejected");
}

TEST(Endings, AreToldByTelephoneToo) {
    auto story = told();
    story.arrives("2026-11-24T16:00:00Z", event("heard", "news = 'rejected'\n"))
        .arrives("2026-11-24T17:00:00Z", event("told", "tell = 'Sorry.'\n"));
    EXPECT_EQ(story.known().ended()->telling.at, at("2026-11-24T17:00:00Z"));
    EXPECT_EQ(story.known().ended()->telling.words.read(ForCandidate{}), "Sorry.");
}

TEST(Endings, StayWhateverIsHeardLater) {
    auto story = told();
    story.arrives("2026-11-24T16:00:00Z", event("closed"))
        .arrives("2026-11-25T16:00:00Z", event("heard", "news = 'second interview'\ndate = 2026-12-08\n"));
    EXPECT_NE(story.known().ended(), nullptr);
    EXPECT_THAT(story.known().doubts, SizeIs(1)) << "and it is said loudly";
    story.arrives("2026-11-25T17:00:00Z", event("reopened"));
    EXPECT_EQ(story.known().ended(), nullptr);
}

TEST(Endings, AnOfferWaitsForItsAnswer) {
    auto story = told();
    story.arrives("2026-11-24T16:00:00Z", event("heard", "news = 'offer'\ndate = 2026-12-04\n"));
    ASSERT_THAT(story.known().offers, SizeIs(1));
    EXPECT_FALSE(story.known().offers[0].telling.at);
    story.arrives("2026-11-24T18:00:00Z", event("told", "tell = 'They want you.'\n"))
        .arrives("2026-12-03T18:00:00Z", event("answered", "answer = 'accepted'\n"));
    EXPECT_TRUE(story.known().offers.at(0).answered);
    EXPECT_EQ(word(story.known().ended()->how), "accepted");
}

TEST(Cancelling, IsOfAnInterviewToComeAndEndsWithANewDate) {
    story::Story story;
    story.arrives("2026-11-18T15:00:00Z", acme())
        .arrives("2026-11-19T15:00:00Z", event("cancelled", "reason = 'ill'\ntell = 'They are ill.'\n"));
    ASSERT_TRUE(story.known().rounds.at(0).cancelled);
    EXPECT_EQ(story.known().ended(), nullptr) << "the case stays";
    story.arrives("2026-11-19T16:00:00Z", acme("", "2026-11-24T15:30:00-06:00"));
    EXPECT_FALSE(story.known().rounds.at(0).cancelled);
}

TEST(Cancelling, TakesNothingFromAnInterviewThatIsOver) {
    auto story = told("met = [{ name = 'Ann Lee' }]");
    const auto known = story.known();
    story.arrives("2026-11-24T16:00:00Z", event("cancelled"));
    EXPECT_THAT(refusals(known, story.last()), SizeIs(1));
    EXPECT_FALSE(story.known().rounds.at(0).cancelled);
}

TEST(Cancelling, ByAnInvitationIsTakenBackByTheNextStateOfItAlsoAtTheSameTime) {
    const auto state = [](int n) { return "invitation = { sequence = " + std::to_string(n) + " }\n"; };
    story::Story story;
    story.arrives("2026-11-18T15:00:00Z", acme(state(0)))
        .arrives("2026-11-19T15:00:00Z", event("cancelled", state(1)));
    ASSERT_TRUE(story.known().rounds.at(0).cancelled);
    const auto off = story.known();
    const auto refused = [&](const std::string& file) {
        story::Story other;
        other.arrives("2026-11-19T16:00:00Z", file);
        const auto problems = refusals(off, other.last());
        return problems.empty() ? std::string{} : problems.front().what;
    };
    EXPECT_THAT(refused(acme(state(0))), testing::HasSubstr("older than what is known"));
    EXPECT_THAT(refused(acme(state(1))), testing::HasSubstr("called off since"));
    EXPECT_THAT(refused(event("cancelled", state(0))), testing::HasSubstr("older than what is known"));
    EXPECT_EQ(refused(event("cancelled", state(1))), "");
    EXPECT_EQ(refused(acme()), "") << "what a person writes counts whenever it comes";
    EXPECT_EQ(refused(acme(state(2))), "");
    story.arrives("2026-11-19T16:00:00Z", acme(state(2)));
    const auto round = story.known().rounds.at(0);
    EXPECT_FALSE(round.cancelled);
    EXPECT_EQ(round.ends.back().learned, at("2026-11-19T16:00:00Z")) << "it is news that it is on again";
    EXPECT_EQ(round.interview.invitation->sequence, 2);
}

TEST(Endings, AreOpenedAgainByAnInterviewForWhatComesAfterItAlone) {
    auto story = told();
    story.arrives("2026-11-24T16:00:00Z", event("closed"))
        .arrives("2026-11-25T16:00:00Z", event("answered", "answer = 'declined'\n"))
        .arrives("2026-11-26T16:00:00Z", event("reopened"))
        .arrives("2026-11-30T16:00:00Z",
                 base::replaced(acme({}, "2026-12-02T15:30:00-06:00"), "id = 'a'", "id = 'b'"));
    const auto known = story.known();
    ASSERT_THAT(known.endings, SizeIs(1)) << "the case had ended when the answer came";
    EXPECT_EQ(known.endings[0].reopened, at("2026-11-26T16:00:00Z")) << "before the interview was known";
}

TEST(Endings, StayOpenedAgainWhenTheInterviewThatDidSoIsOff) {
    auto story = told();
    story.arrives("2026-11-24T16:00:00Z", event("closed"))
        .arrives("2026-11-30T16:00:00Z",
                 base::replaced(acme({}, "2026-12-02T15:30:00-06:00"), "id = 'a'", "id = 'b'"))
        .arrives("2026-12-01T16:00:00Z", "[[cancelled]]\ninterview = 'b'\n");
    EXPECT_EQ(story.known().ended(), nullptr)
        << "it is called off; that the case ends is another thing to say";
}

TEST(Endings, AnAnswerToAnOfferAfterAnotherEndIsAskedAbout) {
    auto story = told();
    story.arrives("2026-11-24T16:00:00Z", event("closed"))
        .arrives("2026-11-25T16:00:00Z", event("answered", "answer = 'accepted'\n"));
    ASSERT_THAT(story.known().doubts, SizeIs(1));
    EXPECT_TRUE(story.known().doubts[0].words.contains("accepted after the case had ended (closed)"));
}

TEST(Telling, OfAnOutcomeThatNobodyKnowsIsAskedAbout) {
    const auto known = told().arrives("2026-11-24T16:00:00Z", event("told")).known();
    ASSERT_THAT(known.doubts, SizeIs(1));
    EXPECT_TRUE(known.doubts[0].words.contains("no outcome is known yet"));
}

TEST(Cancelling, ToldTwiceKeepsWhatWasSaidAndIsNewsOnlyWithNewWordsForHer) {
    story::Story story;
    story.arrives("2026-11-18T15:00:00Z", acme())
        .arrives("2026-11-18T16:00:00Z", event("cancelled", "reason = 'flu'\n"))
        .arrives("2026-11-18T17:00:00Z", event("cancelled", "reason = 'all of them'\n"));
    const auto off = story.known().rounds.at(0).cancelled.value();
    EXPECT_EQ(off.reason.own.read(ForRecruiter{}), "flu\nall of them");
    EXPECT_EQ(off.origin.fact, 2);
    story.arrives("2026-11-18T18:00:00Z", event("cancelled", "tell = 'They are ill.'\n"));
    EXPECT_EQ(story.known().rounds.at(0).cancelled->origin.fact, 4);
    EXPECT_EQ(story.known().rounds.at(0).cancelled->reason.own.read(ForRecruiter{}), "flu\nall of them");
}

TEST(Endings, AreToldToHerWhateverIsToldLateAfterTheCaseIsOpenAgain) {
    auto story = told("met = [{ name = 'Ann Lee' }]");
    story.arrives("2026-11-24T16:00:00Z", event("closed"))
        .arrives("2026-11-26T16:00:00Z", event("told", "tell = 'It is over.'\n"))
        .arrives("2026-11-30T16:00:00Z",
                 base::replaced(acme({}, "2026-12-02T15:30:00-06:00"), "id = 'a'", "id = 'b'"))
        .arrives("2026-12-01T16:00:00Z", event("letter", "to = 'Ann Lee'\nat = 2026-11-25T16:00:00Z\n"));
    EXPECT_EQ(story.known().endings.at(0).telling.words.read(ForCandidate{}), "It is over.");
}

TEST(Endings, LeaveAnOfferStandingThatIsToldAfterTheCaseWasOpenedAgain) {
    // What was opened again was not the offer, of which nobody had told yet.
    auto story = told();
    story.arrives("2026-11-25T17:00:00Z", event("reopened"));
    story.arrives("2026-11-26T17:00:00Z", event("heard", "at = 2026-11-24T17:00:00Z\nnews = \"offer\"\n"));
    const auto known = story.known();
    ASSERT_EQ(known.offers.size(), 1U);
    EXPECT_TRUE(known.offers[0].stands());
}

} // namespace
} // namespace followup::ledger
