#include "shell/store/mark.hpp"

#include "shell/store/ledger.hpp"
#include "shell/store/mending.hpp"

namespace followup::store {
namespace {

TEST_F(Ledger, RemembersNothingOutsideThatWasRolledBack) {
    const auto row = open_case();
    got(store->begin());
    got(store->append(fact_of(debriefing("acme-1", "rolled back"), row.number)));
    store->rollback();
    got(store->begin());
    const auto kept = fact_of(debriefing("acme-1", "kept"), row.number);
    got(store->append(kept));
    got(store->commit());
    const auto lately = accepted_lately(path());
    ASSERT_EQ(lately.size(), 1U);
    EXPECT_EQ(lately.front().digest, kept.digest);
    EXPECT_EQ(lately.front().at, kept.accepted);
}

TEST_F(Ledger, MakesItsMarkForgetWhatItDoesNotHold) {
    const auto row = open_case();
    got(store->begin());
    const auto kept = fact_of(debriefing("acme-1", "kept"), row.number);
    got(store->append(kept));
    got(store->commit());
    std::ofstream{mark_of(path()), std::ios::app} << "9 1795210200 " << std::string(64, 'a') << "\nhalf a li";
    EXPECT_EQ(accepted_lately(path()).size(), 2U) << "a torn line is left out";
    got(Mending{*store}.settle_mark());
    const auto lately = accepted_lately(path());
    ASSERT_EQ(lately.size(), 1U);
    EXPECT_EQ(lately.front().digest, kept.digest);
}

TEST(Mark, IsNoneRatherThanOneThatNamesWhomWeForgot) {
    const Folder folder;
    const auto ledger = folder.file("ledger.db");
    Mark mark{ledger};
    mark.appended({1, friday, std::string(64, 'a')});
    mark.committed();
    std::filesystem::create_directory(mark_of(ledger) + ".new"); // nothing can be written beside it
    mark.keep([](const Accepted&) { return false; });
    EXPECT_FALSE(std::filesystem::exists(mark_of(ledger)));
    std::filesystem::remove(mark_of(ledger) + ".new");
    mark.appended({2, friday, std::string(64, 'b')});
    mark.committed();
    ASSERT_EQ(accepted_lately(ledger).size(), 1U) << "it goes on with what comes";
    EXPECT_EQ(accepted_lately(ledger).front().number, 2);
}

TEST(Mark, TellsAnUncleanEndByTheLogThatIsLeft) {
    const Folder folder;
    const auto path = folder.file("ledger.db");
    EXPECT_FALSE(ended_uncleanly(path));
    std::ofstream{path + "-wal"}.flush();
    EXPECT_FALSE(ended_uncleanly(path)) << "an empty log holds nothing";
    std::ofstream{path + "-wal"} << "something";
    EXPECT_TRUE(ended_uncleanly(path));
}

TEST(Mark, KeepsAsManyAsItSaysAndNoMoreThanTwice) {
    const Folder folder;
    Mark mark{folder.file("ledger.db")};
    for (std::size_t n = 1; n <= 2 * Mark::facts_min + 1; ++n) {
        mark.appended({static_cast<std::int64_t>(n), friday, std::string(64, 'a')});
        mark.committed();
    }
    const auto all = accepted_lately(folder.file("ledger.db"));
    ASSERT_EQ(all.size(), Mark::facts_min);
    EXPECT_EQ(all.back().number, static_cast<std::int64_t>(2 * Mark::facts_min + 1));
}

} // namespace
} // namespace followup::store
