#include "core/queue/event.hpp"

#include <gtest/gtest.h>

namespace followup::queue {
namespace {

TEST(Words, LeadBackToTheirValue) {
    EXPECT_EQ(from_word<Heard::News>("second interview"), Heard::News::second_interview);
    EXPECT_EQ(from_word<Called::Outcome>("no answer"), Called::Outcome::no_answer);
    EXPECT_EQ(from_word<NextKind>(word(NextKind::other)), NextKind::other);
    EXPECT_EQ(from_word<Letter::By>("post"), Letter::By::post);
    EXPECT_EQ(from_word<Letter::By>(""), std::nullopt);
    EXPECT_EQ(from_word<Role>("boss"), std::nullopt);
}

TEST(Events, TellTheirKindAndInterview) {
    EXPECT_EQ(kind(Body{StandIn{}}), "stand_in");
    EXPECT_EQ(kind(Body{Closing{.act = Closing::Act::reopened, .duty = "a/b/c", .by = "", .reason = ""}}),
              "reopened");
    EXPECT_EQ(interview_of(Body{Closing{.act = {}, .duty = "a-1/letter/c", .by = "", .reason = ""}}), "a-1");
    EXPECT_EQ(interview_of(Body{Withdrawn{"w-1", ""}}), "w-1");
    EXPECT_EQ(interview_of(Body{Forget{"x"}}), "");
    Interview interview;
    interview.id = "i-1";
    EXPECT_EQ(interview_of(Body{interview}), "i-1");
}

} // namespace
} // namespace followup::queue
