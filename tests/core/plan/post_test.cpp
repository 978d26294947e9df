#include "core/plan/post.hpp"

#include "core/plan/planned.hpp"

#include <gtest/gtest.h>

namespace followup::plan {
namespace {

ledger::Agency agency() {
    auto with = rules().agency;
    with.recruiters.resize(1);
    for (const auto* id : {"kim", "lee"}) {
        auto more = with.recruiters.front();
        more.id = id;
        more.name = id;
        more.email = *base::MailAddress::parse(std::string{id} + "@glass.example");
        more.zone = "Europe/Berlin";
        with.recruiters.push_back(more);
    }
    return with;
}

queue::StandIn away(std::string absent, std::string by, std::string_view from, std::string_view until) {
    return {std::move(absent), std::move(by), at(from), at(until)};
}

std::vector<Posting> told_pat(const StandIns& stand_ins, std::string_view now) {
    Nudge nudge;
    nudge.to = as_person(agency().recruiters.front(), agency());
    return post("a", std::vector{nudge}, stand_ins, agency(), at(now));
}

TEST(StandIns, ReadWhatIsMeantForARecruiterUntilTheyAreBack) {
    const StandIns kim{{away("pat", "kim", "2026-12-21T06:00:00Z", "2027-01-04T06:00:00Z")}};
    EXPECT_EQ(told_pat(kim, "2026-12-21T05:59:59Z").front().to.id, "pat");
    const auto first = told_pat(kim, "2026-12-21T06:00:00Z").front().to;
    EXPECT_EQ(first.id, "kim");
    EXPECT_EQ(first.email.text(), "kim@glass.example");
    EXPECT_EQ(first.zone.name(), "Europe/Berlin") << "their own sending window counts";
    EXPECT_EQ(told_pat(kim, "2027-01-03T23:00:00Z").front().to.id, "kim");
    EXPECT_EQ(told_pat(kim, "2027-01-04T06:00:00Z").front().to.id, "pat");
}

TEST(StandIns, GetOneMailWithWhatIsTheirsAsWell) {
    const StandIns kim{{away("pat", "kim", "2026-12-21T06:00:00Z", "2027-01-04T06:00:00Z")}};
    Nudge of_pat;
    of_pat.to = as_person(agency().recruiters[0], agency());
    Nudge of_kim;
    of_kim.to = as_person(agency().recruiters[1], agency());
    const auto mails = post("a", std::vector{of_pat, of_kim}, kim, agency(), at("2026-12-22T12:00:00Z"));
    ASSERT_EQ(mails.size(), 1u);
    EXPECT_EQ(mails.front().nudges.size(), 2u);
}

TEST(StandIns, AreReplacedByTheirOwnWhenTheyAreAwayToo) {
    const StandIns both{{away("pat", "kim", "2026-12-21T06:00:00Z", "2027-01-04T06:00:00Z"),
                         away("kim", "lee", "2026-12-28T06:00:00Z", "2027-01-04T06:00:00Z")}};
    EXPECT_EQ(told_pat(both, "2026-12-22T12:00:00Z").front().to.id, "kim");
    EXPECT_EQ(told_pat(both, "2026-12-29T12:00:00Z").front().to.id, "lee");
}

TEST(StandIns, LeaveItToTheRecruiterWhenNobodyIsThere) {
    const StandIns circle{{away("pat", "kim", "2026-12-21T06:00:00Z", "2027-01-04T06:00:00Z"),
                           away("kim", "pat", "2026-12-21T06:00:00Z", "2027-01-04T06:00:00Z")}};
    EXPECT_EQ(told_pat(circle, "2026-12-22T12:00:00Z").front().to.id, "pat");
    const StandIns gone{{away("pat", "left-us", "2026-12-21T06:00:00Z", "2027-01-04T06:00:00Z")}};
    EXPECT_EQ(told_pat(gone, "2026-12-22T12:00:00Z").front().to.id, "pat");
}

TEST(StandIns, AreThoseWhoWereNamedLast) {
    const StandIns changed{{away("pat", "kim", "2026-12-21T06:00:00Z", "2027-01-04T06:00:00Z"),
                            away("pat", "lee", "2026-12-24T06:00:00Z", "2026-12-27T06:00:00Z")}};
    EXPECT_EQ(told_pat(changed, "2026-12-22T12:00:00Z").front().to.id, "kim");
    EXPECT_EQ(told_pat(changed, "2026-12-25T12:00:00Z").front().to.id, "lee");
    EXPECT_EQ(told_pat(changed, "2026-12-28T12:00:00Z").front().to.id, "kim");
}

TEST(Post, PutsTheNudgesOfACaseIntoOneMailForEachPerson) {
    const auto plan =
        planned(told("met = [{ name = 'Luis Ortiz' }, { name = 'Ann Lee' }]"), "2026-11-20T21:35:00Z");
    const auto now = at("2026-11-21T21:30:00Z");
    std::vector<Nudge> due;
    for (const auto& nudge : plan.nudges)
        if (nudge.at <= now && nudge.rule == "told") due.push_back(nudge);
    ASSERT_EQ(due.size(), 5u) << "the debriefing and two letters, the letters to both";
    const auto mails = post("a", due, {}, agency(), now);
    ASSERT_EQ(mails.size(), 2u);
    EXPECT_EQ(mails[0].to.id, "pat");
    EXPECT_EQ(mails[0].case_id, "a");
    EXPECT_EQ(mails[0].nudges.size(), 3u);
    EXPECT_EQ(mails[0].due, at("2026-11-20T23:30:00Z")) << "of its earliest nudge";
    EXPECT_EQ(mails[1].to.id, "dana@candidate.example");
    EXPECT_EQ(mails[1].nudges.size(), 2u);
    EXPECT_EQ(mails[1].due, now);
}

TEST(Post, LeavesToWhoWantsLastCallsOnlyWhatIsDueWithinADay) {
    const auto plan = planned(told("promise = [{ call = 'Margaret Chen', on = 'Monday' }]\n"
                                   "next = [{ what = 'test', when = 2026-12-08 },"
                                   " { what = 'physical', when = 2026-12-09T10:00:00 }]"),
                              "2026-11-20T21:35:00Z");
    const auto left = [&](std::string_view duty, std::string_view rule, std::string_view now) {
        Posting posting;
        for (const auto& nudge : plan.nudges)
            if (nudge.rule == rule && nudge.duty.contains(duty)) posting.nudges.push_back(nudge);
        EXPECT_FALSE(posting.nudges.empty()) << duty << " " << rule;
        return last_calls(posting, plan, at(now)).nudges.size();
    };
    EXPECT_EQ(left("/call/", "eve", "2026-11-20T22:00:00Z"), 0U) << "it is due on Monday";
    EXPECT_EQ(left("/call/", "day", "2026-11-23T14:30:00Z"), 1U);
    EXPECT_EQ(left("/debrief", "ask", "2026-11-20T21:45:00Z"), 1U);
    EXPECT_EQ(left("/step/1", "eve", "2026-12-07T22:00:00Z"), 1U)
        << "of a step without an hour the day counts";
    EXPECT_EQ(left("/step/2", "eve", "2026-12-08T22:00:00Z"), 1U);
    Posting news;
    news.nudges.emplace_back().duty = "a/news/moved";
    EXPECT_EQ(last_calls(news, plan, at("2026-11-20T22:00:00Z")).nudges.size(), 1U)
        << "news is not a reminder";
}

TEST(Post, MakesNoMailOfNothing) {
    EXPECT_TRUE(post("a", {}, {}, agency(), at("2026-11-21T21:30:00Z")).empty());
}

TEST(Post, KeepsARecruiterApartWhoIsACandidateToo) {
    Nudge asked;
    asked.to.id = "pat";
    auto told_pat = asked;
    told_pat.to.role = Role::recruiter;
    const std::vector<Nudge> due{asked, told_pat};
    EXPECT_EQ(post("a", due, {}, agency(), at("2026-11-21T21:30:00Z")).size(), 2u);
}

} // namespace
} // namespace followup::plan
