#include "shell/store/sqlite.hpp"

#include "shell/store/connection.hpp"
#include "shell/store/plain.hpp"
#include "shell/store/salvage.hpp"
#include "shell/store/soundness.hpp"

#include <fcntl.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace followup::store {
namespace {

/// The library exports no type information of its backends, so dynamic_cast does not link; only SQLite comes
/// here.
soci::sqlite3_session_backend& backend(soci::session& session) {
    return static_cast<soci::sqlite3_session_backend&>(*session.get_backend());
}

/// The last error number of the system that SQLite met on this connection, in words.
std::string system_error(soci::session& session) {
    const int number = sqlite_api::sqlite3_system_errno(backend(session).conn_);
    return number == 0 ? std::string{} : std::generic_category().message(number);
}

std::unexpected<OpenError> trouble(Trouble kind, std::string where, std::string what, std::string mend = {}) {
    return std::unexpected(OpenError{kind, {std::move(where), std::move(what), std::move(mend)}});
}

/// Makes an empty file that only we can read, before SQLite would make one by the umask.
std::expected<void, OpenError> make_file(const std::string& path, bool create) {
    struct stat status{};
    if (stat(path.c_str(), &status) == 0) {
        if (!S_ISREG(status.st_mode))
            return trouble(Trouble::configuration, path, "this is not a regular file");
        if (access(path.c_str(), R_OK | W_OK) == 0) return {};
    } else if (errno == ENOENT) {
        if (!create)
            return trouble(Trouble::unavailable, path, "there is no ledger here",
                           "start followupd, which makes it");
        const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        ::unlink(mark_of(path).c_str()); // of another ledger
        // Closing drops POSIX locks on the file, but nobody in this process can have one on a new file.
        if (file >= 0) {
            ::close(file);
            return {};
        }
    }
    return trouble(Trouble::unavailable, path,
                   "the ledger cannot be opened: " + std::generic_category().message(errno));
}

struct Pragma {
    const char* name;
    const char* value;
    const char* read; ///< as it is read back
};

// locking_mode comes before journal_mode: then the log has no shared memory, no second connection can exist,
// and the WAL-reset race of SQLite before 3.51.3 cannot occur.
constexpr Pragma pragmas[] = {
    {"locking_mode", "EXCLUSIVE", "exclusive"},
    {"journal_mode", "WAL", "wal"},
    {"synchronous", "FULL", "2"},
    {"foreign_keys", "ON", "1"},
    {"trusted_schema", "OFF", "0"},
    {"cell_size_check", "ON", "1"},
    {"secure_delete", "ON", "1"},
    {"journal_size_limit", "67108864", "67108864"},
    {"wal_autocheckpoint", "4000", "4000"},
    {"mmap_size", "0", "0"},
    {"temp_store", "MEMORY", "2"},
    {"cache_size", "-16384", "-16384"},
};

void set_pragmas(soci::session& session, bool in_memory) {
    for (const auto& [name, value, read] : pragmas) {
        static_cast<void>(pragma(session, std::string{name} + " = " + value));
        const auto now = pragma(session, name);
        const bool holds = now == read || (in_memory && (now == "memory" || now.empty()));
        if (!holds)
            throw Refused{{}, std::string{"the database did not take "} + name + ": it is '" + now + "'", {}};
    }
}

std::expected<void, OpenError> check_schema(soci::session& session, const std::string& path) {
    const auto version = std::stoll(pragma(session, "user_version"));
    const auto application = std::stoll(pragma(session, "application_id"));
    long long tables = 0;
    session << "SELECT count(*) FROM sqlite_master", soci::into(tables);
    if (application != application_id && (application != 0 || version != 0 || tables != 0))
        return trouble(Trouble::configuration, path, "this database belongs to another program",
                       "name another file in [ledger] url");
    if (version > schema_version())
        return trouble(Trouble::newer_schema, path,
                       "the ledger has schema " + std::to_string(version)
                           + ", this followupd knows schemas up to " + std::to_string(schema_version()),
                       "install the newer followupd again, or restore a backup made by this one");
    return {};
}

Trouble trouble_of(Failure failure) {
    switch (failure) {
    case Failure::busy: return Trouble::locked;
    case Failure::damaged: return Trouble::damaged;
    case Failure::full:
    case Failure::unavailable:
    case Failure::io:
    case Failure::constraint:
    case Failure::other: break;
    }
    return Trouble::unavailable;
}

/// Pragmas, check, schema; exceptions are for the caller.
std::expected<void, OpenError> prepare(soci::session& session, const std::string& path, bool unclean,
                                       const Scrutiny& asked) {
    const bool in_memory = path == ":memory:";
    sqlite_api::sqlite3_extended_result_codes(backend(session).conn_, 1);
    // Before anything is read: a log that is there would be given shared memory, and a second reader.
    static_cast<void>(pragma(session, "locking_mode = EXCLUSIVE"));
    auto schema = check_schema(session, path);
    if (!schema) return schema;
    const auto failed = syncs_failed();
    set_pragmas(session, in_memory);
    // Takes the lock now rather than at the first event.
    session << "BEGIN IMMEDIATE";
    session << "COMMIT";
    if (unclean || asked.of_any_size || is_read_whole(path)) {
        const auto found = what_does_not_hold(session, path, asked);
        if (!found.empty())
            return trouble(Trouble::damaged, path, "the ledger is damaged: " + found, restore_hint());
    }
    migrate(session, std::stoi(pragma(session, "user_version")));
    // SQLite keeps it to itself when another way of journaling could not be made durable.
    if (syncs_failed() != failed)
        return trouble(Trouble::unavailable, path, "the disk did not keep what was written",
                       "check the disk and the kernel's log");
    return {};
}

} // namespace

