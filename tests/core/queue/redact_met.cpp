#include "core/queue/redact.hpp"

#include "core/queue/blocks.hpp"
#include "core/queue/canonical.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::queue {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string with_margaret = R"(# Dana's interview at Acme
[[interview]]
id        = "dana-acme-1"
recruiter = "pat"
candidate = { name = "Dana Reyes", email = "dana@candidate.example" }
employer  = { name = "Acme Robotics" }
position  = "Engineer"
ended     = 2026-11-20T15:30:00-06:00
notes     = """
Margaret asked twice.
Luis did not."""
objections = ["travel", { text = "too junior", by = "Margaret Chen" }]
next = [{ what = "second interview", with = ["Luis Ortiz", "Margaret Chen, Head of Engineering"] }]

[[interview.met]] # Margaret
name  = "Margaret Chen"
title = "Head of Engineering"
email = "mchen@acme.example"

[[interview.met]]
name = "Luis Ortiz"

[[interview.promise]]
call = "Margaret Chen"
on   = "a week from Monday"

[[interview.promise]]
call = "Luis Ortiz"
on   = 2026-12-01

)";
const std::string with_her_namesake = R"(# Eve's
[[interview]]
id        = "eve-bolt-1"
recruiter = "pat"
candidate = { name = "Eve Stone", email = "eve@candidate.example" }
employer  = { name = "Bolt" }
position  = "Engineer"
ended     = 2026-11-20T17:30:00-06:00

[[interview.met]] # another one of that name
name = "Margaret Chen"
)";
const std::string letter_to_margaret = "[[letter]]\ninterview = \"dana-acme-1\"\nto = \"Margaret Chen\"\n";
const std::string letter_to_luis = "[[letter]]\ninterview = \"dana-acme-1\"\nto = \"Luis Ortiz\"\n";

WhoseMet met_margaret() {
    WhoseMet met;
    met.who.names = {"Margaret Chen"};
    met.who.addresses = {"mchen@acme.example"};
    met.who.titles = {"Head of Engineering"};
    met.who.spared = {"dana", "reyes", "luis", "ortiz"};
    met.interviews = {"dana-acme-1"};
    met.employers = {"acme robotics"};
    return met;
}

std::string left(const std::string& bytes) {
    return redacted(bytes, met_margaret()).value_or("as it was");
}

void expect_nothing_of_her(const std::string& text) {
    for (const auto* word : {"argaret", "Chen", "mchen", "Head of", "too junior"})
        EXPECT_THAT(text, Not(HasSubstr(word)));
}

TEST(TakingSomebodyMetOut, LeavesTheInterviewWhole) {
    const auto text = left(with_margaret);
    expect_nothing_of_her(text);
    for (const auto* word : {"Dana Reyes", "… asked twice", "Luis did not", "travel", "Luis Ortiz",
                             "second interview", "2026-12-01", "2026-11-20T15:30:00-06:00"})
        EXPECT_THAT(text, HasSubstr(word));
    auto root = parsed(text);
    ASSERT_TRUE(root);
    ASSERT_EQ(event_blocks(*root).size(), 1U);
    const auto& table = *event_blocks(*root).front().table;
    EXPECT_EQ(table["met"].as_array()->size(), 1U);
    EXPECT_EQ(table["promise"].as_array()->size(), 1U);
    EXPECT_EQ(table["next"][0]["with"].as_array()->size(), 1U);
    EXPECT_EQ(table["objections"].as_array()->size(), 1U);
    EXPECT_TRUE(lacks_somebody(text));
    EXPECT_FALSE(lacks_somebody(with_margaret));
}

TEST(TakingSomebodyMetOut, IsDoneOnce) {
    const auto text = left(with_margaret);
    EXPECT_EQ(redacted(text, met_margaret()), std::nullopt);
}

TEST(TakingSomebodyMetOut, LeavesAloneWhatDoesNotTellOfThem) {
    EXPECT_EQ(left(with_her_namesake), "as it was") << "a namesake at another employer";
    EXPECT_EQ(left(letter_to_luis), "as it was");
    EXPECT_EQ(left(""), "as it was");
    EXPECT_EQ(left("[[forget]]\ncandidate = 'dana@candidate.example'\n"), "as it was");
}

