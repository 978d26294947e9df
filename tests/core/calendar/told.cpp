#include "core/calendar/told.hpp"

#include <gmock/gmock.h>

namespace followup::calendar {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Reads "today" and hours, as the reader of dates would.
std::optional<std::string> ends(std::string_view phrase) {
    if (phrase == "today at 15:30" || phrase == "today 15:30" || phrase == "heute 15:30")
        return "2026-11-20T15:30:00-06:00";
    if (phrase == "16:00") return "2026-11-20T16:00:00-06:00";
    return std::nullopt;
}

const std::vector<NamesKnown> known_cases{
    {"Dana Reyes", "dana@candidate.example", "Acme Robotics", "Controls Engineer"},
    {"Eli Brandt", "eli@candidate.example", "Acme", "Buyer"},
    {"Dana Weiss", "weiss@candidate.example", "Harbour Works", "Buyer"}};

Told told(std::string_view text) {
    return told_in(text, known_cases, ends);
}

TEST(Telling, InTwoSentencesIsUnderstoodByTheNamesThatAreKnown) {
    const auto all =
        told("Dana Reyes was at Acme Robotics for the Controls Engineer.\nIt ended today at 15:30.");
    EXPECT_EQ(all.candidate, "Dana Reyes");
    EXPECT_EQ(all.address, "dana@candidate.example");
    EXPECT_EQ(all.employer, "Acme Robotics") << "the longer name holds the shorter";
    EXPECT_EQ(all.position, "Controls Engineer");
    EXPECT_EQ(all.ended, "2026-11-20T15:30:00-06:00");
    EXPECT_THAT(all.several, IsEmpty());
}

TEST(Telling, OfTwoCandidatesOrEmployersNamesNone) {
    const auto all = told("Dana Reyes and Eli Brandt were at Harbour Works, not at Acme.");
    EXPECT_EQ(all.candidate, "");
    EXPECT_EQ(all.address, "");
    EXPECT_THAT(all.several, ElementsAre("Dana Reyes", "Eli Brandt"));
    EXPECT_EQ(all.employer, "");
    EXPECT_EQ(told("She ended today 15:30, no, it ended 16:00").ended, "") << "two times are none";
}

TEST(Telling, ByPartOfANameIsNotUnderstood) {
    EXPECT_TRUE(told("Dana was at Acmetal.").empty());
    EXPECT_TRUE(told("Lunch on Friday?").empty());
    EXPECT_TRUE(told("").empty());
}

TEST(Telling, OfSomebodyNewTakesTheNameBeforeTheOneAddress) {
    const auto all = told("I met Jo Müller <jo@new.example> at Acme.");
    EXPECT_EQ(all.candidate, "Jo Müller");
    EXPECT_EQ(all.address, "jo@new.example");
    EXPECT_EQ(told("Jo Park <jo@new.example>, Ann Lee <ann@new.example>").address, "") << "which one?";
    EXPECT_EQ(told("Please write jo@new.example").candidate, "") << "one word may begin a sentence";
}

TEST(Telling, IsReadByLabelsInEveryLanguage) {
    const Told wanted{.candidate = "Jo Park",
                      .address = "jo@new.example",
                      .employer = "Nordwerk",
                      .position = "Planner",
                      .ended = "2026-11-20T15:30:00-06:00",
                      .met = {"Ann Lee", "Bo Ek"},
                      .several = {}};
    EXPECT_EQ(told("Candidate: Jo Park <jo@new.example>\nEmployer: Nordwerk\nPosition: Planner\n"
                   "Ended: today 15:30\nWith: Ann Lee, Bo Ek\n"),
              wanted);
    EXPECT_EQ(told("Kandidatin: Jo Park, jo@new.example\nFirma: Nordwerk\nStelle: Planner\n"
                   "Ende: heute 15:30\nMit: Ann Lee, Bo Ek\n"),
              wanted);
}

TEST(Telling, BecomesAnEventFileThatHoldsNothingElse) {
    const auto text = event_file(told("Candidate: Jo \"Jay\" Park <jo@new.example>"), "told-1", "pat");
    EXPECT_THAT(text, HasSubstr("id        = \"told-1\"\nrecruiter = \"pat\"\n"));
    EXPECT_THAT(text, HasSubstr("\\\"Jay\\\""));
    EXPECT_THAT(text, Not(HasSubstr("employer")));
    EXPECT_THAT(text, Not(HasSubstr("ended")));
}

} // namespace
} // namespace followup::calendar
