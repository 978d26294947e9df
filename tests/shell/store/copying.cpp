#include "shell/store/ledger.hpp"

#include <algorithm>
#include <sys/stat.h>

namespace followup::store {
namespace {

class ACopy : public Ledger {
  protected:
    [[nodiscard]] std::string copy() const { return folder.file("copy.db"); }
    [[nodiscard]] std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& each :
             std::filesystem::directory_iterator{std::filesystem::path{path()}.parent_path()})
            names.push_back(each.path().filename());
        std::ranges::sort(names);
        return names;
    }
};

TEST_F(ACopy, IsALedgerThatOpens) {
    open_case();
    got(copied(*store, copy()));
    auto opened = Store::open(how(copy()));
    ASSERT_TRUE(opened.has_value()) << base::text(opened.error().problem);
    EXPECT_TRUE(got((*opened)->case_by_id("acme-1")).has_value());
}

TEST_F(ACopy, LetsOtherWorkGoOnAndHasIt) {
    got(store->begin());
    const auto number = open_case().number;
    for (int n = 0; n < 300; ++n)
        got(store->append(fact_of(debriefing("acme-1", std::string(8000, 'x') + std::to_string(n)), number)));
    got(store->commit());
    int steps = 0;
    got(copied(*store, copy(), [&] {
        if (++steps <= 3) open_case("during-" + std::to_string(steps), "late" + std::to_string(steps));
    }));
    EXPECT_GE(steps, 3);
    auto opened = Store::open(how(copy()));
    ASSERT_TRUE(opened.has_value());
    EXPECT_EQ(got((*opened)->history(number))->facts.size(), 300U);
    EXPECT_EQ(got((*opened)->all_cases()).size(), 4U);
    EXPECT_EQ(got(store->all_cases()).size(), 4U);
}

TEST_F(ACopy, HasANameOnlyWhileItIsMadeAndIsNobodyElses) {
    const auto before = files();
    {
        auto copying = got(store->copy(folder.file("")));
        const auto during = files();
        ASSERT_EQ(during.size(), before.size() + 1);
        struct stat facts{};
        ASSERT_EQ(::stat(folder.file(during.front()).c_str(), &facts), 0);
        EXPECT_EQ(facts.st_mode & 0777U, 0600U);
        while (got(copying->step()))
            continue;
        const auto file = got(copying->finish());
        EXPECT_EQ(files(), before);
        EXPECT_GT(file->size(), 4096U);
        std::string begin(15, ' ');
        EXPECT_TRUE(file->read(0, begin.data(), begin.size()));
        EXPECT_EQ(begin, "SQLite format 3");
        EXPECT_FALSE(file->read(file->size(), begin.data(), 1));
    }
    {
        const auto given_up = got(store->copy(folder.file("")));
    }
    EXPECT_EQ(files(), before);
    std::ofstream{folder.file(".copy-abcdef")} << "of a process that died";
    remove_unfinished_copies(folder.file(""));
    EXPECT_EQ(files(), before);
}

TEST_F(ACopy, NeedsTheEndOfATransactionAndAPlaceToWriteTo) {
    got(store->begin());
    EXPECT_FALSE(store->copy(folder.file("")).has_value());
    store->rollback();
    const auto nowhere = store->copy(folder.file("no/such"));
    ASSERT_FALSE(nowhere.has_value());
    EXPECT_NE(nowhere.error().what.find("No such file"), std::string::npos);
}

TEST_F(ACopy, ThatIsGivenUpIsNotGiven) {
    open_case();
    auto copying = got(store->copy(folder.file("")));
    while (got(copying->step()))
        continue;
    copying->give_up();
    EXPECT_FALSE(copying->finish().has_value());
}

} // namespace
} // namespace followup::store