std::string pragma(soci::session& session, const std::string& name) {
    std::string value;
    soci::indicator state = soci::i_null;
    session << "PRAGMA " << name, soci::into(value, state);
    return state == soci::i_ok ? value : std::string{};
}

Failure sqlite_failure(const soci::soci_error& error) {
    const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
    if (sqlite == nullptr) return Failure::other;
    switch (sqlite->result() & 0xff) {
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

bool writing_failed(soci::session& session) {
    switch (sqlite_api::sqlite3_extended_errcode(backend(session).conn_)) {
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC:
    case SQLITE_IOERR_TRUNCATE: return true;
    default: return false;
    }
}

base::Problem sqlite_problem(soci::session& session, const soci::soci_error& error, const std::string& path) {
    const auto reason = system_error(session);
    switch (sqlite_failure(error)) {
    case Failure::full:
        return {path, "the disk is full", "free space there; nothing of the last change was kept"};
    case Failure::busy:
        return {path, "another program has the ledger open",
                "only one followupd may use it; see followup status"};
    case Failure::damaged: return {path, "the ledger is damaged, or no ledger at all", restore_hint()};
    case Failure::unavailable:
        return {path, "the ledger cannot be opened or written" + (reason.empty() ? "" : ": " + reason),
                "check its owner and mode, and those of its folder"};
    case Failure::io:
        return {path, "reading or writing the ledger failed" + (reason.empty() ? "" : ": " + reason),
                "check the disk and the kernel's log"};
    case Failure::constraint:
    case Failure::other: break;
    }
    // What SOCI itself refuses is our bug; its bare message quotes nothing.
    if (dynamic_cast<const soci::sqlite3_soci_error*>(&error) == nullptr)
        return {path, "the database layer refused: " + error.get_error_message(), {}};
    // SQLite's own words, kept by SOCI before any rollback replaced them: they name tables and columns, never
    // values; what() would quote the parameters.
    return {path, "the database refused: " + error.get_error_message(), {}};
}

std::expected<std::string, OpenError> sqlite_path(const std::string& url) {
    constexpr std::string_view scheme = "sqlite:";
    if (url.starts_with("postgresql:"))
        return trouble(Trouble::configuration, "[ledger] url", "this followupd was built without PostgreSQL",
                       "write sqlite:PATH");
    if (!url.starts_with(scheme))
        return trouble(Trouble::configuration, "[ledger] url", "'" + url + "' is no ledger's address",
                       "write sqlite:PATH");
    auto path = url.substr(scheme.size());
    if (path.starts_with("//")) {
        path.erase(0, 2);
        if (!path.starts_with('/'))
            return trouble(Trouble::configuration, "[ledger] url", "a SQLite file is on no other host",
                           "write sqlite:///PATH, or sqlite:PATH");
    }
    if (path.empty() || path.find_first_of("\"\n") != std::string::npos)
        return trouble(Trouble::configuration, "[ledger] url", "the path is empty or has a quote in it",
                       "write sqlite:PATH");
    return path;
}

namespace {

std::expected<std::unique_ptr<soci::session>, OpenError> open_once(const std::string& path, bool create,
                                                                   const Scrutiny& asked) {
    if (path != ":memory:")
        if (auto file = make_file(path, create); !file) return std::unexpected(std::move(file.error()));
    const bool unclean = ended_uncleanly(path);
    std::unique_ptr<soci::session> session;
    try {
        session =
            std::make_unique<soci::session>(soci::sqlite3, "dbname=\"" + path + "\" vfs=" + counting_vfs());
        if (auto ready = prepare(*session, path, unclean, asked); !ready)
            return std::unexpected(std::move(ready.error()));
        return session;
    } catch (const soci::soci_error& error) {
        const auto kind = trouble_of(sqlite_failure(error));
        if (!session) return trouble(kind, path, "the ledger cannot be opened: " + error.get_error_message());
        return std::unexpected(OpenError{kind, sqlite_problem(*session, error, path)});
    } catch (const Refused& refused) {
        return trouble(Trouble::unavailable, path, refused.what, refused.mend);
    }
}

} // namespace

std::expected<std::unique_ptr<soci::session>, OpenError> open_sqlite(const std::string& path, bool create) {
    // Only who may make a ledger puts another one in the place of a damaged one.
    const bool suspected = create && path != ":memory:" && exists(suspicion_of(path));
    auto opened = open_once(path, create, {.of_rows = create, .of_any_size = suspected});
    if (!opened && create && opened.error().trouble == Trouble::damaged) {
        static_cast<void>(salvage(path));
        // A row that stays as it is is dealt with where it is read.
        opened = open_once(path, create, {.of_rows = false, .of_any_size = suspected});
    }
    if (opened && suspected) remove_file(suspicion_of(path));
    return opened;
}

std::string suspicion_of(const std::string& path) {
    return path + ".suspect";
}

bool transaction_open(soci::session& session) {
    return sqlite_api::sqlite3_get_autocommit(backend(session).conn_) == 0;
}

void truncate_log(soci::session& session) {
    static_cast<void>(pragma(session, "wal_checkpoint(TRUNCATE)"));
}

void close(soci::statement& statement) {
    // SOCI resets before the next execution only; until then the row would hold its snapshot.
    sqlite_api::sqlite3_reset(static_cast<soci::sqlite3_statement_backend*>(statement.get_backend())->stmt_);
}

} // namespace followup::store
