#include "core/web/acts.hpp"

#include "core/queue/reader.hpp"
#include "core/web/standing.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace followup::web {
namespace {

const Doer dana_herself{"Dana Reyes", story::at("2026-11-25T17:15:00Z")};

const plan::Duty& duty_of(const Standing& standing, std::string_view id) {
    const auto found = std::ranges::find(standing.second.duties, id, &plan::Duty::id);
    EXPECT_NE(found, standing.second.duties.end()) << id;
    return *found;
}

TEST(Acts, AreOfferedWhileTheDutyIsOpen) {
    const auto standing = standing::of(standing::dana(), "2026-11-20T22:00:00Z");
    const auto call = duty_of(standing, "a/call/margaret-chen");
    EXPECT_EQ(acts_for(call), (std::vector{Act::spoke, Act::voicemail, Act::no_answer, Act::push, Act::heard,
                                           Act::not_mine}));
    auto closed = call;
    closed.state = plan::State::done;
    EXPECT_TRUE(acts_for(closed).empty());
}

TEST(Acts, BecomeTheEventsThatTellWhatHappened) {
    const auto standing = standing::of(standing::dana(), "2026-11-20T22:00:00Z");
    const auto& letter = duty_of(standing, "a/letter/luis-ortiz");
    const auto& call = duty_of(standing, "a/call/margaret-chen");
    const auto& debrief = duty_of(standing, "a/debrief");
    const struct {
        Press press;
        const plan::Duty& duty;
        std::string has;
    } cases[] = {
        {{.act = Act::done}, letter, "[[letter]]\n"},
        {{.act = Act::done}, debrief, "[[debriefed]]\n"},
        {{.act = Act::done}, call, "result    = \"spoke\""},
        {{.act = Act::no_answer}, call, "result    = \"no answer\""},
        {{.act = Act::push, .date = "next Thursday"}, call, "to        = \"next Thursday\""},
        {{.act = Act::heard, .news = queue::Heard::News::offer}, call, "news      = \"offer\""},
        {{.act = Act::not_mine}, letter, "reason = \"not mine, says Dana Reyes\""},
    };
    for (const auto& each : cases) {
        const auto text = event_for(each.press, each.duty, dana_herself);
        EXPECT_NE(text.find(each.has), std::string::npos) << text;
        EXPECT_NE(text.find("at"), std::string::npos) << text;
    }
}

struct UndoRow {
    const char* event;
    const char* duty;
    const char* has;
};

TEST(Acts, AreUndoneByTheEventsThatTakeThemBack) {
    const UndoRow rows[] = {
        {"[[letter]]\ninterview = 'a'\nto = 'Luis Ortiz'\n", "a/letter/luis-ortiz", "[[reopened]]"},
        {"[[called]]\ninterview = 'a'\nwhom = 'Margaret Chen'\nresult = 'spoke'\n", "a/call/margaret-chen",
         "[[reopened]]"},
        {"[[pushed]]\ninterview = 'a'\nwhom = 'Margaret Chen'\nto = 2026-12-10\n", "a/call/margaret-chen",
         "to        = 2026-11-30"},
        {"[[heard]]\ninterview = 'a'\nnews = 'offer'\n", "a/call/margaret-chen", "[[reopened]]"},
    };
    for (const auto& row : rows) {
        auto story = standing::dana();
        story.arrives("2026-11-25T17:00:00Z", row.event);
        const auto standing = standing::of(story, "2026-11-25T17:15:00Z");
        const auto found = undoable(story.history(), standing::rules(), duty_of(standing, row.duty),
                                    dana_herself, story::at("2026-10-26T00:00:00Z"), base::Zone::utc());
        ASSERT_TRUE(found) << row.event;
        EXPECT_NE(found->file.find(row.has), std::string::npos) << found->file;
        story.arrives("2026-11-25T17:15:00Z", found->file);
        const auto after = standing::of(story, "2026-11-25T17:16:00Z");
        const auto& duty = duty_of(after, row.duty);
        const auto before = standing::of(standing::dana(), "2026-11-25T17:16:00Z");
        EXPECT_EQ(duty.state, plan::State::open) << row.event;
        const auto& former = duty_of(before, row.duty);
        EXPECT_TRUE(duty.kind != plan::Kind::call || duty.due == former.due) << row.event;
        EXPECT_FALSE(undoable(story.history(), standing::rules(), duty, dana_herself,
                              story::at("2026-10-26T00:00:00Z"), base::Zone::utc()))
            << "an undoing is not undone: " << row.event;
    }
}

TEST(Acts, UndoneAfterTheFormerDateHasPassedGetTheNextOneThereIs) {
    auto story = standing::dana();
    story.arrives("2026-11-25T17:00:00Z", "[[pushed]]\ninterview = 'a'\nwhom = 'Margaret Chen'\n"
                                          "to = 2026-12-10\n");
    const auto standing = standing::of(story, "2026-12-02T17:00:00Z");
    const auto found = undoable(story.history(), standing::rules(), duty_of(standing, "a/call/margaret-chen"),
                                {"Dana Reyes", story::at("2026-12-02T17:00:00Z")},
                                story::at("2026-11-03T00:00:00Z"), base::Zone::utc());
    ASSERT_TRUE(found);
    EXPECT_NE(found->file.find("= 2026-12-03"), std::string::npos) << found->file;
}

TEST(Acts, OlderThanTheLimitAreNotUndone) {
    auto story = standing::dana();
    story.arrives("2026-11-25T17:00:00Z", "[[letter]]\ninterview = 'a'\nto = 'Luis Ortiz'\n");
    const auto standing = standing::of(story, "2026-12-26T17:00:00Z");
    EXPECT_FALSE(undoable(story.history(), standing::rules(), duty_of(standing, "a/letter/luis-ortiz"),
                          dana_herself, story::at("2026-11-26T00:00:00Z"), base::Zone::utc()));
}

TEST(News, AreReadFromPeoplesWords) {
    using enum queue::Heard::News;
    const struct {
        const char* words;
        queue::Heard::News news;
        const char* date;
        const char* notes;
    } cases[] = {
        {"second interview on December 8 at 10am", second_interview, "December 8 at 10am", ""},
        {"a second interview", second_interview, "", ""},
        {"Offer", offer, "", ""},
        {"an offer: 90k", offer, "", "90k"},
        {"rejected", rejected, "", ""},
        {"new date: Friday", new_date, "Friday", ""},
        {"asked, for references", asked, "", "for references"},
        {"they like me", acknowledged, "", "they like me"},
        {"offered nothing", acknowledged, "", "offered nothing"},
        {"ein zweites Gespräch am 8.12.2026", second_interview, "8.12.2026", ""},
        {"Angebot: 90.000", offer, "", "90.000"},
        {"Absage", rejected, "", ""},
    };
    for (const auto& each : cases) {
        const auto press = news_in(each.words);
        EXPECT_EQ(press.news, each.news) << each.words;
        EXPECT_EQ(press.date, each.date) << each.words;
        EXPECT_EQ(press.notes, each.notes) << each.words;
    }
}

} // namespace
} // namespace followup::web
