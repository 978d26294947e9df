#include "core/queue/redact.hpp"

#include <gtest/gtest.h>

namespace followup::queue {
namespace {

const std::string dana = R"(# Dana's interview at Acme
[[interview]]
id        = "dana-acme-1"
recruiter = "pat"
candidate = { name = "Dana Reyes", email = "Dana@Candidate.example" }
employer  = { name = "Acme Robotics" }
position  = "Engineer"
ended     = 2026-11-20T15:30:00-06:00

[[interview.met]]
name = "Margaret Chen"

)";
const std::string eve = R"(# Eve's
[[interview]]
id        = "eve-acme-1"
recruiter = "pat"
candidate = { name = "Eve Stone", email = "eve@candidate.example" }
employer  = { name = "Acme Robotics" }
position  = "Engineer"
ended     = 2026-11-20T17:30:00-06:00

[[interview.met]]
name = "Margaret Chen"
)";
const std::string letter = "[[letter]]\ninterview = \"dana-acme-1\"\nto = \"Margaret Chen\"\n";
const std::string done_eve = "[[done]]\nduty = \"eve-acme-1/debrief\"\n";
const std::string done_dana = "[[done]]\nduty = \"dana-acme-1/debrief\"\n";
const std::string forget = "[[forget]]\ncandidate = \"dana@candidate.example\"\n";

const Whose whose{"dana@candidate.example", {"dana-acme-1"}};

TEST(Redacting, LeavesAFileAloneThatHoldsNothingAboutThem) {
    EXPECT_EQ(redacted(eve + done_eve, whose), std::nullopt);
    EXPECT_EQ(redacted("", whose), std::nullopt);
}

TEST(Redacting, LeavesNothingOfAFileThatIsAllAboutThem) {
    EXPECT_EQ(redacted(dana, whose), "");
    EXPECT_EQ(redacted(letter, whose), "");
    EXPECT_EQ(redacted(done_dana, whose), "");
    EXPECT_EQ(redacted(forget, whose), "");
}

TEST(Redacting, TakesTheirEventsOutAndLeavesThoseOfOthersAsTheyWere) {
    EXPECT_EQ(redacted(dana + eve, whose), eve);
    EXPECT_EQ(redacted(eve + dana, whose), eve);
    EXPECT_EQ(redacted(letter + done_eve + done_dana, whose), done_eve);
    EXPECT_EQ(redacted(eve + "\n" + forget, whose), eve + "\n");
}

TEST(Redacting, KnowsThemByTheAddressAloneAndByTheIdAlone) {
    EXPECT_EQ(redacted(dana + eve, Whose{"dana@candidate.example", {}}), eve);
    EXPECT_EQ(redacted("[[interview]]\ncandidate = { id = \"d-17\" }\n", Whose{"d-17", {}}), "");
}

TEST(Redacting, KnowsThemByEverythingTheyWereEverCalled) {
    const Whose often{"d-17", {}, {"dana@candidate.example", "old@candidate.example"}, {"Dana Reyes"}};
    EXPECT_EQ(redacted(dana + eve, often), eve);
    EXPECT_EQ(redacted("[[forget]]\ncandidate = \"OLD@candidate.example\"\n", often), "");
}

TEST(Redacting, TakesAwayWhatIsNoEventFileWhenItNamesThem) {
    const Whose named{"d-17", {}, {}, {"Dana Reyes"}};
    EXPECT_EQ(redacted("this is no TOML: DANA  REYES", named), "");
    EXPECT_EQ(redacted(std::string{"\xff\xfe"
                                   "D\0a\0n\0a\0 \0R\0e\0y\0e\0s\0",
                                   22},
                       named),
              "")
        << "UTF-16";
    EXPECT_EQ(redacted(std::string{"\xfe\xff"
                                   "\0D\0a\0n\0a\0 \0R\0e\0y\0e\0s",
                                   22},
                       named),
              "");
    EXPECT_EQ(redacted("this is no TOML: Jordana Reyes", named), std::nullopt) << "somebody else";
    EXPECT_EQ(redacted("# Dana Reyes called\n" + eve, named), eve) << "nor does a comment name them";
}

TEST(Redacting, TakesTheWholeFileWhereTablesAreNotWrittenOneBelowTheOther) {
    EXPECT_EQ(redacted("letter = [{ interview = \"dana-acme-1\", to = \"M\" }, { interview = \"eve-acme-1\", "
                       "to = \"M\" }]\n",
                       whose),
              "");
    const auto apart =
        dana + eve + "[[letter]]\ninterview = \"dana-acme-1\"\nto = \"M\"\n[[interview.met]]\nname = \"L\"\n";
    const auto left = redacted(apart, whose);
    ASSERT_TRUE(left);
    EXPECT_FALSE(left->contains("dana")) << *left;
}

TEST(Redacting, TakesAFileThatCannotBeReadWhenItMentionsThem) {
    EXPECT_EQ(redacted("[[interview]\nid = \"DANA-ACME-1\"", whose), "");
    EXPECT_EQ(redacted("[[interview]\nemail = \"dana@candidate.example\"", whose), "");
    EXPECT_EQ(redacted("[[interview]\nid = \"other\"", whose), std::nullopt);
}

} // namespace
} // namespace followup::queue
