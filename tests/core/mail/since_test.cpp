#include "core/mail/since.hpp"

#include "core/mail/acme.hpp"
#include "core/plan/plan.hpp"

#include "support/story.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::mail {
namespace {

using story::at;
using Tale = story::Story;
using story::told;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr auto whole = "met = [{ name = 'Luis Ortiz', phone = '+1 312 000' }]\n"
                       "promise = [{ call = 'Luis Ortiz', on = 'a week from Monday' }]\n"
                       "objections = ['small teams']";

/// What the digest of Monday morning says of the story since Friday noon.
std::vector<std::string> lines_of(const Tale& story, Beside beside = {}, const std::string& language = "en") {
    const auto now = at("2026-11-23T14:00:00Z");
    const auto known = story.known();
    plan::Rules rules;
    rules.agency = acme::agency();
    auto reader = acme::pat();
    reader.language = language;
    beside.since = at("2026-11-20T18:00:00Z");
    std::vector<std::string> lines;
    for (const auto& line : since_lines(story.history(), known, plan::derive(known, rules, now), reader,
                                        acme::agency(), acme::style(), beside, now))
        lines.push_back(line.who + ": " + line.what + ", " + line.when);
    return lines;
}

std::string event(std::string_view kind, std::string_view keys) {
    return "[[" + std::string{kind} + "]]\ninterview = 'a'\n" + std::string{keys} + "\n";
}

TEST(SinceYesterday, TheRecruiterHearsWhatTheCandidateDid) {
    auto story = told(whole);
    story.by_the_candidate()
        .arrives("2026-11-20T23:00:00Z", event("letter", "to = 'Luis Ortiz'"))
        .arrives("2026-11-21T16:00:00Z", event("called", "whom = 'Luis Ortiz'\nresult = 'voicemail'"))
        .arrives("2026-11-21T17:00:00Z", event("heard", "news = 'acknowledged'"));
    EXPECT_THAT(
        lines_of(story),
        ElementsAre(
            "Dana Reyes at Acme Robotics: the letter to Luis Ortiz is sent, Fri 20 Nov 2026, 17:00 CST",
            "Dana Reyes at Acme Robotics: called Luis Ortiz, voicemail, Sat 21 Nov 2026, 10:00 CST",
            "Dana Reyes at Acme Robotics: heard from Acme Robotics: They thanked, no more, Sat 21 "
            "Nov 2026, 11:00 CST"));
    EXPECT_THAT(lines_of(story, {}, "de").front(),
                HasSubstr("Dana Reyes bei Acme Robotics: der Brief an Luis Ortiz"));
}

TEST(SinceYesterday, NobodyHearsOfWhatHeDidHimself) {
    auto story = told(whole);
    story.arrives("2026-11-20T23:00:00Z", event("letter", "to = 'Luis Ortiz'"))
        .arrives("2026-11-21T16:00:00Z", event("struck", "objection = 'small teams'"));
    EXPECT_THAT(lines_of(story), IsEmpty());
}

TEST(SinceYesterday, WhatIsTellingAtOnceIsNotToldAgain) {
    auto story = told(whole);
    story.by_the_candidate()
        .arrives("2026-11-21T16:00:00Z", event("pushed", "whom = 'Luis Ortiz'\nto = 'Thursday next week'"))
        .arrives("2026-11-21T17:00:00Z", event("heard", "news = 'offer'"));
    EXPECT_THAT(lines_of(story), IsEmpty());
}

TEST(SinceYesterday, AColleaguesDoingsAreToldWithHisName) {
    auto story = told(whole);
    story.arrives("2026-11-20T23:00:00Z", event("letter", "to = 'Luis Ortiz'"));
    Beside beside;
    beside.tellers = {{story.history().facts.back().number, "kim"}};
    ASSERT_THAT(lines_of(story, beside), SizeIs(1));
    EXPECT_THAT(lines_of(story, beside).front(), HasSubstr("the letter to Luis Ortiz is sent (says kim)"));
}

TEST(SinceYesterday, OfWhatAProgramWroteOnlyTheLossesAreTold) {
    auto story = told(whole);
    story.arrives("2026-11-20T23:00:00Z", event("letter", "to = 'Luis Ortiz'"));
    Beside beside;
    beside.tellers = {{story.history().facts.back().number, ""}};
    story.arrives("2026-11-21T16:00:00Z", event("struck", "promise = 'Luis Ortiz'\nreason = 'a slip'"));
    beside.tellers.emplace(story.history().facts.back().number, "");
    ASSERT_THAT(lines_of(story, beside), SizeIs(1));
    EXPECT_THAT(lines_of(story, beside).front(),
                HasSubstr("what was known has changed: the promise to call Luis Ortiz is struck"));
}

TEST(SinceYesterday, AMailThatDidNotArriveIsToldOnce) {
    const auto story = told(whole);
    Beside beside;
    beside.undelivered = {{at("2026-11-20T17:00:00Z"), "dana@candidate.example", "550 before"},
                          {at("2026-11-20T22:00:00Z"), "dana@candidate.example", "550 no such user"},
                          {at("2026-11-23T14:00:00Z"), "dana@candidate.example", "550 in this very second"}};
    ASSERT_THAT(lines_of(story, beside), SizeIs(1));
    EXPECT_THAT(lines_of(story, beside).front(),
                HasSubstr("a mail to dana@candidate.example did not arrive: 550 no such user"));
}

TEST(SinceYesterday, AnExpiredLetterIsTold) {
    auto story = told("met = [{ name = 'Luis Ortiz' }]");
    const auto known = story.known();
    plan::Rules rules;
    rules.agency = acme::agency();
    const auto now = at("2026-11-30T14:00:00Z");
    const auto plan = plan::derive(known, rules, now);
    const auto lines = since_lines(story.history(), known, plan, acme::pat(), acme::agency(), acme::style(),
                                   {.since = at("2026-11-24T14:00:00Z")}, now);
    ASSERT_THAT(lines, SizeIs(testing::Ge(1U)));
    EXPECT_THAT(lines.back().what,
                HasSubstr("expired, for nobody said what became of it: Letter to Luis Ortiz"));
}

TEST(SinceYesterday, OfACaseThatHasEndedNothingElseIsTold) {
    auto story = told(whole);
    story.by_the_candidate().arrives("2026-11-20T23:00:00Z", event("letter", "to = 'Luis Ortiz'"));
    story.by_the_recruiter().arrives("2026-11-21T16:00:00Z", event("heard", "news = 'rejected'"));
    EXPECT_THAT(lines_of(story), IsEmpty());
    Beside beside;
    beside.tellers = {{story.history().facts.back().number, "kim"}};
    ASSERT_THAT(lines_of(story, beside), SizeIs(1)) << "who did not end it himself hears of the end";
    EXPECT_THAT(lines_of(story, beside).front(), HasSubstr("They decline (says kim)"));
}

} // namespace
} // namespace followup::mail
