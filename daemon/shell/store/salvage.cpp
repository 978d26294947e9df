#include "shell/store/salvage.hpp"

#include "core/base/text.hpp"
#include "shell/store/carrying.hpp"
#include "shell/store/plain.hpp"
#include "shell/store/rebuilding.hpp"
#include "shell/store/refused.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <fmt/format.h>
#include <set>

namespace followup::store {
namespace {

/// Each with the order of its rows, of which one end may still be read when the other cannot.
struct Table {
    const char* name;
    std::array<const char*, 2> orders;
};
constexpr std::array tables{
    Table{"candidate", {"no", "no DESC"}},
    Table{"cases", {"no", "no DESC"}},
    Table{"fact", {"no", "no DESC"}},
    Table{"mail", {"no", "no DESC"}},
    Table{"mail_text", {"mail_no", "mail_no DESC"}},
    Table{"nudge", {"no", "no DESC"}},
    Table{"mail_log", {"no", "no DESC"}},
    Table{"feed", {"no", "no DESC"}},
    Table{"note", {"name", "name DESC"}},
    Table{"tombstone", {"tag", "tag DESC"}},
    Table{"interview", {"id", "id DESC"}},
    Table{"duty", {"case_no, id", "case_no DESC, id DESC"}},
    Table{"entry", {"feed_no, uid", "feed_no DESC, uid DESC"}},
    Table{"alias", {"tag, case_no", "tag DESC, case_no DESC"}},
};

/// False: a row could not be read, or is none that the new table takes.
bool copy_rows(const PlainFile& from, const PlainFile& to, const Table& table, const char* order) {
    const auto columns =
        to.answer(fmt::format("SELECT count(*) FROM pragma_table_info('{}')", table.name).c_str());
    std::string places = "?";
    for (int n = 1; n < std::stoi(columns); ++n)
        places += ", ?";
    return carry(from, fmt::format("SELECT * FROM {} ORDER BY {}", table.name, order), to,
                 fmt::format("INSERT OR IGNORE INTO {} VALUES ({})", table.name, places));
}

/// The tables of which not every row could be brought along.
std::set<std::string> copy_all(const PlainFile& from, const PlainFile& to, const std::string& path) {
    std::set<std::string> lacking;
    const auto lately = accepted_lately(path);
    execute(to, "BEGIN IMMEDIATE");
    execute(to, "DELETE FROM note");
    for (const auto& table : tables) {
        if (copy_rows(from, to, table, table.orders[0])) continue;
        lacking.insert(table.name);
        // What lies behind the damage is read from the other end.
        static_cast<void>(copy_rows(from, to, table, table.orders[1]));
        rebuild(from, to, table.name, lately);
    }
    execute(to, fmt::format("INSERT OR REPLACE INTO note (name, value) VALUES ('{}', '{}')", salvaged_note,
                            base::joined({lacking.begin(), lacking.end()}, ", ")));
    execute(to, "COMMIT");
    return lacking;
}

/// For us alone, as every ledger is.
void make_private(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) refuse(path, "it cannot be made", errno);
    ::close(file);
}

std::string free_place(const std::string& path) {
    auto free = path + ".damaged";
    for (int n = 2; exists(free); ++n)
        free = fmt::format("{}.damaged-{}", path, n);
    return free;
}

} // namespace

bool salvage(const std::string& path) {
    const auto draft = path + ".salvaging";
    for (const auto* suffix : {"", "-wal", "-shm"})
        remove_file(draft + suffix);
    try {
        {
            const PlainFile from{path, SQLITE_OPEN_READWRITE};
            if (from.answer("PRAGMA user_version") != std::to_string(schema_version())) return false;
            make_private(draft);
            {
                SqliteDriver fresh{draft};
                migrate(fresh, 0);
            }
            const PlainFile to{draft, SQLITE_OPEN_READWRITE};
            copy_all(from, to, path);
            if (to.answer("SELECT count(*) > 0 FROM candidate") != "1")
                throw Refused{{}, "it gives nothing", {}};
        }
        if (!damage(draft).empty()) throw Refused{{}, "the copy is damaged", {}};
        sync(draft);
        const auto aside = free_place(path);
        // Left there, its log would be taken for the new one's; what it held was read.
        if (exists(path + "-wal")) move_into_place(path + "-wal", aside + "-wal");
        remove_file(path + "-shm");
        if (::renameat2(AT_FDCWD, draft.c_str(), AT_FDCWD, path.c_str(), RENAME_EXCHANGE) != 0)
            refuse(path, "it cannot be put in its place", errno);
        move_into_place(draft, aside);
        return true;
    } catch (const Refused&) {
        remove_file(draft);
        return false;
    } catch (const DatabaseError&) {
        remove_file(draft);
        return false;
    }
}

} // namespace followup::store