TEST(TakingSomebodyMetOut, LeavesTheEventsOfOthersAsTheyWereWritten) {
    const auto text = left(with_margaret + with_her_namesake + letter_to_margaret + letter_to_luis);
    EXPECT_THAT(text, HasSubstr(with_her_namesake));
    EXPECT_THAT(text, HasSubstr(letter_to_luis));
    EXPECT_THAT(text, Not(HasSubstr("to = \"Margaret")));
}

TEST(TakingSomebodyMetOut, TakesWhatIsAboutThemAloneAsAWhole) {
    for (const auto* event :
         {"[[letter]]\ninterview = 'dana-acme-1'\nto = 'Ms Margaret Chen'\n",
          "[[called]]\ninterview = 'dana-acme-1'\nwhom = 'mchen@acme.example'\nresult = 'spoke'\nnotes = "
          "'nice'\n",
          "[[pushed]]\ninterview = 'dana-acme-1'\nwhom = 'Margaret Chen'\nto = 2026-12-01\n",
          "[[pushed]]\ninterview = 'dana-acme-1'\nwhom = 'dana-acme-1/call/margaret-chen-2'\nto = "
          "2026-12-01\n",
          "[[struck]]\ninterview = 'dana-acme-1'\nmet = 'Margaret Chen'\n",
          "[[done]]\nduty = 'dana-acme-1/letter/margaret-chen'\n",
          "[[forget]]\nmet = 'margaret chen'\nemployer = 'Acme Robotics'\n"})
        EXPECT_EQ(left(event), "") << event;
}

TEST(TakingSomebodyMetOut, KeepsNewsWithoutWhoToldIt) {
    const auto text =
        left("[[heard]]\ninterview = 'dana-acme-1'\nfrom = 'Margaret Chen, HR'\nnews = 'new date'\n"
             "date = 2026-12-01\nnotes = 'she was in a hurry'\ntell = 'Margaret needs a week more'\n");
    expect_nothing_of_her(text);
    EXPECT_THAT(text, HasSubstr("new date"));
    EXPECT_THAT(text, HasSubstr("… needs a week more"));
    EXPECT_THAT(text, Not(HasSubstr("hurry")));
}

TEST(TakingSomebodyMetOut, FindsThemInARefusedInterviewAtThatEmployerAndByTheirAddressAnywhere) {
    auto other = with_margaret;
    other.replace(other.find("dana-acme-1"), 11, "dana-acme-9");
    expect_nothing_of_her(left(other));
    auto moved = other;
    moved.replace(moved.find("Acme Robotics"), 13, "Cog & Sons");
    expect_nothing_of_her(left(moved));
}

TEST(TakingSomebodyMetOut, BlackensWhatIsNoEventFile) {
    EXPECT_EQ(left("[[interview]\nDana met Margaret Chen, who is Head of Engineering\n"),
              "[[interview]\nDana met …, who is …\n");
    EXPECT_EQ(left("Margaret is a name\n"), "as it was") << "without more nobody can tell of whom";
    EXPECT_EQ(left("\xff\xfe"
                   "M\0a\0r\0g\0a\0r\0e\0t\0 \0C\0h\0e\0n\0"),
              "as it was")
        << "cut by its first zero";
    const std::string wide{"\xff\xfe"
                           "M\0a\0r\0g\0a\0r\0e\0t\0 \0C\0h\0e\0n\0",
                           28};
    EXPECT_EQ(left(wide), "");
}

TEST(TakingSomebodyMetOut, WritesTablesThatStandApartAnew) {
    const auto apart = "[[interview]]\nid = 'dana-acme-1'\ncandidate = { name = 'Dana Reyes' }\n"
                       "[[letter]]\ninterview = 'dana-acme-1'\nto = 'Luis Ortiz'\n"
                       "[[interview.met]]\nname = 'Margaret Chen'\n";
    const auto text = left(apart);
    expect_nothing_of_her(text);
    EXPECT_THAT(text, HasSubstr("Luis Ortiz"));
    EXPECT_THAT(text, HasSubstr("Dana Reyes"));
}

} // namespace
} // namespace followup::queue
