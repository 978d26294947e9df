#include "shell/store/salvage.hpp"

#include "core/base/text.hpp"
#include "shell/store/connection.hpp"
#include "shell/store/plain.hpp"

#include <fcntl.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <fmt/format.h>
#include <set>

namespace followup::store {
namespace {

using sqlite_api::sqlite3;
using sqlite_api::sqlite3_stmt;

/// Each with the order of its rows, of which one end may still be read when the other cannot.
struct Table {
    const char* name;
    std::array<const char*, 2> orders;
};
constexpr std::array tables{
    Table{"candidate", {"no", "no DESC"}},
    Table{"cases", {"no", "no DESC"}},
    Table{"fact", {"no", "no DESC"}},
    Table{"nudge", {"no", "no DESC"}},
    Table{"mail", {"no", "no DESC"}},
    Table{"mail_text", {"mail_no", "mail_no DESC"}},
    Table{"mail_log", {"no", "no DESC"}},
    Table{"feed", {"no", "no DESC"}},
    Table{"note", {"name", "name DESC"}},
    Table{"tombstone", {"tag", "tag DESC"}},
    Table{"interview", {"id", "id DESC"}},
    Table{"duty", {"case_no, id", "case_no DESC, id DESC"}},
    Table{"entry", {"feed_no, uid", "feed_no DESC, uid DESC"}},
    Table{"alias", {"tag, case_no", "tag DESC, case_no DESC"}},
};

/// A statement that ends with its scope.
class Plain {
  public:
    Plain(sqlite3* file, const std::string& sql) {
        if (sqlite_api::sqlite3_prepare_v2(file, sql.c_str(), -1, &x_statement, nullptr) != SQLITE_OK)
            throw Refused{{}, sqlite_api::sqlite3_errmsg(file), {}};
    }
    ~Plain() { sqlite_api::sqlite3_finalize(x_statement); }
    Plain(const Plain&) = delete;
    Plain& operator=(const Plain&) = delete;
    [[nodiscard]] sqlite3_stmt* raw() const { return x_statement; }
    /// SQLITE_ROW, SQLITE_DONE, or what went wrong.
    [[nodiscard]] int step() const { return sqlite_api::sqlite3_step(x_statement); }

  private:
    sqlite3_stmt* x_statement = nullptr;
};

void execute_in(const PlainFile& file, const std::string& sql) {
    if (sqlite_api::sqlite3_exec(file.raw(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        throw Refused{{}, sqlite_api::sqlite3_errmsg(file.raw()), {}};
}

/// Copies rows until one cannot be read; false: there was one, or one that the new table does not take.
bool copy_rows(const PlainFile& from, const PlainFile& to, const Table& table, const char* order) {
    const Plain rows{from.raw(), fmt::format("SELECT * FROM {} ORDER BY {}", table.name, order)};
    const int columns = sqlite_api::sqlite3_column_count(rows.raw());
    std::string places = "?";
    for (int n = 1; n < columns; ++n)
        places += ", ?";
    const Plain row{to.raw(), fmt::format("INSERT OR IGNORE INTO {} VALUES ({})", table.name, places)};
    bool all = true;
    int result = rows.step();
    for (; result == SQLITE_ROW; result = rows.step()) {
        for (int n = 0; n < columns; ++n)
            sqlite_api::sqlite3_bind_value(row.raw(), n + 1, sqlite_api::sqlite3_column_value(rows.raw(), n));
        all = row.step() == SQLITE_DONE && all;
        sqlite_api::sqlite3_reset(row.raw());
    }
    return result == SQLITE_DONE && all;
}

/// Facts that the index knows, and the table does not give: each keeps its place in its case.
void keep_places(const PlainFile& from, const PlainFile& to) {
    const Plain known{from.raw(),
                      "SELECT case_no, no FROM fact INDEXED BY facts_of_case WHERE case_no IS NOT "
                      "NULL ORDER BY case_no, no"};
    const Plain keep{to.raw(),
                     "INSERT OR IGNORE INTO fact (no, case_no, interview, kind, digest, at, accepted, "
                     "sealed) VALUES (?1, ?2, '', 'lost', printf('%032d', ?1), 0, 0, zeroblob(40))"};
    while (known.step() == SQLITE_ROW) {
        sqlite_api::sqlite3_bind_int64(keep.raw(), 1, sqlite_api::sqlite3_column_int64(known.raw(), 1));
        sqlite_api::sqlite3_bind_int64(keep.raw(), 2, sqlite_api::sqlite3_column_int64(known.raw(), 0));
        static_cast<void>(keep.step());
        sqlite_api::sqlite3_reset(keep.raw());
    }
}

/// The tables of which not every row could be brought along.
std::set<std::string> copy_all(const PlainFile& from, const PlainFile& to) {
    std::set<std::string> lacking;
    execute_in(to, "BEGIN IMMEDIATE");
    execute_in(to, "DELETE FROM note");
    for (const auto& table : tables) {
        if (copy_rows(from, to, table, table.orders[0])) continue;
        lacking.insert(table.name);
        // What lies behind the damage is read from the other end.
        static_cast<void>(copy_rows(from, to, table, table.orders[1]));
    }
    try {
        keep_places(from, to);
    } catch (const Refused&) { // the index is what is damaged, and the table gave all it has
    }
    execute_in(to, fmt::format("INSERT OR REPLACE INTO note (name, value) VALUES ('{}', '{}')", salvaged_note,
                               base::joined({lacking.begin(), lacking.end()}, ", ")));
    execute_in(to, "COMMIT");
    return lacking;
}

std::string free_place(const std::string& path) {
    auto free = path + ".damaged";
    for (int n = 2; exists(free); ++n)
        free = fmt::format("{}.damaged-{}", path, n);
    return free;
}

} // namespace

bool salvage(const std::string& path) {
    const auto draft = path + ".salvaging";
    for (const auto* suffix : {"", "-wal", "-shm"})
        remove_file(draft + suffix);
    try {
        {
            const PlainFile from{path, SQLITE_OPEN_READWRITE};
            if (from.answer("PRAGMA user_version") != std::to_string(schema_version())) return false;
            soci::session fresh{soci::sqlite3, "dbname=\"" + draft + "\""};
            migrate(fresh, 0);
            fresh.close();
            const PlainFile to{draft, SQLITE_OPEN_READWRITE};
            copy_all(from, to);
            if (to.answer("SELECT count(*) > 0 FROM candidate") != "1")
                throw Refused{{}, "it gives nothing", {}};
        }
        if (!damage(draft).empty()) throw Refused{{}, "the copy is damaged", {}};
        sync(draft);
        const auto aside = free_place(path);
        // What its log held was read. Left there, it would be taken for the new one's.
        for (const auto* suffix : {"-wal", "-shm"})
            remove_file(path + suffix);
        if (::renameat2(AT_FDCWD, draft.c_str(), AT_FDCWD, path.c_str(), RENAME_EXCHANGE) != 0)
            refuse(path, "it cannot be put in its place", errno);
        move_into_place(draft, aside);
        return true;
    } catch (const Refused&) {
        remove_file(draft);
        return false;
    } catch (const soci::soci_error&) {
        remove_file(draft);
        return false;
    }
}

} // namespace followup::store
