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

TEST(Acts, AfterACallAskForADateNewsOrAnEnd) {
    auto story = standing::dana();
    story.arrives("2026-11-25T17:00:00Z",
                  "[[called]]\ninterview = 'a'\nwhom = 'Margaret Chen'\nresult = 'spoke'\n");
    const auto spoken = standing::of(story, "2026-11-25T17:10:00Z");
    const auto& call = duty_of(spoken, "a/call/margaret-chen");
    EXPECT_TRUE(acts_for(call).empty());
    EXPECT_EQ(acts_after(call, spoken, plan::Role::candidate), (std::vector{Act::push, Act::heard}));
    EXPECT_EQ(acts_after(call, spoken, plan::Role::recruiter),
              (std::vector{Act::push, Act::heard, Act::close}));
    EXPECT_TRUE(acts_after(duty_of(spoken, "a/letter/luis-ortiz"), spoken, plan::Role::candidate).empty());
    // The call that was agreed is owed again, on its date.
    story.by_the_candidate().arrives(
        "2026-11-25T17:16:00Z",
        event_for({.act = Act::push, .date = "Thursday next week"}, call, dana_herself));
    const auto after = standing::of(story, "2026-11-25T17:16:00Z");
    const auto& again = duty_of(after, "a/call/margaret-chen");
    EXPECT_EQ(again.state, plan::State::open);
    EXPECT_EQ(again.due, story::at("2026-12-03T23:00:00Z"));
    story.by_the_recruiter().arrives("2026-11-25T17:20:00Z", "[[closed]]\ninterview = 'a'\n");
    const auto ended = standing::of(story, "2026-11-25T17:20:00Z");
    EXPECT_TRUE(acts_after(call, ended, plan::Role::candidate).empty()) << "an end is an end";
    EXPECT_EQ(acts_after(call, ended, plan::Role::recruiter), std::vector{Act::told})
        << "it is a recruiter's to tell, and that can be said where nothing else is owed";
    EXPECT_FALSE(told_on_page_of(ended.first, ended.second).empty());
    story.arrives("2026-11-25T17:30:00Z", "[[told]]\ninterview = 'a'\n");
    EXPECT_TRUE(acts_after(call, standing::of(story, "2026-11-25T17:30:00Z"), plan::Role::recruiter).empty());
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
        {{.act = Act::accept}, call, "[[answered]]\n"},
        {{.act = Act::decline, .notes = "too far"}, call, "notes     = \"too far\""},
        {{.act = Act::told}, call, "[[told]]\n"},
        {{.act = Act::close, .notes = "filled"}, call, "[[closed]]\n"},
        {{.act = Act::not_mine}, letter, "reason = \"not mine, says Dana Reyes\""},
    };
    for (const auto& each : cases) {
        const auto text = event_for(each.press, each.duty, dana_herself);
        EXPECT_NE(text.find(each.has), std::string::npos) << text;
        EXPECT_NE(text.find("at"), std::string::npos) << text;
    }
}

