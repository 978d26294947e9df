#include "shell/store/connection.hpp"
#include "shell/store/plain.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace followup::store {
namespace {

namespace fs = std::filesystem;

/// Removes a half-made file unless it was renamed into place.
struct Draft {
    std::string path;
    explicit Draft(std::string name) : path(std::move(name)) { remove_file(path); }
    ~Draft() { remove_file(path); }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
};

void check_backup(const std::string& backup, const Bytes32& key) {
    if (!exists(backup)) throw Refused{backup, "there is no such file", {}};
    if (const auto found = damage(backup); !found.empty())
        throw Refused{backup, "the backup is damaged: " + found, "try an older one"};
    const PlainFile copy{backup, SQLITE_OPEN_READONLY};
    if (copy.answer("PRAGMA application_id") != std::to_string(application_id))
        throw Refused{backup, "this is no backup of a ledger", {}};
    if (std::stoi(copy.answer("PRAGMA user_version")) > schema_version())
        throw Refused{backup, "the backup was made by a newer followupd", "install that one first"};
    if (copy.answer("SELECT value FROM note WHERE name = 'key'") != Vault{key}.key_check())
        throw Refused{backup, "the backup was made with another master key",
                      "put that key file in its place"};
}

/// Refuses while a daemon has the ledger open; folds a log that was left behind into the file. A damaged file
/// is what restoring is for.
void check_unused(const std::string& path) {
    if (!exists(path)) return;
    const auto opened = open_sqlite(path, false);
    if (opened) return;
    const auto kind = opened.error().trouble;
    if (kind == Trouble::locked)
        throw Refused{path, "followupd has the ledger open", "stop it first: systemctl stop followupd"};
    if (kind == Trouble::unavailable)
        throw Refused{path, opened.error().problem.what, opened.error().problem.mend};
}

void set_aside(const std::string& path) {
    for (const auto* suffix : {"-wal", "-journal", ""})
        if (exists(path + suffix)) move_into_place(path + suffix, path + ".before-restore" + suffix);
}

} // namespace

base::Result<void> restore(const std::string& backup, const How& how) {
    const auto path = sqlite_path(how.url);
    if (!path) return std::unexpected(path.error().problem);
    try {
        check_backup(backup, how.key);
        check_unused(*path);
        const Draft draft{*path + ".restoring"};
        std::error_code error;
        if (!fs::copy_file(backup, draft.path, error)) refuse(draft.path, "copying failed", error.value());
        ::chmod(draft.path.c_str(), 0600);
        sync(draft.path);
        set_aside(*path);
        move_into_place(draft.path, *path);
        return {};
    } catch (const Refused& refused) {
        return base::problem(refused.where, refused.what, refused.mend);
    }
}

} // namespace followup::store
