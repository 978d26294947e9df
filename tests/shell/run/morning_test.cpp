#include "shell/run/morning.hpp"

#include "core/ledger/codec.hpp"
#include "shell/run/keeper.hpp"

#include <gmock/gmock.h>

namespace followup::run {
namespace {

using base::minutes;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const auto saturday = at("2026-11-21T18:00:00Z");
const auto at_eight = at("2026-11-23T14:00:00Z"); // eight in Chicago
const auto tuesday = at("2026-11-24T14:00:00Z");

class TheMornings : public Keeper {
  protected:
    TheMornings() {
        start("storm_floor = 0");
        static_cast<void>(sent(ended - minutes{1})); // from then on digests are due
    }
    /// The digest of that morning, as text; empty when there is none.
    std::string digest(Instant now) {
        for (const auto& mail : to(sent(now), "pat"))
            if (mail.bytes.contains("Follow-ups on ")) return unfolded(mail.bytes);
        return {};
    }
    /// Quoted-printable lines put together again.
    static std::string unfolded(std::string text) {
        for (auto at = text.find("=\r\n"); at != text.npos; at = text.find("=\r\n", at))
            text.erase(at, 3);
        return text;
    }
    void tell(const std::string& event, Instant now, queue::Teller teller = queue::Teller::recruiter,
              const std::string& by = "pat") {
        Incoming file{.name = "told.toml", .bytes = event, .teller = teller};
        file.by.recruiter = by;
        take(file, now);
    }
};

constexpr auto letter = "[[letter]]\ninterview = \"case-1\"\nto = \"Margaret Chen\"\n";

TEST_F(TheMornings, TellOnceWhatACandidateDid) {
    take(interview(1), ended);
    tell(letter, saturday, queue::Teller::candidate);
    EXPECT_THAT(digest(at_eight),
                AllOf(HasSubstr("Since Fri 20 Nov 2026"),
                      HasSubstr("Candidate 1 at Employer 1: the letter to Margaret Chen is sent")));
    EXPECT_THAT(digest(tuesday), Not(HasSubstr("the letter to Margaret Chen is sent")));
}

TEST_F(TheMornings, SayNothingOfWhatTheReaderDid) {
    take(interview(1), ended);
    tell(letter, saturday);
    EXPECT_THAT(digest(at_eight), Not(HasSubstr("the letter to Margaret Chen is sent")));
}

TEST_F(TheMornings, AreNotSentBesideTheNextWhenTheyNeverLeft) {
    take(interview(1), ended);
    tell(letter, saturday, queue::Teller::candidate);
    while (got(keeper->look(at_eight))) {
    }
    std::int64_t never_left = 0;
    for (auto claimed = got(keeper->claim(at_eight, 4)); !claimed.empty();
         claimed = got(keeper->claim(at_eight, 4)))
        for (const auto& mail : claimed) {
            if (mail.bytes.contains("Follow-ups on ")) never_left = mail.number;
            got(keeper->settle(mail.number, {mail::Stage::connect, 0, "nobody answers", {}, false}, "relay",
                               at_eight));
        }
    ASSERT_NE(never_left, 0);
    int digests = 0;
    for (const auto& mail : to(sent(tuesday), "pat")) {
        if (!mail.bytes.contains("Follow-ups on ")) continue;
        ++digests;
        EXPECT_THAT(unfolded(mail.bytes), HasSubstr("the letter to Margaret Chen is sent"));
    }
    EXPECT_EQ(digests, 1);
    EXPECT_EQ(got(store->mail(never_left))->state, mail::State::moot);
}

TEST_F(TheMornings, TellOfARefusedMailOnce) {
    take(interview(1), ended);
    const auto asked = ended + minutes{15};
    while (got(keeper->look(asked))) {
    }
    const auto claimed = got(keeper->claim(asked, 4));
    ASSERT_FALSE(claimed.empty());
    const mail::Reply unknown{mail::Stage::rcpt, 550, "5.1.1 no such user", "5.1.1", false};
    for (const auto& mail : claimed)
        static_cast<void>(got(keeper->settle(mail.number, unknown, "relay", asked)));
    const auto again = asked + base::hours{1} + minutes{10};
    for (const auto& mail : got(keeper->claim(again, 4)))
        static_cast<void>(got(keeper->settle(
            mail.number, mail.person == "pat" ? mail::Reply{mail::Stage::done, 250, "ok", {}, true} : unknown,
            "relay", again)));
    const auto words = digest(at_eight);
    EXPECT_THAT(words, HasSubstr("a mail to c1@candidate.example did not arrive: 5.1.1 no such user"));
    EXPECT_THAT(words, HasSubstr("the mail about it did not arrive: 5.1.1 no such user"));
    EXPECT_THAT(words, Not(HasSubstr("last reminded on"))) << "nobody was";
    EXPECT_THAT(digest(tuesday), Not(HasSubstr("a mail to c1@candidate.example did not arrive")));
}

TEST_F(TheMornings, SayOfAMailThatWaitsNeitherThatItCameNorThatItDidNot) {
    take(interview(1), ended);
    while (got(keeper->look(ended + minutes{15}))) {
    }
    const mail::Reply busy{mail::Stage::rcpt, 451, "4.7.1 try again later", "4.7.1", false};
    for (const auto& mail : got(keeper->claim(ended + minutes{15}, 4)))
        static_cast<void>(got(keeper->settle(mail.number, busy, "relay", ended + minutes{15})));
    const auto pat =
        plan::as_person(keeper->config().rules.agency.recruiters.front(), keeper->config().rules.agency);
    const auto morning = got(Mornings{*keeper}.of(pat, at_eight));
    ASSERT_FALSE(morning.lines.empty());
    for (const auto& line : morning.lines)
        EXPECT_THAT(line.when, AllOf(Not(HasSubstr("reminded")), Not(HasSubstr("did not arrive"))));
}

TEST_F(TheMornings, SayOnWhichDaySomebodyWasReminded) {
    take(interview(1), ended);
    static_cast<void>(sent(ended + minutes{15}));
    EXPECT_THAT(digest(at_eight), HasSubstr("last reminded on Fri 20 Nov 2026"));
}

TEST_F(TheMornings, NameWhoHasNotBeenToldUntilTheyAre) {
    take(interview(1), ended);
    tell("[[heard]]\ninterview = \"case-1\"\nnews = \"rejected\"\n", saturday);
    const auto* words = "Candidate 1 has not been told that Employer 1 said no";
    EXPECT_THAT(digest(at_eight), AllOf(HasSubstr(words), HasSubstr("followup told case-1")));
    EXPECT_THAT(digest(tuesday), HasSubstr(words));
    tell("[[told]]\ninterview = \"case-1\"\n", tuesday + minutes{5});
    EXPECT_EQ(digest(tuesday + base::days{1}), "") << "there is nothing else to tell";
}

TEST_F(TheMornings, CountOlderCasesInTheFirstOneOnly) {
    take(interview(1), ended);
    auto row = got(store->case_of_interview("case-1"));
    ASSERT_TRUE(row);
    plan::Plan plan;
    plan::Duty duty;
    duty.id = "case-1/next";
    duty.kind = plan::Kind::next;
    duty.due = saturday;
    duty.dates.push_back({saturday, saturday, {}});
    duty.carried_over = true;
    plan.duties.push_back(duty);
    plan::Difference difference;
    difference.duties.push_back(plan::kept_duty(plan.duties.front()));
    got(store->keep(row->number, plan, difference, "old"));
    EXPECT_EQ(got(store->count_carried_over("pat")), 1);
    EXPECT_EQ(got(store->count_carried_over("")), 1);
    EXPECT_THAT(got(store->cases_owing("pat", tuesday, 10)), IsEmpty());
    EXPECT_THAT(got(store->open_duties("pat", 10)), IsEmpty());
    Mornings mornings{*keeper};
    const auto pat =
        plan::as_person(keeper->config().rules.agency.recruiters.front(), keeper->config().rules.agency);
    const auto first = got(mornings.of(pat, at_eight));
    EXPECT_EQ(first.older, 1);
    EXPECT_THAT(first.lines, IsEmpty()) << "and never singly";
    got(mornings.told(pat, first, at_eight));
    EXPECT_EQ(got(mornings.of(pat, tuesday)).older, 0);
}

TEST_F(TheMornings, AColleaguesDoingsStandInThemWithHisName) {
    take(interview(1), ended);
    tell("[[closed]]\ninterview = \"case-1\"\ntell = \"They have filled it.\"\n", saturday,
         queue::Teller::recruiter, "kim");
    EXPECT_THAT(digest(at_eight), HasSubstr("Candidate 1 at Employer 1: the case was closed (says kim)"));
}

} // namespace
} // namespace followup::run
