#include "shell/store/sqlite_driver.hpp"

#include <system_error>
#include <utility>

namespace followup::store {
namespace {

Failure failure_of(int result) {
    switch (result & 0xff) {
    case SQLITE_FULL: return Failure::full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Failure::busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return Failure::damaged;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY: return Failure::unavailable;
    case SQLITE_IOERR: return Failure::io;
    case SQLITE_CONSTRAINT: return Failure::constraint;
    default: return Failure::other;
    }
}

bool is_of_writing(int result) {
    switch (result) {
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC:
    case SQLITE_IOERR_TRUNCATE: return true;
    default: return false;
    }
}

/// What failed last, while SQLite still knows it.
DatabaseError error_of(sqlite3* file) {
    const int result = sqlite3_extended_errcode(file);
    const int number = sqlite3_system_errno(file);
    return {failure_of(result), is_of_writing(result), sqlite3_errmsg(file),
            number == 0 ? std::string{} : std::generic_category().message(number)};
}

int size_of(std::string_view text) {
    return static_cast<int>(text.size());
}

/// What is bound lives until `end`, so that nothing of it is copied.
class SqliteStatement final : public Statement {
  public:
    SqliteStatement(sqlite3* file, const char* sql) : x_file(file) {
        constexpr unsigned kept = SQLITE_PREPARE_PERSISTENT;
        if (sqlite3_prepare_v3(file, sql, -1, kept, &x_statement, nullptr) != SQLITE_OK) throw error_of(file);
    }
    ~SqliteStatement() override { sqlite3_finalize(x_statement); }
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    void bind_null(int place) override { expect(sqlite3_bind_null(x_statement, place + 1)); }
    void bind_number(int place, std::int64_t value) override {
        expect(sqlite3_bind_int64(x_statement, place + 1, value));
    }
    void bind_text(int place, std::string_view text) override {
        const char* data = text.data() == nullptr ? "" : text.data(); // a null pointer would be a NULL
        expect(sqlite3_bind_text(x_statement, place + 1, data, size_of(text), SQLITE_STATIC));
    }
    void bind_bytes(int place, std::string_view bytes) override {
        const char* data = bytes.data() == nullptr ? "" : bytes.data();
        expect(sqlite3_bind_blob(x_statement, place + 1, data, size_of(bytes), SQLITE_STATIC));
    }

    bool step() override {
        const int result = sqlite3_step(x_statement);
        if (result == SQLITE_ROW) return true;
        if (result == SQLITE_DONE) return false;
        end_with(error_of(x_file));
    }
    [[nodiscard]] std::int64_t changed() const override { return sqlite3_changes64(x_file); }
    void end() override {
        sqlite3_reset(x_statement); // repeats the last error, which was thrown
        sqlite3_clear_bindings(x_statement);
    }

    [[nodiscard]] bool is_null(int column) const override {
        return sqlite3_column_type(x_statement, column) == SQLITE_NULL;
    }
    [[nodiscard]] std::int64_t number(int column) const override {
        return sqlite3_column_int64(x_statement, column);
    }
    [[nodiscard]] std::string_view text(int column) const override {
        // The size is asked for after the conversion that may change it.
        const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(x_statement, column));
        return {data, static_cast<std::size_t>(sqlite3_column_bytes(x_statement, column))};
    }
    [[nodiscard]] std::string_view bytes(int column) const override {
        const auto* data = static_cast<const char*>(sqlite3_column_blob(x_statement, column));
        return {data, static_cast<std::size_t>(sqlite3_column_bytes(x_statement, column))};
    }

  private:
    [[noreturn]] void end_with(DatabaseError error) {
        end();
        throw DatabaseError{std::move(error)};
    }
    void expect(int result) const {
        if (result != SQLITE_OK) throw error_of(x_file);
    }

    sqlite3* x_file;
    sqlite3_stmt* x_statement = nullptr;
};

} // namespace

SqliteDriver::SqliteDriver(const std::string& path, int flags, const char* vfs) {
    const int result = sqlite3_open_v2(path.c_str(), &x_file, flags, vfs);
    if (result == SQLITE_OK) {
        sqlite3_extended_result_codes(x_file, 1);
        return;
    }
    auto error =
        x_file == nullptr ? DatabaseError{Failure::other, false, "no memory is left", {}} : error_of(x_file);
    sqlite3_close(x_file);
    throw DatabaseError{std::move(error)};
}

SqliteDriver::~SqliteDriver() {
    sqlite3_close(x_file);
}

std::unique_ptr<Statement> SqliteDriver::prepare(const char* sql) {
    return std::make_unique<SqliteStatement>(x_file, sql);
}

bool SqliteDriver::in_transaction() const {
    return sqlite3_get_autocommit(x_file) == 0;
}

void SqliteDriver::empty_log() {
    execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

void SqliteDriver::execute(const std::string& sql) {
    if (sqlite3_exec(x_file, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) throw error_of(x_file);
}

std::string SqliteDriver::answer(const std::string& sql) {
    const auto statement = prepare(sql.c_str());
    return statement->step() ? std::string{statement->text(0)} : std::string{};
}

} // namespace followup::store
