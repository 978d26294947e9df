#include "shell/store/driver.hpp"

#include "shell/store/sqlite_driver.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <limits>

/// What every database has to do alike; another one is one more row of `databases`.
namespace followup::store {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

struct Database {
    const char* name;
    std::function<std::unique_ptr<Driver>()> empty; ///< a connection to a database of no tables
    const char* bytes;                              ///< its type for bytes
};

class Conformance : public testing::TestWithParam<Database> {
  protected:
    void run(const std::string& sql) { static_cast<void>(driver->prepare(sql.c_str())->step()); }
    void make_table() {
        run("CREATE TABLE t (no bigint PRIMARY KEY, words text, box "s + GetParam().bytes
            + ", CHECK (no >= 0))");
    }
    [[nodiscard]] Failure failure_of(const std::string& sql) {
        try {
            run(sql);
        } catch (const DatabaseError& error) {
            said = error.words;
            return error.failure;
        }
        ADD_FAILURE() << sql << " did not fail";
        return Failure::other;
    }
    std::int64_t count() {
        const auto statement = driver->prepare("SELECT count(*) FROM t");
        EXPECT_TRUE(statement->step());
        return statement->number(0);
    }

    std::unique_ptr<Driver> driver = GetParam().empty();
    std::string said;
};

TEST_P(Conformance, GivesBackWhatWasBound) {
    make_table();
    const auto add = driver->prepare("INSERT INTO t (no, words, box) VALUES (:no, :words, :box)");
    constexpr auto biggest = std::numeric_limits<std::int64_t>::max();
    add->bind_number(0, biggest);
    add->bind_text(1, "Zoë said “no”; it's \\ her 'right'");
    add->bind_bytes(2, "\0\xFF\x80'\0"sv);
    EXPECT_FALSE(add->step());
    EXPECT_EQ(add->changed(), 1);
    add->end();
    const auto read = driver->prepare("SELECT no, words, box FROM t");
    ASSERT_TRUE(read->step());
    EXPECT_EQ(read->number(0), biggest);
    EXPECT_EQ(read->text(1), "Zoë said “no”; it's \\ her 'right'");
    EXPECT_EQ(read->bytes(2), "\0\xFF\x80'\0"sv);
    EXPECT_FALSE(read->step());
}

TEST_P(Conformance, TellsNothingFromEmpty) {
    make_table();
    const auto add = driver->prepare("INSERT INTO t (no, words, box) VALUES (:no, :words, :box)");
    add->bind_number(0, 1);
    add->bind_text(1, {});
    add->bind_null(2);
    add->step();
    add->end();
    const auto read = driver->prepare("SELECT words, box FROM t");
    ASSERT_TRUE(read->step());
    EXPECT_FALSE(read->is_null(0));
    EXPECT_EQ(read->text(0), "");
    EXPECT_TRUE(read->is_null(1));
}

TEST_P(Conformance, CountsParametersByTheirFirstUse) {
    const auto statement = driver->prepare("SELECT CAST(:a AS bigint) * 100 + CAST(:b AS bigint) * 10 "
                                           "+ CAST(:a AS bigint)");
    statement->bind_number(0, 3);
    statement->bind_number(1, 7);
    ASSERT_TRUE(statement->step());
    EXPECT_EQ(statement->number(0), 373);
}

TEST_P(Conformance, RunsAStatementAgainWithOtherValues) {
    make_table();
    const auto add = driver->prepare("INSERT INTO t (no) VALUES (:no) ON CONFLICT (no) DO NOTHING");
    std::int64_t changed = 0;
    for (const auto number : {1, 2, 1, 3}) {
        add->bind_number(0, number);
        add->step();
        changed += add->changed();
        add->end();
    }
    EXPECT_EQ(changed, 3);
    EXPECT_EQ(count(), 3);
}

TEST_P(Conformance, LetsGoOfRowsThatNobodyReads) {
    make_table();
    run("INSERT INTO t (no) VALUES (1), (2)");
    const auto read = driver->prepare("SELECT no FROM t");
    ASSERT_TRUE(read->step());
    read->end();
    run("BEGIN");
    run("DELETE FROM t");
    run("COMMIT");
    EXPECT_FALSE(read->step());
}

TEST_P(Conformance, TellsARuleFromAMistake) {
    make_table();
    run("INSERT INTO t (no, words) VALUES (1, 'a secret of Dana')");
    EXPECT_EQ(failure_of("INSERT INTO t (no) VALUES (1)"), Failure::constraint);
    EXPECT_EQ(failure_of("UPDATE t SET no = -1"), Failure::constraint);
    EXPECT_EQ(failure_of("UPDATE t SET colour = 'red'"), Failure::other);
    EXPECT_FALSE(said.empty());
    EXPECT_FALSE(said.contains("Dana"));
}

TEST_P(Conformance, GoesOnAfterAFailedStatement) {
    make_table();
    const auto add = driver->prepare("INSERT INTO t (no) VALUES (:no)");
    add->bind_number(0, -1);
    EXPECT_THROW(add->step(), DatabaseError);
    add->bind_number(0, 1);
    EXPECT_FALSE(add->step());
    add->end();
    EXPECT_EQ(count(), 1);
}

TEST_P(Conformance, KnowsWhetherATransactionIsOpenAndRollsItBack) {
    make_table();
    EXPECT_FALSE(driver->in_transaction());
    run("BEGIN");
    run("INSERT INTO t (no) VALUES (1)");
    run("SAVEPOINT one");
    run("INSERT INTO t (no) VALUES (2)");
    run("ROLLBACK TO SAVEPOINT one");
    EXPECT_TRUE(driver->in_transaction());
    EXPECT_EQ(count(), 1);
    run("ROLLBACK");
    EXPECT_FALSE(driver->in_transaction());
    EXPECT_EQ(count(), 0);
}

const Database databases[] = {
    {"sqlite", [] { return std::unique_ptr<Driver>{std::make_unique<SqliteDriver>(":memory:")}; }, "blob"}};

INSTANTIATE_TEST_SUITE_P(Databases, Conformance, testing::ValuesIn(databases),
                         [](const auto& each) { return std::string{each.param.name}; });

TEST(Sqlite, SaysWhyAFileCannotBeOpened) {
    try {
        SqliteDriver driver{"/proc/no-such-folder/ledger.sqlite"};
        FAIL() << "it opened";
    } catch (const DatabaseError& error) {
        EXPECT_EQ(error.failure, Failure::unavailable);
        EXPECT_EQ(error.words, "unable to open database file");
        EXPECT_EQ(error.system, "No such file or directory");
    }
}

} // namespace
} // namespace followup::store
