#include "core/ledger/losses.hpp"

#include "support/story.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// Law 2: telling more takes nothing away; and whose eyes read what (law 1).
namespace followup::ledger {
namespace {

using queue::ForCandidate;
using queue::ForRecruiter;
using story::acme;
using story::Story;
using story::told;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr auto whole =
    "problem = 'false stops'\nprojects = ['line 3']\nobjections = ['small teams']\n"
    "met = [{ name = 'Luis Ortiz', title = 'Plant Manager' }, { name = 'Ann Lee' }]\n"
    "promise = [{ call = 'Luis Ortiz', on = 'a week from Monday', phone = '+1', unless = 'never' }]\n"
    "next = [{ what = 'test', when = 2026-12-08, note = 'bring a pencil' }]";

std::string debriefed(std::string_view with, std::string_view keys) {
    return "[[debriefed]]\ninterview = 'a'\nwith = '" + std::string{with} + "'\n" + std::string{keys};
}

TEST(Adding, AnInterviewSaidAgainWithItsRequiredKeysTakesNothingAway) {
    auto story = told(whole);
    const auto before = story.known();
    const auto after = story.arrives("2026-11-20T23:00:00Z", acme()).known();
    EXPECT_THAT(losses(before, after, ForRecruiter{}), IsEmpty());
    const auto& round = after.rounds.at(0);
    EXPECT_FALSE(round.people.at(0).struck || round.promises.at(0).struck || round.steps.at(0).struck);
    EXPECT_EQ(round.told, before.rounds[0].told);
}

TEST(Adding, ListsGrowAndPeopleAreMergedKeyByKey) {
    auto story = told(whole);
    const auto known = story
                           .arrives("2026-11-20T23:00:00Z",
                                    acme("projects = ['LINE 3', 'the test cell']\n"
                                         "met = [{ name = 'Mr Luis Ortiz', email = 'l@acme.example' }]\n"
                                         "promise = [{ call = 'Luis Ortiz', on = 'Thursday next week' }]\n"
                                         "next = [{ what = 'test', with = ['Ann Lee'] }]"))
                           .known();
    const auto& round = known.rounds.at(0);
    EXPECT_THAT(round.told.projects, SizeIs(2));
    ASSERT_THAT(round.people, SizeIs(2));
    EXPECT_EQ(round.people[0].met.title, "Plant Manager");
    EXPECT_EQ(round.people[0].met.email->text(), "l@acme.example");
    ASSERT_THAT(round.promises, SizeIs(1));
    EXPECT_EQ(round.promises[0].promise.phone, "+1");
    EXPECT_TRUE(round.promises[0].promise.always()) << "what is not named stays";
    EXPECT_THAT(round.promises[0].dates, SizeIs(2)) << "the date is another, and the first is kept";
    ASSERT_THAT(round.steps, SizeIs(1));
    EXPECT_EQ(round.steps[0].next.note.read(ForCandidate{}), "bring a pencil");
}

TEST(Adding, OnlyStrikingTakesAFactAway) {
    using enum Loss::What;
    using Of = Loss::Of;
    struct Row {
        const char* what;
        Loss lost;
    };
    for (const auto& [what, lost] :
         {Row{"met = 'Dr. Ann Lee'", {.what = struck, .of = Of::met, .whom = "Ann Lee"}},
          Row{"promise = 'Luis Ortiz'", {.what = struck, .of = Of::promise, .whom = "Luis Ortiz"}},
          Row{"next = 'test'", {.what = struck, .of = Of::step, .whom = "test"}},
          Row{"next = 'a/step/1'", {.what = struck, .of = Of::step, .whom = "test"}},
          Row{"objection = 'Small Teams'", {.what = gone, .of = Of::concern, .before = "small teams"}},
          Row{"project = 'line 3'", {.what = gone, .of = Of::project, .before = "line 3"}}}) {
        auto story = told(whole);
        const auto before = story.known();
        story.arrives("2026-11-20T23:00:00Z",
                      "[[struck]]\ninterview = 'a'\n" + std::string{what} + "\nreason = 'a slip'\n");
        EXPECT_THAT(losses(before, story.known(), ForRecruiter{}), ElementsAre(lost)) << what;
    }
}

TEST(Adding, WhatIsLostIsShownToNobodyWhoDidNotKnowIt) {
    auto story = told(whole);
    story.arrives("2026-11-21T16:00:00Z",
                  debriefed("client", "problem = 'they fear he would leave'\nobjections = ['pay']\n"));
    const auto before = story.known();
    story.arrives("2026-11-21T17:00:00Z", "[[struck]]\ninterview = 'a'\nobjection = 'pay'\n"
                                          "[[heard]]\ninterview = 'a'\nnews = 'rejected'\n");
    EXPECT_THAT(losses(before, story.known(), ForCandidate{}), IsEmpty())
        << "the employer's words, and a no that is a person's to tell";
    EXPECT_THAT(losses(before, story.known(), ForRecruiter{}),
                ElementsAre(Loss{.what = Loss::What::gone, .of = Loss::Of::concern, .before = "pay"},
                            Loss{.what = Loss::What::ended, .of = Loss::Of::whole_case, .whom = "rejected"}));
}

TEST(Adding, WhatIsStruckAndNotThereIsAsked) {
    auto story = told(whole);
    story.arrives("2026-11-20T23:00:00Z", "[[struck]]\ninterview = 'a'\nproject = 'line 4'\n");
    EXPECT_THAT(story.known().doubts, SizeIs(1));
}

TEST(Adding, WhatTheEmployerToldIsTheRecruitersOwn) {
    auto story = told(whole);
    story.arrives("2026-11-21T16:00:00Z",
                  debriefed("client",
                            "notes = 'their second choice'\nproblem = 'they fear he would leave'\n"
                            "objections = ['pay', { text = 'no lead yet', share = true }]\n"
                            "met = [{ name = 'Luis Ortiz', phone = '+1 312 000' }]\n"
                            "next = [{ what = 'physical', when = 2026-12-09, note = 'be careful' }]\n"));
    const auto known = story.known();
    const auto hers = seen(known, ForCandidate{});
    EXPECT_EQ(hers.problem, "false stops") << "another scalar of another audience";
    ASSERT_THAT(hers.objections, SizeIs(2));
    EXPECT_EQ(hers.objections[1].text, "no lead yet") << "shared";
    EXPECT_THAT(seen(known, ForRecruiter{}).objections, SizeIs(3));
    EXPECT_THAT(seen(known, ForRecruiter{}).problem, HasSubstr("they fear he would leave"));
    const auto& round = known.rounds.at(0);
    EXPECT_EQ(round.people.at(0).seen_by(ForCandidate{}).phone, "");
    EXPECT_EQ(round.people[0].seen_by(ForRecruiter{}).phone, "+1 312 000");
    EXPECT_TRUE(round.steps.at(1).next.note.empty());
    EXPECT_EQ(round.steps[1].note.read(ForRecruiter{}), "be careful");
}

TEST(Adding, ALaterRoundKnowsTheEarlierOne) {
    auto story = told(whole);
    auto second = acme("met = [{ name = 'luis ortiz' }]", "2026-12-08T11:30:00-06:00");
    second.replace(second.find("'a'"), 3, "'b'");
    const auto known = story.arrives("2026-12-08T18:00:00Z", second).known();
    ASSERT_THAT(known.rounds, SizeIs(2));
    EXPECT_EQ(known.rounds[1].people.at(0).met.title, "Plant Manager");
    EXPECT_EQ(seen(known, ForCandidate{}).problem, "false stops");
    EXPECT_THAT(seen(known, ForCandidate{}).projects, ElementsAre("line 3"));
}

TEST(Adding, ANearMissOfAPersonMetIsAskedAndOpensNobody) {
    auto story = told("met = [{ name = 'Margaret Chen' }]");
    story.arrives("2026-11-20T23:00:00Z", debriefed("candidate", "met = [{ name = 'Margret Chen' }]\n"));
    const auto asked = story.known();
    ASSERT_THAT(asked.rounds.at(0).people, SizeIs(2));
    EXPECT_EQ(asked.rounds[0].people[1].doubt, "margaret-chen");
    ASSERT_THAT(asked.doubts, SizeIs(1));
    EXPECT_THAT(asked.doubts[0].words, HasSubstr("was = \"Margret Chen\""));

    auto same = story;
    same.arrives("2026-11-21T00:00:00Z",
                 debriefed("candidate", "met = [{ name = 'Margaret Chen', was = 'Margret Chen' }]\n"));
    EXPECT_TRUE(same.known().rounds.at(0).people.at(1).struck) << "they are one";
    auto another = story;
    another.arrives("2026-11-21T00:00:00Z",
                    debriefed("candidate", "met = [{ name = 'Margret Chen', id = 'margret-chen' }]\n"));
    EXPECT_EQ(another.known().rounds.at(0).people.at(1).doubt, "") << "they are two";
}

TEST(Adding, AFamilyNameMeansTheOnlyPersonMetWhoHasIt) {
    auto story = told("met = [{ name = 'Dr. Wei Ng' }, { name = 'Al Brandt' }]\n"
                      "promise = [{ call = 'Brandt', on = 2026-11-30 }]");
    story.arrives("2026-11-21T16:00:00Z", "[[pushed]]\ninterview = 'a'\nwhom = 'brandt'\nto = 2026-12-03\n"
                                          "[[letter]]\ninterview = 'a'\nto = 'Ms Ng'\n");
    const auto known = story.known();
    ASSERT_THAT(known.rounds.at(0).promises, SizeIs(1)) << "one call, and it has moved";
    EXPECT_EQ(known.rounds[0].promises[0].key, "al-brandt");
    EXPECT_THAT(known.rounds[0].promises[0].dates, SizeIs(2));
    EXPECT_TRUE(known.rounds[0].letters.contains("dr-wei-ng"));
    EXPECT_THAT(known.doubts, IsEmpty());
}

TEST(Adding, AnAnswerToTheDoubtOfNobodyMetIsAskedAbout) {
    auto story = told("met = [{ name = 'Anke Siedler' }]\n"
                      "objections = [{ text = 'no lead', by = 'Frau Siedler', answer = 'I led two.' }]");
    EXPECT_THAT(story.known().doubts, IsEmpty());
    story.arrives(
        "2026-11-20T23:00:00Z",
        debriefed("candidate", "objections = [{ text = 'pay', by = 'Ms Ito', answer = 'Less.' }]\n"));
    ASSERT_THAT(story.known().doubts, SizeIs(1));
    EXPECT_THAT(story.known().doubts[0].words, HasSubstr("Ms Ito"));
}

TEST(Adding, TwoPeopleOfOneNameAreToldApartById) {
    auto story =
        told("met = [{ name = 'Margaret Chen', id = 'mc-1' }, { name = 'Margaret Chen', id = 'mc-2' }]");
    EXPECT_THAT(story.known().rounds.at(0).people, SizeIs(2));
    story.arrives("2026-11-21T16:00:00Z", "[[letter]]\ninterview = 'a'\nto = 'Margaret Chen'\n");
    EXPECT_THAT(story.known().rounds[0].letters, IsEmpty()) << "nobody guesses which of them";
    EXPECT_THAT(story.known().doubts, SizeIs(1));
    story.arrives("2026-11-21T17:00:00Z", "[[letter]]\ninterview = 'a'\nto = 'mc-2'\n");
    EXPECT_THAT(story.known().rounds[0].letters, SizeIs(1));
}

TEST(Adding, NotesOfEachFileStayUntilOneIsStruck) {
    auto story = told("notes = 'keen'");
    story.arrives("2026-11-20T23:00:00Z", acme("notes = 'pay is the trouble'"));
    ASSERT_THAT(story.known().rounds.at(0).notes, SizeIs(2));
    const auto before = story.known();
    story.arrives("2026-11-21T23:00:00Z", "[[struck]]\ninterview = 'a'\nnote = 'Keen'\n");
    ASSERT_THAT(story.known().rounds.at(0).notes, SizeIs(1));
    EXPECT_THAT(losses(before, story.known(), ForRecruiter{}), SizeIs(1));
    EXPECT_THAT(losses(before, story.known(), ForCandidate{}), IsEmpty());
}

TEST(Adding, EveryParticularThatIsReplacedIsReadBack) {
    struct Row {
        const char* before;
        const char* now;
        Loss::Of of;
    };
    using Of = Loss::Of;
    for (const auto& [before, now, of] :
         {Row{"place = 'A'", "place = 'B'", Of::place},
          Row{"met = [{ name = 'Ann Lee', salutation = 'Ms' }]",
              "met = [{ name = 'Ann Lee', salutation = 'Dr' }]", Of::salutation},
          Row{"met = [{ name = 'Ann Lee', talked_about = 'golf' }]",
              "met = [{ name = 'Ann Lee', talked_about = 'tea' }]", Of::talked_about},
          Row{"promise = [{ call = 'Ann Lee', on = 2026-11-30, said = 'I will' }]",
              "promise = [{ call = 'Ann Lee', on = 2026-11-30, said = 'I shall' }]", Of::said},
          Row{"promise = [{ call = 'Ann Lee', on = 2026-11-30, phone = '+1' }]",
              "promise = [{ call = 'Ann Lee', on = 2026-11-30, phone = '+2' }]", Of::number},
          Row{"next = [{ what = 'test', note = 'a pen' }]", "next = [{ what = 'test', note = 'two pens' }]",
              Of::step_note},
          Row{"objections = [{ text = 'young', answer = 'old enough' }]",
              "objections = [{ text = 'young', answer = 'thirty' }]", Of::answer}}) {
        auto story = told(before);
        const auto first = story.known();
        const auto lost =
            losses(first, story.arrives("2026-11-20T23:00:00Z", acme(now)).known(), ForRecruiter{});
        ASSERT_THAT(lost, SizeIs(1)) << now;
        EXPECT_EQ(lost[0].of, of) << now;
        EXPECT_EQ(lost[0].what, Loss::What::replaced) << now;
    }
}

TEST(Adding, AnEndThatIsToldLateTakesThePlaceOfALaterOneAndIsReadBack) {
    auto story = told();
    story.arrives("2026-11-24T16:00:00Z", "[[closed]]\ninterview = 'a'\n");
    const auto before = story.known();
    story.arrives("2026-11-25T16:00:00Z",
                  "[[withdrawn]]\ninterview = 'a'\nat = 2026-11-23T16:00:00Z\nreason = 'another offer'\n");
    EXPECT_THAT(losses(before, story.known(), ForRecruiter{}),
                ElementsAre(Loss{.of = Loss::Of::whole_case, .before = "closed", .now = "withdrawn"}));
}

TEST(Adding, APromiseThatWasPushedAndStruckStaysStruck) {
    auto story = told(
        "promise = [{ call = 'Ann Lee', on = 2026-11-30 }]\nnext = [{ what = 'test', when = 2026-12-08 }]");
    story
        .arrives("2026-11-24T16:00:00Z", "[[pushed]]\ninterview = 'a'\nwhom = 'Ann Lee'\nto = 2026-12-02\n"
                                         "[[pushed]]\ninterview = 'a'\nwhom = 'a/step/1'\nto = 2026-12-09\n")
        .arrives("2026-11-25T16:00:00Z", "[[struck]]\ninterview = 'a'\npromise = 'Ann Lee'\n"
                                         "[[struck]]\ninterview = 'a'\nnext = 'test'\n");
    EXPECT_TRUE(story.known().rounds.at(0).promises.at(0).struck);
    EXPECT_TRUE(story.known().rounds.at(0).steps.at(0).struck);
    story.arrives("2026-11-26T16:00:00Z", "[[pushed]]\ninterview = 'a'\nwhom = 'Ann Lee'\nto = 2026-12-03\n");
    EXPECT_FALSE(story.known().rounds.at(0).promises.at(0).struck) << "whoever names a date promises it anew";
}

TEST(Adding, ACallStaysWithThePromiseItWasAboutWhenThatIsStruckLater) {
    auto story =
        told("promise = [{ call = 'Ann Lee', on = 2026-11-24 }, { call = 'Ann Lee', on = 2026-11-30 }]");
    story
        .arrives("2026-11-24T16:00:00Z",
                 "[[called]]\ninterview = 'a'\nwhom = 'Ann Lee'\nresult = 'voicemail'\n")
        .arrives("2026-11-25T16:00:00Z", "[[struck]]\ninterview = 'a'\npromise = 'Ann Lee'\n");
    EXPECT_EQ(story.known().rounds.at(0).calls.at(0).key, "ann-lee-2");
}

TEST(Adding, WhatAnEmployerToldIsReadBackToTheRecruiterAlone) {
    auto story = told(whole);
    story.arrives("2026-11-20T23:00:00Z",
                  debriefed("client", "met = [{ name = 'Ann Lee', phone = '+1' }]\n"));
    const auto before = story.known();
    story.arrives("2026-11-21T23:00:00Z",
                  debriefed("client", "met = [{ name = 'Ann Lee', phone = '+2' }]\n"));
    EXPECT_THAT(losses(before, story.known(), ForRecruiter{}), SizeIs(1));
    EXPECT_THAT(losses(before, story.known(), ForCandidate{}), IsEmpty());
}

TEST(Adding, ACallIsAboutThePromiseThatWasKnownThen) {
    auto story = told("promise = [{ call = 'Ann Lee', on = 2026-11-24 }]");
    story.arrives("2026-11-24T16:00:00Z", "[[called]]\ninterview = 'a'\nwhom = 'Ann Lee'\nresult = 'spoke'\n")
        .arrives(
            "2026-11-25T16:00:00Z",
            acme("promise = [{ call = 'Ann Lee', on = 2026-11-24 }, { call = 'Ann Lee', on = 2026-11-30 }]"));
    EXPECT_EQ(story.known().rounds.at(0).calls.at(0).key, "ann-lee");
}

TEST(Adding, AStruckPromiseIsBackWhenItGetsADateOnTheTelephone) {
    auto story = told("promise = [{ call = 'Ann Lee', on = 2026-11-24 }]");
    story.arrives("2026-11-23T16:00:00Z", "[[struck]]\ninterview = 'a'\npromise = 'Ann Lee'\n")
        .arrives("2026-11-24T16:00:00Z",
                 "[[called]]\ninterview = 'a'\nwhom = 'Ann Lee'\nresult = 'no answer'\n"
                 "next = 2026-11-30\n");
    EXPECT_FALSE(story.known().rounds.at(0).promises.at(0).struck);
}

} // namespace
} // namespace followup::ledger
