#include "shell/store/plain.hpp"

#include "core/base/text.hpp"
#include "shell/store/connection.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace followup::store {

namespace fs = std::filesystem;

PlainFile::PlainFile(std::string path, int flags) : x_path(std::move(path)) {
    const int result = sqlite3_open_v2(x_path.c_str(), &x_file, flags, nullptr);
    if (result != SQLITE_OK) {
        const std::string words = sqlite3_errmsg(x_file);
        sqlite3_close(x_file);
        throw Refused{x_path, "it cannot be opened: " + words, {}};
    }
}

PlainFile::~PlainFile() {
    sqlite3_close(x_file);
}

std::string PlainFile::answer(const char* sql) const {
    std::string text;
    const auto keep = [](void* into, int, char** values, char**) {
        if (values[0] != nullptr) *static_cast<std::string*>(into) = values[0];
        return 1; // one is enough
    };
    const int result = sqlite3_exec(x_file, sql, keep, &text, nullptr);
    if (result != SQLITE_OK && result != SQLITE_ABORT) throw Refused{x_path, sqlite3_errmsg(x_file), {}};
    return text;
}

namespace {

/// "file:PATH?immutable=1" (sqlite.org/uri.html).
std::string unchanging(const std::string& path) {
    std::string uri = "file:";
    for (const char each : path) {
        if (each == '%' || each == '?' || each == '#')
            uri += each == '%' ? "%25" : each == '?' ? "%3f" : "%23";
        else
            uri += each;
    }
    return uri + "?immutable=1";
}

} // namespace

std::optional<std::vector<std::string>> recruiters_in(const std::string& path) {
    std::error_code none;
    const auto log = fs::file_size(path + "-wal", none);
    if (!none && log > 0) return std::nullopt;
    try {
        const PlainFile ledger{unchanging(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI};
        const auto all = ledger.answer("SELECT group_concat(recruiter, char(10)) FROM "
                                       "(SELECT DISTINCT recruiter FROM cases WHERE live = 1)");
        auto ids = base::split(all, '\n');
        std::erase(ids, std::string{});
        return ids;
    } catch (const Refused&) {
        return std::nullopt;
    }
}

std::string damage(const std::string& path) {
    try {
        const PlainFile copy{path, SQLITE_OPEN_READONLY};
        const auto found = copy.answer("PRAGMA integrity_check(1)");
        return found == "ok" ? std::string{} : found;
    } catch (const Refused& refused) {
        return refused.what;
    }
}

void refuse(const std::string& path, const std::string& what, int number) {
    throw Refused{path, what + ": " + std::generic_category().message(number), {}};
}

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

void move_into_place(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) refuse(to, "renaming failed", errno);
    sync(folder_of(to));
}

bool exists(const std::string& path) {
    std::error_code ignored; // what cannot be looked at cannot be opened either, and that is said then
    return fs::exists(path, ignored);
}

void remove_file(const std::string& path) {
    std::error_code ignored; // what is left over is overwritten by the next one
    fs::remove(path, ignored);
}

} // namespace followup::store
