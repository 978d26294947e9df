#include "shell/store/unnaming.hpp"

#include "shell/store/ledger.hpp"

#include <algorithm>

namespace followup::store {
namespace {

class UnnamingOf : public Ledger {
  protected:
    Unnaming unnaming() { return Unnaming{*store}; }
};

TEST_F(UnnamingOf, ACaseWritesItsFactsAnewAndLeavesNoOldByte) {
    const auto one = open_case("one", "dana@candidate.example", "subject").number;
    got(store->append(fact_of(debriefing("one", "notes of marker-one"), one)));
    auto history = *got(store->history(one));
    ASSERT_EQ(history.facts.size(), 1U);
    auto fact = history.facts.front();
    std::get<queue::Debriefed>(fact.event.body).notes = "…";
    got(store->begin());
    got(unnaming().rewrite(one, std::span{&fact, 1}));
    got(store->commit());
    EXPECT_EQ(got(store->history(one))->facts.front().event, fact.event);
    EXPECT_TRUE(got(store->has_event(fact.event.digest))) << "the same event again changes nothing";
    reopen();
    EXPECT_EQ(got(store->history(one))->facts.front().event, fact.event);
}

TEST_F(UnnamingOf, FindsCasesByTraceUntilItIsTakenAway) {
    const auto one = open_case("one", "dana@candidate.example", "subject").number;
    const auto two = open_case("two", "eve@candidate.example", "subject").number;
    got(unnaming().trace(one, {"met\n\nann", "met\nann@x.example"}));
    got(unnaming().trace(two, {"met\n\nann"}));
    got(unnaming().trace(two, {"met\n\nann"}));
    EXPECT_EQ(got(unnaming().traced("met\n\nann")), (Numbers{one, two}));
    EXPECT_EQ(got(unnaming().traced_by_tag(unnaming().tag("met\nann@x.example"))), Numbers{one});
    EXPECT_EQ(got(store->called("dana@candidate.example")).size(), 1U) << "no candidate is called so";
    got(unnaming().untrace(one, {"met\n\nann"}));
    EXPECT_EQ(got(unnaming().traced("met\n\nann")), Numbers{two});
    got(store->forget("eve@candidate.example", friday));
    EXPECT_EQ(got(unnaming().traced("met\n\nann")), Numbers{});
}

TEST_F(UnnamingOf, BuriesSoThatTheLaterTimeCounts) {
    EXPECT_FALSE(got(unnaming().anybody()));
    const auto tags = got(unnaming().bury({"met\n\nann"}, friday));
    ASSERT_EQ(tags.size(), 1U);
    got(unnaming().bury({tags.front(), friday - base::days{1}}));
    EXPECT_EQ(got(store->tombstones()), (std::vector<Tombstone>{{tags.front(), friday}}));
    EXPECT_EQ(got(store->forgotten("met\n\nann")), friday);
    EXPECT_TRUE(got(unnaming().anybody()));
}

TEST_F(UnnamingOf, NamesDutiesAndTheirNudgesAnew) {
    const auto one = open_case("one", "dana@candidate.example", "subject").number;
    auto plan = small_plan();
    got(store->keep(one, plan, all_new(plan), "v1"));
    const auto before = got(store->nudges(one)).front().duty;
    got(unnaming().rename_duties(one, {{before, "one/letter/a-forgotten-person"}}));
    EXPECT_TRUE(std::ranges::any_of(got(store->nudges(one)), [](const auto& nudge) {
        return nudge.duty == "one/letter/a-forgotten-person";
    }));
    for (const auto& duty : got(store->duties(one)))
        EXPECT_NE(duty.id, before);
}

TEST_F(UnnamingOf, ErasesWhatAMailSaidAndKeepsItsEnvelope) {
    const auto one = open_case("one", "dana@candidate.example", "subject").number;
    auto plan = small_plan();
    got(store->keep(one, plan, all_new(plan), "v1"));
    const auto mail = mail_to(got(store->next_mail_number()), one, "dana@candidate.example");
    got(store->insert(mail, std::array{got(store->nudges(one)).front().row}));
    got(unnaming().erase_text(mail.number));
    const auto after = got(store->mail(mail.number));
    ASSERT_TRUE(after);
    EXPECT_EQ(after->bytes, "");
    EXPECT_EQ(after->to, mail.to);
    EXPECT_EQ(after->from, mail.from);
    got(unnaming().erase_text(mail.number + 1));
}

} // namespace
} // namespace followup::store
