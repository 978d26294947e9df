#include "core/queue/desk.hpp"

#include <gtest/gtest.h>

namespace followup::queue {
namespace {

using desk::instant;
using desk::interview;
using desk::problems;

TEST(Interviews, HoldEveryFactAsWritten) {
    const auto event =
        desk::first("[[interview]]\n"
                    "id = 'i-1'\nrecruiter = 'kim'\ncase = 'c-1'\nposition = 'Welder'\nround = 2\n"
                    "place = 'Hall 3'\nbegan = 2026-11-20T14:00:00-06:00\n"
                    "ended = 2026-11-20T15:30:00-06:00\nsaid_at = 2026-11-20T15:20:00-06:00\n"
                    "candidate = { id = 'd', name = 'Dana', email = 'D@Candidate.Example', phone = '1', "
                    "zone = 'America/Denver', language = 'en' }\n"
                    "employer = { name = 'Acme', zone = 'Europe/London', address = \"A\\nB\", phone = '2' }\n"
                    "strengths = ['s1', 's2']\nobjections = ['o']\n"
                    "[[interview.met]]\nid = 'mc'\nname = 'Margaret Chen'\n"
                    "title = 'VP'\nrole = 'main'\nemail = 'm@acme.example'\n"
                    "phone = '3'\naddress = 'X'\nwas = 'Margret Chen'\n"
                    "[[interview.promise]]\ncall = 'Margaret Chen'\n"
                    "on = 2026-11-30\nphone = '4'\nunless = 'never'\nsaid = 'S'\n"
                    "[[interview.next]]\nwhat = 'reference check'\nwith = 'A, CTO'\n"
                    "note = 'N'\n[[interview.next]]\nwhat = 'test'\n"
                    "with = ['A', 'B']\n");
    EXPECT_EQ(event.where, "e.toml:1:1");
    EXPECT_EQ(event.zone, "Europe/London");
    EXPECT_EQ(event.at, instant("2026-11-20T21:30:00Z"));
    const auto& it = std::get<Interview>(event.body);
    EXPECT_EQ(it.id, "i-1");
    EXPECT_EQ(it.recruiter, "kim");
    EXPECT_EQ(it.case_id, "c-1");
    EXPECT_EQ(it.position, "Welder");
    EXPECT_EQ(it.round, 2);
    EXPECT_EQ(it.place, "Hall 3");
    EXPECT_EQ(it.began, instant("2026-11-20T20:00:00Z"));
    EXPECT_EQ(it.ended, instant("2026-11-20T21:30:00Z"));
    EXPECT_EQ(it.said_at, instant("2026-11-20T21:20:00Z"));
    EXPECT_EQ(it.candidate.email.text(), "D@candidate.example");
    EXPECT_EQ(it.candidate.zone, "America/Denver");
    EXPECT_EQ(it.candidate.language, "en");
    EXPECT_EQ(it.employer, (Employer{"Acme", "Europe/London", "A\nB", "2"}));
    EXPECT_EQ(it.strengths, (std::vector<Shared>{"s1", "s2"}));
    EXPECT_EQ(it.objections, (std::vector<Concern<Shared>>{{"o", {}, false, {}}}));
    ASSERT_EQ(it.met.size(), 1U);
    EXPECT_EQ(it.met[0], (Met{"mc", "Margaret Chen", "VP", Role::main,
                              *base::MailAddress::parse("m@acme.example"), "3", "X", "Margret Chen"}));
    ASSERT_EQ(it.promises.size(), 1U);
    EXPECT_EQ(it.promises[0].unless, Unless::never);
    EXPECT_EQ(it.promises[0].said, "S");
    EXPECT_EQ(it.promises[0].on.said, instant("2026-11-20T21:20:00Z"));
    ASSERT_EQ(it.next.size(), 2U);
    EXPECT_EQ(it.next[0].what, NextKind::reference_check);
    EXPECT_EQ(it.next[0].with, (std::vector<std::string>{"A, CTO"}));
    EXPECT_EQ(it.next[1].with, (std::vector<std::string>{"A", "B"}));
}

TEST(Interviews, MayNotBeginAfterTheyEnded) {
    EXPECT_EQ(problems(interview("began = 2026-11-20T15:31:00-06:00\n")),
              "e.toml:8:9: the interview began after it ended; mend 'began' or 'ended'\n");
    EXPECT_EQ(problems(interview("began = 2026-11-20T15:30:00-06:00\n")), "");
}

TEST(Interviews, NameNobodyTwice) {
    EXPECT_EQ(problems(interview("[[interview.met]]\nname = 'Siobhán O’Neill'\n"
                                 "[[interview.met]]\nname = \"SIOBHAN  O'NEILL\"\n")),
              "e.toml:10:1: “SIOBHAN  O'NEILL” is already among the people met, in line 8; leave one of them "
              "out; two people of one name are told apart by id = \"…\" for each of them\n");
    EXPECT_EQ(
        problems(
            interview("[[interview.met]]\nid = 'a'\nname = 'A'\n[[interview.met]]\nid = 'a'\nname = 'B'\n")),
        "e.toml:11:1: the id “a” is already taken by the person in line 8; give each person another id\n");
}

TEST(Interviews, TellEverythingThatIsMissingAtOnce) {
    EXPECT_EQ(problems("[[interview]]\n"),
              "e.toml:1:1: [[interview]] lacks 'id'; add id = \"dana-acme-1\"\n"
              "e.toml:1:1: [[interview]] lacks 'recruiter'; add recruiter = \"pat\"\n"
              "e.toml:1:1: [[interview]] lacks 'candidate'; add candidate = { name = \"…\", email = \"…\" }\n"
              "e.toml:1:1: [[interview]] lacks 'employer'; add employer = { name = \"…\" }\n"
              "e.toml:1:1: [[interview]] lacks 'position'; add position = \"Controls Engineer\"\n"
              "e.toml:1:1: [[interview]] lacks 'ended'; add ended = 2026-11-20T15:30:00-06:00\n");
}

TEST(Interviews, KnowWhichStateOfAnInvitationTheyTellOf) {
    const auto revision = [](std::string_view value) {
        return desk::body<Interview>(interview("invitation = " + std::string{value} + "\n")).invitation;
    };
    EXPECT_FALSE(desk::body<Interview>(interview()).invitation);
    EXPECT_EQ(revision("{}"), Revision{});
    EXPECT_EQ(revision("{ sequence = 3, stamp = \"20261120T100000Z\" }"),
              (Revision{3, desk::instant("2026-11-20T10:00:00Z")}));
    EXPECT_NE(problems(interview("invitation = { sequence = -1 }\n")), "");
    EXPECT_NE(problems(interview("invitation = { stamp = \"20261120T100000\" }\n")).find("is no DTSTAMP"),
              std::string::npos);
    const auto off =
        desk::body<Cancelled>("[[cancelled]]\ninterview = 'old-1'\ninvitation = { sequence = 4 }\n");
    EXPECT_EQ(off.invitation, (Revision{4, {}}));
}

TEST(Revisions, AreOlderByTheirSequenceThenByTheirStamp) {
    const auto at = [](int n) { return base::Instant{base::seconds{n}}; };
    EXPECT_TRUE(older({1, at(9)}, {2, at(5)}));
    EXPECT_TRUE(older({1, at(4)}, {1, at(5)}));
    EXPECT_FALSE(older({1, at(5)}, {1, at(5)}));
    EXPECT_FALSE(older({1, {}}, {1, at(5)})) << "that cannot be told";
    EXPECT_FALSE(older({2, at(4)}, {1, at(5)}));
}

TEST(Interviews, RefuseACandidateWithTheIdOfARecruiterOrOfTheTeam) {
    const auto with = [](std::string_view id) {
        auto text = interview();
        const std::string_view before = "candidate = { ";
        text.insert(text.find(before) + before.size(), "id = '" + std::string{id} + "', ");
        return problems(text);
    };
    EXPECT_EQ(with("pat"), "e.toml:4:20: a candidate cannot have the id “pat”: a recruiter has it; give the "
                           "candidate another id, or none: then it is the e-mail address\n");
    EXPECT_NE(with("team").find("“team”, which stands for everybody"), std::string::npos);
    EXPECT_EQ(with("dana"), "");
}

TEST(Interviews, NeedARecruiterThatExists) {
    auto text = interview();
    text.replace(text.find("'pat'"), 5, "'pta'");
    EXPECT_EQ(problems(text), "e.toml:3:13: no recruiter has the id “pta”; did you mean 'pat'?\n");
    text.replace(text.find("'pta'"), 5, "'alexandra'");
    EXPECT_EQ(problems(text),
              "e.toml:3:13: no recruiter has the id “alexandra”; it must be one of 'pat' or 'kim'\n");
}

} // namespace
} // namespace followup::queue
