#include "core/queue/desk.hpp"

#include <gtest/gtest.h>

namespace followup::queue {
namespace {

using desk::body;
using desk::instant;
using desk::problems;

/// A table of this kind about the known interview, with more lines.
std::string table(std::string_view kind, std::string_view more) {
    return "[[" + std::string{kind} + "]]\ninterview = 'old-1'\n" + std::string{more};
}

TEST(Debriefings, MayCarryAnyFactLearned) {
    const auto it =
        body<Debriefed>(table("debriefed", "with = 'client'\nproblem = 'P'\nprojects = ['a']\nnotes = 'N'\n"
                                           "decision = 2026-12-01\n"
                                           "[[debriefed.met]]\nname = 'New Person'\n"
                                           "[[debriefed.promise]]\ncall = 'X'\non = 2026-12-02\n"
                                           "[[debriefed.next]]\nwhat = 'physical'\n"));
    EXPECT_EQ(it.interview, "old-1");
    EXPECT_EQ(it.with, Debriefed::With::client);
    EXPECT_EQ(it.problem, "P");
    EXPECT_EQ(it.notes, "N");
    EXPECT_EQ(it.projects, (std::vector<Own>{"a"}));
    EXPECT_TRUE(it.decision.has_value());
    ASSERT_EQ(it.met.size(), 1U);
    EXPECT_EQ(it.met[0].name, "New Person");
    EXPECT_EQ(it.promises.size(), 1U);
    EXPECT_EQ(it.next.size(), 1U);
    EXPECT_EQ(problems(table("debriefed", "with = 'client'\n[[debriefed.met]]\n")),
              "e.toml:4:1: [[debriefed.met]] lacks 'name'; add name = \"Margaret Chen\"\n");
}

TEST(Notes, SayWhatIsToBeKnownAndNothingElse) {
    EXPECT_EQ(body<Noted>(table("note", "notes = 'She prefers mornings.'\n")).notes, "She prefers mornings.");
    EXPECT_EQ(problems(table("note", "")), "e.toml:1:1: [[note]] lacks 'notes'; add notes = \"…\"\n");
}

TEST(LettersSent, WereSentWhenTheEventHappenedUnlessItSaysMore) {
    EXPECT_EQ(body<Letter>(table("letter", "to = 'A'\n")).sent_at, desk::context().arrived);
    EXPECT_EQ(body<Letter>(table("letter", "to = 'A'\nat = 2026-11-20T10:00:00Z\n")).sent_at,
              instant("2026-11-20T10:00:00Z"));
    const auto it =
        body<Letter>(table("letter", "to = 'A'\nsent_at = 2026-11-20T09:00:00Z\nby = 'courier'\n"));
    EXPECT_EQ(it, (Letter{"old-1", "A", instant("2026-11-20T09:00:00Z"), Letter::By::courier}));
}

TEST(Calls, HaveAResultAndPerhapsANextDate) {
    const auto it =
        body<Called>(table("called", "whom = 'A'\nresult = 'no answer'\nnext = 2026-11-24\nnotes = 'N'\n"));
    EXPECT_EQ(it.result, Called::Outcome::no_answer);
    EXPECT_EQ(it.notes, "N");
    ASSERT_TRUE(it.next.has_value());
    EXPECT_EQ(std::get<base::Date>(it.next->value), *base::parse_date("2026-11-24"));
    EXPECT_EQ(problems(table("called", "whom = 'A'\n")),
              "e.toml:1:1: [[called]] lacks 'result'; add result = \"spoke\"\n");
}

TEST(NewsHeard, OfANewDateNeedsTheDate) {
    EXPECT_EQ(
        problems(table("heard", "news = 'new date'\n")),
        "e.toml:1:1: [[heard]] lacks 'date'; add date = \"Thursday next week\", the new date they named\n");
    const auto it = body<Heard>(table("heard", "news = 'new date'\nfrom = 'A'\ndate = 2026-12-01\n"));
    EXPECT_EQ(it.news, Heard::News::new_date);
    EXPECT_EQ(it.from, "A");
    EXPECT_TRUE(it.date.has_value());
    EXPECT_FALSE(body<Heard>(table("heard", "news = 'offer'\n")).date.has_value());
}

TEST(Pushes, MoveACallToADate) {
    const auto it = body<Pushed>(table("pushed", "whom = 'A'\nto = 2026-12-01\nreason = 'too soon'\n"));
    EXPECT_EQ(it.whom, "A");
    EXPECT_EQ(it.reason, "too soon");
    EXPECT_EQ(it.to.words, "2026-12-01");
}

TEST(Closings, NameADutyByItsId) {
    const auto it = body<Closing>("[[done]]\nduty = 'old-1/letter/luis-ortiz'\nby = 'Dana'\nreason = 'R'\n");
    EXPECT_EQ(it, (Closing{Closing::Act::done, "old-1/letter/luis-ortiz", "Dana", "R"}));
    EXPECT_EQ(body<Closing>("[[reopened]]\nduty = 'old-1/debrief'\n").act, Closing::Act::reopened);
    EXPECT_EQ(body<Closing>("[[dropped]]\nduty = 'old-1/step/1'\nreason = 'R'\n").act, Closing::Act::dropped);
}

TEST(Closings, RefuseWhatIsNoDutyId) {
    const std::string mend = "; a duty id is INTERVIEW/KIND or INTERVIEW/KIND/PERSON, such as "
                             "\"dana-acme-1/letter/luis-ortiz\"; the agenda shows it\n";
    for (const std::string id :
         {"old-1", "old-1/", "old-1/letter/a/b", "/letter", "old-1/letter/", "old-1/let ter"})
        EXPECT_EQ(problems("[[done]]\nduty = '" + id + "'\n"),
                  "e.toml:2:8: 'duty' cannot be “" + id + "”" + mend);
    EXPECT_EQ(problems("[[done]]\nduty = 'old-1/leter/a'\n"),
              "e.toml:2:8: there is no kind of duty “leter”; did you mean 'letter'?\n");
}

TEST(Closings, DropADutyOnlyForAReason) {
    EXPECT_EQ(problems("[[dropped]]\nduty = 'old-1/debrief'\n"),
              "e.toml:1:1: [[dropped]] lacks 'reason'; add reason = \"…\", why nothing is owed any more\n");
    EXPECT_EQ(problems("[[done]]\nduty = 'old-1/debrief'\n"), "");
}

TEST(StandIns, AreTwoRecruitersAndASpan) {
    const std::string span = "from = 2026-12-21T00:00:00\nuntil = 2027-01-04T00:00:00\n";
    const auto event = desk::first("[[stand_in]]\nfor = 'kim'\nby = 'pat'\n" + span);
    EXPECT_EQ(event.zone, "America/New_York");
    EXPECT_EQ(std::get<StandIn>(event.body),
              (StandIn{"kim", "pat", instant("2026-12-21T05:00:00Z"), instant("2027-01-04T05:00:00Z")}));
    EXPECT_EQ(problems("[[stand_in]]\nfor = 'kim'\nby = 'kim'\n" + span),
              "e.toml:3:6: “kim” cannot stand in for themselves; name another recruiter\n");
    EXPECT_EQ(problems("[[stand_in]]\nfor = 'kim'\nby = 'pat'\nfrom = 2026-12-21T00:00:00\n"
                       "until = 2026-12-21T00:00:00\n"),
              "e.toml:5:9: 'until' is not after 'from'; 'until' is the moment the recruiter is back\n");
    EXPECT_EQ(
        problems("[[stand_in]]\nfor = 'kim'\nby = 'pat'\nfrom = 2026-12-21\nuntil = 2027-01-04T00:00:00\n"),
        "e.toml:4:8: 'from' must be a date with a time such as 2026-11-20T15:30:00-06:00, not a date\n");
}

TEST(Forgetting, NamesACandidateByIdOrAddress) {
    EXPECT_EQ(body<Forget>("[[forget]]\ncandidate = 'dana@candidate.example'\n").candidate,
              "dana@candidate.example");
    EXPECT_EQ(body<Forget>("[[forget]]\ncandidate = 'dana-7'\n").candidate, "dana-7");
    EXPECT_EQ(
        problems("[[forget]]\ncandidate = 'dana@'\n"),
        "e.toml:2:13: “dana@” is not an e-mail address; name the candidate by id or by e-mail address\n");
}

TEST(Forgetting, NamesSomebodyMetByNameOrAddressAndWhere) {
    const auto met =
        body<Forget>("[[forget]]\nmet = 'Margaret Chen'\nemployer = 'Acme'\ninterview = 'a-1'\n");
    EXPECT_EQ(met, (Forget{"", "Margaret Chen", "Acme", "a-1"}));
    EXPECT_EQ(body<Forget>("[[forget]]\nmet = 'mchen@acme.example'\n").met, "mchen@acme.example");
    EXPECT_EQ(
        problems("[[forget]]\nmet = 'Margaret Chen'\ncandidate = 'dana-7'\n"),
        "e.toml:1:1: [[forget]] names two: a candidate, and somebody met; write a [[forget]] for each\n");
    EXPECT_EQ(problems("[[forget]]\nemployer = 'Acme'\ncandidate = 'dana-7'\n"),
              "e.toml:2:12: 'employer' tells where somebody was met, and a candidate is named; write met = "
              "\"Margaret Chen\", or leave it out\n");
    EXPECT_EQ(problems("[[forget]]\nmet = 'mchen@'\n"),
              "e.toml:2:7: “mchen@” is not an e-mail address; name them as they were written, or by e-mail "
              "address\n");
}

TEST(MailsEvents, SayWhetherSomebodyWantsThem) {
    EXPECT_EQ(body<Mails>(table("mails", "to = 'Dana@Candidate.example'\nwanted = 'none'\n")),
              (Mails{"old-1", "dana@candidate.example", Mails::Wanted::none, {}}));
    EXPECT_EQ(body<Mails>("[[mails]]\nto = 'pat'\nwanted = 'all'\n"),
              (Mails{"", "pat", Mails::Wanted::all, {}}));
}

TEST(MailsEvents, OfACandidateStandInACase) {
    EXPECT_EQ(problems("[[mails]]\nto = 'dana@candidate.example'\nwanted = 'none'\n"),
              "e.toml:2:6: “dana@candidate.example” is no recruiter, and no interview is named; add "
              "interview = \"…\", any interview of that candidate\n");
}

TEST(Withdrawals, NeedNoReason) {
    EXPECT_EQ(body<Withdrawn>(table("withdrawn", "")), (Withdrawn{"old-1", ""}));
    EXPECT_EQ(body<Withdrawn>(table("withdrawn", "reason = 'R'\n")), (Withdrawn{"old-1", "R"}));
}

} // namespace
} // namespace followup::queue