TEST(Acts, TakeADateAsItIsSaidInAnyLanguage) {
    const auto zone = *base::Zone::named("Europe/Berlin");
    const auto said = story::at("2026-11-20T12:00:00Z"); // a Friday
    when::Context context;
    context.said = said;
    context.zone = zone;
    const struct {
        const char* phrase;
        const char* read; ///< as in `followup when --porcelain`, without warnings
    } cases[] = {
        {"next Thursday at 9 am", "2026-11-26T09:00:00+01:00"},
        {"2026-12-03", "2026-12-03"},
        {"3.12.2026", "2026-12-03"},
        {"heute um 17 Uhr", "2026-11-20T17:00:00+01:00"},
        {"morgen", "2026-11-21"},
        {"Morgen früh", "2026-11-21T09:00:00+01:00/2026-11-21T12:00:00+01:00"},
        {"übermorgen", "2026-11-22"},
        {"Montag", "2026-11-23"},
        {"am Dienstag um 15:30 Uhr", "2026-11-24T15:30:00+01:00"},
        {"am Dienstag um 15.30 Uhr", "2026-11-24T15:30:00+01:00"},
        {"Dienstag, 15 Uhr", "2026-11-24T15:00:00+01:00"},
        {"am kommenden Mittwoch", "2026-11-25"},
        {"nächsten Donnerstag", "2026-11-26"},
        {"naechsten Donnerstag um halb drei", "2026-11-26T14:30:00+01:00"},
        {"Dienstag nächster Woche", "2026-11-24"},
        {"nächste Woche Dienstag", "2026-11-24"},
        {"in einer Woche", "2026-11-27"},
        {"heute in einer Woche", "2026-11-27"},
        {"in zwei Wochen", "2026-12-04"},
        {"in 14 Tagen", "2026-12-04"},
        {"in vierzehn Tagen", "2026-12-04"},
        {"in drei Werktagen", "2026-11-25"},
        {"in einem Monat", "2026-12-20"},
        {"am 3. Dezember", "2026-12-03"},
        {"3. Dez. 2026", "2026-12-03"},
        {"am 3.12. um 15 Uhr", "2026-12-03T15:00:00+01:00"},
        {"am Donnerstag, dem 3.12.", "2026-12-03"},
        {"Donnerstag, den 3. Dezember, um 10 Uhr", "2026-12-03T10:00:00+01:00"},
        {"am 5. März", "2027-03-05"},
        {"bis Mittwoch", "by 2026-11-25"},
        {"bis zum 3. Dezember", "by 2026-12-03"},
        {"Ende nächster Woche", "2026-11-27"},
        {"Ende der Woche", "2026-11-20"},
        {"bis Ende November", "by 2026-11-30"},
        {"Anfang Dezember", "2026-12-01..2026-12-10"},
        {"Mitte nächster Woche", "2026-11-25"},
        {"zum Monatsende", "2026-11-30"},
        {"kommende Woche", "2026-11-23..2026-11-27"},
        {"in der nächsten Woche", "2026-11-23..2026-11-27"},
        {"Freitagvormittag", "2026-11-27T09:00:00+01:00/2026-11-27T12:00:00+01:00"},
        {"Montag früh", "2026-11-23T09:00:00+01:00/2026-11-23T12:00:00+01:00"},
        {"heute Nachmittag", "2026-11-20T12:00:00+01:00/2026-11-20T17:00:00+01:00"},
        {"Mittwoch um Viertel nach neun", "2026-11-25T09:15:00+01:00"},
        {"irgendwann", ""},
        {"so bald wie möglich", ""},
        {"gegen 15 Uhr", ""},
        {"gestern", ""},
        {"halb so wild", ""},
    };
    for (const auto& each : cases) {
        const auto english = date_in_english(each.phrase, words::texts_built_in(), said, zone);
        auto read = when::read(english, context);
        if (read) read->warnings.clear();
        const auto got = read ? when::porcelain(*read, zone) : std::string{};
        EXPECT_EQ(got, each.read) << each.phrase << ": " << english;
        if (read) continue;
        EXPECT_EQ(english, each.phrase) << "what nobody can read is told as it was said";
    }
}

TEST(Acts, TakeDatesThatGermansCountInTheirOwnOrder) {
    when::Context context;
    context.said = story::at("2026-11-20T12:00:00Z"); // a Friday
    context.zone = *base::Zone::named("Europe/Berlin");
    const std::pair<const char*, const char*> cases[] = {
        {"Montag in einer Woche", "2026-11-30"},
        {"am Freitag in zwei Wochen um 10 Uhr", "2026-12-11T10:00:00+01:00"},
        {"übernächste Woche", "2026-11-30..2026-12-04"},
        {"irgendwann nächste Woche", "2026-11-23..2026-11-27"},
        {"am 4.", "2026-12-04"},
        {"Freitag, der 4.", "2026-12-04"},
        {"innerhalb von drei Tagen", "by 2026-11-23"},
        {"bis Feierabend", "by 2026-11-20T17:00:00+01:00"},
        {"bis Silvester", "by 2026-12-31"},
    };
    for (const auto& [phrase, meant] : cases) {
        auto read =
            when::read(date_in_english(phrase, words::texts_built_in(), context.said, context.zone), context);
        ASSERT_TRUE(read) << phrase;
        read->warnings.clear();
        EXPECT_EQ(when::porcelain(*read, context.zone), meant) << phrase;
    }
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
