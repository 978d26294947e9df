#include "shell/run/restoring.hpp"

#include "shell/files/files.hpp"
#include "shell/files/owner.hpp"
#include "shell/run/forgetting.hpp"
#include "shell/run/setup.hpp"
#include "shell/run/unit.hpp"
#include "shell/store/restore.hpp"
#include "shell/systemd/units.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace followup::run {
namespace {

using End = Restoration::End;

/// A file that is open for reading, as whoever typed the command may read it.
class Source {
  public:
    explicit Source(const std::string& path)
        : x_fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)), x_error(errno) {}
    ~Source() {
        if (x_fd >= 0) ::close(x_fd);
    }
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    [[nodiscard]] int fd() const { return x_fd; }
    [[nodiscard]] bool forbidden() const { return x_fd < 0 && (x_error == EACCES || x_error == EPERM); }
    [[nodiscard]] std::string reason() const { return std::strerror(x_error); }

  private:
    int x_fd;
    int x_error;
};

/// The service and its sockets, which stand still while it lives. What ran before is started by `start`, or
/// by the end of it.
class Standstill {
  public:
    explicit Standstill(std::optional<config::Unit> unit) : x_unit(std::move(unit)) {}
    ~Standstill() {
        if (!x_stopped.empty()) static_cast<void>(started(x_stopped));
    }
    Standstill(const Standstill&) = delete;
    Standstill& operator=(const Standstill&) = delete;

    [[nodiscard]] base::Result<void> stop() {
        if (!x_unit || ::geteuid() != 0) return {};
        std::vector<std::string> running;
        for (const auto& name : unit_names())
            if (systemd::systemctl({"is-active", "--quiet", name}).code == 0) running.push_back(name);
        if (running.empty()) return {};
        // All at once: a fetch would have a socket begin the service in between.
        auto words = running;
        words.insert(words.begin(), "stop");
        if (systemd::systemctl(words).code != 0)
            return base::problem("systemd", "the service could not be stopped", "systemctl status followupd");
        x_stopped = std::move(running);
        return {};
    }
    /// What remains to be said at the end.
    [[nodiscard]] std::string start() {
        if (!x_unit) return "start followupd again yourself: here nothing else does";
        auto names = std::exchange(x_stopped, {});
        if (names.empty() && !x_unit->enabled)
            return "followupd did not run before and is not enabled: systemctl start followupd";
        if (std::ranges::find(names, "followupd.service") == names.end())
            names.emplace_back("followupd.service");
        if (::geteuid() != 0) return "start followupd again, as root: systemctl start followupd";
        return started(names) ? "followupd is running again"
                              : "followupd does not start; it says why: journalctl -u followupd";
    }

  private:
    static bool started(std::vector<std::string> names) {
        names.insert(names.begin(), "start");
        return systemd::systemctl(names).code == 0;
    }

    std::optional<config::Unit> x_unit;
    std::vector<std::string> x_stopped;
};

/// Whose the state folder is, or is to be.
files::Owner owner_of_state(const config::Config& config, const std::optional<config::Unit>& unit) {
    if (const auto owner = files::owner_of(config.state)) return *owner;
    if (::geteuid() != 0) return {::geteuid(), ::getegid()};
    if (unit && !unit->user.empty())
        if (const auto user = files::user_named(unit->user)) return *user;
    if (const auto queue = files::owner_of(config.queue)) return *queue;
    return {};
}

/// One restoration under way.
class Procedure {
  public:
    Procedure(const config::Config& config, const RestoreAsked& asked, const files::Owner& owner)
        : x_config(config), x_asked(asked), x_owner(owner) {}

    [[nodiscard]] bool run(const Source& backup, const std::string& key);
    [[nodiscard]] Restoration& result() { return x_result; }

  private:
    bool fail(base::Problem problem) {
        x_result.end = End::refused;
        x_result.problems.push_back(std::move(problem));
        return false;
    }
    [[nodiscard]] bool make_state();
    [[nodiscard]] std::optional<Keys> master_key(const std::string& given);
    [[nodiscard]] bool copy(const Source& backup, const std::string& draft);
    void tell(const store::Restored& restored, std::size_t tombstones);

    const config::Config& x_config;
    const RestoreAsked& x_asked;
    files::Owner x_owner;
    bool x_new_machine = false; ///< there was no state
    Restoration x_result;
};

bool Procedure::make_state() {
    if (std::filesystem::exists(x_config.state)) return true;
    x_new_machine = true;
    if (auto made = files::make_folder(x_config.state, 0700); !made) return fail(made.error());
    if (::geteuid() == 0 && ::chown(x_config.state.c_str(), x_owner.user, x_owner.group) != 0)
        return fail({x_config.state, std::string{"cannot be given away: "} + std::strerror(errno), ""});
    return true;
}

