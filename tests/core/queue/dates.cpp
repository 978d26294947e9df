#include "core/queue/desk.hpp"

#include <gtest/gtest.h>

namespace followup::queue {
namespace {

using base::Date;
using desk::instant;
using desk::interview;
using desk::problems;
using desk::warnings;

Date date(std::string_view text) {
    return *base::parse_date(text);
}

/// A push at Friday noon in Denver to what is written.
std::string pushed(std::string_view to, std::string_view at = "2026-11-20T12:00:00-07:00") {
    return "[[pushed]]\ninterview = 'old-1'\nwhom = 'A'\nat = " + std::string{at}
           + "\nto = " + std::string{to} + "\n";
}

Spoken spoken(std::string_view to) {
    return desk::body<Pushed>(pushed(to)).to;
}

TEST(Dates, MayBeTomlDatesAndTimes) {
    EXPECT_EQ(std::get<Date>(spoken("2026-12-01").value), date("2026-12-01"));
    EXPECT_EQ(std::get<Instant>(spoken("2026-12-01T10:00:00").value), instant("2026-12-01T17:00:00Z"));
    EXPECT_EQ(std::get<Instant>(spoken("2026-12-01T10:00:00.75+05:30").value),
              instant("2026-12-01T04:30:00Z"));
    EXPECT_EQ(std::get<Instant>(spoken("2026-12-01 10:00:00Z").value), instant("2026-12-01T10:00:00Z"));
    EXPECT_EQ(spoken("2026-12-01").words, "2026-12-01");
    EXPECT_EQ(spoken("2026-12-01T10:00:00").words, "2026-12-01T10:00:00");
    EXPECT_EQ(spoken("2026-12-01 10:00:00.75-03:30").words, "2026-12-01T10:00:00-03:30");
    EXPECT_EQ(spoken("2026-12-01 10:00:00Z").words, "2026-12-01T10:00:00Z");
}

TEST(Dates, MayBePhrasesCountedFromWhenTheyWereSaid) {
    const auto said = spoken("'a week from Monday'");
    EXPECT_EQ(said.words, "a week from Monday");
    EXPECT_EQ(std::get<Date>(said.value), date("2026-11-30"));
    EXPECT_EQ(said.said, instant("2026-11-20T19:00:00Z"));
    EXPECT_EQ(said.zone, "America/Denver");
    EXPECT_FALSE(said.because.empty());
    EXPECT_TRUE(spoken("'by Tuesday'").by);
    // Without a time of its own the event happens on arrival: Friday the 20th.
    const auto called =
        desk::body<Called>("[[called]]\ninterview='old-1'\nwhom='A'\nresult='voicemail'\nnext='tomorrow'\n");
    EXPECT_EQ(std::get<Date>(called.next->value), date("2026-11-21"));
}

TEST(Dates, MayBePhrasesOfALanguageThatIsSpokenHere) {
    auto against = desk::context();
    EXPECT_NE(problems(pushed("'Montag in einer Woche'"), against), "");
    against.in_english = [](std::string_view said) {
        return std::vector<std::string>{std::string{said}, said.starts_with("Montag")   ? "a week from Monday"
                                                           : said.starts_with("am 31.") ? "on February 31"
                                                                                        : "a few days"};
    };
    const auto to = std::get<Pushed>(desk::first(pushed("'Montag in einer Woche'"), against).body).to;
    EXPECT_EQ(std::get<Date>(to.value), date("2026-11-30"));
    EXPECT_EQ(to.words, "Montag in einer Woche") << "what was said stays said";
    EXPECT_EQ(std::get<Date>(desk::body<Pushed>(pushed("'a week from Monday'"), against).to.value),
              date("2026-11-30"));
    // What is understood and refused is told at the phrase's beginning: its words are not those that were
    // read.
    const auto refused = problems(pushed("'am 31. Februar'"), against);
    EXPECT_NE(refused.find(":5:7:"), refused.npos) << refused;
}

TEST(Dates, OfAnInterviewCountFromItsEndOrFromWhatItSays) {
    const std::string decision = "decision = 'tomorrow'\n";
    const auto at = [&](const std::string& more) {
        return std::get<Date>(desk::body<Interview>(interview(decision + more)).decision->value);
    };
    EXPECT_EQ(at(""), date("2026-11-21"));
    EXPECT_EQ(at("said_at = 2026-11-19T09:00:00-06:00\n"), date("2026-11-20"));
}

TEST(Dates, MayCountFromTheInterview) {
    const auto at =
        desk::body<Pushed>(pushed("'24 hours after the interview'", "2026-11-19T18:00:00Z")).to.value;
    EXPECT_EQ(std::get<Instant>(at), instant("2026-11-20T17:00:00Z"));
    EXPECT_TRUE(problems("[[pushed]]\ninterview='new-1'\nwhom='A'\nto='24 hours after the interview'\n")
                    .starts_with("e.toml:4:20: 'to' cannot be read: no interview time is known (in “24 hours "
                                 "after the interview”)"));
}

TEST(Dates, KeepTheClosedDaysFromThenToAWeekLater) {
    auto against = desk::context();
    against.calendar = hours::Calendar{{{date("2026-11-19"), "before"},
                                        {date("2026-11-20"), "said"},
                                        {date("2026-11-26"), "Thanksgiving Day"},
                                        {date("2026-12-07"), "last"},
                                        {date("2026-12-08"), "after"}}};
    const auto to = desk::body<Pushed>(pushed("'a week from Monday'"), against).to;
    ASSERT_EQ(to.closed.size(), 3U);
    EXPECT_EQ(to.closed[0].name, "said");
    EXPECT_EQ(to.closed[1].name, "Thanksgiving Day");
    EXPECT_EQ(to.closed[2].name, "last");
}

TEST(Dates, ThatCannotBeReadAreNamedInsideThePhrase) {
    EXPECT_EQ(
        problems(pushed("'next Moonday'")),
        "e.toml:5:12: 'to' cannot be read: “Moonday” not understood here (in “next Moonday”); did you mean "
        "'Monday'?\n");
    EXPECT_EQ(
        problems(pushed("'when it suits'")),
        "e.toml:5:7: 'to' cannot be read: “when” not understood here (in “when it suits”); write a date such "
        "as 2026-11-30 or a phrase such as \"a week from Monday\"\n");
    EXPECT_TRUE(problems(pushed("\"\\u006eext Moonday\"")).starts_with("e.toml:5:6: 'to' cannot be read"));
    EXPECT_TRUE(problems(pushed("'''next Moonday'''")).starts_with("e.toml:5:6: 'to' cannot be read"));
    EXPECT_TRUE(problems(pushed("''")).starts_with("e.toml:5:7: 'to' cannot be read: no date given"));
    EXPECT_TRUE(problems(pushed("'yesterday'")).contains("'to' cannot be read: that is "));
    EXPECT_EQ(problems(pushed("12:00:00")), "e.toml:5:6: 'to' must be a date such as 2026-11-30 or a phrase "
                                            "such as \"a week from Monday\", not a "
                                            "time of day\n");
    EXPECT_EQ(problems(pushed("1026-12-01")),
              "e.toml:5:6: 'to' lies in the year 1026; years from 1990 to 2199 are taken\n");
}

TEST(Dates, UnderAMissingEndAreReadAllTheSame) {
    const std::string text = "[[interview]]\nid='i'\nrecruiter='pat'\nposition='P'\n"
                             "candidate={name='D',email='d@x.example'}\nemployer={name='E'}\n";
    const std::string lacks =
        "e.toml:1:1: [[interview]] lacks 'ended'; add ended = 2026-11-20T15:30:00-06:00\n";
    EXPECT_EQ(problems(text + "decision = 'Friday'\n"), lacks);
    EXPECT_EQ(problems(text + "decision = '2026-11-19'\n"), lacks) << "said when is not known: not past";
    EXPECT_TRUE(problems(text + "decision = 'Fryday'\n")
                    .contains("e.toml:7:13: 'decision' cannot be read: “Fryday” "));
}

TEST(Dates, BeforeTheyWereSaidAreRefusedHoweverTheyAreWritten) {
    EXPECT_EQ(problems(pushed("2026-11-19")),
              "e.toml:5:6: 'to' lies before it was said: “2026-11-19” is not after Fri 20 "
              "Nov 2026, 12:00 MST; write the date that was meant, or say in 'at' when it was said\n");
    EXPECT_NE(problems(pushed("'2026-11-19'")), "");
    EXPECT_NE(problems(pushed("2026-11-20T11:59:00")), "");
    EXPECT_EQ(problems(pushed("2026-11-20")), "");
}

TEST(Dates, WarnAsTheirPhraseDoes) {
    const auto saturday = spoken("2026-11-28");
    ASSERT_EQ(saturday.warnings.size(), 1U);
    EXPECT_EQ(saturday.warnings[0].code, when::WarningCode::non_business_day);
    EXPECT_EQ(warnings(pushed("2026-11-28")), "e.toml:5:6: " + saturday.warnings[0].message + "\n");
    EXPECT_EQ(warnings(pushed("'2026-11-28'")), warnings(pushed("2026-11-28")));
}

std::string withdrawn(std::string_view at) {
    return "[[withdrawn]]\ninterview = 'old-1'\nat = " + std::string{at} + "\n";
}

TEST(Moments, AreReadBackward) {
    const auto at = [](std::string_view written) { return desk::first(withdrawn(written)).at; };
    // Told on Friday the 20th at 14:35 in Denver.
    EXPECT_EQ(at("'yesterday 17:02'"), instant("2026-11-20T00:02:00Z"));
    EXPECT_EQ(at("'Friday at 2pm'"), instant("2026-11-20T21:00:00Z"));
    EXPECT_EQ(at("'Friday at 3:30pm'"), instant("2026-11-13T22:30:00Z"));
    EXPECT_EQ(at("'11/19/2026 3:30 PM'"), instant("2026-11-19T22:30:00Z"));
    EXPECT_EQ(at("14:30:00"), instant("2026-11-20T21:30:00Z")) << "a time of TOML is today's";
    EXPECT_EQ(at("'an hour ago'"), instant("2026-11-20T20:35:00Z"));
}

TEST(Moments, MayBeSaidInALanguageThatIsSpokenHere) {
    auto against = desk::context();
    EXPECT_NE(problems(withdrawn("'gestern um 17:02'"), against), "");
    against.in_english = [](std::string_view) { return std::vector<std::string>{"yesterday at 17:02"}; };
    EXPECT_EQ(desk::first(withdrawn("'gestern um 17:02'"), against).at, instant("2026-11-20T00:02:00Z"));
}

TEST(Moments, ThatLieAheadAreRefusedUnderEveryKey) {
    const auto ahead = [](std::string_view line) { return problems(line).contains("lies ahead"); };
    for (const std::string at :
         {"2026-11-20T14:41:00", "'today at 14:41'", "14:41:00", "'2026-11-20 14:41'"}) {
        EXPECT_TRUE(ahead(withdrawn(at))) << at;
        EXPECT_TRUE(ahead("[[letter]]\ninterview = 'old-1'\nto = 'A'\nsent_at = " + at + "\n")) << at;
    }
    EXPECT_TRUE(ahead(interview("said_at = 2026-11-20T15:41:00\n")));
    EXPECT_EQ(problems(withdrawn("2026-11-20T14:40:00")), "") << "clocks differ by five minutes";
}

TEST(Moments, FarAwayAreReadBackAsADoubt) {
    EXPECT_EQ(warnings(withdrawn("2025-11-20T12:00:00")),
              "e.toml:3:6: 'at': Thu 20 Nov 2025 is 365 days ago; is 2026 meant?\n");
    EXPECT_EQ(warnings(withdrawn("2026-11-07T12:00:00")), "");
}

/// An interview that ended as it is written.
std::string ending(std::string_view ended, std::string_view more = {}) {
    auto text = interview();
    return text.substr(0, text.find("ended")) + "ended = " + std::string{ended} + "\n" + std::string{more};
}

TEST(Moments, OfAnEndMayLieAheadWhenThatIsSaid) {
    const auto ended = [](std::string_view written) { return desk::body<Interview>(ending(written)).ended; };
    EXPECT_EQ(ended("'tomorrow at 3'"), instant("2026-11-21T21:00:00Z"));
    EXPECT_EQ(ended("'December 8 at 10am'"), instant("2026-12-08T16:00:00Z"));
    EXPECT_EQ(ended("2026-12-08T10:00:00"), instant("2026-12-08T16:00:00Z"));
}

TEST(Moments, OfAnEndOnAWeekdayAloneAreReadBackAsAQuestion) {
    EXPECT_EQ(warnings(ending("'Thursday at 3:30pm'")),
              "e.toml:7:9: 'ended' is read as last Thursday, 19 Nov; for the coming one write the date\n");
    EXPECT_TRUE(desk::body<Interview>(ending("'Thursday at 3:30pm'")).ended_asked);
    EXPECT_EQ(warnings(ending("'last Thursday at 3:30pm'")), "");
    EXPECT_FALSE(desk::body<Interview>(ending("'last Thursday at 3:30pm'")).ended_asked);
}

TEST(Moments, OfABeginningCountFromTheEnd) {
    const auto began = [](std::string_view end, std::string_view begin) {
        return *desk::body<Interview>(ending(end, "began = " + std::string{begin} + "\n")).began;
    };
    EXPECT_EQ(began("'Thursday at 3:30pm'", "'2pm'"), instant("2026-11-19T20:00:00Z"));
    EXPECT_EQ(began("2026-12-08T15:30:00", "14:00:00"), instant("2026-12-08T20:00:00Z"));
    EXPECT_EQ(began("'Thursday at 3:30pm'", "'Thursday at 2pm'"), instant("2026-11-19T20:00:00Z"));
    EXPECT_TRUE(problems(ending("2026-11-19T15:30:00", "began = 2026-11-19T16:30:00\n"))
                    .contains("the interview began after it ended"));
}

TEST(Moments, MayBeLocalToTheEventsZone) {
    EXPECT_EQ(desk::first(pushed("2026-12-01", "2026-11-20T12:00:00")).at, instant("2026-11-20T19:00:00Z"));
    EXPECT_EQ(desk::first(pushed("2026-12-01", "'2026-11-20T12:00:00'")).at, instant("2026-11-20T19:00:00Z"));
    EXPECT_EQ(desk::first(pushed("2026-12-01", "'2026-11-20T12:00:00Z'")).at,
              instant("2026-11-20T12:00:00Z"));
}

TEST(Moments, InAGapOrAFoldOfTheClockWarn) {
    EXPECT_EQ(warnings(pushed("2026-12-01", "2026-03-08T02:30:00")),
              "e.toml:4:6: 02:30 on Sun 8 Mar 2026 does not exist in America/Denver, where the clocks go "
              "forward; read "
              "as Sun 8 Mar 2026, 03:30 MDT\n"
              "e.toml:4:6: 'at': Sun 8 Mar 2026 is 257 days ago; is that right?\n");
    EXPECT_EQ(warnings(pushed("2026-12-01", "2026-11-01T01:30:00")),
              "e.toml:4:6: 01:30 on Sun 1 Nov 2026 comes twice in America/Denver, where the clocks go back; "
              "read as "
              "the first, Sun 1 Nov 2026, 01:30 MDT\n"
              "e.toml:4:6: 'at': Sun 1 Nov 2026 is 19 days ago; is that right?\n");
    EXPECT_EQ(desk::first(pushed("2026-12-01", "2026-11-01T01:30:00")).at, instant("2026-11-01T07:30:00Z"));
}

TEST(Moments, NeedATimeOfDay) {
    EXPECT_EQ(problems(pushed("2026-12-01", "2026-11-20")),
              "e.toml:4:6: 'at' is a day without its time; add the time of day: 2026-11-20T15:30:00\n");
    EXPECT_EQ(
        problems(pushed("2026-12-01", "'yesterday'")),
        "e.toml:4:16: 'at' cannot be read: “yesterday” lacks the time of day: add it, such as 'at 3:30pm' "
        "or '15:30'\n");
    EXPECT_EQ(problems(pushed("2026-12-01", "3")),
              "e.toml:4:6: 'at' must be a moment such as 2026-11-20T15:30:00 or \"yesterday at 5pm\", not a "
              "number\n");
    EXPECT_EQ(problems(pushed("2026-12-01", "3026-11-20T12:00:00Z")),
              "e.toml:4:6: 'at' lies in the year 3026; years from 1990 to 2199 are taken\n");
}

} // namespace
} // namespace followup::queue
