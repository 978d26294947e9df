#include "core/plan/planned.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <set>

namespace followup::plan {
namespace {

TEST(Plan, OfTheExampleInTheDesignIsKnownByHeart) {
    const auto story = told("decision = 'end of next week'\n"
                            "met = [{ name = 'Margaret Chen', role = 'main' }, { name = 'Luis Ortiz' }]\n"
                            "promise = [{ call = 'Margaret Chen', on = 'a week from Monday' }]\n"
                            "next = [{ what = 'second interview', when = 'December 8 at 10am' }]\n");
    const auto plan = planned(story, "2026-11-20T21:35:00Z");
    EXPECT_EQ(duties(plan), "debrief 11-20 16:30 MST open\n"
                            "letter/luis-ortiz 11-21 14:30 MST open\n"
                            "letter/margaret-chen 11-21 14:30 MST open\n"
                            "decision 11-30 10:00 CST open\n"
                            "call/margaret-chen 11-30 16:00 MST open\n"
                            "names/1 12-04 12:00 CST open\n"
                            "step/1 12-08 09:00 MST open\n");
    EXPECT_TRUE(plan.warnings.empty());
}

TEST(Plan, WritesToNobodyWithoutAnAddress) {
    auto nobody = rules();
    nobody.agency.recruiters.clear();
    const auto plan = derive(told().known(), nobody, at("2026-11-20T21:35:00Z"));
    EXPECT_EQ(nudges(plan), "11-20 14:45 MST dana ask debrief\n"
                            "11-23 08:30 MST dana morning#1 debrief\n"
                            "11-24 08:30 MST dana morning#2 debrief\n");
    EXPECT_EQ(duty(plan, "debrief").whom, "pat") << "a recruiter who left is named by their id";
}

/// An interview at any minute of two weeks around a clock change, told late or early, with everything in it.
Story any_story() {
    const auto ended = at("2026-10-25T00:00:00Z") + base::minutes{*rc::gen::inRange(0, 14 * 24 * 60)};
    const auto arrives = ended + base::minutes{*rc::gen::inRange(-3 * 24 * 60, 5 * 24 * 60)};
    const auto zone = *rc::gen::element<std::string>("America/Denver", "Asia/Tokyo", "Europe/London",
                                                     "Pacific/Apia", "America/St_Johns");
    const auto on = *rc::gen::element<std::string>("tomorrow", "a week from Monday", "in three days at 8am",
                                                   "Friday at 11:30pm", "next week");
    auto text = acme(
        "met = [{ name = 'Luis Ortiz' }]\ndecision = 'in three days'\npromise = [{ call = 'Ann Lee', on = '"
            + on + "' }]\nnext = [{ what = 'second interview', when = 'in two weeks' }]",
        base::rfc3339(ended));
    text.replace(text.find("America/Denver"), 14, zone);
    Story story;
    story.arrives(base::rfc3339(arrives), text);
    return story;
}

RC_GTEST_PROP(Plan, RemindsOnlyInsideTheWindowAndNeverBeforeTheFact, ()) {
    const auto story = any_story();
    const auto all = rules();
    const auto now = story.history().facts.front().accepted;
    const auto ended = story.known().rounds.front().interview.ended;
    const auto plan = derive(story.known(), all, now);
    std::set<std::string> known;
    for (const auto& nudge : plan.nudges) {
        RC_ASSERT(all.window.open(nudge.at, nudge.to.zone));
        RC_ASSERT(nudge.at >= now);
        RC_ASSERT(nudge.at >= ended || nudge.rule == "planned");
        RC_ASSERT(
            known.insert(nudge.duty + nudge.rule + std::to_string(nudge.occurrence) + nudge.to.id).second);
    }
    for (const auto& owed : plan.duties) {
        RC_ASSERT(owed.due == owed.dates.back().due);
        RC_ASSERT(!owed.because.empty());
    }
}

RC_GTEST_PROP(Plan, LooksAgainWheneverADutyFallsDueOrExpires, ()) {
    const auto story = any_story();
    const auto known = story.known();
    const auto all = rules();
    auto now = story.history().facts.front().accepted;
    // From one turning point to the next nothing changes by itself.
    for (auto plan = derive(known, all, now); plan.look_again; plan = derive(known, all, now)) {
        RC_ASSERT(*plan.look_again > now);
        const auto last = derive(known, all, *plan.look_again - base::seconds{1});
        RC_ASSERT(duties(last) == duties(plan));
        RC_ASSERT(nudges(last) == nudges(plan));
        now = *plan.look_again;
    }
    for (const auto& owed : derive(known, all, now).duties)
        RC_ASSERT(owed.state == State::expired || owed.fell_due);
}

} // namespace
} // namespace followup::plan
