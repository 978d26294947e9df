#include "shell/store/ledger.hpp"
#include "shell/store/sqlite_driver.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace followup::store {
namespace {

Trouble trouble_of(const How& how) {
    auto opened = Store::open(how);
    if (opened) throw std::runtime_error("it opened");
    return opened.error().trouble;
}

/// Runs SQL on the file from outside, as an operator would while no daemon runs.
void from_outside(const std::string& path, const std::string& sql) {
    SqliteDriver ledger{path};
    ledger.execute(sql);
}

TEST_F(Ledger, OpensAgainWithWhatItHeld) {
    const auto row = open_case();
    got(store->set_note("last_seen", "yesterday"));
    reopen();
    EXPECT_EQ(got(store->note("last_seen")), "yesterday");
    EXPECT_EQ(got(store->note("never_set")), std::nullopt);
    EXPECT_EQ(got(store->case_by_id("acme-1"))->number, row.number);
}

TEST_F(Ledger, TakesEveryFormOfItsAddress) {
    close();
    for (const auto& url : {"sqlite:" + path(), "sqlite://" + path(), std::string{"sqlite::memory:"}}) {
        auto opened = Store::open({url, key_of_ones(), true});
        EXPECT_TRUE(opened.has_value()) << url;
    }
    for (const auto* url :
         {"postgresql://db/followup", "mysql:x", "sqlite:", "sqlite://host/x", "sqlite:a\"b"})
        EXPECT_EQ(trouble_of({url, key_of_ones(), true}), Trouble::configuration) << url;
}

TEST_F(Ledger, IsReadableByItsOwnerOnly) {
    struct stat status{};
    ASSERT_EQ(::stat(path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(Ledger, IsLockedWhileItIsOpen) {
    // Another process, because locks of POSIX do not hold within one.
    const auto child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        const auto opened = Store::open(how(path()));
        ::_exit(!opened && opened.error().trouble == Trouble::locked ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
}

TEST_F(Ledger, IsNotMadeWhenItShallNotBe) {
    const How no_create{"sqlite:" + folder.file("none.db"), key_of_ones(), false};
    EXPECT_EQ(trouble_of(no_create), Trouble::unavailable);
    EXPECT_FALSE(std::filesystem::exists(folder.file("none.db")));
}

TEST_F(Ledger, NamesTheFileThatCannotBeOpened) {
    const auto opened = Store::open(how(folder.file("no/such/folder.db")));
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().trouble, Trouble::unavailable);
    EXPECT_EQ(opened.error().problem.where, folder.file("no/such/folder.db"));
    EXPECT_NE(opened.error().problem.what.find("No such file"), std::string::npos);
    EXPECT_EQ(trouble_of(how(folder.file("."))), Trouble::configuration);
}

TEST_F(Ledger, RefusesANewerSchema) {
    close();
    from_outside(path(), "PRAGMA user_version = 99");
    const auto opened = Store::open(how(path()));
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().trouble, Trouble::newer_schema);
    EXPECT_NE(opened.error().problem.what.find("99"), std::string::npos);
}

TEST_F(Ledger, RefusesTheDatabaseOfAnotherProgram) {
    from_outside(folder.file("other.db"), "CREATE TABLE song (name TEXT)");
    EXPECT_EQ(trouble_of(how(folder.file("other.db"))), Trouble::configuration);
}

TEST_F(Ledger, RefusesAnotherMasterKey) {
    close();
    auto other = how(path());
    other.key.fill(2);
    EXPECT_EQ(trouble_of(other), Trouble::configuration);
}

TEST_F(Ledger, TellsADamagedFileAndHowToRestore) {
    close();
    std::ofstream{folder.file("noise.db")} << std::string(8192, 'x');
    const auto opened = Store::open(how(folder.file("noise.db")));
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().trouble, Trouble::damaged);
    EXPECT_NE(opened.error().problem.mend.find("followup restore"), std::string::npos);
}

TEST_F(Ledger, IsWrittenAnewFromWhatCanBeReadOfADamagedOne) {
    for (int n = 0; n < 200; ++n) {
        const auto id = "case-" + std::to_string(n);
        const auto row = open_case(id, std::to_string(n) + "@x.example");
        got(store->append(fact_of(debriefing(id, "notes of " + id), row.number)));
    }
    close();
    // Overwrite a page in the middle, and leave a log behind as a killed process does.
    std::fstream file{path(), std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(4096 * 9);
    file << std::string(4096, '\xff');
    file.close();
    std::ofstream{path() + "-wal"} << "not a log";
    auto untouched = how(path());
    untouched.create = false;
    const auto refused = Store::open(untouched);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().trouble, Trouble::damaged);
    open();
    EXPECT_TRUE(got(store->note("salvaged")).has_value());
    EXPECT_TRUE(std::filesystem::exists(path() + ".damaged"));
    EXPECT_FALSE(std::filesystem::exists(path() + ".salvaging"));
    int read = 0;
    int aside = 0;
    for (const auto number : got(store->all_cases())) {
        const auto history = store->history(number);
        ++(history ? read : aside);
        EXPECT_EQ(store->is_set_aside(number), !history);
        EXPECT_TRUE(!history || (*history)->facts.size() == 1U) << "none is told without its fact";
    }
    EXPECT_GT(read, 150);
    EXPECT_EQ(read + aside, static_cast<int>(got(store->all_cases()).size()));
    reopen();
    EXPECT_FALSE(std::filesystem::exists(path() + ".damaged-2")) << "it is whole now";
}

TEST_F(Ledger, SurvivesAKillInTheMiddleOfATransaction) {
    open_case("kept");
    close();
    const auto child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        auto opened = Store::open(how(path()));
        if (!opened) ::_exit(1);
        auto& mine = **opened;
        bool well = mine.begin().has_value() && mine.open_case({"committed", "b", "s", "r"}).has_value()
                    && mine.commit().has_value() && mine.begin().has_value()
                    && mine.open_case({"lost", "c", "s", "r"}).has_value();
        ::_exit(well ? 0 : 2); // without any destructor
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_EQ(status, 0);
    ASSERT_TRUE(std::filesystem::exists(path() + "-wal"));
    open();
    EXPECT_TRUE(got(store->case_by_id("kept")).has_value());
    EXPECT_TRUE(got(store->case_by_id("committed")).has_value());
    EXPECT_FALSE(got(store->case_by_id("lost")).has_value());
}

TEST_F(Ledger, FsyncsOnceACommit) {
    open_case("warm");
    const auto before = store->syncs();
    for (int n = 0; n < 10; ++n) {
        got(store->begin());
        open_case("a" + std::to_string(n));
        open_case("b" + std::to_string(n));
        got(store->commit());
    }
    EXPECT_EQ(store->syncs() - before, 10U);
}

TEST_F(Ledger, CountsForStatus) {
    const auto number = open_case().number;
    got(store->append(fact_of(debriefing("acme-1", "well"), number)));
    got(store->append(fact_of(debriefing("unknown-7", "who?"), 0)));
    const auto plan = small_plan();
    got(store->keep(number, plan, all_new(plan), "v1"));
    got(store->insert(mail_to(got(store->next_mail_number()), number), {}));
    const auto counts = got(store->counts());
    EXPECT_EQ(counts.cases, 1);
    EXPECT_EQ(counts.facts, 2);
    EXPECT_EQ(counts.waiting, 1);
    EXPECT_EQ(counts.nudges_planned, 3);
    EXPECT_EQ(counts.mails, (std::vector<std::pair<std::string, std::int64_t>>{{"claimed", 1}}));
    EXPECT_EQ(counts.next_due, friday + minutes{15});
    EXPECT_EQ(counts.oldest_unsent, friday + minutes{15});
}

TEST_F(Ledger, CountsManyOnceAndAgainWhenSomebodyIsForgotten) {
    constexpr int many = 2'500;
    got(store->begin());
    for (int n = 0; n < many; ++n)
        open_case("case-" + std::to_string(n), std::to_string(n) + "@x.example", "case-" + std::to_string(n));
    EXPECT_EQ(got(store->counts()).cases, many);
    got(store->commit());
    for (int times = 0; times < 2; ++times)
        EXPECT_EQ(got(store->counts()).cases, many);
    open_case("one-more", "more@x.example", "one-more");
    EXPECT_EQ(got(store->counts()).cases, many + 1);
    got(store->forget("7@x.example", friday));
    EXPECT_EQ(got(store->counts()).cases, many);
}

} // namespace
} // namespace followup::store
