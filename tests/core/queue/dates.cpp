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

TEST(Dates, OfAnInterviewCountFromItsEndOrFromWhatItSays) {
    const std::string decision = "decision = 'tomorrow'\n";
    const auto at = [&](const std::string& more) {
        return std::get<Date>(desk::body<Interview>(interview(decision + more)).decision->value);
    };
    EXPECT_EQ(at(""), date("2026-11-21"));
    EXPECT_EQ(at("said_at = 2026-11-22T09:00:00-06:00\n"), date("2026-11-23"));
}

TEST(Dates, MayCountFromTheInterview) {
    const auto at =
        desk::body<Pushed>(pushed("'24 hours after the interview'", "2026-11-19T18:00:00Z")).to.value;
    EXPECT_EQ(std::get<Instant>(at), instant("2026-11-20T17:00:00Z"));
    EXPECT_TRUE(problems("[[pushed]]\ninterview='new-1'\nwhom='A'\nto='24 hours after the interview'\n")
                    .starts_with("e.toml:4:20: \"24 hours after the interview\" in 'to' cannot be read: "));
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
    EXPECT_TRUE(problems(pushed("'next Moonday'"))
                    .starts_with("e.toml:5:12: \"next Moonday\" in 'to' cannot be read: "));
    EXPECT_TRUE(problems(pushed("'next Moonday'")).ends_with(" (at byte 5 of the phrase)\n"));
    EXPECT_TRUE(problems(pushed("\"\\u006eext Moonday\""))
                    .starts_with("e.toml:5:6: \"next Moonday\" in 'to' cannot be read"));
    EXPECT_TRUE(problems(pushed("'''next Moonday'''"))
                    .starts_with("e.toml:5:6: \"next Moonday\" in 'to' cannot be read"));
    EXPECT_TRUE(problems(pushed("''")).starts_with("e.toml:5:7: \"\" in 'to' cannot be read: "));
    EXPECT_TRUE(problems(pushed("'yesterday'")).contains("\"yesterday\" in 'to' cannot be read: "));
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
                    .contains("e.toml:7:13: \"Fryday\" in 'decision' cannot be read"));
}

TEST(Dates, InThePastAreTakenWithAWarningWhenTheyAreExact) {
    EXPECT_EQ(warnings(pushed("2026-11-19")),
              "e.toml:5:6: 'to' lies before it was said: 2026-11-19 is before Fri 20 "
              "Nov 2026, 12:00 MST\n");
    EXPECT_EQ(std::get<Date>(spoken("2026-11-19").value), date("2026-11-19"));
}

TEST(Dates, WarnAsTheirPhraseDoes) {
    const auto saturday = spoken("2026-11-28");
    ASSERT_EQ(saturday.warnings.size(), 1U);
    EXPECT_EQ(saturday.warnings[0].code, when::WarningCode::non_business_day);
    EXPECT_EQ(warnings(pushed("2026-11-28")), "e.toml:5:6: " + saturday.warnings[0].message + "\n");
    EXPECT_EQ(warnings(pushed("'2026-11-28'")), warnings(pushed("2026-11-28")));
}

TEST(Moments, MayBeLocalToTheEventsZone) {
    EXPECT_EQ(desk::first(pushed("2026-12-01", "2026-11-20T12:00:00")).at, instant("2026-11-20T19:00:00Z"));
    EXPECT_EQ(desk::first(pushed("2026-12-01", "'2026-11-20T12:00:00'")).at, instant("2026-11-20T19:00:00Z"));
    EXPECT_EQ(desk::first(pushed("2026-12-01", "'2026-11-20T12:00:00Z'")).at,
              instant("2026-11-20T12:00:00Z"));
    EXPECT_EQ(desk::first(pushed("2026-12-01", "'tomorrow at 3pm'")).at, instant("2026-11-21T22:00:00Z"));
}

TEST(Moments, InAGapOrAFoldOfTheClockWarn) {
    EXPECT_EQ(warnings(pushed("2026-12-01", "2026-03-08T02:30:00")),
              "e.toml:4:6: 02:30 on Sun 8 Mar 2026 does not exist in America/Denver, where the clocks go "
              "forward; read "
              "as Sun 8 Mar 2026, 03:30 MDT\n");
    EXPECT_EQ(warnings(pushed("2026-12-01", "2026-11-01T01:30:00")),
              "e.toml:4:6: 01:30 on Sun 1 Nov 2026 comes twice in America/Denver, where the clocks go back; "
              "read as "
              "the first, Sun 1 Nov 2026, 01:30 MDT\n");
    EXPECT_EQ(desk::first(pushed("2026-12-01", "2026-11-01T01:30:00")).at, instant("2026-11-01T07:30:00Z"));
}

TEST(Moments, NeedATimeOfDay) {
    EXPECT_EQ(problems(pushed("2026-12-01", "2026-11-20")),
              "e.toml:4:6: 'at' must be a date with a time such as 2026-11-20T15:30:00-06:00, not a date\n");
    EXPECT_TRUE(problems(pushed("2026-12-01", "'tomorrow'"))
                    .starts_with("e.toml:4:6: 'at' needs one moment, but \"tomorrow\" is "));
    EXPECT_EQ(
        problems(pushed("2026-12-01", "3")),
        "e.toml:4:6: 'at' must be a date with a time such as 2026-11-20T15:30:00-06:00, not a number\n");
    EXPECT_EQ(problems(pushed("2026-12-01", "3026-11-20T12:00:00Z")),
              "e.toml:4:6: 'at' lies in the year 3026; years from 1990 to 2199 are taken\n");
}

} // namespace
} // namespace followup::queue
