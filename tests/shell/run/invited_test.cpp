#include "shell/run/invited.hpp"

#include "shell/run/keeper.hpp"

#include <gmock/gmock.h>

namespace followup::run {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const web::Who anybodys{.steward = true};

std::vector<std::string> ids(const calendar::Knows& knows) {
    std::vector<std::string> all;
    for (const auto& each : knows.interviews)
        all.push_back(each.id);
    return all;
}

class Invited : public Keeper {
  protected:
    calendar::Knows knows(const calendar::Asked& asked, const web::Who& who = anybodys) {
        return got(known_of(*keeper, asked, who));
    }
};

TEST_F(Invited, InterviewsAreKnownByTheirIdForEachOfTheirCandidates) {
    take(interview(1, "invite-1"), ended);
    take(interview(2, "invite-1-2"), ended);
    const auto found = knows({"case-invite-1", "12345678", {}, {}});
    EXPECT_THAT(ids(found), ElementsAre("case-invite-1", "case-invite-1-2"));
    const auto& first = found.interviews.front();
    EXPECT_EQ(first.recruiter, "pat");
    EXPECT_EQ(first.candidate.name, "Candidate 1");
    EXPECT_EQ(first.candidate.email, "c1@candidate.example");
    EXPECT_EQ(first.position, "Engineer");
    ASSERT_EQ(first.met.size(), 1);
    EXPECT_EQ(first.met.front().name, "Margaret Chen");
    EXPECT_FALSE(first.off);
}

TEST_F(Invited, InterviewsOfTheFirstEditionAreKnownByTheirDigits) {
    take(interview(1, "candidate-1-773fd4d6"), ended);
    const calendar::Asked by_address{"invite-1", "773fd4d6", {"C1@candidate.example"}, {}};
    EXPECT_THAT(ids(knows(by_address)), ElementsAre("case-candidate-1-773fd4d6"));
    const calendar::Asked by_name{"invite-1", "773fd4d6", {}, {"Case Candidate 1"}};
    EXPECT_THAT(ids(knows(by_name)), ElementsAre("case-candidate-1-773fd4d6"));
    const calendar::Asked other{"invite-1", "00000000", {"c1@candidate.example"}, {"Case Candidate 1"}};
    EXPECT_THAT(ids(knows(other)), IsEmpty());
}

TEST_F(Invited, CandidatesAreKnownByTheirAddresses) {
    take(interview(1), ended);
    const calendar::Asked asked{"invite-1", "773fd4d6", {"c1@candidate.example", "m.chen@acme.example"}, {}};
    EXPECT_THAT(knows(asked).candidates, ElementsAre("c1@candidate.example"));
    EXPECT_EQ(knows(asked, {.recruiter = "kim", .name = "kim"}), calendar::Knows{})
        << "of another recruiter's case nothing is told";
}

} // namespace
} // namespace followup::run
