#include "shell/store/restore.hpp"

#include "shell/store/ledger.hpp"

namespace followup::store {
namespace {

class Restoring : public Ledger {
  protected:
    [[nodiscard]] std::string copy() const { return folder.file("copy.db"); }
    /// A restoration from a copy of that file, at a time of its own.
    base::Result<Restored> restored(const std::string& backup, const How& how) {
        const auto draft = path() + ".restoring";
        std::error_code ignored;
        std::filesystem::copy_file(backup, draft, std::filesystem::copy_options::overwrite_existing, ignored);
        return restore(draft, how, "T" + std::to_string(++times), backup);
    }
    int times = 0;
};

TEST_F(Restoring, IsRestoredAndTheOldFileKeptAside) {
    open_case("before");
    got(copied(*store, copy()));
    open_case("after", "eve@x.example");
    close();
    got(restored(copy(), how(path())));
    open();
    EXPECT_TRUE(got(store->case_by_id("before")).has_value());
    EXPECT_FALSE(got(store->case_by_id("after")).has_value());
    auto old = Store::open(how(path() + ".before-restore.T1"));
    ASSERT_TRUE(old.has_value());
    EXPECT_TRUE(got((*old)->case_by_id("after")).has_value());
    EXPECT_TRUE(std::filesystem::exists(copy()));
}

TEST_F(Restoring, IsRestoredOverADamagedLedgerOrNone) {
    open_case();
    got(copied(*store, copy()));
    close();
    std::ofstream{path()} << std::string(8192, 'x');
    got(restored(copy(), how(path())));
    std::filesystem::remove(path());
    got(restored(copy(), how(path())));
    open();
    EXPECT_TRUE(got(store->case_by_id("acme-1")).has_value());
}

TEST_F(Restoring, IsCheckedBeforeItIsRestored) {
    open_case("kept");
    got(copied(*store, copy()));
    close();
    EXPECT_FALSE(restored(folder.file("none.db"), how(path())).has_value());
    auto other = how(path());
    other.key.fill(9);
    EXPECT_FALSE(restored(copy(), other).has_value());
    std::ofstream{folder.file("noise.db")} << std::string(8192, 'x');
    EXPECT_FALSE(restored(folder.file("noise.db"), how(path())).has_value());
    {
        std::fstream file{copy(), std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(4096 * 3 + 8);
        file << std::string(600, '\xee');
    }
    EXPECT_FALSE(restored(copy(), how(path())).has_value());
    open();
    EXPECT_TRUE(got(store->case_by_id("kept")).has_value());
}

TEST_F(Restoring, KeepsEveryLedgerUnderATimeOfItsOwnWithoutALogBeside) {
    open_case("first");
    got(copied(*store, copy()));
    for (int n = 0; n < 3; ++n) {
        open_case("later-" + std::to_string(n), "eve" + std::to_string(n) + "@x.example");
        close();
        const auto came = got(restored(copy(), how(path())));
        EXPECT_EQ(came.aside, path() + ".before-restore.T" + std::to_string(n + 1));
        EXPECT_EQ(came.log_aside, "");
        open();
    }
    times = 0; // the same second again
    close();
    EXPECT_EQ(got(restored(copy(), how(path()))).aside, path() + ".before-restore.T1-2");
    for (const auto& each : std::filesystem::directory_iterator{folder.file("")}) {
        const auto name = each.path().filename().string();
        EXPECT_FALSE(name.ends_with("-wal") || name.ends_with("-shm") || name.contains("restoring")) << name;
    }
    auto second = Store::open(how(path() + ".before-restore.T2"));
    ASSERT_TRUE(second.has_value());
    EXPECT_TRUE(got((*second)->case_by_id("later-1")).has_value());
}

TEST_F(Restoring, GivesTheTombstonesOfTheLedgerThatIsSetAside) {
    open_case("kept");
    got(copied(*store, copy()));
    const auto erased = got(store->forget("dana@candidate.example", friday));
    close();
    const auto came = got(restored(copy(), how(path())));
    ASSERT_EQ(came.tombstones.size(), 1U);
    EXPECT_EQ(came.tombstones.front().tag, erased.tag);
}

TEST_F(Restoring, IsRefusedUnderALedgerThatIsOpen) {
    got(copied(*store, copy()));
    const auto refused = restored(copy(), how(path()));
    ASSERT_FALSE(refused.has_value());
    EXPECT_NE(refused.error().mend.find("stop it first"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(path() + ".before-restore.T1"));
}

} // namespace
} // namespace followup::store
