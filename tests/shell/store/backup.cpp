#include "shell/store/ledger.hpp"

namespace followup::store {
namespace {

class Backup : public Ledger {
  protected:
    [[nodiscard]] std::string copy() const { return folder.file("copy.db"); }
};

TEST_F(Backup, IsALedgerThatOpens) {
    open_case();
    got(store->backup(copy(), {}));
    EXPECT_FALSE(std::filesystem::exists(copy() + ".part"));
    auto opened = Store::open(how(copy()));
    ASSERT_TRUE(opened.has_value()) << base::text(opened.error().problem);
    EXPECT_TRUE(got((*opened)->case_by_id("acme-1")).has_value());
}

TEST_F(Backup, LetsOtherWorkGoOnAndHasIt) {
    got(store->begin());
    const auto number = open_case().number;
    for (int n = 0; n < 300; ++n)
        got(store->append(fact_of(debriefing("acme-1", std::string(8000, 'x') + std::to_string(n)), number)));
    got(store->commit());
    int steps = 0;
    got(store->backup(copy(), [&] {
        if (++steps <= 3) open_case("during-" + std::to_string(steps), "late" + std::to_string(steps));
    }));
    EXPECT_GE(steps, 3);
    auto opened = Store::open(how(copy()));
    ASSERT_TRUE(opened.has_value());
    EXPECT_EQ(got((*opened)->history(number))->facts.size(), 300U);
    EXPECT_GE(got((*opened)->all_cases()).size(), 3U); // a change after the last step is not in it
    EXPECT_EQ(got(store->all_cases()).size(), 4U);
}

TEST_F(Backup, NeedsTheEndOfATransactionAndAPlaceToWriteTo) {
    got(store->begin());
    EXPECT_FALSE(store->backup(copy(), {}).has_value());
    store->rollback();
    const auto nowhere = store->backup(folder.file("no/such/copy.db"), {});
    ASSERT_FALSE(nowhere.has_value());
    EXPECT_NE(nowhere.error().what.find("No such file"), std::string::npos);
}

TEST_F(Backup, ReplacesAnOlderOne) {
    got(store->backup(copy(), {}));
    open_case();
    got(store->backup(copy(), {}));
    EXPECT_TRUE(got((*Store::open(how(copy())))->case_by_id("acme-1")).has_value());
}

TEST_F(Backup, IsRestoredAndTheOldFileKeptAside) {
    open_case("before");
    got(store->backup(copy(), {}));
    open_case("after", "eve@x.example");
    close();
    got(restore(copy(), how(path())));
    open();
    EXPECT_TRUE(got(store->case_by_id("before")).has_value());
    EXPECT_FALSE(got(store->case_by_id("after")).has_value());
    auto old = Store::open(how(path() + ".before-restore"));
    ASSERT_TRUE(old.has_value());
    EXPECT_TRUE(got((*old)->case_by_id("after")).has_value());
    EXPECT_TRUE(std::filesystem::exists(copy()));
}

TEST_F(Backup, IsRestoredOverADamagedLedgerOrNone) {
    open_case();
    got(store->backup(copy(), {}));
    close();
    std::ofstream{path()} << std::string(8192, 'x');
    got(restore(copy(), how(path())));
    std::filesystem::remove(path());
    got(restore(copy(), how(path())));
    open();
    EXPECT_TRUE(got(store->case_by_id("acme-1")).has_value());
}

TEST_F(Backup, IsCheckedBeforeItIsRestored) {
    open_case("kept");
    got(store->backup(copy(), {}));
    close();
    EXPECT_FALSE(restore(folder.file("none.db"), how(path())).has_value());
    auto other = how(path());
    other.key.fill(9);
    EXPECT_FALSE(restore(copy(), other).has_value());
    std::ofstream{folder.file("noise.db")} << std::string(8192, 'x');
    EXPECT_FALSE(restore(folder.file("noise.db"), how(path())).has_value());
    {
        std::fstream file{copy(), std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(4096 * 3 + 8);
        file << std::string(600, '\xee');
    }
    EXPECT_FALSE(restore(copy(), how(path())).has_value());
    open();
    EXPECT_TRUE(got(store->case_by_id("kept")).has_value());
}

} // namespace
} // namespace followup::store
