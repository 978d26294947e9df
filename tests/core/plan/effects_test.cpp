#include "core/plan/effects.hpp"

#include "core/plan/planned.hpp"

#include <array>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace followup::plan {
namespace {

/// "pushed: moved call/margaret-chen", one line for each change of each event.
std::string told_effects(const Story& story) {
    constexpr std::array<const char*, 7> words{"opened", "moved",   "reopened", "fell due",
                                               "done",   "dropped", "expired"};
    std::string lines;
    for (const auto& effect : effects(story.history(), rules())) {
        const auto kind = queue::kind(story.history().facts[effect.fact].event.body);
        for (const auto& change : effect.changes) {
            const auto& id = effect.after.duties[change.duty].id;
            lines += fmt::format("{}: {} {}\n", kind, words[static_cast<std::size_t>(change.what)],
                                 id.substr(id.find('/') + 1));
        }
    }
    return lines;
}

TEST(Effects, EachEventTellsWhatItChanged) {
    auto story = told("[[interview.met]]\nname = 'Margaret Chen'\n"
                      "[[interview.promise]]\ncall = 'Margaret Chen'\non = 'a week from Monday'\n");
    story.arrives("2026-11-21T16:05:00Z", "[[letter]]\ninterview = 'a'\nto = 'Margaret Chen'\n");
    story.arrives("2026-11-25T17:15:00Z",
                  "[[pushed]]\ninterview = 'a'\nwhom = 'Margaret Chen'\nto = 'Thursday next week'\n");
    story.arrives("2026-12-01T17:15:00Z", "[[heard]]\ninterview = 'a'\nnews = 'acknowledged'\n");
    story.arrives("2026-12-03T15:00:00Z", "[[heard]]\ninterview = 'a'\nnews = 'offer'\n");
    EXPECT_EQ(told_effects(story), "interview: opened debrief\n"
                                   "interview: opened letter/margaret-chen\n"
                                   "interview: opened call/margaret-chen\n"
                                   "letter: done letter/margaret-chen\n"
                                   "pushed: moved call/margaret-chen\n"
                                   "heard: dropped client-debrief\n"
                                   "heard: opened next\n"
                                   "heard: dropped call/margaret-chen\n");
}

TEST(Effects, AnEventBeforeItsInterviewCountsWithIt) {
    Story story;
    story.arrives("2026-11-20T21:31:00Z", "[[debriefed]]\ninterview = 'a'\nwith = 'candidate'\n");
    story.arrives("2026-11-20T21:35:00Z", acme());
    const auto all = effects(story.history(), rules());
    ASSERT_EQ(all.size(), 2U);
    EXPECT_TRUE(all[0].changes.empty());
    EXPECT_FALSE(all[1].changes.empty());
}

} // namespace
} // namespace followup::plan
