#include "shell/store/ledger.hpp"

#include <gmock/gmock.h>

namespace followup::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

using Stirring = Ledger;

TEST_F(Stirring, CasesAreFoundByWhenSomethingLastHappened) {
    const auto first = open_case().number;
    const auto second = open_case("bolt-1", "eli@candidate.example", "bolt / welder").number;
    got(store->stir(second, friday));
    got(store->stir(first, friday + hours{2}));
    got(store->stir(first, friday + hours{1}));
    EXPECT_THAT(got(store->stirred_cases("robin", friday, 10)), ElementsAre(second, first));
    EXPECT_THAT(got(store->stirred_cases("robin", friday + hours{2}, 10)), ElementsAre(first))
        << "an earlier thing does not hide a later one";
    EXPECT_THAT(got(store->stirred_cases("kim", friday, 10)), IsEmpty());
    got(store->assign(first, "kim"));
    EXPECT_THAT(got(store->stirred_cases("kim", friday, 10)), ElementsAre(first));
}

TEST_F(Stirring, AnOutcomeThatIsNotToldIsFoundUntilItIs) {
    const auto number = open_case().number;
    auto plan = small_plan();
    plan.untold = friday;
    got(store->keep(number, plan, all_new(plan), "v1"));
    EXPECT_THAT(got(store->untold_cases("robin", 10)), ElementsAre(number));
    EXPECT_THAT(got(store->untold_cases("", 10)), ElementsAre(number));
    plan.untold.reset();
    got(store->keep(number, plan, {}, "v1"));
    EXPECT_THAT(got(store->untold_cases("robin", 10)), IsEmpty());
}

TEST_F(Stirring, UndatedCasesOweNothingButTheNextDate) {
    const auto cold = open_case().number;
    plan::Plan plan;
    plan.duties = {duty("acme-1/next", friday)};
    plan.duties.front().carried_over = true;
    got(store->keep(cold, plan, all_new(plan), "v1"));
    const auto live = open_case("bolt-1", "eli@candidate.example", "bolt / welder").number;
    plan.duties.push_back(duty("bolt-1/letter/bo-chen", friday));
    plan.duties.front().id = "bolt-1/next";
    got(store->keep(live, plan, all_new(plan), "v1"));
    for (const auto* whose : {"robin", ""}) {
        EXPECT_THAT(got(store->undated_cases(whose, 10)), ElementsAre(cold));
        EXPECT_EQ(got(store->count_carried_over(whose)), 1);
        ASSERT_EQ(got(store->open_duties(whose, 10)).size(), 2U) << "the older one is counted, not listed";
        EXPECT_EQ(got(store->open_duties(whose, 10)).front().case_number, live);
    }
    EXPECT_THAT(got(store->cases_owing("robin", friday + hours{1}, 10)), ElementsAre(live));
    plan.duties.clear();
    got(store->keep(cold, plan, {}, "v1"));
    EXPECT_EQ(got(store->count_carried_over("robin")), 0);
}

TEST_F(Stirring, WhoToldAFactIsKeptWhereItIsKnown) {
    const auto number = open_case().number;
    const auto tell = [&](const std::string& notes, std::optional<std::string> by) {
        auto fact = fact_of(debriefing("acme-1", notes), number);
        fact.by = std::move(by);
        return got(store->append(fact));
    };
    tell("by the candidate", std::nullopt);
    const auto kims = tell("by kim", "kim");
    const auto programs = tell("by a program", "");
    EXPECT_THAT(got(store->tellers(number, friday)), ElementsAre(Pair(kims, "kim"), Pair(programs, "")));
    EXPECT_THAT(got(store->tellers(number, friday + hours{1})), IsEmpty());
}

TEST_F(Stirring, WhatBecameOfTheMailsAboutADutyIsReadFromTheirRows) {
    const auto number = open_case().number;
    const auto plan = small_plan();
    got(store->keep(number, plan, all_new(plan), "v1"));
    const auto nudges = got(store->nudges(number));
    ASSERT_FALSE(nudges.empty());
    auto mail = mail_to(got(store->next_mail_number()), number, nudges.front().person);
    got(store->insert(mail, std::array{nudges.front().row}));
    mail.state = mail::State::rejected;
    mail.code = 550;
    mail.settled = friday;
    ASSERT_TRUE(got(store->update(mail, mail::State::claimed, friday)));
    const auto about = got(store->mails_about(number));
    ASSERT_EQ(about.size(), 1U);
    EXPECT_EQ(about.front().duty, nudges.front().duty);
    EXPECT_TRUE(is_lost(about.front().state, about.front().code));
    EXPECT_EQ(about.front().settled, friday);
    EXPECT_FALSE(got(store->tells_news(mail.number))) << "it only reminds";
}

} // namespace
} // namespace followup::store
