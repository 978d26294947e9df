#include "shell/store/connection.hpp"
#include "shell/store/sqlite.hpp"

#include <fcntl.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <future>

namespace followup::store {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& path, const std::string& what, int number) {
    throw Refused{path, what + ": " + std::generic_category().message(number), {}};
}

/// fsyncs a file or folder.
void sync(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) refuse(path, "it cannot be opened", errno);
    const int result = ::fsync(file);
    const int number = errno;
    ::close(file);
    if (result != 0) refuse(path, "fsync failed", number);
}

std::string folder_of(const std::string& path) {
    const auto folder = fs::path{path}.parent_path().string();
    return folder.empty() ? "." : folder;
}

/// Renames within a folder so that it outlives a power cut.
void move_into_place(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) refuse(to, "renaming failed", errno);
    sync(folder_of(to));
}

bool exists(const std::string& path) {
    std::error_code ignored; // what cannot be looked at cannot be opened either, and that is said then
    return fs::exists(path, ignored);
}

void remove_file(const std::string& path) {
    std::error_code ignored; // a file that is left over is overwritten by the next backup
    fs::remove(path, ignored);
}

/// A plain connection to another file than the ledger.
class File {
  public:
    File(std::string path, int flags) : x_path(std::move(path)) {
        const int result = sqlite_api::sqlite3_open_v2(x_path.c_str(), &x_file, flags, nullptr);
        if (result != SQLITE_OK) {
            const std::string words = sqlite_api::sqlite3_errmsg(x_file);
            sqlite_api::sqlite3_close(x_file);
            throw Refused{x_path, "it cannot be opened: " + words, {}};
        }
    }
    ~File() { sqlite_api::sqlite3_close(x_file); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    [[nodiscard]] sqlite_api::sqlite3* raw() const { return x_file; }

    /// The first column of the first row.
    [[nodiscard]] std::string answer(const char* sql) const {
        std::string text;
        const auto keep = [](void* into, int, char** values, char**) {
            if (values[0] != nullptr) *static_cast<std::string*>(into) = values[0];
            return 1; // one is enough
        };
        const int result = sqlite_api::sqlite3_exec(x_file, sql, keep, &text, nullptr);
        if (result != SQLITE_OK && result != SQLITE_ABORT)
            throw Refused{x_path, sqlite_api::sqlite3_errmsg(x_file), {}};
        return text;
    }

  private:
    std::string x_path;
    sqlite_api::sqlite3* x_file = nullptr;
};

/// What is wrong with a copy of a ledger; empty when it is sound.
std::string damage(const std::string& path) {
    try {
        const File copy{path, SQLITE_OPEN_READONLY};
        const auto found = copy.answer("PRAGMA integrity_check(1)");
        return found == "ok" ? std::string{} : found;
    } catch (const Refused& refused) {
        return refused.what;
    }
}

void copy_pages(sqlite_api::sqlite3* from, const File& to, const std::string& path,
                const std::function<void()>& between) {
    auto* copying = sqlite_api::sqlite3_backup_init(to.raw(), "main", from, "main");
    if (copying == nullptr) throw Refused{path, sqlite_api::sqlite3_errmsg(to.raw()), {}};
    constexpr int pages_at_once = 200;
    int result = SQLITE_OK;
    while ((result = sqlite_api::sqlite3_backup_step(copying, pages_at_once)) == SQLITE_OK)
        if (between) between();
    sqlite_api::sqlite3_backup_finish(copying);
    if ((result & 0xff) == SQLITE_FULL) throw Refused{path, "the disk is full", "name another place"};
    if (result != SQLITE_DONE) throw Refused{path, sqlite_api::sqlite3_errstr(result), {}};
}

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
    const File copy{backup, SQLITE_OPEN_READONLY};
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

base::Result<void> Store::backup(const std::string& path, const std::function<void()>& between) {
    return x_session->guarded([&] {
        auto& session = *x_session;
        if (session.in_transaction()) throw Refused{session.path(), "a transaction is open", {}};
        const Draft draft{path + ".part"};
        {
            const int made = ::open(draft.path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
            if (made < 0) refuse(draft.path, "the backup cannot be written", errno);
            ::close(made);
            const File copy{draft.path, SQLITE_OPEN_READWRITE};
            auto* own = static_cast<soci::sqlite3_session_backend&>(*session.session().get_backend()).conn_;
            copy_pages(own, copy, path, between);
            // The copy shall be one file that needs no log beside it.
            static_cast<void>(copy.answer("PRAGMA journal_mode = DELETE"));
        }
        // The check has a file and a connection of its own, so it may take its time on another thread.
        auto checked = std::async(std::launch::async, [&draft] { return damage(draft.path); });
        while (checked.wait_for(std::chrono::milliseconds{5}) != std::future_status::ready)
            if (between) between();
        if (const auto found = checked.get(); !found.empty())
            throw Refused{path, "the copy is damaged: " + found, "check the disk"};
        sync(draft.path);
        move_into_place(draft.path, path);
    });
}

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
