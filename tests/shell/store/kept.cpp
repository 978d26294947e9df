#include "shell/store/ledger.hpp"
#include "shell/store/sqlite_driver.hpp"

namespace followup::store {
namespace {

std::vector<plan::KeptNudge> planned(Store& store, std::int64_t number) {
    auto nudges = got(store.nudges(number));
    std::erase_if(nudges, [](const auto& one) { return !one.planned; });
    return nudges;
}

TEST_F(Ledger, KeepsAPlanAsItIs) {
    const auto number = open_case().number;
    auto plan = small_plan();
    plan.duties[0].state = plan::State::done;
    plan.duties[1].fell_due = true;
    plan.duties[1].dates.push_back({plan.duties[1].due, friday, {.word = "asked for it"}});
    got(store->keep(number, plan, all_new(plan), "v1"));
    reopen();
    const auto duties = got(store->duties(number));
    ASSERT_EQ(duties.size(), 2U);
    for (std::size_t n = 0; n < 2; ++n) {
        EXPECT_EQ(duties[n].id, plan.duties[n].id);
        EXPECT_EQ(duties[n].state, plan.duties[n].state);
        EXPECT_EQ(duties[n].due, plan.duties[n].due);
        EXPECT_EQ(duties[n].revision, plan.duties[n].revision);
        EXPECT_EQ(duties[n].fell_due, plan.duties[n].fell_due);
        EXPECT_EQ(duties[n].cause_hash, plan::kept_duty(plan.duties[n]).cause_hash);
    }
    const auto nudges = got(store->nudges(number));
    ASSERT_EQ(nudges.size(), 3U);
    EXPECT_EQ(nudges[0].rule, "ask");
    EXPECT_EQ(nudges[0].person, "dana@candidate.example");
    EXPECT_EQ(nudges[1].rule, "told");
    EXPECT_EQ(nudges[1].person, "robin");
    EXPECT_EQ(nudges[2].at, friday + hours{2});
    EXPECT_TRUE(nudges[2].planned);
    EXPECT_EQ(got(store->case_by_number(number))->look_again, friday + hours{2});
}

TEST_F(Ledger, TellsNoDifferenceToAPlanItKept) {
    const auto number = open_case().number;
    const auto plan = small_plan();
    const auto first = plan::difference({}, {}, plan, friday);
    EXPECT_EQ(first.duties.size(), 2U);
    got(store->keep(number, plan, first, "v1"));
    const auto again = plan::difference(got(store->duties(number)), got(store->nudges(number)), plan, friday);
    EXPECT_TRUE(again.changes.empty() && again.duties.empty() && again.gone.empty() && again.nudges.empty()
                && again.moved.empty() && again.moot.empty());
}

TEST_F(Ledger, StoresADifference) {
    const auto number = open_case().number;
    auto plan = small_plan();
    got(store->keep(number, plan, all_new(plan), "v1"));
    const auto before = got(store->nudges(number));
    plan.duties.erase(plan.duties.begin());
    plan.duties[0].due += hours{1};
    plan.look_again.reset();
    plan::Difference change;
    change.duties = {plan::kept_duty(plan.duties[0])};
    change.gone = {"acme-1/debrief"};
    change.moot = {before[0].row};
    change.moved = {{before[2].row, friday + hours{9}}};
    got(store->keep(number, plan, change, "v2"));
    const auto duties = got(store->duties(number));
    ASSERT_EQ(duties.size(), 1U);
    EXPECT_EQ(duties[0].due, friday + hours{25});
    const auto nudges = got(store->nudges(number));
    ASSERT_EQ(nudges.size(), 2U); // one that is moot is as if it had never been planned
    EXPECT_EQ(nudges[0].row, before[1].row);
    EXPECT_TRUE(nudges[0].planned);
    EXPECT_EQ(nudges[1].at, friday + hours{9});
    EXPECT_EQ(got(store->case_by_number(number))->look_again, std::nullopt);
}

TEST_F(Ledger, PlansANudgeOnceHoweverOftenItIsKept) {
    const auto number = open_case().number;
    const auto plan = small_plan();
    got(store->keep(number, plan, all_new(plan), "v1"));
    const auto row = got(store->nudges(number))[0].row;
    got(store->insert(mail_to(got(store->next_mail_number()), number), std::array{row}));
    auto moved = plan;
    moved.nudges[0].at += hours{1};
    got(store->keep(number, moved, all_new(moved), "v1"));
    plan::Difference moot;
    moot.moot = {row};
    moot.moved = {{row, friday}};
    got(store->keep(number, plan, moot, "v1"));
    const auto nudges = got(store->nudges(number));
    ASSERT_EQ(nudges.size(), 3U);
    EXPECT_EQ(nudges[0].row, row);
    EXPECT_FALSE(nudges[0].planned);
    EXPECT_EQ(nudges[0].at, friday + minutes{15});
    EXPECT_EQ(got(store->duties_of_mail(1)), std::vector<std::string>{"acme-1/debrief"});
}

TEST_F(Ledger, TakesANudgeBackThatIsWantedAgain) {
    const auto number = open_case().number;
    const auto plan = small_plan();
    got(store->keep(number, plan, all_new(plan), "v1"));
    plan::Difference moot;
    for (const auto& nudge : got(store->nudges(number)))
        moot.moot.push_back(nudge.row);
    got(store->keep(number, plan, moot, "v1"));
    EXPECT_TRUE(planned(*store, number).empty());
    got(store->keep(number, plan, all_new(plan), "v1"));
    EXPECT_EQ(planned(*store, number).size(), 3U);
}

TEST_F(Ledger, KeepsNothingOfAPlanForNoCase) {
    const auto plan = small_plan();
    EXPECT_FALSE(store->keep(7, plan, all_new(plan), "v1").has_value());
    EXPECT_FALSE(store->keep(7, plan, {}, "v1").has_value());
}

TEST_F(Ledger, GivesWhatIsDueByCaseTheOldestFirst) {
    std::vector<std::int64_t> numbers;
    for (int n = 0; n < 3; ++n) {
        numbers.push_back(open_case("case-" + std::to_string(n), std::to_string(n) + "@x.example").number);
        auto plan = small_plan();
        for (auto& nudge : plan.nudges)
            nudge.at -= minutes{n};
        plan.look_again = friday - minutes{n};
        got(store->keep(numbers.back(), plan, all_new(plan), "v1"));
    }
    EXPECT_EQ(got(store->next_due()), friday - minutes{2});
    EXPECT_EQ(got(store->cases_to_look_at(friday - minutes{1}, 10)),
              (std::vector<std::int64_t>{numbers[2], numbers[1]}));
    EXPECT_EQ(got(store->cases_to_look_at(friday, 1)), std::vector<std::int64_t>{numbers[2]});

    EXPECT_TRUE(got(store->due_nudges(friday, 10)).empty());
    auto due = got(store->due_nudges(friday + minutes{14}, 10));
    ASSERT_EQ(due.size(), 2U);
    EXPECT_EQ(due[0].case_number, numbers[2]);
    EXPECT_EQ(due[0].nudges.size(), 1U);
    EXPECT_EQ(due[0].nudges[0].person, "2@x.example");
    due = got(store->due_nudges(friday + hours{2}, 2));
    ASSERT_EQ(due.size(), 2U);
    EXPECT_EQ(due[0].nudges.size(), 3U);
    EXPECT_EQ(due[1].case_number, numbers[1]);
    EXPECT_TRUE(got(store->due_nudges(friday + hours{2}, 0)).empty());
}

TEST_F(Ledger, HasNothingDueWhenItIsEmpty) {
    EXPECT_EQ(got(store->next_due()), std::nullopt);
    EXPECT_TRUE(got(store->due_nudges(friday, 10)).empty());
    EXPECT_TRUE(got(store->duties(1)).empty());
}

TEST_F(Ledger, RefusesRowsThatMeanNothing) {
    const auto number = open_case().number;
    const auto plan = small_plan();
    got(store->keep(number, plan, all_new(plan), "v1"));
    close();
    SqliteDriver ledger{path()};
    for (const auto* sql :
         {"UPDATE duty SET state = 'late'", "UPDATE duty SET due = 'Monday'", "UPDATE duty SET revision = -1",
          "UPDATE nudge SET state = 'sent'", "UPDATE nudge SET state = 'mailed'",
          "UPDATE nudge SET person = 'dana'", "UPDATE cases SET subject = 'acme'", "UPDATE cases SET id = ''",
          "UPDATE candidate SET tag = 'dana'", "UPDATE candidate SET sealed_key = x'00'",
          "UPDATE cases SET live = 2"})
        EXPECT_THROW(ledger.execute(sql), DatabaseError) << sql;
}

} // namespace
} // namespace followup::store
