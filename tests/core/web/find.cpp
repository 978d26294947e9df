#include "core/web/find.hpp"

#include "core/web/standing.hpp"

#include <gtest/gtest.h>

namespace followup::web {
namespace {

constexpr auto friday = "2026-11-20T21:45:00Z";

std::vector<Standing> both() {
    return {standing::of(standing::dana(), friday), standing::of(standing::eli(), friday)};
}

/// The id that is meant, or the ids between which it is unclear.
std::string meant_case(std::string_view words, const std::vector<Standing>& cases = both()) {
    const auto found = case_meant(words, cases);
    if (found) return cases[*found].first.id;
    std::string text = "?";
    for (const auto& choice : found.error().choices)
        text += " " + choice.id;
    return text;
}

std::string meant_duty(std::string_view words, Which which = Which::any,
                       const std::vector<Standing>& cases = both()) {
    const auto found = duty_meant(words, cases, which);
    if (found) return cases[found->case_index].second.duties[found->duty_index].id;
    std::string text = "?";
    for (const auto& choice : found.error().choices)
        text += " " + choice.id;
    return text;
}

TEST(FindCase, ByIdCandidateEmployerOrPersonMet) {
    for (const auto* words : {"a", "Dana Reyes", "dana", "REYES", "acme", "robotics", "margaret", "ortiz",
                              "dana@candidate.example", "controls engineer", "dan acm"})
        EXPECT_EQ(meant_case(words), "a") << words;
    EXPECT_EQ(meant_case("bo chen"), "eli-bolt-1");
    EXPECT_EQ(meant_case("eli-bolt-1"), "eli-bolt-1");
}

TEST(FindCase, WhatIsSeveralIsAskedBackAndNothingIsGuessed) {
    EXPECT_EQ(meant_case("chen"), "? a eli-bolt-1");
    EXPECT_EQ(meant_case("zeppelin"), "?");
    const auto cases = both();
    EXPECT_EQ(case_meant("bolr", cases).error().problem.mend, "did you mean 'bolt'?");
}

TEST(FindCase, TheOneInWhichSomethingIsOwedIsMeant) {
    auto gone = standing::eli();
    gone.arrives("2026-11-20T22:00:00Z", "[[withdrawn]]\ninterview = 'eli-bolt-1'\n");
    const std::vector cases{standing::of(standing::dana(), friday), standing::of(gone, friday)};
    EXPECT_EQ(meant_case("chen", cases), "a");
    EXPECT_EQ(meant_case("eli", cases), "eli-bolt-1");
}

TEST(FindDuty, ByIdOrByWords) {
    EXPECT_EQ(meant_duty("a/letter/luis-ortiz"), "a/letter/luis-ortiz");
    EXPECT_EQ(meant_duty("letter luis"), "a/letter/luis-ortiz");
    EXPECT_EQ(meant_duty("call margaret"), "a/call/margaret-chen");
    EXPECT_EQ(meant_duty("decision"), "a/decision");
    EXPECT_EQ(meant_duty("letter chen"), "? a/letter/margaret-chen eli-bolt-1/letter/bo-chen");
    EXPECT_EQ(meant_duty("letter bo"), "eli-bolt-1/letter/bo-chen");
    EXPECT_EQ(meant_duty("letter nobody"), "?");
}

TEST(FindDuty, OpenOrClosedAsTheCommandWants) {
    auto story = standing::dana();
    story.arrives("2026-11-20T22:00:00Z", "[[done]]\nduty = 'a/letter/luis-ortiz'\n");
    const std::vector cases{standing::of(story, friday)};
    EXPECT_EQ(meant_duty("letter", Which::open, cases), "a/letter/margaret-chen");
    EXPECT_EQ(meant_duty("letter", Which::closed, cases), "a/letter/luis-ortiz");
    EXPECT_EQ(meant_duty("a/letter/luis-ortiz", Which::open, cases), "a/letter/luis-ortiz");
}

TEST(FindPerson, AmongThoseMetOrPromisedACall) {
    const auto cases = both();
    const auto chen = person_meant("chen", cases[0], "", Deed::call);
    ASSERT_TRUE(chen);
    EXPECT_EQ(chen->name, "Margaret Chen");
    EXPECT_EQ(chen->interview, "a");
    EXPECT_EQ(person_meant("m.chen@acme.example", cases[0], "", Deed::letter)->name, "Margaret Chen");
    const auto nobody = person_meant("smith", cases[0], "", Deed::letter);
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().problem.mend, "known are Margaret Chen, Luis Ortiz");
    EXPECT_EQ(person_meant("ortis", cases[0], "", Deed::letter).error().problem.mend,
              "did you mean 'ortiz'?");
}

TEST(FindPerson, TheInterviewInWhichItIsOwedIsMeant) {
    auto story = standing::dana();
    story.arrives("2026-11-20T22:00:00Z", "[[letter]]\ninterview = 'a'\nto = 'Margaret Chen'\n");
    auto second = story::acme("[[interview.met]]\nname = 'Margaret Chen'\n", "2026-12-08T11:30:00-06:00");
    second.replace(second.find("id = 'a'"), 8, "id = 'b'");
    story.arrives("2026-12-08T18:00:00Z", second);
    const auto now = standing::of(story, "2026-12-08T18:05:00Z");
    EXPECT_EQ(person_meant("chen", now, "", Deed::letter)->interview, "b");
    EXPECT_EQ(person_meant("chen", now, "", Deed::call)->interview, "a");
    EXPECT_EQ(person_meant("chen", now, "a", Deed::letter)->interview, "a");
    EXPECT_EQ(interview_meant("a", now.first), "a");
    EXPECT_EQ(interview_meant("dana", now.first), "b");
}

TEST(FindJson, GivesProblemAndChoices) {
    const auto cases = both();
    EXPECT_EQ(
        unclear_json(case_meant("chen", cases).error()),
        "{\"problems\":[{\"where\":\"chen\",\"what\":\"that can be 2 cases\",\"mend\":\"say more of the "
        "name, or the id\"}],\"choices\":[{\"id\":\"a\",\"words\":\"Dana Reyes, Controls Engineer at Acme "
        "Robotics\"},{\"id\":\"eli-bolt-1\",\"words\":\"Eli Stone, Welder at Bolt\"}]}\n");
}

TEST(MovableMeant, IsADutyByItsIdOrTheNextDate) {
    const auto of = standing::of(standing::dana(), "2026-11-20T22:00:00Z");
    EXPECT_EQ(movable_meant("next", of), nullptr) << "there is a date";
    ASSERT_NE(movable_meant("a/decision", of), nullptr);
    EXPECT_EQ(movable_meant("chen", of), nullptr);
    auto story = standing::eli();
    story.arrives("2026-11-20T22:05:00Z", "[[debriefed]]\ninterview = 'eli-bolt-1'\nwith = 'candidate'\n")
        .arrives("2026-11-20T22:06:00Z", "[[debriefed]]\ninterview = 'eli-bolt-1'\nwith = 'client'\n")
        .arrives("2026-11-20T22:07:00Z", "[[letter]]\ninterview = 'eli-bolt-1'\nto = 'Bo Chen'\n");
    const auto cold = standing::of(story, "2026-11-23T15:00:00Z");
    ASSERT_NE(movable_meant("Next", cold), nullptr);
    EXPECT_EQ(movable_meant("Next", cold)->id, "eli-bolt-1/next");
}

} // namespace
} // namespace followup::web
