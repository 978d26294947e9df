#include "core/web/story.hpp"

#include "core/base/text.hpp"
#include "core/web/standing.hpp"

#include <array>
#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace followup::web {
namespace {

constexpr auto monday = "2026-11-23T15:00:00Z";
const Reader pat_on_monday{base::Zone::named("America/Chicago").value(), story::at(monday), {}};

story::Story moved() {
    auto story = standing::dana();
    story.arrives("2026-11-20T22:05:00Z", "[[letter]]\ninterview = 'a'\nto = 'Margaret Chen'\n");
    story.arrives("2026-11-21T16:00:00Z", "[[pushed]]\ninterview = 'a'\nwhom = 'Margaret Chen'\n"
                                          "to = '2026-12-03'\nreason = 'too soon'\n");
    return story;
}

MailTold mail() {
    return {7,   "dana@candidate.example", mail::State::sent, story::at("2026-11-20T21:45:00Z"), {},
            250, "2.0.0 queued\nand more", {"a/debrief"}};
}

std::string shown(const Reader& reader = pat_on_monday) {
    const std::array mails{mail()};
    return story_text(moved().history(), standing::of(moved(), monday), standing::rules(), mails, false,
                      reader);
}

TEST(Story, TellsWhatHappenedInItsOrder) {
    const auto text = shown();
    std::size_t before = 0;
    for (const auto* part :
         {"Dana Reyes: Controls Engineer at Acme Robotics\n", "What happened\n",
          "  Fri 20 Nov 2026, 15:30 CST  Dana Reyes had an interview with Acme Robotics",
          "  Fri 20 Nov 2026, 15:45 CST  Mail 7 to dana@candidate.example: sent (250 2.0.0\n"
          "      queued)\n      about a/debrief\n",
          "  Fri 20 Nov 2026, 16:05 CST  A letter to Margaret Chen was sent\n"
          "      done: Letter to Margaret Chen (Acme Robotics)\n",
          "  Fri 20 Nov 2026, 17:30 CST  Overdue: Call Pat Moreno about the interview",
          "  Sat 21 Nov 2026, 10:00 CST  The call to Margaret Chen was moved to Thu 3 Dec",
          "      moved: Call Margaret Chen (Acme Robotics), as promised, to Thu 3 Dec 2026,\n",
          "  Sat 21 Nov 2026, 15:30 CST  Overdue: Letter to Luis Ortiz", "\nWhat is next\n",
          "      a/letter/luis-ortiz\n", "\nNext reminders\n"}) {
        const auto at = text.find(part, before);
        ASSERT_NE(at, std::string::npos) << part << "\nis not behind the others in\n" << text;
        before = at;
    }
}

TEST(Story, FitsATerminalAndIsPaintedOnlyThere) {
    for (const auto& line : base::split(shown(), '\n'))
        EXPECT_LE(base::code_points(line).size(), columns_max) << line;
    EXPECT_FALSE(shown().contains('\x1b'));
    auto terminal = pat_on_monday;
    terminal.paint.colour = true;
    EXPECT_TRUE(shown(terminal).contains("\x1b[1;31mFri 20 Nov 2026, 17:30 CST\x1b[0m"));
}

TEST(Story, JsonHasEventsMailsAndWhatIsNext) {
    const std::array mails{mail()};
    const auto all = boost::json::parse(story_json(moved().history(), standing::of(moved(), monday),
                                                   standing::rules(), mails, false, pat_on_monday));
    EXPECT_EQ(all.at("story").at(0).at("kind").as_string(), "interview");
    EXPECT_EQ(all.at("story").at(1).at("kind").as_string(), "mail");
    EXPECT_EQ(all.at("next").at(0).at("id").as_string(), "a/debrief");
    EXPECT_FALSE(all.at("nudges").as_array().empty());
}

TEST(Why, SaysWhatHappenedItsDatesAndItsReminders) {
    const auto history = moved().history();
    const auto why = plan::explain(history, standing::rules(), pat_on_monday.now, "a/call/margaret-chen",
                                   pat_on_monday.zone);
    ASSERT_TRUE(why);
    const auto text = why_text(*why, ledger::fold(history), pat_on_monday);
    for (const auto* part :
         {"Call Margaret Chen (Acme Robotics), as promised\n",
          "      so: moved from Mon 30 Nov 2026, 17:00 CST to Thu 3 Dec 2026, 17:00 CST\n",
          "\nIts dates\n  Mon 30 Nov 2026, 17:00 CST\n", "  Thu 3 Dec 2026, 17:00 CST  too soon\n",
          "      [policy] call_by = 17:00 in America/Chicago, on Thu 3 Dec 2026\n",
          "\nIts reminders\n  Sat 21 Nov 2026, 10:00 CST  Dana Reyes (its date has moved)\n"
          "      when it was told, Sat 21 Nov 2026, 10:00 CST\n"
          "  Wed 2 Dec 2026, 17:00 CST  Dana Reyes (the working day before",
          "  Dana Reyes, Pat Moreno (the time of the call has\n"})
        EXPECT_TRUE(text.contains(part)) << part << "\nis not in\n" << text;
    for (const auto& line : base::split(text, '\n'))
        EXPECT_LE(base::code_points(line).size(), columns_max) << line;
    const auto all = boost::json::parse(why_json(*why, ledger::fold(history)));
    EXPECT_EQ(all.at("dates").at(1).at("reason").as_string(), "too soon");
    EXPECT_EQ(all.at("reminders").at(0).at("rule").as_string(), "moved");
    EXPECT_EQ(all.at("reminders").at(1).at("rule").as_string(), "eve");
}

TEST(Story, SaysWhoWantsNoMailsAndWhyOneWasNotSent) {
    auto unwanted = mail();
    unwanted.code = 0;
    unwanted.state = mail::State::moot;
    unwanted.reply = "not sent: its reader asked for no more mails";
    const std::array mails{unwanted};
    const auto text = story_text(moved().history(), standing::of(moved(), monday), standing::rules(), mails,
                                 true, pat_on_monday);
    EXPECT_TRUE(text.contains("  Dana Reyes wants no mails: call\n")) << text;
    EXPECT_TRUE(text.contains("not sent: its\n      reader asked for no more mails")) << text;
    EXPECT_FALSE(shown().contains("wants no mails"));
}

} // namespace
} // namespace followup::web
