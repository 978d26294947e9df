#include "shell/store/ledger.hpp"

namespace followup::store {
namespace {

/// Three cases of robin and one of kim, each planned with `small_plan`.
class Owing : public Ledger {
  protected:
    void SetUp() override {
        Ledger::SetUp();
        for (int n = 1; n <= 4; ++n) {
            const auto id = "case-" + std::to_string(n);
            const auto number = open_case(id, id + "@x.example", id).number;
            if (n == 4) got(store->assign(number, "kim"));
            auto plan = small_plan();
            for (auto& duty : plan.duties) {
                duty.id = id + duty.id.substr(duty.id.find('/'));
                if (n == 2) duty.state = plan::State::done;
            }
            if (n == 2) plan.look_again.reset();
            got(store->keep(number, plan, all_new(plan), "v1"));
        }
        robin = got(store->case_by_number(1))->recruiter;
        for (const auto& duty : small_plan().duties)
            due = std::max(due, duty.due);
    }

    /// "case-1/letter …": the ids, in order.
    std::string ids(std::string_view recruiter, int count = 100) {
        std::string text;
        for (const auto& duty : got(store->open_duties(recruiter, count)))
            text += (text.empty() ? "" : " ") + duty.id;
        return text;
    }

    std::string robin;
    Instant due{};
};

TEST_F(Owing, OpenDutiesAreOfARecruiterOrOfAll) {
    EXPECT_TRUE(ids(robin).contains("case-1/"));
    EXPECT_FALSE(ids(robin).contains("case-2/"));
    EXPECT_FALSE(ids(robin).contains("case-4/"));
    EXPECT_TRUE(ids("kim").starts_with("case-4/"));
    EXPECT_TRUE(ids("").contains("case-1/") && ids("").contains("case-4/"));
    EXPECT_EQ(ids("nobody"), "");
    EXPECT_EQ(got(store->open_duties("", 1)).size(), 1U);
}

TEST_F(Owing, LiveCasesLeaveOutWhatCannotChangeAnyMore) {
    EXPECT_EQ(got(store->live_cases(robin, 10)), (std::vector<std::int64_t>{3, 1}));
    EXPECT_EQ(got(store->live_cases("", 10)), (std::vector<std::int64_t>{4, 3, 1}));
    EXPECT_EQ(got(store->live_cases("", 1)), std::vector<std::int64_t>{4});
    EXPECT_EQ(got(store->latest_cases(2)), (std::vector<std::int64_t>{4, 3}));
}

TEST_F(Owing, CasesWithADutyInAPeriodAreFoundWhateverBecameOfIt) {
    EXPECT_EQ(got(store->cases_due_within(robin, due, due + seconds{1}, 10)),
              (std::vector<std::int64_t>{3, 2, 1}));
    EXPECT_EQ(got(store->cases_due_within("", due, due + seconds{1}, 10)),
              (std::vector<std::int64_t>{4, 3, 2, 1}));
    EXPECT_TRUE(got(store->cases_due_within("", due + seconds{1}, due + hours{1000}, 10)).empty());
}

TEST_F(Owing, MailsOfACaseComeInOrder) {
    for (const auto number : {1, 3, 1})
        got(store->insert(mail_to(got(store->next_mail_number()), number, "robin"), {}));
    const auto mails = got(store->mails_of_case(1, 10));
    ASSERT_EQ(mails.size(), 2U);
    EXPECT_LT(mails[0].number, mails[1].number);
    EXPECT_TRUE(got(store->mails_of_case(2, 10)).empty());
}

} // namespace
} // namespace followup::store
