#pragma once

#include "shell/store/sqlite_driver.hpp"
#include "shell/store/store.hpp"

#include <memory>
#include <string>

/// Private to this folder: what only SQLite knows.
namespace followup::store {

/// What an administrator reads of such an error; never the statement's parameters.
[[nodiscard]] base::Problem in_words(const DatabaseError& error, const std::string& path);

/// The path of "sqlite:PATH" and "sqlite:///PATH"; ":memory:" of "sqlite::memory:".
[[nodiscard]] std::expected<std::string, OpenError> sqlite_path(const std::string& url);
/// Opens the file alone, sets and re-reads the pragmas, checks the file after an unclean end, and brings the
/// schema up to date.
[[nodiscard]] std::expected<std::unique_ptr<SqliteDriver>, OpenError> open_sqlite(const std::string& path,
                                                                                  bool create);
/// The file that says that damage was met in a ledger: the next start reads it whole, however large it is.
[[nodiscard]] std::string suspicion_of(const std::string& path);

/// The newest schema this program knows.
[[nodiscard]] int schema_version();
/// "flwp": what marks a file as a ledger of ours.
constexpr long long application_id = 0x666c7770;
/// Brings the tables from `version` to `schema_version()`, one transaction a version.
void migrate(SqliteDriver& ledger, int version);

/// Name of the file system layer that counts fsyncs; registers it at the first call.
[[nodiscard]] const char* counting_vfs();
[[nodiscard]] std::uint64_t syncs_counted();
/// Also those of a checkpoint, of whose failure SQLite says nothing; the kernel tells it once and no more.
[[nodiscard]] std::uint64_t syncs_failed();

} // namespace followup::store
