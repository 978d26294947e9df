#include "core/plan/difference.hpp"

#include "core/plan/planned.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace followup::plan {
namespace {

/// Holds what a ledger holds of a plan.
struct Kept {
    std::vector<KeptDuty> duties;
    std::vector<KeptNudge> nudges;
    std::int64_t rows = 0;

    Difference store(const Plan& derived, Instant now) {
        const auto plan = continued(derived, duties).value_or(derived);
        auto made = difference(duties, nudges, plan, now);
        for (const auto& gone : made.gone)
            std::erase_if(duties, [&](const KeptDuty& duty) { return duty.id == gone; });
        for (const auto& duty : made.duties) {
            std::erase_if(duties, [&](const KeptDuty& old) { return old.id == duty.id; });
            duties.push_back(duty);
        }
        for (const auto row : made.moot)
            std::erase_if(nudges, [&](const KeptNudge& nudge) { return nudge.row == row; });
        for (const auto& [row, moved] : made.moved)
            std::ranges::find(nudges, row, &KeptNudge::row)->at = moved;
        for (const auto index : made.nudges) {
            const auto& nudge = plan.nudges[index];
            nudges.push_back(
                {++rows, nudge.duty, nudge.rule, nudge.occurrence, nudge.revision, nudge.to.id, nudge.at});
        }
        return made;
    }

    /// Puts what is due into mails.
    void send(Instant now) {
        for (auto& nudge : nudges)
            if (nudge.at <= now) nudge.planned = false;
    }

    [[nodiscard]] int revision_of(std::string_view duty) const {
        return std::ranges::find(duties, duty, &KeptDuty::id)->revision;
    }

