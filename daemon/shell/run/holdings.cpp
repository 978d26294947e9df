#include "shell/run/holdings.hpp"

#include "shell/run/setup.hpp"
#include "shell/store/store.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace followup::run {
namespace {

/// Whether it is there; of a file with anything in it.
bool holds(const std::string& path) {
    struct stat facts{};
    return ::stat(path.c_str(), &facts) == 0 && facts.st_size > 0;
}

std::optional<uid_t> owner_of(const std::string& path) {
    struct stat facts{};
    if (::stat(path.c_str(), &facts) != 0) return std::nullopt;
    return facts.st_uid;
}

base::Problem of_another(const std::string& path, uid_t owner) {
    const auto* user = ::getpwuid(owner);
    if (user == nullptr)
        return {path, fmt::format("belongs to uid {}, whom this system does not know", owner),
                "chown it to the user that followupd runs as"};
    return {path, fmt::format("belongs to {}, who could not open what root would leave there", user->pw_name),
            fmt::format("systemctl start followupd, or: runuser -u {} -- followupd …", user->pw_name)};
}

} // namespace

Holdings holdings(const config::Config& config) {
    Holdings found;
    found.ledger_file = store::file_of(ledger_url(config));
    found.ledger = !found.ledger_file.empty() && holds(found.ledger_file);
    found.log = !found.ledger_file.empty() && holds(found.ledger_file + "-wal");
    found.key = holds(key_path(config));
    found.key_begun = holds(key_path(config) + begun_key);
    found.tombstones = holds(config.state + "/tombstones");
    return found;
}

std::optional<base::Problem> lacking(const Holdings& found, const std::string& state, bool anew) {
    const auto restore = "put it back, or restore a backup: followup restore FILE";
    if (found.ledger && !found.key && !found.key_begun)
        return base::Problem{state + "/secret.key", "there is a ledger, and not the key that opens it",
                             "put the key back in its place; a new one would open nothing"};
    if (found.ledger || found.ledger_file.empty()) return std::nullopt;
    if (found.log)
        return base::Problem{
            found.ledger_file, "the ledger is gone, and the log that belongs to it is there",
            fmt::format("{}; to begin anew, move {}-wal away first", restore, found.ledger_file)};
    if (anew || (!found.key && !found.tombstones)) return std::nullopt;
    return base::Problem{
        found.ledger_file,
        fmt::format("the ledger is gone: {} is there, which belongs to it",
                    state + (found.key ? "/secret.key" : "/tombstones")),
        fmt::format("{}; followupd --new begins an empty one, which knows of no promise", restore)};
}

std::optional<base::Problem> wrong_user(const config::Config& config) {
    if (::geteuid() != 0) return std::nullopt;
    for (const auto& path : {config.state, config.queue}) {
        const auto owner = owner_of(path);
        if (!owner) continue; // it will be made
        if (*owner != 0) return of_another(path, *owner);
        if (path == config.state) break; // root's own: so it is meant
    }
    return std::nullopt;
}

} // namespace followup::run
