#include "shell/store/carrying.hpp"

#include "shell/store/refused.hpp"

namespace followup::store {
namespace {

/// A statement that ends with its scope.
class Carried {
  public:
    Carried(const PlainFile& file, const std::string& sql) {
        sqlite3_prepare_v2(file.raw(), sql.c_str(), -1, &x_statement, nullptr);
    }
    ~Carried() { sqlite3_finalize(x_statement); }
    Carried(const Carried&) = delete;
    Carried& operator=(const Carried&) = delete;
    /// Null: what it reads is too damaged even for that.
    [[nodiscard]] sqlite3_stmt* raw() const { return x_statement; }
    /// SQLITE_ROW, SQLITE_DONE, or what went wrong.
    [[nodiscard]] int step() const { return sqlite3_step(x_statement); }

  private:
    sqlite3_stmt* x_statement = nullptr;
};

} // namespace

void execute(const PlainFile& file, const std::string& sql) {
    if (sqlite3_exec(file.raw(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        throw Refused{{}, sqlite3_errmsg(file.raw()), {}};
}

bool carry(const PlainFile& from, const std::string& select, const PlainFile& to, const std::string& insert) {
    const Carried rows{from, select};
    const Carried row{to, insert};
    if (rows.raw() == nullptr || row.raw() == nullptr) return false;
    const int columns = sqlite3_column_count(rows.raw());
    bool all = true;
    int result = rows.step();
    for (; result == SQLITE_ROW; result = rows.step()) {
        for (int n = 0; n < columns; ++n)
            sqlite3_bind_value(row.raw(), n + 1, sqlite3_column_value(rows.raw(), n));
        // One that breaks a rule of its table is passed over without an error.
        const bool taken = row.step() == SQLITE_DONE && sqlite3_changes(to.raw()) == 1;
        all = all && taken;
        sqlite3_reset(row.raw());
    }
    return result == SQLITE_DONE && all;
}

} // namespace followup::store
