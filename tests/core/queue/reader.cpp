#include "core/queue/desk.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include <rapidcheck/gtest.h>

namespace followup::queue {
namespace {

using desk::instant;
using desk::interview;
using desk::problems;
using desk::warnings;

std::string example(const std::string& name) {
    std::ifstream in{std::string{FOLLOWUP_SOURCE_DIR} + "/config/examples/" + name};
    return {std::istreambuf_iterator<char>{in}, {}};
}

TEST(Examples, TheInterviewIsReadAsARecruiterWouldReadIt) {
    const auto event = desk::first(example("20261120T213500Z-acme-interview.toml"));
    EXPECT_EQ(event.at, instant("2026-11-20T21:30:00Z"));
    EXPECT_EQ(event.zone, "America/Chicago");
    EXPECT_EQ(kind(event.body), "interview");
    const auto& it = std::get<Interview>(event.body);
    EXPECT_EQ(it.id, "dana-acme-1");
    EXPECT_EQ(it.met.size(), 3U);
    EXPECT_EQ(it.met[2].name, "Siobhán O’Neill");
    ASSERT_EQ(it.promises.size(), 1U);
    EXPECT_EQ(std::get<base::Date>(it.promises[0].on.value), *base::parse_date("2026-11-30"));
    ASSERT_TRUE(it.decision.has_value());
    EXPECT_EQ(when::last_date(it.decision->value, *base::Zone::named("America/Chicago")),
              *base::parse_date("2026-11-27"));
    ASSERT_EQ(it.next.size(), 1U);
    ASSERT_TRUE(it.next[0].when.has_value());
    EXPECT_EQ(std::get<Instant>(it.next[0].when->value), instant("2026-12-08T16:00:00Z"));
}

TEST(Examples, AllOthersAreAcceptedAndWaitForTheirInterview) {
    for (const auto* name : {"20261120T230200Z-acme-debriefing.toml", "20261121T160500Z-acme-letters.toml",
                             "20261125T171500Z-acme-too-soon.toml", "20261203T150000Z-acme-heard.toml"}) {
        auto then = desk::context();
        then.arrived = instant(std::string_view{name}.substr(0, 16));
        const auto file = read(example(name), then);
        ASSERT_TRUE(file) << name << "\n" << base::text(file.error());
        EXPECT_TRUE(file->warnings.front().contains(
            "no interview 'dana-acme-1' is known yet; the event waits for it"))
            << name;
    }
}

TEST(Files, WithoutAnEventAreRefused) {
    const std::string none =
        "e.toml:1:1: the file holds no event; begin one with a line such as [[interview]]\n";
    EXPECT_EQ(problems(""), none);
    EXPECT_EQ(problems("# nothing\n"), none);
    EXPECT_EQ(problems("interview = []\n"), none);
}

TEST(Files, ThatAreNoTomlTellTheFirstPlace) {
    EXPECT_EQ(problems("[[interview]]\nid = dana\n"), "e.toml:2:6: a text needs quotes; put it between "
                                                      "straight quotes: \"…\" (the rest of the file is read "
                                                      "when this is mended)\n");
    EXPECT_EQ(
        problems("[[interview]\nid = 'x'\n"),
        "e.toml:1:13: this heading cannot be read; a heading is a line of its own, with two brackets on each "
        "side: [[interview]] (the rest of the file is read when this is mended)\n");
    EXPECT_EQ(problems("a = \"\xFF\"\n"),
              "e.toml:1:6: the byte 0xFF is not valid UTF-8; save the file as UTF-8\n");
}

TEST(Files, HaveOnlyKnownTables) {
    EXPECT_EQ(problems("[[interveiw]]\nid = 'x'\n"),
              "e.toml:1:3: an event file knows no key 'interveiw'; did you mean 'interview'?\n");
    EXPECT_EQ(
        problems("version = 1\n"),
        "e.toml:1:1: an event file knows no key 'version'; its keys are 'interview', 'debriefed', 'letter', "
        "'called', "
        "'heard', 'pushed', 'done', 'dropped', 'reopened', 'withdrawn', 'stand_in', 'forget', 'mails', "
        "'closed', 'answered', "
        "'cancelled', 'struck', 'told' or 'note'\n");
}

TEST(Files, TellEveryProblemInTheOrderOfTheFile) {
    EXPECT_EQ(
        problems("[[heard]]\ninterview = 'i-1'\nnews = 'maybe not'\n"
                 "[[interview]]\nid = 'i-1'\nrecruiter = 'pat'\nposition = ''\n"
                 "candidate = { name = 'D', email = 'd@x.example' }\n"
                 "employer = { name = 'E', zone = 'America/Chicgo' }\n"
                 "ended = 2026-11-20\ndecision = 'a week from Moonday'\nfoo = 1\n"),
        "e.toml:3:8: 'news' cannot be “maybe not”; it must be one of 'acknowledged', 'asked', 'new date', "
        "'second interview', 'offer' or 'rejected'\n"
        "e.toml:7:12: 'position' is empty; write position = \"Controls Engineer\"\n"
        "e.toml:9:33: no time zone is named “America/Chicgo”; did you mean 'America/Chicago'?\n"
        "e.toml:10:9: 'ended' is a day without its time; add the time of day: 2026-11-20T15:30:00\n"
        "e.toml:11:25: 'decision' cannot be read: "
        "“Moonday” not understood here (in “a week from Moonday”); did you mean 'Monday'?\n"
        "e.toml:12:1: [[interview]] knows no key 'foo'; its keys are 'id', 'recruiter', 'candidate', "
        "'employer', 'at', 'case', 'position', 'was', 'round', 'place', 'ended', 'began', 'said_at', "
        "'decision', "
        "'problem', 'strengths', 'projects', 'objections', 'notes', 'met', 'promise' or 'next'\n");
}

TEST(Files, AsDeepAsTheLimitsAllowAreReadAndRefused) {
    const std::string key = "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q";
    std::string text = "[" + key + "]\n" + key + " = ";
    for (int i = 0; i < 8; ++i)
        text += "[\n{" + key + " = ";
    text += "1";
    for (int i = 0; i < 8; ++i)
        text += "}\n]";
    EXPECT_TRUE(problems(text + "\n").starts_with("e.toml:1:2: an event file knows no key 'a'"));
}

TEST(Files, OfMoreThan200EventsAreRefused) {
    std::string text;
    for (int i = 0; i < 201; ++i)
        text += "[[withdrawn]]\ninterview='old-1'\n";
    EXPECT_EQ(problems(text), "e.toml:401:1: there are 201 events in the file; at most 200 are taken; split "
                              "it into several files\n");
}

TEST(Files, WrongInAThousandPlacesListAHundred) {
    std::string text = "[[withdrawn]]\ninterview='old-1'\n";
    for (int i = 0; i < 1000; ++i)
        text += "k" + std::to_string(i) + "=1\n";
    const auto list = read(text, desk::context());
    ASSERT_FALSE(list);
    EXPECT_EQ(list.error().size(), 101U);
    EXPECT_EQ(base::text(list.error().back()),
              "e.toml: 900 further problems are not listed; mend these first");
}

TEST(Events, StandInterviewsFirstThenInTheOrderOfTheFile) {
    const auto file = read("[[withdrawn]]\ninterview='old-1'\n[[forget]]\ncandidate='x'\n" + interview()
                               + "[[withdrawn]]\ninterview='dana-acme-1'\n[[done]]\nduty='old-1/debrief'\n",
                           desk::context());
    ASSERT_TRUE(file) << base::text(file.error());
    std::string kinds;
    for (const auto& event : file->events)
        kinds += std::string{kind(event.body)} + "@" + event.where + " ";
    EXPECT_EQ(kinds, "interview@e.toml:5:1 withdrawn@e.toml:1:1 forget@e.toml:3:1 withdrawn@e.toml:12:1 "
                     "done@e.toml:14:1 ");
}

TEST(Events, HappenWhenTheyArriveUnlessTheySayMore) {
    EXPECT_EQ(desk::first("[[withdrawn]]\ninterview='old-1'\n").at, desk::context().arrived);
    EXPECT_EQ(desk::first("[[withdrawn]]\ninterview='old-1'\nat=2026-11-20T10:00:00-06:00\n").at,
              instant("2026-11-20T16:00:00Z"));
    EXPECT_EQ(desk::first(interview()).at, instant("2026-11-20T21:30:00Z"));
}

TEST(Events, AreReadInTheZoneOfTheEmployerElseTheRecruiterElseTheAgency) {
    const std::string at = "at=2026-11-20T10:00:00\n";
    const auto zone = [](std::string_view text) { return desk::first(text).zone; };
    EXPECT_EQ(zone("[[withdrawn]]\ninterview='old-1'\n" + at), "America/Denver");
    EXPECT_EQ(zone("[[done]]\nduty='old-1/debrief'\n" + at), "America/Denver");
    EXPECT_EQ(zone("[[withdrawn]]\ninterview='new-1'\n" + at), "America/Chicago");
    EXPECT_EQ(desk::first("[[withdrawn]]\ninterview='old-1'\n" + at).at, instant("2026-11-20T17:00:00Z"));
    auto text = interview();
    EXPECT_EQ(zone(text), "America/Chicago");
    text.replace(text.find("'pat'"), 5, "'kim'");
    EXPECT_EQ(zone(text), "America/New_York");
    text.replace(text.find("'Acme Robotics'"), 15, "'Acme', zone = 'Europe/Paris'");
    EXPECT_EQ(zone(text), "Europe/Paris");
    const auto file = read("[[withdrawn]]\ninterview='dana-acme-1'\n" + at + text, desk::context());
    ASSERT_TRUE(file);
    EXPECT_EQ(file->events.at(1).zone, "Europe/Paris");
    EXPECT_EQ(file->events.at(1).at, instant("2026-11-20T09:00:00Z"));
}

TEST(Events, OfAnUnknownInterviewWaitWithAWarning) {
    EXPECT_EQ(
        warnings(interview() + "[[withdrawn]]\ninterview='dana-acme-2'\n[[done]]\nduty='zzz/debrief'\n"),
        "e.toml:9:11: no interview 'dana-acme-2' is known yet; the event waits for it; did you mean "
        "'dana-acme-1'?\n"
        "e.toml:11:6: no interview 'zzz' is known yet; the event waits for it\n");
    EXPECT_EQ(warnings("[[withdrawn]]\ninterview='old-1'\n"), "");
}

TEST(Events, OfOneInterviewTwiceAreOneOrAProblem) {
    const auto same = read(interview() + "# again\n" + interview(), desk::context());
    ASSERT_TRUE(same);
    EXPECT_EQ(same->events.size(), 1U);
    EXPECT_EQ(problems(interview() + interview("round = 2\n")),
              "e.toml:8:1: the interview “dana-acme-1” is already in this file, with other facts, at "
              "e.toml:1:1; keep "
              "the one that is right\n");
}

RC_GTEST_PROP(Files, AreEitherAcceptedOrRefusedWithAReason, (std::string bytes)) {
    const auto whole = read(bytes, desk::context());
    RC_ASSERT((whole || !whole.error().empty()));
    const auto cut = interview() + bytes;
    const auto second = read(cut, desk::context());
    RC_ASSERT((second || !second.error().empty()));
}

} // namespace
} // namespace followup::queue
