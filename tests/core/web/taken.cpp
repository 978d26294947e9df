#include "core/web/taken.hpp"

#include "core/web/acting.hpp"
#include "core/web/standing.hpp"
#include "core/web/views.hpp"
#include "core/words/texts.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::web {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr auto now = "2026-11-25T17:20:00Z";
const auto chicago = base::Zone::named("America/Chicago").value();
const auto& english = words::texts_built_in().tongue("en");

TakenAway taken_by(std::string_view event, const queue::Eyes& eyes = queue::ForRecruiter{}) {
    auto story = standing::dana();
    const auto before = standing::of(story, now);
    story.arrives(now, event);
    return taken_away(before, standing::of(story, now), eyes, story::at(now));
}

plan::Person candidate() {
    plan::Person person;
    person.zone = chicago;
    return person;
}

TEST(TakenAway, TellsWhatIsStruckDroppedAndMoved) {
    const auto text =
        taken_text({taken_by("[[struck]]\ninterview = 'a'\npromise = 'Margaret Chen'\n")}, chicago, english);
    EXPECT_THAT(text, HasSubstr("Takes away from Dana Reyes at Acme Robotics:\n"));
    EXPECT_THAT(text, HasSubstr("  the promise to call Margaret Chen is struck\n"));
    EXPECT_THAT(text, HasSubstr("  Not owed any more: Call Margaret Chen"));
    EXPECT_THAT(taken_text({taken_by("[[pushed]]\ninterview = 'a'\nwhom = 'Margaret Chen'\n"
                                     "to = 'Thursday next week'\n")},
                           chicago, english),
                HasSubstr("  Moved: Call Margaret Chen"));
}

TEST(TakenAway, NothingIsTakenByTellingMore) {
    for (const auto* event : {"[[letter]]\ninterview = 'a'\nto = 'Luis Ortiz'\n",
                              "[[heard]]\ninterview = 'a'\nnews = 'asked'\n"}) {
        EXPECT_TRUE(taken_by(event).empty()) << event;
        EXPECT_THAT(taken_json({taken_by(event)}, chicago, english), IsEmpty());
    }
}

TEST(TakenAway, BesidesTheDutyItselfAndTheEndItSaysIsWhatNobodyExpects) {
    const auto pushed = taken_by("[[pushed]]\ninterview = 'a'\nwhom = 'Margaret Chen'\nto = '2026-12-03'\n");
    EXPECT_TRUE(besides(pushed, "a/call/margaret-chen").empty());
    const auto rejected = taken_by("[[heard]]\ninterview = 'a'\nnews = 'rejected'\n");
    const auto rest = besides(rejected, "a/call/margaret-chen");
    EXPECT_THAT(rest.losses, IsEmpty());
    EXPECT_THAT(rest.changes, Not(IsEmpty())) << "the letters and the decision fall away with it";
}

TEST(TakenAway, ACandidateReadsNothingOfWhatOthersOwe) {
    const auto lines = taken_words(
        taken_by("[[heard]]\ninterview = 'a'\nnews = 'second interview'\n", queue::ForCandidate{}),
        candidate(), english);
    EXPECT_THAT(lines, Contains(HasSubstr("Call Margaret Chen")));
    EXPECT_THAT(lines, Not(Contains(HasSubstr("Ask Acme Robotics")))) << "her recruiter's";
}

TEST(TakenAway, ThePlanOfAFileSaysItFirst) {
    const auto taken = taken_by("[[struck]]\ninterview = 'a'\npromise = 'Margaret Chen'\n");
    const auto text = plan_text({taken.after}, {}, taken_text({taken}, chicago, english));
    EXPECT_TRUE(text.starts_with("Takes away from Dana Reyes at Acme Robotics:\n")) << text;
    const auto json = boost::json::parse(plan_json({taken.after}, {}, taken_json({taken}, chicago, english)));
    EXPECT_EQ(json.at("takes").at(0).at("case").as_string(), "a");
    EXPECT_THAT(json.at("takes").at(0).at("lines").as_array(), SizeIs(2));
    EXPECT_TRUE(boost::json::parse(plan_json({taken.after}, {})).at("takes").as_array().empty());
}

} // namespace
} // namespace followup::web
