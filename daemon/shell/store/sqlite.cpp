#include "shell/store/sqlite.hpp"

#include "shell/store/connection.hpp"
#include "shell/store/plain.hpp"
#include "shell/store/salvage.hpp"
#include "shell/store/soundness.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace followup::store {
namespace {

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

/// A pragma's value, as text; with " = VALUE" it is set.
std::string pragma(SqliteDriver& ledger, const std::string& name) {
    return ledger.answer("PRAGMA " + name);
}

void set_pragmas(SqliteDriver& ledger, bool in_memory) {
    for (const auto& [name, value, read] : pragmas) {
        static_cast<void>(pragma(ledger, std::string{name} + " = " + value));
        const auto now = pragma(ledger, name);
        const bool holds = now == read || (in_memory && (now == "memory" || now.empty()));
        if (!holds)
            throw Refused{{}, std::string{"the database did not take "} + name + ": it is '" + now + "'", {}};
    }
}

std::expected<void, OpenError> check_schema(SqliteDriver& ledger, const std::string& path) {
    const auto version = std::stoll(pragma(ledger, "user_version"));
    const auto application = std::stoll(pragma(ledger, "application_id"));
    const auto tables = std::stoll(ledger.answer("SELECT count(*) FROM sqlite_master"));
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
std::expected<void, OpenError> prepare(SqliteDriver& ledger, const std::string& path, bool unclean,
                                       const Scrutiny& asked) {
    const bool in_memory = path == ":memory:";
    // Before anything is read: a log that is there would be given shared memory, and a second reader.
    static_cast<void>(pragma(ledger, "locking_mode = EXCLUSIVE"));
    auto schema = check_schema(ledger, path);
    if (!schema) return schema;
    const auto failed = syncs_failed();
    set_pragmas(ledger, in_memory);
    // Takes the lock now rather than at the first event.
    ledger.execute("BEGIN IMMEDIATE");
    ledger.execute("COMMIT");
    if (unclean || asked.of_any_size || is_read_whole(path)) {
        const auto found = what_does_not_hold(ledger, path, asked);
        if (!found.empty())
            return trouble(Trouble::damaged, path, "the ledger is damaged: " + found, restore_hint());
    }
    migrate(ledger, std::stoi(pragma(ledger, "user_version")));
    // SQLite keeps it to itself when another way of journaling could not be made durable.
    if (syncs_failed() != failed)
        return trouble(Trouble::unavailable, path, "the disk did not keep what was written",
                       "check the disk and the kernel's log");
    return {};
}

} // namespace

base::Problem in_words(const DatabaseError& error, const std::string& path) {
    const auto why = error.system.empty() ? std::string{} : ": " + error.system;
    switch (error.failure) {
    case Failure::full:
        return {path, "the disk is full", "free space there; nothing of the last change was kept"};
    case Failure::busy:
        return {path, "another program has the ledger open",
                "only one followupd may use it; see followup status"};
    case Failure::damaged: return {path, "the ledger is damaged, or no ledger at all", restore_hint()};
    case Failure::unavailable:
        return {path, "the ledger cannot be opened or written" + why,
                "check its owner and mode, and those of its folder"};
    case Failure::io:
        return {path, "reading or writing the ledger failed" + why, "check the disk and the kernel's log"};
    case Failure::constraint:
    case Failure::other: break;
    }
    return {path, "the database refused: " + error.words, {}};
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

std::expected<std::unique_ptr<SqliteDriver>, OpenError> open_once(const std::string& path, bool create,
                                                                  const Scrutiny& asked) {
    if (path != ":memory:")
        if (auto file = make_file(path, create); !file) return std::unexpected(std::move(file.error()));
    const bool unclean = ended_uncleanly(path);
    try {
        constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        auto ledger = std::make_unique<SqliteDriver>(path, flags, counting_vfs());
        if (auto ready = prepare(*ledger, path, unclean, asked); !ready)
            return std::unexpected(std::move(ready.error()));
        return ledger;
    } catch (const DatabaseError& error) {
        return std::unexpected(OpenError{trouble_of(error.failure), in_words(error, path)});
    } catch (const Refused& refused) {
        return trouble(Trouble::unavailable, path, refused.what, refused.mend);
    }
}

} // namespace

std::expected<std::unique_ptr<SqliteDriver>, OpenError> open_sqlite(const std::string& path, bool create) {
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

} // namespace followup::store
