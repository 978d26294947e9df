#pragma once

#include "shell/store/driver.hpp"

#include <sqlite3.h>

/// Private to this folder: SQLite by its own C API (sqlite.org/c3ref).
namespace followup::store {

/// A database file, or ":memory:".
class SqliteDriver final : public Driver {
  public:
    /// Opens it; `flags` and `vfs` as sqlite3_open_v2 has them.
    explicit SqliteDriver(const std::string& path, int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                          const char* vfs = nullptr);
    ~SqliteDriver() override;

    [[nodiscard]] std::unique_ptr<Statement> prepare(const char* sql) override;
    [[nodiscard]] bool in_transaction() const override;
    void empty_log() override;

    /// Runs statements of which nobody wants a row.
    void execute(const std::string& sql);
    /// The first column of the first row as text; empty when there is none.
    [[nodiscard]] std::string answer(const std::string& sql);

    [[nodiscard]] sqlite3* raw() const { return x_file; }

  private:
    sqlite3* x_file = nullptr;
};

} // namespace followup::store
