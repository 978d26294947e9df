#include "shell/run/keeper.hpp"

#include <sqlite3.h>

#include <fmt/format.h>
#include <map>

namespace followup::run {
namespace {

/// How often each statement was run.
std::map<std::string, int> executions; // NOLINT: SQLite's callback knows no object of ours

int finished(unsigned, void*, void* statement, void*) {
    ++executions[sqlite3_sql(static_cast<sqlite3_stmt*>(statement))];
    return 0;
}

int watch(sqlite3* connection, char**, const sqlite3_api_routines*) {
    return sqlite3_trace_v2(connection, SQLITE_TRACE_PROFILE, finished, nullptr);
}

/// Has SQLite tell of every statement before the ledger is opened.
struct Watching {
    Watching() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch)); }
    ~Watching() { sqlite3_reset_auto_extension(); }
};

class Statements : Watching, public Keeper {
  protected:
    /// How often any was run for each of so many, and which were.
    static std::pair<double, std::string> counted(std::size_t of) {
        std::string text;
        int all = 0;
        for (const auto& [sql, count] : executions) {
            text += fmt::format("{:7.2f} {}\n", static_cast<double>(count) / static_cast<double>(of), sql);
            all += count;
        }
        return {static_cast<double>(all) / static_cast<double>(of), text};
    }
};

// Each would be a way to another machine and back; these are ceilings, to be lowered.
TEST_F(Statements, AreFewForAFileOfABatchAndForAMail) {
    constexpr std::size_t files_in_batch = 200;
    std::vector<Incoming> files;
    for (int n = 1; std::cmp_less_equal(n, files_in_batch); ++n)
        files.push_back(interview(n));
    executions.clear();
    for (const auto& taken : got(keeper->take(files, ended)))
        ASSERT_TRUE(taken.accepted);
    constexpr double a_file_max = 31;
    const auto [a_file, of_files] = counted(files_in_batch);
    EXPECT_LE(a_file, a_file_max) << of_files;
    executions.clear();
    const auto mails = sent(ended + base::hours{3});
    ASSERT_GT(mails.size(), files_in_batch);
    constexpr double a_mail_max = 45;
    const auto [a_mail, of_mails] = counted(mails.size());
    EXPECT_LE(a_mail, a_mail_max) << of_mails;
}

} // namespace
} // namespace followup::run
