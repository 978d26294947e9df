#pragma once

#include "shell/store/store.hpp"

#include <soci/soci.h>

#include <memory>
#include <string>

/// Private to this folder: what only SQLite knows.
namespace followup::store {

/// What kind of failure the database reported.
enum class Failure { full, busy, damaged, unavailable, io, constraint, other };
/// Whether what failed last was a write, a sync or a truncation.
[[nodiscard]] bool writing_failed(soci::session& session);
[[nodiscard]] Failure sqlite_failure(const soci::soci_error& error);
/// What an administrator reads; never the statement's parameters.
[[nodiscard]] base::Problem sqlite_problem(soci::session& session, const soci::soci_error& error,
                                           const std::string& path);

/// The path of "sqlite:PATH" and "sqlite:///PATH"; ":memory:" of "sqlite::memory:".
[[nodiscard]] std::expected<std::string, OpenError> sqlite_path(const std::string& url);
/// Opens the file alone, sets and re-reads the pragmas, checks the file after an unclean end, and brings the
/// schema up to date.
[[nodiscard]] std::expected<std::unique_ptr<soci::session>, OpenError> open_sqlite(const std::string& path,
                                                                                   bool create);
/// The file that says that damage was met in a ledger: the next start reads it whole, however large it is.
[[nodiscard]] std::string suspicion_of(const std::string& path);

/// Whether the database has a transaction open; after some failures it rolls back by itself.
[[nodiscard]] bool transaction_open(soci::session& session);
/// Writes the log into the database and empties it.
void truncate_log(soci::session& session);
/// Values of pragmas, as text.
[[nodiscard]] std::string pragma(soci::session& session, const std::string& name);

/// The newest schema this program knows.
[[nodiscard]] int schema_version();
/// "flwp": what marks a file as a ledger of ours.
constexpr long long application_id = 0x666c7770;
/// Brings the tables from `version` to `schema_version()`, one transaction a version.
void migrate(soci::session& session, int version);

/// Name of the file system layer that counts fsyncs; registers it at the first call.
[[nodiscard]] const char* counting_vfs();
[[nodiscard]] std::uint64_t syncs_counted();
/// Also those of a checkpoint, of whose failure SQLite says nothing; the kernel tells it once and no more.
[[nodiscard]] std::uint64_t syncs_failed();

} // namespace followup::store
