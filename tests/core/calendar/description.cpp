#include "core/calendar/description.hpp"

#include "samples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::calendar {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string said(const plan::Duty& duty, Audience audience = Audience::candidate, Instant now = soon) {
    const auto agency = glass();
    return description(duty, dana(),
                       {audience, *base::Zone::named("America/Denver"), agency, english(), base::hours{24}},
                       now);
}

TEST(Descriptions, OfACallSayWhomWhenAndWithWhichWords) {
    EXPECT_EQ(said(call()), "Due on Mon 30 Nov 2026, by 16:00 MST (17:00 CST at Acme Robotics)\n"
                            "Call: Margaret Chen, VP Engineering, Acme Robotics\n"
                            "Phone: +1 312 555 0142\n"
                            "You said: “I will call you a week from Monday if I haven't heard from you.”\n"
                            "Their problem: the palletizer line loses an hour a day to false stops\n"
                            "What they want done: vision retrofit of line 3\n"
                            "Their concerns: has not led a team of more than four\n"
                            "Position: Controls Engineer\n"
                            "Recruiter: Pat Moreno, +1 312 555 0100, pat@glass.example");
}

TEST(Descriptions, SayAPromisedSentenceOnceAndWhoSaidIt) {
    const auto sentence = "“" + dana().rounds[0].promises[0].promise.said.read(queue::ForCandidate{}) + "”";
    auto promised = call();
    EXPECT_THAT(said(promised), HasSubstr("\nYou said: " + sentence + "\n"));
    EXPECT_THAT(said(promised), Not(HasSubstr("Because")));
    EXPECT_THAT(said(promised, Audience::recruiter), HasSubstr("\nDana Reyes said: " + sentence + "\n"));
    promised.dates.push_back(
        {at("2026-12-03T23:00:00Z"), soon, {.word = {}, .own = "of Pat", .tell = "too soon for them"}});
    promised.due = promised.dates.back().due;
    EXPECT_THAT(said(promised),
                HasSubstr("\nIts date: promised for Mon 30 Nov 2026, moved to Thu 3 Dec 2026: too soon"));
}

TEST(Descriptions, OfACallSayWhatWasTriedAndThatANumberIsMissing) {
    auto known = dana();
    auto& round = known.rounds[0];
    round.promises[0].promise.phone.clear();
    round.interview.employer.phone.clear();
    ledger::Tried tried;
    tried.key = "margaret-chen";
    tried.at = at("2026-11-24T16:00:00Z");
    tried.result = queue::Called::Outcome::voicemail;
    round.calls.push_back(tried);
    const auto agency = glass();
    const Reader reader{Audience::candidate, *base::Zone::named("America/Denver"), agency, english(),
                        base::hours{24}};
    const auto text = description(call(), known, reader, soon);
    EXPECT_THAT(text, HasSubstr("\nPhone: not known yet\n"));
    EXPECT_THAT(text, HasSubstr("\nTried: Tue 24 Nov 2026, 09:00 MST: voicemail\n"));
}

TEST(Descriptions, OfADebriefingSayWhatToHaveReady) {
    auto debrief = duty(plan::Kind::debrief, "", plan::Shape::deadline, "2026-11-20T23:30:00Z");
    EXPECT_THAT(said(debrief), HasSubstr("\nCall: Pat Moreno\nPhone: +1 312 555 0100\n"
                                         "Have ready: when they decide, and what happens next\n"));
    EXPECT_THAT(said(debrief, Audience::recruiter),
                HasSubstr("\nTo be asked: when they decide, and what happens next\n"));
    auto known = dana();
    known.rounds[0].people.clear();
    known.rounds[0].promises.clear();
    known.rounds[0].told.problem = {};
    const auto agency = glass();
    EXPECT_THAT(
        description(debrief, known, {Audience::candidate, agency.zone, agency, english(), base::hours{24}},
                    soon),
        HasSubstr("\nHave ready: who was met: names as they are spelt, titles, addresses; when they "
                  "decide, and what happens next; when you will call them; their greatest problem\n"));
}

TEST(Descriptions, OfALetterSayWhatIsMissingForIt) {
    auto known = dana();
    known.rounds[0].people[0].met.title.clear();
    known.rounds[0].people[0].met.email.reset();
    known.rounds[0].people[0].met.address.clear();
    known.rounds[0].interview.employer.address.clear();
    const auto agency = glass();
    EXPECT_THAT(description(letter(), known,
                            {Audience::candidate, agency.zone, agency, english(), base::hours{24}}, soon),
                HasSubstr("\nStill missing: title, address\n"));
    EXPECT_THAT(said(letter()), Not(HasSubstr("missing")));
}

