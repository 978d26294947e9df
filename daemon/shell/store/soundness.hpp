#pragma once

#include <soci/soci.h>

#include <string>

/// Private to this folder: whether a database file holds together.
namespace followup::store {

/// Whether a ledger is small enough to be read whole at every start.
[[nodiscard]] bool is_read_whole(const std::string& path);
/// What keeps the file from being used; empty: nothing. Damage of one value does not: its row is dealt with
/// where it is read. What follows from a table is made anew: its indexes, the order of its rows.
[[nodiscard]] std::string what_does_not_hold(soci::session& session, const std::string& path);

} // namespace followup::store
