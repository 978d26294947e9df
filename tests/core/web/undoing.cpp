#include "core/web/acts.hpp"
#include "core/web/standing.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace followup::web {
namespace {

plan::Person reading(plan::Role role) {
    plan::Person reader;
    reader.role = role;
    return reader;
}
const plan::Person the_recruiter = reading(plan::Role::recruiter);
const plan::Person the_candidate = reading(plan::Role::candidate);

const Doer dana_herself{"Dana Reyes", story::at("2026-11-25T17:15:00Z")};

const plan::Duty& duty_in(const Standing& standing, std::string_view id) {
    const auto found = std::ranges::find(standing.second.duties, id, &plan::Duty::id);
    EXPECT_NE(found, standing.second.duties.end()) << id;
    return *found;
}

struct UndoRow {
    const char* event;
    const char* duty;
    const char* has;
};

TEST(Undoings, AreTheEventsThatTakeThemBack) {
    const UndoRow rows[] = {
        {"[[letter]]\ninterview = 'a'\nto = 'Luis Ortiz'\n", "a/letter/luis-ortiz", "[[reopened]]"},
        {"[[called]]\ninterview = 'a'\nwhom = 'Margaret Chen'\nresult = 'spoke'\n", "a/call/margaret-chen",
         "[[reopened]]"},
        {"[[pushed]]\ninterview = 'a'\nwhom = 'Margaret Chen'\nto = 2026-12-10\n", "a/call/margaret-chen",
         "to        = 2026-11-30"},
        {"[[heard]]\ninterview = 'a'\nnews = 'offer'\n", "a/call/margaret-chen", "[[reopened]]"},
        {"[[heard]]\ninterview = 'a'\nnews = 'rejected'\n", "a/call/margaret-chen", "interview = \"a\""},
        {"[[closed]]\ninterview = 'a'\n", "a/decision", "interview = \"a\""},
        {"[[withdrawn]]\ninterview = 'a'\n", "a/letter/luis-ortiz", "interview = \"a\""},
        {"[[heard]]\ninterview = 'a'\nnews = 'new date'\ndate = 2026-12-04\n", "a/decision",
         "to        = 2026-11-27"},
    };
    for (const auto& row : rows) {
        auto story = standing::dana();
        story.arrives("2026-11-25T17:00:00Z", row.event);
        const auto standing = standing::of(story, "2026-11-25T17:15:00Z");
        const auto found = undoable(story.history(), standing::rules(), duty_in(standing, row.duty),
                                    dana_herself, story::at("2026-10-26T00:00:00Z"), the_recruiter);
        ASSERT_TRUE(found) << row.event;
        EXPECT_NE(found->file.find(row.has), std::string::npos) << found->file;
        story.arrives("2026-11-25T17:15:00Z", found->file);
        const auto after = standing::of(story, "2026-11-25T17:16:00Z");
        const auto& opened = duty_in(after, row.duty);
        const auto as_it_was = standing::of(standing::dana(), "2026-11-25T17:16:00Z");
        EXPECT_EQ(opened.state, plan::State::open) << row.event;
        const auto& former = duty_in(as_it_was, row.duty);
        EXPECT_TRUE(opened.kind == plan::Kind::letter || opened.due == former.due) << row.event;
        EXPECT_FALSE(undoable(story.history(), standing::rules(), opened, dana_herself,
                              story::at("2026-10-26T00:00:00Z"), the_recruiter))
            << "an undoing is not undone: " << row.event;
    }
}

TEST(Undoings, AfterTheFormerDateHasPassedGiveTheNextOneThereIs) {
    auto story = standing::dana();
    story.arrives("2026-11-25T17:00:00Z", "[[pushed]]\ninterview = 'a'\nwhom = 'Margaret Chen'\n"
                                          "to = 2026-12-10\n");
    const auto standing = standing::of(story, "2026-12-02T17:00:00Z");
    const auto found = undoable(story.history(), standing::rules(), duty_in(standing, "a/call/margaret-chen"),
                                {"Dana Reyes", story::at("2026-12-02T17:00:00Z")},
                                story::at("2026-11-03T00:00:00Z"), the_recruiter);
    ASSERT_TRUE(found);
    EXPECT_NE(found->file.find("= 2026-12-03"), std::string::npos) << found->file;
}

TEST(Undoings, OfAMovedStepMoveThatStep) {
    auto story = standing::dana();
    story.arrives("2026-11-23T15:00:00Z",
                  "[[debriefed]]\ninterview = 'a'\nwith = 'candidate'\n"
                  "[[debriefed.next]]\nwhat = 'second interview'\nwhen = 2026-12-08T10:00:00-06:00\n"
                  "[[debriefed.next]]\nwhat = 'test'\nwhen = 2026-12-03\n");
    story.arrives("2026-11-25T17:00:00Z",
                  "[[pushed]]\ninterview = 'a'\nwhom = 'a/step/2'\nto = 2026-12-10\n");
    const auto standing = standing::of(story, "2026-11-25T17:15:00Z");
    const auto found = undoable(story.history(), standing::rules(), duty_in(standing, "a/step/2"),
                                dana_herself, story::at("2026-10-26T00:00:00Z"), the_recruiter);
    ASSERT_TRUE(found);
    EXPECT_NE(found->file.find("whom      = \"a/step/2\"\n"), std::string::npos) << found->file;
    story.arrives("2026-11-25T17:15:00Z", found->file);
    const auto after = standing::of(story, "2026-11-25T17:16:00Z");
    const auto test_day = base::Zone::named("America/Chicago")->date(duty_in(after, "a/step/2").due);
    EXPECT_EQ(base::iso(test_day), "2026-12-03");
    EXPECT_EQ(duty_in(after, "a/step/1").due, story::at("2026-12-08T16:00:00Z")) << "that was not touched";
}

TEST(Undoings, AreTheCandidatesOfHerOwnDeedsOnly) {
    const auto* sent = "[[letter]]\ninterview = 'a'\nto = 'Luis Ortiz'\n";
    for (const bool hers : {true, false}) {
        auto story = standing::dana();
        if (hers) story.by_the_candidate();
        story.arrives("2026-11-25T17:00:00Z", sent);
        const auto standing = standing::of(story, "2026-11-25T17:15:00Z");
        for (const auto* reader : {&the_candidate, &the_recruiter}) {
            const auto found =
                undoable(story.history(), standing::rules(), duty_in(standing, "a/letter/luis-ortiz"),
                         dana_herself, story::at("2026-10-26T00:00:00Z"), *reader);
            EXPECT_EQ(found.has_value(), hers || reader == &the_recruiter);
        }
    }
}

TEST(Undoings, AreOfNothingOlderThanTheLimit) {
    auto story = standing::dana();
    story.arrives("2026-11-25T17:00:00Z", "[[letter]]\ninterview = 'a'\nto = 'Luis Ortiz'\n");
    const auto standing = standing::of(story, "2026-12-26T17:00:00Z");
    EXPECT_FALSE(undoable(story.history(), standing::rules(), duty_in(standing, "a/letter/luis-ortiz"),
                          dana_herself, story::at("2026-11-26T00:00:00Z"), the_recruiter));
}

} // namespace
} // namespace followup::web
