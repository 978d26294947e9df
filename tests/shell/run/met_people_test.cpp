#include "core/ledger/codec.hpp"
#include "core/mail/mentions.hpp"
#include "shell/run/keeper.hpp"
#include "shell/run/met_people.hpp"

#include <gmock/gmock.h>

namespace followup::run {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// Somebody met at an employer asks that nothing of them is kept.
class MetPeopleForgotten : public Keeper {
  protected:
    void SetUp() override {
        told("dana", "Acme Robotics",
             "{ name = \"Margaret Chen\", email = \"mchen@acme.example\" }, { name = \"Luis Ortiz\" }",
             "promise = [{ call = \"Margaret Chen\", on = \"a week from Monday\" }]\n");
    }
    static Incoming interview_of(const std::string& id, const std::string& employer, const std::string& met,
                                 const std::string& more = "",
                                 const std::string& when = "2026-11-20T15:30:00-06:00") {
        return {id + ".toml",
                "[[interview]]\nid = \"" + id + "\"\nrecruiter = \"pat\"\n" + "candidate = { name = \"" + id
                    + " Reyes\", email = \"" + id
                    + "@candidate.example\", zone = \"America/Chicago\" }\nemployer = { name = \"" + employer
                    + "\", zone = \"America/Chicago\" }\nposition = \"Engineer\"\nended = " + when + "\n"
                    + more + "met = [" + met + "]\n"};
    }
    void told(const std::string& id, const std::string& employer, const std::string& met,
              const std::string& more = "") {
        take(interview_of(id, employer, met, more), ended + base::minutes{5});
    }
    Taken forget(const std::string& named, Instant now) {
        const Incoming file{"forget.toml", "[[forget]]\n" + named + "\n"};
        return got(keeper->take(std::span{&file, 1}, now)).front();
    }
    Taken tried(const Incoming& file, Instant now) {
        return got(keeper->take(std::span{&file, 1}, now)).front();
    }
    std::string facts_of(const std::string& id) {
        std::string all;
        for (const auto& fact : got(store->history(got(store->case_by_id(id))->number))->facts)
            all += ledger::encoded(fact.event);
        return all;
    }
    /// All that is said of a case, its mails included.
    std::string everything_of(const std::string& id) {
        const auto number = got(store->case_by_id(id))->number;
        auto all = facts_of(id);
        for (const auto& duty : got(store->duties(number)))
            all += duty.id + "\n";
        for (const auto& nudge : got(store->nudges(number)))
            all += nudge.duty + "\n";
        for (const auto& mail : got(store->mails_of_case(number, 1000)))
            all += mail.bytes;
        return all;
    }
    bool tells(const std::string& id) {
        return mail::mentions(everything_of(id), {"Margaret", "Chen", "mchen@acme.example", "margaret-chen"});
    }