    [[nodiscard]] std::vector<std::string> waiting() const {
        std::vector<std::string> lines;
        for (const auto& nudge : nudges)
            if (nudge.planned) lines.push_back(nudge.identity() + " " + base::rfc3339(nudge.at));
        std::ranges::sort(lines);
        return lines;
    }
};

bool nothing(const Difference& made) {
    return made.changes.empty() && made.duties.empty() && made.gone.empty() && made.nudges.empty()
           && made.moved.empty() && made.moot.empty();
}

std::string changes(const Difference& made, const Plan& plan) {
    constexpr const char* words[] = {"opened", "moved", "reopened", "fell due", "done", "dropped", "expired"};
    std::string lines;
    for (const auto& change : made.changes)
        lines += plan.duties[change.duty].id + " " + words[static_cast<std::size_t>(change.what)]
                 + (change.what == Change::What::moved ? " from " + base::rfc3339(change.from) : "") + "\n";
    return lines;
}

TEST(Difference, TellsWhatHappenedToEachDuty) {
    Story story;
    Kept kept;
    const auto happens = [&](std::string_view when, std::string_view toml) {
        if (!toml.empty()) story.arrives(when, toml);
        const auto plan = planned(story, when);
        return changes(kept.store(plan, at(when)), plan);
    };
    EXPECT_EQ(happens("2026-11-19T15:00:00Z", acme(luis)), "a/debrief opened\na/letter/luis-ortiz opened\n");
    EXPECT_EQ(
        happens("2026-11-19T16:00:00Z", acme(luis, "2026-11-23T10:00:00-06:00")),
        "a/debrief moved from 2026-11-20T23:30:00Z\na/letter/luis-ortiz moved from 2026-11-21T21:30:00Z\n");
    EXPECT_EQ(happens("2026-11-23T18:00:00Z", ""), "a/debrief fell due\n");
    EXPECT_EQ(happens("2026-11-23T19:00:00Z", "[[debriefed]]\ninterview = 'a'\nwith = 'candidate'\n"),
              "a/debrief done\na/client-debrief opened\n");
    EXPECT_EQ(happens("2026-11-23T20:00:00Z", "[[letter]]\ninterview = 'a'\nto = 'Luis Ortiz'\n"),
              "a/letter/luis-ortiz done\n");
    EXPECT_EQ(happens("2026-11-23T21:00:00Z", acme(luis, "2026-11-23T11:00:00-06:00")), "")
        << "what is done does not move any more";
    EXPECT_EQ(happens("2026-11-25T20:00:00Z", "[[reopened]]\nduty = 'a/letter/luis-ortiz'\n"),
              "a/client-debrief fell due\na/letter/luis-ortiz reopened\n"
              "a/letter/luis-ortiz moved from 2026-11-24T17:00:00Z\n");
    EXPECT_EQ(
        happens("2026-11-25T20:10:00Z", "[[dropped]]\nduty = 'a/letter/luis-ortiz'\nreason = 'he left'\n"),
        "a/letter/luis-ortiz dropped\n");
}

TEST(Difference, TellsOfADutyThatExpiredUnseen) {
    Kept kept;
    const auto story = told(luis);
    kept.store(planned(story, "2026-11-20T21:35:00Z"), at("2026-11-20T21:35:00Z"));
    const auto plan = planned(story, "2026-12-20T12:00:00Z");
    EXPECT_EQ(changes(kept.store(plan, at("2026-12-20T12:00:00Z")), plan),
              "a/debrief fell due\na/debrief expired\na/letter/luis-ortiz fell due\n"
              "a/letter/luis-ortiz expired\na/client-debrief opened\na/client-debrief fell due\n");
}

TEST(Difference, LetsNothingFallDueThatIsClosed) {
    Kept kept;
    auto story = told(luis);
    const auto happens = [&](std::string_view when) {
        const auto plan = planned(story, when);
        return changes(kept.store(plan, at(when)), plan);
    };
    happens("2026-12-20T12:00:00Z");
    story.arrives("2026-12-20T13:00:00Z", acme(luis, "2026-11-20T13:00:00-06:00"));
    EXPECT_EQ(happens("2026-12-20T13:00:00Z"), "")
        << "both have expired: that they were due earlier is no news";
}

TEST(Difference, RemindsOfADateOnceHoweverItCameAbout) {
    constexpr std::string_view call = "a/call/luis-ortiz";
    Kept kept;
    auto story = told(fmt::format("{}\npromise = [{{ call = 'Luis Ortiz', on = 'in two weeks' }}]", luis));
    const auto pushed = [&](std::string_view arrives, std::string_view said, std::string_view to) {
        story.arrives(
            arrives,
            fmt::format("[[pushed]]\ninterview = 'a'\nwhom = 'Luis Ortiz'\nat = {}\nto = {}\n", said, to));
    };
    const auto reminders = [&](std::string_view now) {
        const auto plan = planned(story, now);
        const auto made = kept.store(plan, at(now));
        kept.send(at(now));
        return std::ranges::count_if(made.nudges, [&](auto n) { return plan.nudges[n].duty == call; });
    };
    pushed("2026-11-22T16:00:00Z", "2026-11-22T16:00:00Z", "2026-12-08");
    reminders("2026-11-22T16:00:00Z");
    pushed("2026-11-24T16:00:00Z", "2026-11-23T15:00:00Z", "2026-12-10");
    pushed("2026-11-24T16:00:00Z", "2026-11-24T01:00:00Z", "2026-12-11");
    EXPECT_GT(reminders("2026-11-24T16:00:00Z"), 0);
    const auto before = kept.revision_of(call);
    // Told late: it had been moved to that date already.
    pushed("2026-11-25T16:00:00Z", "2026-11-23T20:00:00Z", "2026-12-11");
    EXPECT_EQ(reminders("2026-11-25T16:00:00Z"), 0);
    EXPECT_EQ(duty(planned(story, "2026-11-25T16:00:00Z"), "call/luis-ortiz").revision, before);
    EXPECT_EQ(kept.revision_of(call), before);
    pushed("2026-11-26T16:00:00Z", "2026-11-26T16:00:00Z", "2026-12-10");
    EXPECT_GT(reminders("2026-11-26T16:00:00Z"), 0) << "a date that it had before, and again";
    EXPECT_GT(kept.revision_of(call), before);
}

TEST(Difference, RemindsOfEachDateEvenIfTheStoryCountsThemAsOne) {
    constexpr std::string_view call = "call/luis-ortiz";
    Kept kept;
    auto story = told(fmt::format("{}\npromise = [{{ call = 'Luis Ortiz', on = 'in two weeks' }}]", luis));
    const auto moved = [&](std::string_view said, std::string_view to) {
        // Both are learned in one second; what is planned in between is kept.
        story.arrives(
            "2026-11-24T16:00:00Z",
            fmt::format("[[pushed]]\ninterview = 'a'\nwhom = 'Luis Ortiz'\nat = {}\nto = {}\n", said, to));
        const auto plan = planned(story, "2026-11-24T16:00:00Z");
        const auto made = kept.store(plan, at("2026-11-24T16:00:00Z"));
        EXPECT_FALSE(made.nudges.empty()) << to;
        return duty(plan, call).revision;
    };
    const auto first = moved("2026-11-23T15:00:00Z", "2026-12-10");
    EXPECT_EQ(moved("2026-11-24T01:00:00Z", "2026-12-11"), first);
    EXPECT_EQ(kept.revision_of("a/call/luis-ortiz"), first + 1);
}

TEST(Difference, StoresWhatIsForOverdueDutiesOnlyOnceTheyAre) {
    Kept kept;
    const auto story = told();
    kept.store(planned(story, "2026-11-20T21:35:00Z"), at("2026-11-20T21:35:00Z"));
    ASSERT_EQ(kept.nudges.size(), 1u);
    EXPECT_EQ(kept.nudges[0].rule, "ask");
    kept.store(planned(story, "2026-11-20T23:30:00Z"), at("2026-11-20T23:30:00Z"));
    ASSERT_EQ(kept.nudges.size(), 4u);
    EXPECT_EQ(kept.nudges[1].rule, "told");
    EXPECT_EQ(kept.nudges[2].rule, "morning");
}

TEST(Difference, TellsNewsOnceByWhicheverRule) {
    Plan plan;
    plan.nudges.emplace_back().duty = "acme-1/news/7";
    Kept kept;
    kept.store(plan, {});
    kept.send({});
    plan.nudges[0].rule = "moved"; // by what came late
    EXPECT_TRUE(nothing(kept.store(plan, {})));
}

TEST(Difference, MovesAnUnsentNudgeWithItsRule) {
    Kept kept;
    const auto story = told();
    const auto now = at("2026-11-20T21:35:00Z");
    kept.store(derive(story.known(), rules(), now), now);
    auto later = rules();
    later.policy.debrief_nudge = base::minutes{30};
    const auto made = kept.store(derive(story.known(), later, now), now);
    ASSERT_EQ(made.moved.size(), 1u);
    EXPECT_EQ(made.moved[0].second, at("2026-11-20T22:00:00Z"));
    EXPECT_TRUE(made.nudges.empty());
    kept.send(at("2026-11-20T22:00:00Z"));
    EXPECT_TRUE(nothing(kept.store(derive(story.known(), rules(), now), now)))
        << "in a mail it stays as it is";
}

TEST(Difference, LeavesWhatWaitsForTheMorningWaiting) {
    Kept kept;
    const auto story = told();
    kept.store(planned(story, "2026-11-20T21:35:00Z"), at("2026-11-20T21:35:00Z"));
    ASSERT_EQ(kept.nudges.size(), 1u);
    // Nothing ran for some hours, and at night the nudge was put off.
    kept.nudges[0].at = at("2026-11-21T14:00:00Z");
    const auto night = at("2026-11-21T08:00:00Z");
    EXPECT_TRUE(kept.store(planned(story, "2026-11-21T08:00:00Z"), night).moved.empty());
    EXPECT_EQ(kept.nudges[0].at, at("2026-11-21T14:00:00Z"));
}

TEST(Difference, TakesBackWhatAnAmendedEndMovedAndPlansItAnew) {
    Story story;
    Kept kept;
    kept.store(planned(story.arrives("2026-11-19T15:00:00Z", acme(luis)), "2026-11-19T15:00:00Z"),
               at("2026-11-19T15:00:00Z"));
    const auto before = kept.waiting().size();
    story.arrives("2026-11-19T16:00:00Z", acme(luis, "2026-11-23T10:00:00-06:00"));
    const auto made = kept.store(planned(story, "2026-11-19T16:00:00Z"), at("2026-11-19T16:00:00Z"));
    EXPECT_EQ(made.moot.size(), before);
    EXPECT_EQ(made.nudges.size(), before) << "she hears that it has moved, no more when it was to be";
    EXPECT_TRUE(made.gone.empty()) << "the ids stay";
}

TEST(Difference, NamesDutiesThatAreNoMore) {
    Kept kept;
    const auto now = at("2026-11-20T21:35:00Z");
    kept.store(planned(told(luis), "2026-11-20T21:35:00Z"), now);
    EXPECT_EQ(kept.store(planned(told(), "2026-11-20T21:35:00Z"), now).gone,
              std::vector<std::string>{"a/letter/luis-ortiz"});
}

/// What may happen after an interview, in the order of the list.
const std::vector<std::string> happenings{
    "[[debriefed]]\ninterview = 'a'\nwith = 'candidate'\nmet = [{ name = 'Ann Lee' }]\n",
    "[[letter]]\ninterview = 'a'\nto = 'Luis Ortiz'\n",
    "[[pushed]]\ninterview = 'a'\nwhom = 'Luis Ortiz'\nto = 'in three days'\n",
    "[[called]]\ninterview = 'a'\nwhom = 'Luis Ortiz'\nresult = 'voicemail'\n",
    "[[heard]]\ninterview = 'a'\nnews = 'new date'\ndate = 'in a week'\n",
    "[[heard]]\ninterview = 'a'\nnews = 'offer'\n",
    "[[done]]\nduty = 'a/decision'\n",
    "[[reopened]]\nduty = 'a/decision'\n",
    "[[reopened]]\nduty = 'a/letter/luis-ortiz'\n",
    "[[withdrawn]]\ninterview = 'a'\n",
};

std::string everything(std::string_view ended) {
    return acme("met = [{ name = 'Luis Ortiz' }]\ndecision = 2026-11-27\n"
                "promise = [{ call = 'Luis Ortiz', on = 2026-11-30 }]\n"
                "next = [{ what = 'second interview', when = 2026-12-08 }]",
                ended);
}

RC_GTEST_PROP(Difference, IsNothingTheSecondTimeAndNeverSendsAnythingAgain, ()) {
    Story story;
    Kept kept;
    auto now = at("2026-11-20T21:35:00Z");
    story.arrives(base::rfc3339(now), everything("2026-11-20T15:30:00-06:00"));
    for (int n = *rc::gen::inRange(1, 8); n > 0; --n) {
        const auto derived = derive(story.known(), rules(), now);
        const auto plan = continued(derived, kept.duties).value_or(derived);
        const auto before = kept.nudges;
        const auto made = kept.store(plan, now);
        for (const auto index : made.nudges)
            for (const auto& known : before)
                RC_ASSERT(known.planned || known.identity() != identity(plan.nudges[index]));
        RC_ASSERT(nothing(difference(kept.duties, kept.nudges, plan, now)));

        // One that only sees the end holds the same, less what has been sent.
        Kept fresh;
        fresh.store(plan, now);
        std::erase_if(fresh.nudges, [&](const KeptNudge& nudge) {
            return std::ranges::any_of(before, [&](const KeptNudge& old) {
                return !old.planned && old.identity() == nudge.identity();
            });
        });
        RC_ASSERT(fresh.waiting() == kept.waiting());
        RC_ASSERT(fresh.duties.size() == kept.duties.size());

        if (*rc::gen::arbitrary<bool>()) kept.send(now);
        now += base::hours{*rc::gen::inRange(0, 60)};
        if (*rc::gen::inRange(0, 4) != 0) story.arrives(base::rfc3339(now), *rc::gen::elementOf(happenings));
    }
}

} // namespace
} // namespace followup::plan
