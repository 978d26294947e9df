#include "shell/store/ledger.hpp"

namespace followup::store {
namespace {

class Restoring : public Ledger {
  protected:
    [[nodiscard]] std::string copy() const { return folder.file("copy.db"); }
};

TEST_F(Restoring, IsRestoredAndTheOldFileKeptAside) {
    open_case("before");
    got(copied(*store, copy()));
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

TEST_F(Restoring, IsRestoredOverADamagedLedgerOrNone) {
    open_case();
    got(copied(*store, copy()));
    close();
    std::ofstream{path()} << std::string(8192, 'x');
    got(restore(copy(), how(path())));
    std::filesystem::remove(path());
    got(restore(copy(), how(path())));
    open();
    EXPECT_TRUE(got(store->case_by_id("acme-1")).has_value());
}

TEST_F(Restoring, IsCheckedBeforeItIsRestored) {
    open_case("kept");
    got(copied(*store, copy()));
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
