#include "core/mail/mime.hpp"
#include "shell/run/keeper.hpp"

#include <algorithm>

namespace followup::run {
namespace {

using base::hours;
using base::minutes;

std::string text_of(const store::MailRow& mail) {
    for (const auto& part : mail::parts_of(mail.bytes))
        if (part.type == "text/plain") return part.text();
    return {};
}

std::string subject_of(const store::MailRow& mail) {
    return mail::parts_of(mail.bytes).front().header("subject");
}

class Rationing : public Keeper {
  protected:
    /// So many candidates, each asked to call; nobody does.
    void interviews(int count) {
        for (int n = 1; n <= count; ++n)
            take(interview(n), ended + minutes{5});
        sent(ended + minutes{15});
    }
};

TEST_F(Rationing, LeavesWhatWasMissedWhileDownToTheDigestThatTellsIt) {
    interviews(5);
    // Down from Friday to Monday: by then the letters are overdue as well.
    const auto monday = at("2026-11-23T18:00:00Z");
    const auto mails = sent(monday);
    const auto told = to(mails, "pat");
    ASSERT_EQ(told.size(), 1U) << "the digest tells all of it";
    for (int n = 1; n <= 5; ++n)
        EXPECT_NE(text_of(told[0]).find("Candidate " + std::to_string(n)), std::string::npos);
    EXPECT_EQ(to(mails, "c1@candidate.example").size(), 1U) << "one late mail stays as it is";
    EXPECT_TRUE(sent(monday + minutes{1}).empty()) << "nothing is told twice";
    EXPECT_TRUE(to(sent(monday + hours{2}), "pat").empty()) << "nor later";
}

TEST_F(Rationing, TellsNothingOfACandidateWhoWasForgottenWhileMailsWaited) {
    interviews(5);
    const auto monday = at("2026-11-23T18:00:00Z");
    for (auto more = true; more;)
        more = got(keeper->look(monday));
    const mail::Reply busy{mail::Stage::rcpt, 451, "busy", {}, false};
    std::vector<store::MailRow> waiting;
    for (auto& mail : got(keeper->claim(monday, 64))) {
        got(keeper->settle(mail.number, busy, "relay", monday));
        if (mail.person == "pat") waiting.push_back(mail);
    }
    ASSERT_EQ(waiting.size(), 1U);
    for (const auto& mail : waiting)
        EXPECT_NE(text_of(mail).find("Candidate 3"), std::string::npos);
    const auto later = monday + hours{1};
    take({"forget.toml", "[[forget]]\ncandidate = \"c3@candidate.example\"\n"}, later);
    for (const auto& mail : waiting) {
        const auto now = got(store->mail(mail.number));
        EXPECT_EQ(now->state, mail::State::moot);
        EXPECT_EQ(now->bytes, "");
    }
    const auto told = to(sent(later), "pat");
    ASSERT_EQ(told.size(), 1U) << "it is written again";
    for (const auto& mail : told) {
        EXPECT_EQ(text_of(mail).find("Candidate 3"), std::string::npos) << text_of(mail);
        for (const auto* other : {"Candidate 1", "Candidate 2", "Candidate 4", "Candidate 5"})
            EXPECT_NE(text_of(mail).find(other), std::string::npos) << text_of(mail);
    }
}

TEST_F(Rationing, PutsTheLateMailsOfACandidateIntoOneUnderTheirOwnKey) {
    for (const auto* id : {"a", "b", "c"})
        take(interview(1, id), ended + minutes{5});
    const auto mails = to(sent(ended + hours{1}), "c1@candidate.example");
    ASSERT_EQ(mails.size(), 1U);
    EXPECT_NE(mails[0].case_number, 0) << "forgetting them takes it away";
    EXPECT_EQ(got(store->mails_of_case(3, 10)).size(), 1U) << "each case knows of it";
    got(store->forget("c1@candidate.example", ended + hours{2}));
    EXPECT_FALSE(got(store->mail(mails[0].number)).has_value());
}

TEST_F(Rationing, PutsWhatIsDueAtOneTimeInSeveralCasesIntoOneMail) {
    for (const auto* id : {"a", "b"})
        take(interview(1, id), ended);
    const auto mails = to(sent(ended + minutes{15}), "c1@candidate.example");
    ASSERT_EQ(mails.size(), 1U);
    EXPECT_TRUE(subject_of(mails[0]).ends_with(", and 1 more")) << subject_of(mails[0]);
    EXPECT_FALSE(text_of(mails[0]).contains("in one mail")) << "there is nothing to explain";
    EXPECT_EQ(got(store->cases_of_mail(mails[0].number)).size(), 2U);
    EXPECT_TRUE(sent(ended + minutes{16}).empty());
}

TEST_F(Rationing, KeepsTheMailsOfTwoRecruitersToOneCandidateAMinuteApart) {
    start("[[recruiter]]\nid = \"kim\"\nname = \"Kim Park\"\nemail = \"kim@glass.example\"");
    take(interview(1, "a"), ended);
    auto of_kim = interview(1, "b");
    for (std::size_t at; (at = of_kim.bytes.find("\"pat\"")) != std::string::npos;)
        of_kim.bytes.replace(at, 5, "\"kim\"");
    take(of_kim, ended);
    const auto first = to(sent(ended + minutes{15}), "c1@candidate.example");
    ASSERT_EQ(first.size(), 1U);
    const auto second = to(sent(ended + minutes{16}), "c1@candidate.example");
    ASSERT_EQ(second.size(), 1U);
    EXPECT_NE(mail::parts_of(first[0].bytes).front().header("reply-to"),
              mail::parts_of(second[0].bytes).front().header("reply-to"));
}

TEST_F(Rationing, SendsWhoWantsLastCallsNothingBeforeTheLastDay) {
    take(interview(1), ended);
    sent(ended + minutes{15});
    take({"mails.toml",
          "[[mails]]\ninterview = \"case-1\"\nto = \"c1@candidate.example\"\nwanted = \"last call\"\n"},
         ended + minutes{20});
    take({"promise.toml", "[[debriefed]]\ninterview = \"case-1\"\nwith = \"candidate\"\n"
                          "[[debriefed.promise]]\ncall = \"Margaret Chen\"\non = \"2026-12-03\"\n"},
         ended + minutes{30});
    const auto eve = at("2026-12-02T22:00:00Z");
    EXPECT_TRUE(to(sent(eve), "c1@candidate.example").empty());
    const auto day = to(sent(at("2026-12-03T14:30:00Z")), "c1@candidate.example");
    ASSERT_EQ(day.size(), 1U);
    EXPECT_TRUE(subject_of(day[0]).starts_with("Call Margaret Chen")) << subject_of(day[0]);
    const auto all = got(store->mails_of_case(1, 100));
    EXPECT_TRUE(std::ranges::any_of(all, [](const store::MailRow& mail) {
        return mail.state == mail::State::moot && mail.reply.contains("within a day");
    })) << "the outbox says why";
}

TEST_F(Rationing, SaysNothingInTheSubjectsOfWhoWantsThat) {
    take(interview(1), ended);
    take({"mails.toml",
          "[[mails]]\ninterview = \"case-1\"\nto = \"c1@candidate.example\"\nsubject = \"neutral\"\n"},
         ended);
    const auto mails = to(sent(ended + minutes{15}), "c1@candidate.example");
    ASSERT_EQ(mails.size(), 1U);
    EXPECT_EQ(subject_of(mails[0]), "A note for you");
}

TEST_F(Rationing, TellsARecruiterAllThatIsDueAtOneTimeInOneMailAndLosesNothing) {
    interviews(8);
    const auto due = ended + hours{2}; // the debriefings are overdue: Pat is told
    const auto told = to(sent(due), "pat");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_TRUE(subject_of(told[0]).ends_with(", and 7 more")) << subject_of(told[0]);
    EXPECT_EQ(got(store->cases_of_mail(told[0].number)).size(), 8U);
    for (int n = 1; n <= 8; ++n)
        EXPECT_TRUE(text_of(told[0]).contains("Employer " + std::to_string(n)));
}

TEST_F(Rationing, LetsFurtherRemindersWaitForEachOtherAlsoOverARestart) {
    start("per_day = 1\nlate_together = 0");
    interviews(1);
    const auto due = ended + hours{2};
    EXPECT_EQ(to(sent(due), "pat").size(), 1U);
    for (int n = 2; n <= 4; ++n)
        take(interview(n), due + minutes{n});
    EXPECT_EQ(to(sent(due + minutes{10}), "pat").size(), 0U);
    start("per_day = 1\nlate_together = 0");
    EXPECT_EQ(to(sent(due + minutes{119}), "pat").size(), 0U);
    const auto next = got(keeper->next_due());
    ASSERT_TRUE(next.has_value());
    EXPECT_EQ(base::rfc3339(*next), base::rfc3339(due + hours{2})) << "it is known when";
    const auto told = to(sent(due + hours{2}), "pat");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(got(store->cases_of_mail(told[0].number)).size(), 3U);
    EXPECT_TRUE(text_of(told[0]).contains("several reminders today"));
}

TEST_F(Rationing, TellsRefusedFilesBeyondTheDaysNumberInOneMail) {
    start("per_day = 2");
    const auto then = ended;
    for (int n = 0; n < 5; ++n)
        got(keeper->tell_refused({"bad-" + std::to_string(n) + ".toml", "recruiter = \"pat\""},
                                 {{"", "is bad", "mend it"}}, then));
    EXPECT_EQ(sent(then).size(), 2U) << "told at once";
    EXPECT_TRUE(sent(then + minutes{119}).empty());
    const auto rest = sent(then + hours{2});
    ASSERT_EQ(rest.size(), 1U);
    EXPECT_EQ(subject_of(rest[0]), "3 more files were refused");
    for (const auto* name : {"bad-2.toml", "bad-3.toml", "bad-4.toml"})
        EXPECT_NE(text_of(rest[0]).find(name), std::string::npos) << text_of(rest[0]);
    const std::array merged{mail::State::merged};
    EXPECT_EQ(got(store->mails(merged, 10)).size(), 3U) << "the outbox still has their words";
    EXPECT_TRUE(sent(then + hours{5}).empty());
}

} // namespace
} // namespace followup::run