    const Instant later = ended + base::hours{3};
};

TEST_F(MetPeopleForgotten, LeaveNothingInTheCaseThatStaysWhole) {
    const auto mails = sent(later);
    ASSERT_FALSE(mails.empty());
    EXPECT_TRUE(tells("dana")) << "else the test looks in vain";
    const auto taken = forget("met = \"Margaret Chen\"\nemployer = \"Acme Robotics\"", later);
    ASSERT_TRUE(taken.accepted) << base::text(taken.problems);
    ASSERT_THAT(taken.forgotten, SizeIs(1));
    EXPECT_TRUE(taken.forgotten.front().known);
    EXPECT_FALSE(tells("dana"));
    EXPECT_THAT(everything_of("dana"), HasSubstr("Luis Ortiz"));
    EXPECT_THAT(everything_of("dana"), HasSubstr("dana/letter/a-forgotten-person"));
    const auto number = got(store->case_by_id("dana"))->number;
    const auto [known, plan] = got(keeper->standing(number, later));
    for (const auto& duty : plan.duties)
        if (duty.id.ends_with("a-forgotten-person")) {
            EXPECT_EQ(duty.state, plan::State::dropped) << duty.id;
        }
    EXPECT_TRUE(std::ranges::any_of(plan.duties, [](const auto& duty) {
        return duty.state == plan::State::open;
    })) << "an open case has a date";
}

TEST_F(MetPeopleForgotten, AreToldToTheRecruiterWithoutTheirName) {
    static_cast<void>(sent(later));
    ASSERT_TRUE(forget("met = \"mchen@acme.example\"", later).accepted);
    bool told_so = false;
    for (const auto& mail : to(sent(later + base::minutes{1}), "pat")) {
        EXPECT_FALSE(mail::mentions(mail.bytes, {"Margaret", "Chen"}));
        told_so = told_so || mail::mentions(mail.bytes, {"somebody met there has been forgotten"});
    }
    EXPECT_TRUE(told_so);
}

TEST_F(MetPeopleForgotten, AreNotToldOfByMailsThatWereWaiting) {
    for (auto more = true; more;)
        more = got(keeper->look(later));
    const auto claimed = got(keeper->claim(later, 50));
    ASSERT_FALSE(claimed.empty());
    auto told = claimed.end();
    for (auto mail = claimed.begin(); mail != claimed.end(); ++mail)
        if (mail::mentions(mail->bytes, {"Margaret Chen"})) told = mail;
    ASSERT_NE(told, claimed.end());
    ASSERT_TRUE(got(keeper->handed(told->number, later)));
    const auto taken = forget("met = \"mchen@acme.example\"", later);
    const auto& mails = taken.forgotten.front().erased.mails;
    const auto way = std::ranges::find(mails, told->number, &store::Erased::Mail::number);
    ASSERT_NE(way, mails.end());
    EXPECT_TRUE(way->left && !way->surely) << "it was on its way";
    got(keeper->settle(told->number, {mail::Stage::data, 451, "later", {}, false}, "relay", later));
    for (const auto hours : {1, 2, 24})
        for (const auto& mail : sent(later + base::hours{hours})) {
            EXPECT_FALSE(mail.bytes.empty()) << "nothing goes out without words";
            EXPECT_FALSE(mail::mentions(mail.bytes, {"Margaret", "Chen"}));
        }
}

TEST_F(MetPeopleForgotten, AreFoundInAllCasesOfTheirEmployerAndNowhereElse) {
    told("eve", "ACME Robotics", "{ name = \"Ms Margaret Chen\" }");
    told("bolt", "Bolt", "{ name = \"Margaret Chen\" }");
    auto taken = forget("met = \"Margaret Chen\"", later);
    EXPECT_FALSE(taken.accepted);
    ASSERT_THAT(taken.choices, SizeIs(2)) << "of two employers, somebody has to say who";
    EXPECT_EQ(taken.choices[0].address, "mchen@acme.example");
    EXPECT_EQ(taken.choices[1].employer, "Bolt");
    EXPECT_TRUE(tells("dana") && tells("eve") && tells("bolt"));
    ASSERT_TRUE(forget("met = \"mchen@acme.example\"", later).accepted);
    EXPECT_FALSE(tells("dana"));
    EXPECT_FALSE(tells("eve")) << "the same one, of whom that file told no address";
    EXPECT_TRUE(tells("bolt"));
}

TEST_F(MetPeopleForgotten, AreUnknownWhereNobodyIsCalledSo) {
    const auto taken = forget("met = \"Margaret Chan\"\nemployer = \"Acme Robotics\"", later);
    ASSERT_TRUE(taken.accepted);
    EXPECT_FALSE(taken.forgotten.front().known);
    EXPECT_TRUE(tells("dana"));
}

TEST_F(MetPeopleForgotten, DoNotComeBackByWhatWasBefore) {
    ASSERT_TRUE(forget("met = \"mchen@acme.example\"", later).accepted);
    const Incoming files[] = {
        interview_of(
            "dana", "Acme Robotics",
            "{ name = \"Margaret Chen\", email = \"mchen@acme.example\" }, { name = \"Luis Ortiz\" }",
            "promise = [{ call = \"Margaret Chen\", on = \"a week from Monday\" }]\n"),
        interview_of("dana", "Acme Robotics", "{ name = \"Dr Margaret CHEN\", title = \"CTO\" }"),
        interview_of("zoe", "Elsewhere", "{ name = \"M. C.\", email = \"MChen@acme.example\" }"),
        interview_of("zoe", "acme robotics", "{ name = \"Margaret Chen\" }"),
        {"d.toml",
         "[[debriefed]]\ninterview = \"dana\"\nwith = \"client\"\nmet = [{ name = \"Margaret Chen\" }]\n"},
        {"l.toml", "[[letter]]\ninterview = \"dana\"\nto = \"Margaret Chen\"\n"},
        {"c.toml", "[[called]]\ninterview = \"dana\"\nwhom = \"mchen@acme.example\"\nresult = \"spoke\"\n"},
        {"p.toml", "[[pushed]]\ninterview = \"dana\"\nwhom = \"Margaret Chen\"\nto = 2026-12-03\n"},
        {"s.toml", "[[struck]]\ninterview = \"dana\"\nmet = \"Margaret Chen\"\n"},
        {"x.toml", "[[done]]\nduty = \"dana/letter/margaret-chen\"\n"},
    };
    for (const auto& file : files) {
        const auto taken = tried(file, later + base::hours{1});
        EXPECT_FALSE(taken.accepted) << file.bytes;
        EXPECT_THAT(base::text(taken.problems), HasSubstr("asked since to be forgotten"));
        EXPECT_FALSE(mail::mentions(base::text(taken.problems), {"Margaret", "Chen"}));
    }
    EXPECT_FALSE(tells("dana"));
    EXPECT_TRUE(
        tried({"ok.toml", "[[letter]]\ninterview = \"dana\"\nto = \"Luis Ortiz\"\n"}, later + base::hours{1})
            .accepted);
}

TEST_F(MetPeopleForgotten, AreWelcomeWhenTheyAreMetAgain) {
    ASSERT_TRUE(forget("met = \"mchen@acme.example\"", later).accepted);
    take(interview_of("second", "Acme Robotics", "{ name = \"Margaret Chen\" }", "",
                      "2026-12-04T10:00:00-06:00"),
         at("2026-12-04T17:00:00Z"));
    EXPECT_TRUE(tells("second"));
    EXPECT_TRUE(tried({"l.toml", "[[letter]]\ninterview = \"second\"\nto = \"Margaret Chen\"\n"},
                      at("2026-12-05T17:00:00Z"))
                    .accepted);
    ASSERT_TRUE(forget("met = \"Margaret Chen\"", at("2026-12-06T17:00:00Z")).accepted);
    EXPECT_FALSE(tells("second")) << "and may ask again";
}

TEST_F(MetPeopleForgotten, AreNotBroughtBackByWhatWaitedForItsInterview) {
    take(
        {"d.toml",
         "[[debriefed]]\ninterview = \"late\"\nwith = \"candidate\"\nmet = [{ name = \"Margaret Chen\" }]\n"},
        ended + base::minutes{10});
    ASSERT_TRUE(forget("met = \"Margaret Chen\"\nemployer = \"Acme Robotics\"", later).accepted);
    take(interview_of("late", "Acme Robotics", "{ name = \"Luis Ortiz\" }"), later + base::hours{1});
    EXPECT_FALSE(tells("late"));
}

TEST_F(MetPeopleForgotten, AreOnlyLookedAtBefore) {
    const Incoming file{"forget.toml", "[[forget]]\nmet = \"Margaret Chen\"\n"};
    const auto foreseen = got(keeper->foresee(std::span{&file, 1}, later));
    ASSERT_THAT(foreseen.taken.front().forgotten, SizeIs(1));
    EXPECT_THAT(foreseen.taken.front().forgotten.front().fallen.begin()->second, SizeIs(2))
        << "letter and call";
    EXPECT_TRUE(tells("dana"));
    EXPECT_THAT(got(store->tombstones()), IsEmpty());
}

TEST_F(MetPeopleForgotten, AreFoundInTheLedgerOfAnOlderProgram) {
    got(store->begin());
    const auto number = got(store->case_by_id("dana"))->number;
    got(store::Unnaming{*store}.untrace(
        number, {ledger::trace_of_name("Margaret Chen"), ledger::trace_of_address("mchen@acme.example")}));
    got(store->commit());
    ASSERT_TRUE(forget("met = \"mchen@acme.example\"", later).forgotten.front().known);
    EXPECT_FALSE(tells("dana"));
}

} // namespace
} // namespace followup::run