TEST(Descriptions, OfTheRecruitersOwnCallsSayWhomToReachThereAndWhatWasTold) {
    auto known = dana();
    known.rounds[0].candidate_debriefing = ledger::Debriefing{soon, soon, {"Chemistry was good."}};
    const auto agency = glass();
    const auto ask = duty(plan::Kind::client_debrief, "", plan::Shape::deadline, "2026-11-21T01:00:00Z");
    const auto text =
        description(ask, known, {Audience::recruiter, agency.zone, agency, english(), base::hours{24}}, soon);
    EXPECT_THAT(text, HasSubstr("\nEmployer: Acme Robotics, +1 312 555 0199\n"
                                "Contact: Margaret Chen, VP Engineering, m.chen@acme.example\n"
                                "Dana Reyes told: Chemistry was good.\n"));
}

TEST(Descriptions, OfWhatIsDoneAreShort) {
    const auto text = said(done(letter(), "2026-11-21T16:00:00Z", "sent by post"));
    EXPECT_THAT(text, Not(HasSubstr("Their problem")));
    EXPECT_THAT(text, HasSubstr("Margaret Chen"));
}

TEST(Descriptions, OfALetterSayToWhomAndWhere) {
    const auto text = said(letter());
    EXPECT_THAT(text, HasSubstr("Due by Sat 21 Nov 2026, 14:30 MST\n"
                                "To: Margaret Chen, VP Engineering, Acme Robotics\n"
                                "Address: 400 W Lake St, Chicago\nE-mail: m.chen@acme.example\n"));
    EXPECT_THAT(text, HasSubstr("Their problem: "));
}

TEST(Descriptions, ShowTheDatesThatWereInForceBefore) {
    auto moved = letter();
    moved.dates.push_back({at("2026-12-03T23:00:00Z"),
                           soon,
                           {.word = {}, .own = "too soon for me", .tell = "too soon for them"}});
    moved.due = moved.dates.back().due;
    EXPECT_THAT(said(moved),
                HasSubstr("Its dates: Sat 21 Nov 2026, 14:30 MST, then Thu 3 Dec 2026, 16:00 MST: too "
                          "soon for them"));
}

TEST(Descriptions, SayWhatBecameOfIt) {
    EXPECT_THAT(said(done(letter(), "2026-11-21T16:00:00Z", "sent by post")),
                HasSubstr("Done Sat 21 Nov 2026, 09:00 MST: sent by post\n"));
    EXPECT_THAT(said(letter(), Audience::candidate, letter().due),
                HasSubstr("Overdue: it was due by Sat 21 Nov"));
    auto expired = letter();
    expired.state = plan::State::expired;
    expired.closed = at("2026-11-26T15:30:00Z");
    EXPECT_THAT(said(expired), HasSubstr("Expired Thu 26 Nov 2026, 08:30 MST: it was due by Sat 21 Nov"));
}

TEST(Descriptions, TellOthersWhoseWordsTheReasonIs) {
    const auto text = said(letter(), Audience::recruiter);
    EXPECT_THAT(text,
                HasSubstr("Dana Reyes is told: you met Margaret Chen, VP Engineering in the interview"));
    EXPECT_THAT(text, HasSubstr("Candidate: Dana Reyes, +1 303 555 0117, dana@candidate.example"));
    EXPECT_THAT(text, Not(HasSubstr("Recruiter:")));
    EXPECT_THAT(said(letter(), Audience::team), HasSubstr("Recruiter: Pat Moreno"));
}

TEST(Descriptions, OfAStepSayWithWhom) {
    const auto step = duty(plan::Kind::step, "1", plan::Shape::at_time, "2026-12-08T16:00:00Z");
    EXPECT_THAT(said(step), HasSubstr("At: Acme Robotics\nWith: Luis Ortiz, Plant Manager\n"));
    EXPECT_EQ(location(step, dana()), "400 W Lake St, Chicago");
    EXPECT_EQ(location(call(), dana()), "");
}

TEST(Descriptions, OfADutyWhoseInterviewIsUnknownAreStillSaid) {
    auto stray = call();
    stray.interview = "other";
    EXPECT_THAT(said(stray), HasSubstr("Due on Mon 30 Nov 2026"));
    EXPECT_EQ(location(stray, dana()), "");
}

} // namespace
} // namespace followup::calendar
