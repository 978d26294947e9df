#include "shell/store/sqlite.hpp"

#include <sqlite3.h>

#include <atomic>
#include <mutex>
#include <unordered_map>

namespace followup::store {
namespace {

std::atomic<std::uint64_t> syncs{0};
std::atomic<std::uint64_t> failed_syncs{0};

/// The methods of an open file with xSync replaced; `methods` is first, so that a file's pointer leads to
/// both.
struct Counted {
    sqlite3_io_methods methods;
    const sqlite3_io_methods* below;
};

int counted_sync(sqlite3_file* file, int flags) {
    syncs.fetch_add(1, std::memory_order_relaxed);
    const int result = reinterpret_cast<const Counted*>(file->pMethods)->below->xSync(file, flags);
    if (result != SQLITE_OK) failed_syncs.fetch_add(1, std::memory_order_relaxed);
    return result;
}

/// There are few sets of methods (one for each way of locking), and they live as long as the process.
const Counted& counted(const sqlite3_io_methods* below) {
    static std::mutex mutex;
    static std::unordered_map<const sqlite3_io_methods*, Counted> known;
    const std::scoped_lock lock{mutex};
    auto [place, fresh] = known.try_emplace(below, Counted{*below, below});
    if (fresh) place->second.methods.xSync = counted_sync;
    return place->second;
}

sqlite3_vfs* below_vfs = nullptr;

int counted_open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* given) {
    const int result = below_vfs->xOpen(vfs, name, file, flags, given);
    if (result == SQLITE_OK && file->pMethods != nullptr) file->pMethods = &counted(file->pMethods).methods;
    return result;
}

} // namespace

const char* counting_vfs() {
    static sqlite3_vfs layer = [] {
        // No connection is used by two threads at once, and nobody asks how much memory SQLite has: without
        // its locks it is a tenth faster. Fails when SQLite runs already in this process; then it is as it
        // is.
        static_cast<void>(sqlite3_config(SQLITE_CONFIG_MULTITHREAD));
        static_cast<void>(sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0));
        below_vfs = sqlite3_vfs_find(nullptr);
        sqlite3_vfs copy = *below_vfs;
        copy.zName = "followup-counted";
        copy.xOpen = counted_open;
        return copy;
    }();
    static const int registered = sqlite3_vfs_register(&layer, 0);
    static_cast<void>(registered);
    return layer.zName;
}

std::uint64_t syncs_counted() {
    return syncs.load(std::memory_order_relaxed);
}

std::uint64_t syncs_failed() {
    return failed_syncs.load(std::memory_order_relaxed);
}

} // namespace followup::store
