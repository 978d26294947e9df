#include "shell/store/restore.hpp"

#include "shell/store/connection.hpp"
#include "shell/store/plain.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

namespace followup::store {
namespace {

namespace fs = std::filesystem;

/// Removes a half-made file, and what SQLite makes beside it, unless it was renamed into place.
struct Draft {
    std::string path;
    explicit Draft(std::string name) : path(std::move(name)) {}
    ~Draft() {
        for (const auto* suffix : {"", "-wal", "-shm", "-journal"})
            remove_file(path + suffix);
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
};

/// `shown` is the name by which people know the copy in `draft`.
void check_backup(const std::string& draft, const Bytes32& key, const std::string& shown) {
    try {
        const PlainFile copy{draft, SQLITE_OPEN_READONLY};
        if (copy.answer("PRAGMA application_id") != std::to_string(application_id))
            throw Refused{shown, "this is no backup of a ledger", {}};
        if (std::stoi(copy.answer("PRAGMA user_version")) > schema_version())
            throw Refused{shown, "the backup was made by a newer followupd", "install that one first"};
        if (copy.answer("SELECT value FROM note WHERE name = 'key'") != Vault{key}.key_check())
            throw Refused{shown, "the backup was made with another master key",
                          "put that key file in its place"};
    } catch (const Refused& refused) {
        if (refused.where == shown) throw;
        throw Refused{shown, "the backup is damaged: " + refused.what, "try an older one"};
    }
    if (const auto found = damage(draft); !found.empty())
        throw Refused{shown, "the backup is damaged: " + found, "try an older one"};
    // An old one is brought up to date now, while the present ledger is still in its place.
    const auto opened = Store::open({.url = "sqlite:" + draft, .key = key, .create = false});
    if (!opened) throw Refused{shown, opened.error().problem.what, opened.error().problem.mend};
}

/// Whether it begins as a database does (sqlite.org/fileformat.html 1.3); one that cannot be read may be one.
bool is_database(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    std::string begin(16, '\0');
    return !file.read(begin.data(), 16) ? !file.eof() : begin == std::string("SQLite format 3\0", 16);
}

/// Folds a log that was left behind into the present ledger, and gives its tombstones. A damaged one is what
/// restoring is for; one that a daemon has open, or that we may not open, is not touched.
std::vector<Tombstone> closed(const std::string& path, const Bytes32& key) {
    // What is no database at all is not opened: SQLite would throw its log away.
    if (!exists(path) || !is_database(path)) return {};
    const auto opened = Store::open({.url = "sqlite:" + path, .key = key, .create = false});
    if (opened) {
        auto tombstones = (*opened)->tombstones();
        return tombstones ? std::move(*tombstones) : std::vector<Tombstone>{};
    }
    const auto kind = opened.error().trouble;
    if (kind == Trouble::locked)
        throw Refused{path, "followupd has the ledger open", "stop it first: systemctl stop followupd"};
    if (kind == Trouble::unavailable)
        throw Refused{path, opened.error().problem.what, opened.error().problem.mend};
    return {};
}

/// A name that nothing has, of which the time is a part.
std::string free_name(const std::string& path, std::string_view time) {
    const auto name = path + ".before-restore." + std::string{time};
    auto free = name;
    for (int n = 2; exists(free) || exists(free + ".log"); ++n)
        free = name + "-" + std::to_string(n);
    return free;
}

/// Puts the ledger aside. A log that could not be folded into it is kept under a name by which no program
/// takes it for another ledger's. The ledger goes first: without its log it would be taken for a whole one.
void set_aside(const std::string& path, std::string_view time, Restored& restored) {
    const bool log = exists(path + "-wal") && fs::file_size(path + "-wal") > 0;
    const auto aside = free_name(path, time);
    if (exists(path)) {
        move_into_place(path, aside);
        restored.aside = aside;
    }
    if (log) {
        restored.log_aside = aside + ".log";
        move_into_place(path + "-wal", restored.log_aside);
    }
    if (exists(path + "-journal")) move_into_place(path + "-journal", aside + ".journal");
    for (const auto* suffix : {"-wal", "-shm"})
        remove_file(path + suffix);
    // Of the other one: what was accepted after the backup is not in it, as whoever restores is told.
    remove_file(mark_of(path));
}

} // namespace

base::Result<Restored> restore(const std::string& copy, const How& how, std::string_view time,
                               const std::string& shown) {
    const auto path = sqlite_path(how.url);
    if (!path) return std::unexpected(path.error().problem);
    try {
        const Draft draft{copy};
        ::chmod(draft.path.c_str(), 0600);
        check_backup(draft.path, how.key, shown);
        Restored restored;
        restored.tombstones = closed(*path, how.key);
        sync(draft.path);
        set_aside(*path, time, restored);
        move_into_place(draft.path, *path);
        return restored;
    } catch (const Refused& refused) {
        return base::problem(refused.where, refused.what, refused.mend);
    }
}

} // namespace followup::store