std::optional<Keys> Procedure::master_key(const std::string& given) {
    const auto path = key_path(x_config);
    const auto nothing = [&](base::Problem problem) -> std::optional<Keys> {
        static_cast<void>(fail(std::move(problem)));
        return std::nullopt;
    };
    if (!std::filesystem::exists(path)) {
        if (given.empty())
            return nothing({path,
                            "there is no key, and without the one it was made with nobody reads a backup",
                            "followup restore --key FILE puts it there"});
        if (auto put = files::write(path, given, 0600); !put) return nothing(put.error());
    }
    auto secret = files::secret(path);
    if (!secret) return nothing(secret.error());
    if (!given.empty() && given != *secret)
        return nothing({path, "there is another key already", "move it away if you mean the one of --key"});
    return keys_of(*secret);
}

bool Procedure::copy(const Source& backup, const std::string& draft) {
    auto whole = files::copied(backup.fd(), draft);
    if (!whole) return fail({x_asked.backup, "cannot be copied to " + draft, base::text(whole.error())});
    return true;
}

void Procedure::tell(const store::Restored& restored, std::size_t tombstones) {
    auto& told = x_result.told;
    told.push_back("restored: " + x_asked.backup);
    if (!restored.aside.empty()) told.push_back("the ledger before it is kept as " + restored.aside);
    if (!restored.log_aside.empty())
        told.push_back("it was damaged; its log, which belongs to it, is kept as " + restored.log_aside);
    if (tombstones > 0)
        told.emplace_back("whoever was forgotten since this backup is forgotten again at the start");
    else if (x_new_machine)
        told.push_back(
            fmt::format("whoever was forgotten after this backup is in it: if the old machine has a file "
                        "'tombstones' beside its ledger, put it into {} and start followupd again",
                        x_config.state));
    told.push_back(
        fmt::format("what was accepted after it is not in it: hand in again the files of {}/done since "
                    "then; those it knows change nothing",
                    x_config.queue));
}

bool Procedure::run(const Source& backup, const std::string& key) {
    if (!make_state()) return false;
    // As root only what root alone may read was opened; from here on whoever owns the folder does the work.
    const auto being = files::Being::of(x_owner);
    if (!being) return fail(being.error());
    ::umask(0077);
    const auto lock = files::Lock::take(x_config.state + "/lock");
    if (!lock)
        return fail({lock.error().where, lock.error().what, "stop it first: systemctl stop followupd"});
    const auto keys = master_key(key);
    if (!keys) return false;
    const store::How how{.url = ledger_url(x_config), .key = keys->ledger, .create = false};
    const auto ledger = store::file_of(how.url);
    if (ledger.empty()) return fail({how.url, "this ledger is in no file", ""});
    const auto draft = ledger + ".restoring";
    if (!copy(backup, draft)) return false;
    const auto now = std::chrono::floor<base::seconds>(std::chrono::system_clock::now());
    const auto restored = store::restore(draft, how, base::basic(now), x_asked.backup);
    if (!restored) return fail(restored.error());
    const auto tombstones = keep_tombstones(x_config, restored->tombstones);
    if (!tombstones) return fail(tombstones.error());
    tell(*restored, *tombstones);
    return true;
}

Restoration forbidden(const std::string& where, const std::string& what, const std::string& mend) {
    return {.end = End::not_allowed, .told = {}, .problems = {{where, what, mend}}};
}

} // namespace

Restoration restore(const config::Config& config, const std::string& config_file, const RestoreAsked& asked) {
    const Source backup{asked.backup};
    if (backup.forbidden()) return forbidden(asked.backup, "you may not read it", "as root, for example");
    if (backup.fd() < 0)
        return {.end = End::refused, .told = {}, .problems = {{asked.backup, backup.reason(), ""}}};
    std::string key;
    if (!asked.key.empty()) {
        auto read = files::read(asked.key, 64);
        if (read && read->size() != 32) read = base::problem(asked.key, "is not a key of 32 bytes");
        if (!read) return {.end = End::refused, .told = {}, .problems = {read.error()}};
        key = std::move(*read);
    }
    const auto unit = unit_of(config_file);
    const auto owner = owner_of_state(config, unit);
    if (::geteuid() != 0 && owner.user != ::geteuid())
        return forbidden(config.state, "belongs to another user", "restore as root");
    Standstill standstill{unit};
    if (auto stopped = standstill.stop(); !stopped)
        return {.end = End::refused, .told = {}, .problems = {stopped.error()}};
    Procedure procedure{config, asked, owner};
    if (procedure.run(backup, key)) procedure.result().told.push_back(standstill.start());
    return std::move(procedure.result());
}

} // namespace followup::run
