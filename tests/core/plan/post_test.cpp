#include "core/plan/post.hpp"

#include "core/plan/planned.hpp"

#include <gtest/gtest.h>

namespace followup::plan {
namespace {

TEST(Post, PutsTheNudgesOfACaseIntoOneMailForEachPerson) {
    const auto plan =
        planned(told("met = [{ name = 'Luis Ortiz' }, { name = 'Ann Lee' }]"), "2026-11-20T21:35:00Z");
    const auto now = at("2026-11-21T21:30:00Z");
    std::vector<Nudge> due;
    for (const auto& nudge : plan.nudges)
        if (nudge.at <= now && nudge.rule == "told") due.push_back(nudge);
    ASSERT_EQ(due.size(), 5u) << "the debriefing and two letters, the letters to both";
    const auto mails = post("a", due);
    ASSERT_EQ(mails.size(), 2u);
    EXPECT_EQ(mails[0].to.id, "pat");
    EXPECT_EQ(mails[0].case_id, "a");
    EXPECT_EQ(mails[0].nudges.size(), 3u);
    EXPECT_EQ(mails[0].due, at("2026-11-20T23:30:00Z")) << "of its earliest nudge";
    EXPECT_EQ(mails[1].to.id, "dana@candidate.example");
    EXPECT_EQ(mails[1].nudges.size(), 2u);
    EXPECT_EQ(mails[1].due, now);
}

TEST(Post, MakesNoMailOfNothing) {
    EXPECT_TRUE(post("a", {}).empty());
}

TEST(Post, KeepsARecruiterApartWhoIsACandidateToo) {
    Nudge asked;
    asked.to.id = "pat";
    auto told_pat = asked;
    told_pat.to.role = Role::recruiter;
    const std::vector<Nudge> due{asked, told_pat};
    EXPECT_EQ(post("a", due).size(), 2u);
}

} // namespace
} // namespace followup::plan
