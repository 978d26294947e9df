#include "shell/store/copying.hpp"

#include "shell/store/connection.hpp"
#include "shell/store/plain.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <mutex>

namespace followup::store {
namespace {

constexpr auto begin_of_name = ".copy-";

/// A new file of mode 0600 with a name that nobody could foresee.
std::string fresh_file(const std::string& folder) {
    auto path = folder + "/" + begin_of_name + "XXXXXX";
    const int made = ::mkostemp(path.data(), O_CLOEXEC);
    if (made < 0) refuse(folder, "the copy cannot be written there", errno);
    ::close(made);
    return path;
}

[[noreturn]] void failed_copy(const std::string& path, int result, const char* words) {
    if ((result & 0xff) == SQLITE_FULL)
        throw Refused{path, "there is no room for a copy of the ledger", "free as much as the ledger takes"};
    throw Refused{path, words, {}};
}

} // namespace

NamelessFile::~NamelessFile() {
    ::close(x_fd);
}

bool NamelessFile::read(std::uint64_t at, char* into, std::size_t count) const {
    while (count > 0) {
        const auto got = ::pread(x_fd, into, count, static_cast<off_t>(at));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        at += static_cast<std::uint64_t>(got);
        into += got;
        count -= static_cast<std::size_t>(got);
    }
    return true;
}

struct Copying::State {
    State(sqlite3* ledger, const std::string& folder) : path(fresh_file(folder)) {
        try {
            file = std::make_unique<PlainFile>(path, SQLITE_OPEN_READWRITE);
            // Nobody reads it before it is checked, and whoever gets it syncs it: no log, no fsync of ours.
            static_cast<void>(file->answer("PRAGMA journal_mode = OFF"));
            static_cast<void>(file->answer("PRAGMA synchronous = OFF"));
            copying = sqlite3_backup_init(file->raw(), "main", ledger, "main");
            if (copying == nullptr) throw Refused{path, sqlite3_errmsg(file->raw()), {}};
        } catch (...) {
            remove_file(path);
            throw;
        }
    }
    ~State() {
        end();
        remove_file(path);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    int end() {
        return copying == nullptr ? SQLITE_OK : sqlite3_backup_finish(std::exchange(copying, nullptr));
    }

    std::string path;
    std::unique_ptr<PlainFile> file;
    sqlite3_backup* copying = nullptr;
    std::mutex checking; ///< of `check` and `given_up`
    PlainFile* check = nullptr;
    bool given_up = false;
};

Copying::Copying(std::unique_ptr<State> state) : x_state(std::move(state)) {}
Copying::~Copying() = default;

base::Result<bool> Copying::step() {
    constexpr int pages_at_once = 200;
    try {
        auto& state = *x_state;
        const int result = sqlite3_backup_step(state.copying, pages_at_once);
        if (result == SQLITE_OK) return true;
        const int ended = state.end();
        if (result != SQLITE_DONE) failed_copy(state.path, result, sqlite3_errstr(result));
        if (ended != SQLITE_OK) failed_copy(state.path, ended, sqlite3_errstr(ended));
        // The copy shall be one file that needs no log beside it.
        static_cast<void>(state.file->answer("PRAGMA journal_mode = DELETE"));
        state.file.reset();
        return false;
    } catch (const Refused& refused) {
        return base::problem(refused.where, refused.what, refused.mend);
    }
}

base::Result<std::shared_ptr<const NamelessFile>> Copying::finish() {
    auto& state = *x_state;
    try {
        PlainFile copy{state.path, SQLITE_OPEN_READONLY};
        {
            const std::lock_guard lock{state.checking};
            if (state.given_up) throw Refused{state.path, "the copy was given up", {}};
            state.check = &copy;
        }
        std::string found;
        try {
            found = copy.answer("PRAGMA integrity_check(1)");
        } catch (const Refused& refused) {
            found = refused.what;
        }
        {
            const std::lock_guard lock{state.checking};
            state.check = nullptr;
        }
        if (found != "ok") throw Refused{state.path, "the copy is damaged: " + found, "check the disk"};
        const int fd = ::open(state.path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        if (fd < 0) refuse(state.path, "it cannot be opened", errno);
        struct stat facts{};
        const bool known = ::fstat(fd, &facts) == 0;
        auto file = std::make_shared<const NamelessFile>(fd, static_cast<std::uint64_t>(facts.st_size));
        if (!known) refuse(state.path, "its size is not known", errno);
        remove_file(state.path);
        return file;
    } catch (const Refused& refused) {
        return base::problem(refused.where, refused.what, refused.mend);
    }
}

void Copying::give_up() {
    const std::lock_guard lock{x_state->checking};
    x_state->given_up = true;
    if (x_state->check != nullptr) sqlite3_interrupt(x_state->check->raw());
}

void remove_unfinished_copies(const std::string& folder) {
    namespace fs = std::filesystem;
    std::error_code failure;
    std::vector<fs::path> left;
    for (fs::directory_iterator at{folder, failure}, end; !failure && at != end; at.increment(failure))
        if (at->path().filename().string().starts_with(begin_of_name)) left.push_back(at->path());
    for (const auto& path : left)
        remove_file(path.string());
}

base::Result<std::unique_ptr<Copying>> Store::copy(const std::string& folder) {
    return x_session->guarded([&] {
        auto& session = *x_session;
        if (session.in_transaction()) throw Refused{session.path(), "a transaction is open", {}};
        return std::unique_ptr<Copying>(
            new Copying(std::make_unique<Copying::State>(session.driver().raw(), folder)));
    });
}

} // namespace followup::store
