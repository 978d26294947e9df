#include "core/calendar/appointments.hpp"

#include "core/base/text.hpp"
#include "samples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::calendar {
namespace {

using plan::Kind;
using plan::Shape;
using testing::IsEmpty;
using testing::SizeIs;

/// Dana's case with the times of its interview and the employer's date.
ledger::Case interviewed() {
    auto known = dana();
    known.candidate.zone = "America/Denver";
    auto& round = known.rounds[0];
    round.interview.began = at("2026-11-20T20:00:00Z");
    round.interview.ended = at("2026-11-20T21:30:00Z");
    round.accepted = round.amended = at("2026-11-20T21:35:00Z");
    ledger::PromisedDate decision;
    decision.on.words = "end of next week";
    decision.on.value = *base::parse_date("2026-11-27");
    decision.learned = round.accepted;
    round.decisions.push_back(decision);
    return known;
}
plan::Duty asking() {
    return duty(Kind::decision, "", Shape::deadline, "2026-11-30T16:00:00Z");
}
std::vector<Entry> shown(const ledger::Case& known, std::vector<plan::Duty> duties,
                         Audience audience = Audience::candidate, Instant now = soon,
                         Privacy privacy = Privacy::full) {
    auto list = entries(known, plan_of(std::move(duties)), in_english(audience, privacy), glass(), now);
    std::erase_if(list, [](const Entry& each) { return each.task; });
    return list;
}

TEST(Interviews, StandInTheFeedWithTheirPlaceAndPeople) {
    const auto list = shown(interviewed(), {});
    ASSERT_THAT(list, SizeIs(1));
    EXPECT_EQ(list[0].summary, "Interview at Acme Robotics");
    EXPECT_EQ(list[0].location, "400 W Lake St, Chicago");
    EXPECT_EQ(std::get<Span>(list[0].time), (Span{at("2026-11-20T20:00:00Z"), at("2026-11-20T21:30:00Z")}));
    EXPECT_EQ(list[0].description, "Fri 20 Nov 2026, 13:00 to 14:30 MST\n"
                                   "At Acme Robotics: Fri 20 Nov 2026, 14:00 to 15:30 CST\n"
                                   "Position: Controls Engineer\n"
                                   "With: Margaret Chen, VP Engineering\n"
                                   "Employer: Acme Robotics, +1 312 555 0199\n"
                                   "Afterwards: call Pat Moreno, +1 312 555 0100");
    EXPECT_EQ(list[0].created, at("2026-11-20T21:35:00Z"));
    const auto others = shown(interviewed(), {}, Audience::recruiter);
    EXPECT_EQ(others[0].summary, "Dana Reyes: Interview at Acme Robotics");
    EXPECT_EQ(others[0].uid, list[0].uid);
}

TEST(Interviews, TakePlaceInTheRoomThatIsKnown) {
    auto known = interviewed();
    known.rounds[0].interview.place = "Room 4";
    EXPECT_EQ(shown(known, {})[0].location, "Room 4");
}

TEST(Interviews, OfWhichOnlyTheEndIsKnownSaySo) {
    auto known = interviewed();
    known.rounds[0].interview.began.reset();
    const auto made = shown(known, {})[0];
    EXPECT_EQ(std::get<Span>(made.time), (Span{at("2026-11-20T21:00:00Z"), at("2026-11-20T21:30:00Z")}));
    EXPECT_EQ(made.summary, "Interview at Acme Robotics, ends 14:30");
    EXPECT_THAT(made.description, testing::StartsWith("Ends Fri 20 Nov 2026, 14:30 MST\n"));
}

TEST(Interviews, LeaveAfterThirtyDaysOrWithTheCandidate) {
    EXPECT_THAT(shown(interviewed(), {}, Audience::candidate, at("2026-12-20T21:29:59Z")), SizeIs(1));
    EXPECT_THAT(shown(interviewed(), {}, Audience::candidate, at("2026-12-20T21:30:00Z")), IsEmpty());
    EXPECT_EQ(next_change(interviewed(), plan_of({}), soon), at("2026-12-20T21:30:00Z"));
    auto known = interviewed();
    auto& ending = known.endings.emplace_back();
    ending.origin.at = at("2026-11-20T10:00:00Z");
    EXPECT_THAT(shown(known, {}), IsEmpty());
    ending.reopened = known.rounds[0].accepted + base::seconds{1};
    EXPECT_THAT(shown(known, {}), IsEmpty()) << "it was off, and nobody has set it again";
    ending.reopened = known.rounds[0].accepted;
    EXPECT_THAT(shown(known, {}), SizeIs(1)) << "it is what opened the case again";
    ending.reopened.reset();
    ending.origin.at = at("2026-11-21T10:00:00Z");
    EXPECT_THAT(shown(known, {}), SizeIs(1)) << "it has been held";
}

TEST(Interviews, ThatAStepShowsAlreadyAreNotShownTwice) {
    auto known = interviewed();
    auto second = known.rounds[0];
    second.interview.id = "dana-acme-2";
    second.interview.began = at("2026-12-08T16:00:00Z");
    second.interview.ended = at("2026-12-08T17:30:00Z");
    second.interview.place = "Room 4";
    second.decisions.clear();
    known.rounds.push_back(second);
    auto step = duty(Kind::step, "1", Shape::at_time, "2026-12-08T16:00:00Z");
    step.whom = "second interview";
    EXPECT_THAT(shown(known, {}), SizeIs(2));
    EXPECT_EQ(shown(known, {})[1].summary, "Second interview at Acme Robotics");
    const auto list = shown(known, {step});
    ASSERT_THAT(list, SizeIs(2));
    EXPECT_EQ(list[0].summary, "Second interview at Acme Robotics");
    EXPECT_EQ(list[0].location, "Room 4");
    step.due += base::days{1};
    EXPECT_THAT(shown(known, {step}), SizeIs(3));
}

TEST(EmployersDates, AreAllDayAndLeaveWhenTheyWereHeardOf) {
    const auto list = shown(interviewed(), {asking()});
    ASSERT_THAT(list, SizeIs(2));
    EXPECT_EQ(list[1].summary, "Acme Robotics means to decide");
    EXPECT_EQ(std::get<AllDay>(list[1].time).date, *base::parse_date("2026-11-27"));
    EXPECT_EQ(list[1].description,
              "Acme Robotics means to decide by Fri 27 Nov 2026 (said: “end of next week”)\n"
              "Position: Controls Engineer");
    EXPECT_THAT(shown(interviewed(), {asking()}, Audience::team)[1].summary,
                "Acme Robotics means to decide about Dana Reyes");
    auto heard = asking();
    heard.state = plan::State::dropped;
    EXPECT_THAT(shown(interviewed(), {heard}), SizeIs(1));
    EXPECT_THAT(shown(interviewed(), {done(asking(), "2026-11-30T16:00:00Z", "")}, Audience::candidate,
                      at("2026-12-14T16:00:00Z")),
                SizeIs(1));
}

TEST(EmployersDates, KeepTheDatesTheyHadBefore) {
    auto known = interviewed();
    auto later = known.rounds[0].decisions[0];
    later.on.value = *base::parse_date("2026-12-04");
    later.on.words = "2026-12-04";
    later.learned = at("2026-11-24T10:00:00Z");
    known.rounds[0].decisions.push_back(later);
    const auto made = shown(known, {asking()})[1];
    EXPECT_THAT(made.description, testing::StartsWith("Acme Robotics means to decide by Fri 4 Dec 2026\n"
                                                      "Before, it was: Fri 27 Nov 2026\n"));
    EXPECT_EQ(made.cause, later.learned);
}

std::string all_of(const std::vector<Entry>& list) {
    std::string text;
    for (const auto& each : list)
        text += each.summary + "\n" + each.description + "\n" + each.location + "\n"
                + base::joined(each.categories, ",") + "\n";
    return text;
}

TEST(Privacy, WithInitialsNamesNobodyAndTellsNothingButWhatAndWhen) {
    auto late = letter();
    late.because = "you met Margaret Chen";
    for (const auto audience : {Audience::candidate, Audience::recruiter, Audience::team}) {
        const auto text = all_of(entries(interviewed(), plan_of({call(), late, asking()}),
                                         in_english(audience, Privacy::initials), glass(), soon));
        for (const auto* name : {"Margaret", "Chen", "Acme", "Robotics", "Dana", "Reyes", "Pat", "555",
                                 "Lake", "Engineer", "palletizer", "week", "@"})
            EXPECT_THAT(text, testing::Not(testing::HasSubstr(name))) << text;
        EXPECT_THAT(text, testing::HasSubstr("Call M. C. (A. R.), as promised\nDue on Mon 30 Nov 2026, by "));
        EXPECT_THAT(text, testing::HasSubstr("Interview at A. R.\n"));
    }
}

TEST(Privacy, BusySaysOnlyThatSomethingIsDue) {
    const auto plan = plan_of({call(), letter(), done(letter(), "2026-11-20T21:50:00Z", "sent"), asking(),
                               duty(Kind::step, "1", Shape::at_time, "2026-12-08T16:00:00Z")});
    std::vector<std::string> summaries;
    for (const auto& each :
         entries(interviewed(), plan, in_english(Audience::candidate, Privacy::busy), glass(), soon)) {
        summaries.push_back(each.summary);
        EXPECT_EQ(each.description + each.location + each.url, "");
        EXPECT_EQ(each.categories, std::vector<std::string>{"Follow-up"});
        EXPECT_EQ(each.priority, 0);
    }
    EXPECT_EQ(summaries, (std::vector<std::string>{"Follow-up", "Follow-up", "Done: Follow-up", "Appointment",
                                                   "Appointment"}));
}

TEST(Privacy, KeepsUidsAndTimes) {
    const auto plan = plan_of({call(), letter()});
    const auto full = entries(interviewed(), plan, in_english(Audience::candidate), glass(), soon);
    for (const auto level : {Privacy::initials, Privacy::busy}) {
        const auto less = entries(interviewed(), plan, in_english(Audience::candidate, level), glass(), soon);
        ASSERT_EQ(less.size(), full.size());
        for (std::size_t n = 0; n < full.size(); ++n) {
            EXPECT_EQ(less[n].uid, full[n].uid);
            EXPECT_EQ(less[n].time, full[n].time);
        }
    }
}

TEST(Privacy, HasItsWords) {
    for (const auto level : {Privacy::full, Privacy::initials, Privacy::busy})
        EXPECT_EQ(privacy_of(word(level)), level);
    EXPECT_EQ(privacy_of("Busy"), std::nullopt);
    EXPECT_EQ(privacy_of(""), std::nullopt);
}

} // namespace
} // namespace followup::calendar
