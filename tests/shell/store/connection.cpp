#include "shell/store/ledger.hpp"

#include <sys/mount.h>
#include <unistd.h>

namespace followup::store {
namespace {

TEST_F(Ledger, KeepsNothingOfATransactionThatIsRolledBack) {
    got(store->begin());
    open_case();
    store->rollback();
    EXPECT_FALSE(got(store->case_by_id("acme-1")).has_value());
    EXPECT_EQ(got(store->case_of("dana@candidate.example", "acme / engineer")), std::nullopt);
}

TEST_F(Ledger, GivesUpASavepointAlone) {
    got(store->begin());
    open_case("first");
    got(store->savepoint());
    open_case("second", "eve@x.example");
    store->rollback_to_savepoint();
    got(store->savepoint());
    open_case("third", "fay@x.example");
    got(store->release_savepoint());
    got(store->commit());
    reopen();
    EXPECT_TRUE(got(store->case_by_id("first")).has_value());
    EXPECT_FALSE(got(store->case_by_id("second")).has_value());
    EXPECT_TRUE(got(store->case_by_id("third")).has_value());
    // The candidate that was rolled back is not remembered either.
    EXPECT_TRUE(got(store->cases_of(plan::Role::candidate, "eve@x.example")).empty());
    EXPECT_TRUE(store->open_case({"fourth", "eve@x.example", "s", "r"}).has_value());
}

TEST_F(Ledger, RefusesTransactionsThatDoNotFit) {
    EXPECT_FALSE(store->commit().has_value());
    got(store->begin());
    EXPECT_FALSE(store->begin().has_value());
    got(store->commit());
    store->rollback(); // of none: nothing happens
    EXPECT_FALSE(store->fatal());
}

TEST_F(Ledger, RollsBackWhenItIsDestroyed) {
    got(store->begin());
    open_case();
    reopen();
    EXPECT_FALSE(got(store->case_by_id("acme-1")).has_value());
}

TEST_F(Ledger, NumbersGrowThoughTransactionsFail) {
    got(store->begin());
    const auto first = open_case("first").number;
    store->rollback();
    EXPECT_GT(open_case("second").number, first);
}

/// A small file system of memory, for a disk that is full.
class FullDisk : public ::testing::Test {
  protected:
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "only root may mount";
        std::filesystem::create_directory(x_folder.file("disk"));
        if (::mount("tmpfs", x_folder.file("disk").c_str(), "tmpfs", 0, "size=2m") != 0)
            GTEST_SKIP() << "mounting is not allowed here";
        x_mounted = true;
    }
    void TearDown() override {
        if (x_mounted) ::umount2(x_folder.file("disk").c_str(), MNT_DETACH);
    }
    [[nodiscard]] std::string path() const { return x_folder.file("disk/ledger.db"); }

  private:
    Folder x_folder;
    bool x_mounted = false;
};

TEST_F(FullDisk, IsToldAndRolledBackCleanlyAndEndsWhenThereIsRoom) {
    std::ofstream{path() + ".ballast"} << std::string(700'000, 'b');
    auto opened = Store::open(how(path()));
    ASSERT_TRUE(opened.has_value()) << base::text(opened.error().problem);
    auto& store = **opened;
    std::optional<base::Problem> problem;
    std::vector<std::string> accepted;
    for (int n = 0; n < 5000 && !problem; ++n) {
        got(store.begin());
        const auto id = "case-" + std::to_string(n);
        auto row = store.open_case({id, "someone", "subject " + id, "robin"});
        auto fact = row ? store.append(fact_of(debriefing(id, std::string(900, 'x')), row->number))
                        : base::Result<std::int64_t>{std::unexpected(row.error())};
        auto done = fact ? store.commit() : base::Result<void>{std::unexpected(fact.error())};
        if (done)
            accepted.push_back(id);
        else
            problem = done.error();
        store.rollback();
    }
    ASSERT_TRUE(problem.has_value());
    EXPECT_EQ(problem->what, "the disk is full");
    EXPECT_EQ(problem->where, path());
    EXPECT_FALSE(store.fatal());
    EXPECT_EQ(got(store.all_cases()).size(), accepted.size());

    std::filesystem::remove(path() + ".ballast");
    got(store.begin());
    EXPECT_TRUE(store.open_case({"after", "someone", "other", "robin"}).has_value());
    got(store.commit());
    opened->reset();
    opened = Store::open(how(path()));
    ASSERT_TRUE(opened.has_value()) << base::text(opened.error().problem);
    EXPECT_EQ(got((*opened)->all_cases()).size(), accepted.size() + 1);
    opened->reset();
}

TEST_F(FullDisk, NothingSlipsOutOfATransactionThatTheDatabaseGaveUp) {
    std::ofstream{path() + ".ballast"} << std::string(600'000, 'b');
    auto opened = Store::open(how(path()));
    ASSERT_TRUE(opened.has_value()) << base::text(opened.error().problem);
    auto& store = **opened;
    const auto number = got(store.open_case({"case", "someone", "subject", "robin"})).number;
    got(store.begin());
    int taken = 0;
    int refused = 0;
    for (int n = 0; n < 1000 && refused < 10; ++n) {
        const auto fact =
            store.append(fact_of(debriefing("case", std::string(100'000, 'x') + std::to_string(n)), number));
        ++(fact ? taken : refused);
    }
    ASSERT_GT(taken, 0);
    ASSERT_EQ(refused, 10);
    EXPECT_FALSE(store.commit().has_value());
    store.rollback();
    EXPECT_TRUE(got(store.history(number))->facts.empty());
    opened->reset();
}

} // namespace
} // namespace followup::store
