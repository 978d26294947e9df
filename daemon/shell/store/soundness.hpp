#pragma once

#include "shell/store/sqlite_driver.hpp"

#include <string>

/// Private to this folder: whether a database file holds together.
namespace followup::store {

/// Whether a ledger is small enough to be read whole at every start.
[[nodiscard]] bool is_read_whole(const std::string& path);
/// How much is asked of a ledger.
struct Scrutiny {
    bool of_rows = false;     ///< a row that breaks a rule of its table counts, too
    bool of_any_size = false; ///< it is read however large it is: something was found in it
};
/// What keeps the file from being used; empty: nothing. What follows from a table is made anew: its indexes,
/// the order of its rows.
[[nodiscard]] std::string what_does_not_hold(SqliteDriver& ledger, const std::string& path,
                                             const Scrutiny& asked);

} // namespace followup::store
