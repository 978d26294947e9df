#include "core/web/agenda.hpp"

#include "core/web/standing.hpp"

#include "core/base/text.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace followup::web {
namespace {

const auto chicago = base::Zone::named("America/Chicago").value();
const Whose pat{"pat", "Pat Moreno"};

Reader reader(std::string_view now) {
    return {chicago, story::at(now), {}};
}

std::string agenda(std::string_view now, Span span = Span::open) {
    const std::vector cases{standing::of(standing::dana(), now)};
    return agenda_text(cases, pat, span, reader(now));
}

TEST(Agenda, GroupsWhatIsOwedByTimeInTheReadersZone) {
    EXPECT_EQ(agenda("2026-11-21T15:00:00Z"),
              "Pat Moreno, Sat 21 Nov 2026, 09:00 CST\n"
              "\n"
              "Overdue\n"
              "  Fri 20 Nov 2026, 17:30 CST  Call Pat Moreno about the interview at Acme\n"
              "      Robotics\n"
              "      Dana Reyes, until the call is made\n"
              "      a/debrief\n"
              "\n"
              "Today\n"
              "  Sat 21 Nov 2026, 15:30 CST  Letter to Luis Ortiz (Acme Robotics)\n"
              "      Dana Reyes, until it is sent\n"
              "      a/letter/luis-ortiz\n"
              "  Sat 21 Nov 2026, 15:30 CST  Letter to Margaret Chen (Acme Robotics)\n"
              "      Dana Reyes, until it is sent\n"
              "      a/letter/margaret-chen\n"
              "\n"
              "Later\n"
              "  Mon 30 Nov 2026, 10:00 CST  Ask Acme Robotics what they decided about Dana\n"
              "      Reyes\n"
              "      Pat Moreno, until Acme Robotics is heard of\n"
              "      a/decision\n"
              "  Mon 30 Nov 2026, 17:00 CST  Call Margaret Chen (Acme Robotics), as promised\n"
              "      Dana Reyes, until it is made, or Acme Robotics is heard of\n"
              "      a/call/margaret-chen\n");
}

TEST(Agenda, ThisWeekEndsOnSunday) {
    EXPECT_TRUE(agenda("2026-11-29T12:00:00Z").contains("\nLater\n  Mon 30 Nov"));
    EXPECT_TRUE(agenda("2026-11-23T12:00:00Z").contains("\nLater\n  Mon 30 Nov"));
    const auto week = agenda("2026-11-20T15:00:00Z"); // before the interview's end
    EXPECT_TRUE(week.contains("\nThis week\n  Sat 21 Nov")) << week;
}

TEST(Agenda, SpansLeaveOutTheRest) {
    constexpr auto now = "2026-11-21T15:00:00Z";
    EXPECT_FALSE(agenda(now, Span::overdue).contains("Letter"));
    EXPECT_TRUE(agenda(now, Span::overdue).contains("a/debrief"));
    EXPECT_TRUE(agenda(now, Span::today).contains("Letter"));
    EXPECT_FALSE(agenda(now, Span::today).contains("Later"));
    EXPECT_EQ(agenda("2026-11-20T21:36:00Z", Span::overdue),
              "Pat Moreno, Fri 20 Nov 2026, 15:36 CST\nNothing is overdue.\n");
}

TEST(Agenda, AllShowsWhatIsClosedWithItsReason) {
    auto story = standing::dana();
    story.arrives("2026-11-20T22:00:00Z", "[[dropped]]\nduty = 'a/letter/luis-ortiz'\nreason = 'he left'\n");
    const std::vector cases{standing::of(story, "2026-11-20T22:05:00Z")};
    const auto text = agenda_text(cases, pat, Span::all, reader("2026-11-20T22:05:00Z"));
    EXPECT_TRUE(text.contains("\nClosed\n  Sat 21 Nov 2026, 15:30 CST  Letter to Luis Ortiz (Acme Robotics)\n"
                              "      Dana Reyes, dropped: he left\n"))
        << text;
}

TEST(Agenda, ACandidateSeesOnlyWhatTheyOweThemselves) {
    const std::vector cases{standing::of(standing::dana(), "2026-11-21T15:00:00Z")};
    const auto text = agenda_text(cases, {"dana@candidate.example", "Dana Reyes", true}, Span::open,
                                  reader("2026-11-21T15:00:00Z"));
    EXPECT_FALSE(text.contains("a/decision"));
    EXPECT_TRUE(text.contains("a/letter/luis-ortiz"));
}

TEST(Agenda, OneThatIsCutSaysSo) {
    const std::vector cases{standing::of(standing::dana(), "2026-11-21T15:00:00Z")};
    const auto text = agenda_text(cases, {"pat", "Pat Moreno", false, {}, "the first 10"}, Span::open,
                                  reader("2026-11-21T15:00:00Z"));
    EXPECT_TRUE(text.ends_with("\nThese are only the first 10.\n")) << text;
}

TEST(Agenda, JsonSaysTheSameInUtc) {
    const std::vector cases{standing::of(standing::dana(), "2026-11-21T15:00:00Z")};
    const auto all =
        boost::json::parse(agenda_json(cases, pat, Span::open, reader("2026-11-21T15:00:00Z"))).as_object();
    const auto& duties = all.at("duties").as_array();
    ASSERT_EQ(duties.size(), 5U);
    EXPECT_EQ(duties[0].at("id").as_string(), "a/debrief");
    EXPECT_EQ(duties[0].at("due").as_string(), "2026-11-20T23:30:00Z");
    EXPECT_TRUE(duties[0].at("overdue").as_bool());
    EXPECT_EQ(duties[1].at("group").as_string(), "today");
    EXPECT_EQ(duties[4].at("next_nudge").as_string(), "2026-11-27T23:00:00Z");
}

TEST(Agenda, EveryLineFits80Columns) {
    for (const auto* now : {"2026-11-20T21:36:00Z", "2026-11-21T15:00:00Z", "2027-01-21T15:00:00Z"})
        for (const auto& line : base::split(agenda(now, Span::all), '\n'))
            EXPECT_LE(base::code_points(line).size(), 80U) << line;
}

/// Dana's story, in which nothing is owed any more but the next date.
std::vector<Standing> without_a_date(std::string_view now, std::string_view more = {}) {
    auto story = standing::eli();
    story.arrives("2026-11-20T22:05:00Z", "[[debriefed]]\ninterview = 'eli-bolt-1'\nwith = 'candidate'\n")
        .arrives("2026-11-20T22:06:00Z", "[[debriefed]]\ninterview = 'eli-bolt-1'\nwith = 'client'\n")
        .arrives("2026-11-20T22:07:00Z", "[[letter]]\ninterview = 'eli-bolt-1'\nto = 'Bo Chen'\n");
    if (!more.empty()) story.arrives("2026-11-20T22:08:00Z", more);
    return {standing::of(standing::dana(), now), standing::of(story, now)};
}

TEST(Agenda, OfUndatedCasesShowsThoseInWhichNothingHasADate) {
    const auto* now = "2026-11-23T15:00:00Z";
    const auto text = agenda_text(without_a_date(now), pat, Span::undated, reader(now));
    EXPECT_TRUE(text.contains("\nWithout a date\n")) << text;
    EXPECT_TRUE(text.contains("      eli-bolt-1/next\n")) << text;
    EXPECT_FALSE(text.contains("Dana Reyes")) << text;
    const auto all = boost::json::parse(agenda_json(without_a_date(now), pat, Span::undated, reader(now)));
    ASSERT_EQ(all.at("duties").as_array().size(), 1U);
    EXPECT_EQ(all.at("duties").at(0).at("group").as_string(), "undated");
    const std::vector cases{standing::of(standing::dana(), now)};
    EXPECT_TRUE(agenda_text(cases, pat, Span::undated, reader(now)).contains("Every open case has a date."));
}

TEST(Agenda, ACaseWhoseNextDateWasAgreedIsNotUndatedUntilItHasPassed) {
    const auto* told = "[[pushed]]\ninterview = 'eli-bolt-1'\nwhom = 'eli-bolt-1/next'\nto = '2026-12-01'\n";
    const auto undated = [&](const char* now) {
        return agenda_text(without_a_date(now, told), pat, Span::undated, reader(now))
            .contains("eli-bolt-1/next");
    };
    EXPECT_FALSE(undated("2026-11-23T15:00:00Z"));
    EXPECT_TRUE(undated("2026-12-02T15:00:00Z"));
}

TEST(Agenda, SaysWhoIsNotToldWhoWantsNoMailsAndHowManyAreOlder) {
    const auto* now = "2026-11-23T15:00:00Z";
    auto ended = standing::eli();
    ended.arrives("2026-11-20T22:05:00Z", "[[heard]]\ninterview = 'eli-bolt-1'\nnews = 'rejected'\n");
    const std::vector cases{standing::of(standing::dana(), now), standing::of(ended, now)};
    auto whose = pat;
    whose.no_mails = {"dana@candidate.example"};
    whose.older = 23;
    const auto text = agenda_text(cases, whose, Span::open, reader(now));
    EXPECT_TRUE(text.contains("\nNot told yet\n  Fri 20 Nov 2026, 16:05 CST  Eli Stone at Bolt: rejected\n"
                              "      followup told eli-bolt-1\n"))
        << text;
    EXPECT_TRUE(text.contains("      wants no mails: call\n")) << text;
    EXPECT_TRUE(text.contains("\n23 older cases are without a date: followup agenda --undated\n")) << text;
    const auto all = boost::json::parse(agenda_json(cases, whose, Span::open, reader(now)));
    EXPECT_EQ(all.at("untold").at(0).at("what").as_string(), "rejected");
    EXPECT_EQ(all.at("older").as_int64(), 23);
    EXPECT_TRUE(all.at("duties").at(0).at("wants_no_mails").as_bool());
    whose.owner_only = true;
    whose.person = "eli@candidate.example";
    EXPECT_FALSE(agenda_text(cases, whose, Span::open, reader(now)).contains("Not told"))
        << "it is hers to hear from a person";
}

} // namespace
} // namespace followup::web
