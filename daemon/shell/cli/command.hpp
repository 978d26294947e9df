#pragma once

#include "core/base/problem.hpp"
#include "core/config/config.hpp"
#include "core/web/http.hpp"
#include "shell/http/client.hpp"

#include <expected>
#include <memory>
#include <string>
#include <vector>

namespace CLI { // NOLINT(readability-identifier-naming): the library's name
class App;
}

/// What the commands share.
namespace followup::cli {

constexpr int done = 0;
constexpr int refused = 1;
constexpr int usage = 2;
constexpr int unreachable = 3;
constexpr int not_allowed = 4;
constexpr int bad_configuration = 78;

constexpr const char* default_config = "/etc/followupd/followupd.toml";

/// Set by the command that was given; main returns it.
struct Result {
    int code = done;
};

/// Standard error, one problem a line.
void complain(const base::Problems& problems);
int complain(const base::Problem& problem, int code);

/// The configuration; its problems are printed when it is bad.
[[nodiscard]] std::shared_ptr<const config::Config> configuration(const std::string& path);

/// What is needed to find the daemon, for commands that only ask it. When the configuration is bad the daemon
/// goes on with an older one: then its folders alone, and its problems (config::Config::problems).
[[nodiscard]] std::shared_ptr<const config::Config> reachable(const std::string& path);

/// The id of the recruiter whose `login` is the caller's; empty when nobody's is.
[[nodiscard]] std::string own_recruiter(const config::Config& config);

/// Why the daemon gave no whole answer.
enum class Silence {
    nobody,    ///< listens there: nothing was done
    unread,    ///< it ended, or took too long, when it was only asked to tell something
    broke_off, ///< the same, and what was asked for may have been done
};
/// Asks the daemon of this configuration.
[[nodiscard]] std::expected<web::Reply, Silence> ask_daemon(const config::Config& config,
                                                            const std::string& method,
                                                            const std::string& target,
                                                            const std::string& body = {});
/// The same with every wish.
[[nodiscard]] std::expected<web::Reply, Silence> ask_daemon(const config::Config& config,
                                                            const http::Asked& asked);
/// "%2Fvar%2Fx": for a query value.
[[nodiscard]] std::string encoded(std::string_view text);
/// The code of a reply that is not 200: 4 when the caller may not, else 1; its problems are printed.
[[nodiscard]] int complain(const web::Reply& reply);

/// Now, by the system's clock.
[[nodiscard]] base::Instant now();
[[nodiscard]] base::Date today();

// Each adds its command to the program.
void add_when(CLI::App& app, Result& result);
void add_plan(CLI::App& app, Result& result);
void add_simulate(CLI::App& app, Result& result);
void add_check(CLI::App& app, Result& result);
void add_add(CLI::App& app, Result& result);
void add_forget(CLI::App& app, Result& result);
void add_import(CLI::App& app, Result& result);
void add_feeds(CLI::App& app, Result& result);
void add_outbox(CLI::App& app, Result& result);
void add_status(CLI::App& app, Result& result);
void add_backup(CLI::App& app, Result& result);
void add_restore(CLI::App& app, Result& result);
void add_reload(CLI::App& app, Result& result);
void add_agenda(CLI::App& app, Result& result);
void add_show(CLI::App& app, Result& result);
void add_why(CLI::App& app, Result& result);
void add_debriefed(CLI::App& app, Result& result);
void add_sent(CLI::App& app, Result& result);
void add_called(CLI::App& app, Result& result);
void add_heard(CLI::App& app, Result& result);
void add_push(CLI::App& app, Result& result);
void add_done(CLI::App& app, Result& result);
void add_undo(CLI::App& app, Result& result);
void add_withdraw(CLI::App& app, Result& result);
void add_answered(CLI::App& app, Result& result);
void add_cancel(CLI::App& app, Result& result);
void add_close(CLI::App& app, Result& result);
void add_reopen(CLI::App& app, Result& result);
void add_strike(CLI::App& app, Result& result);
void add_told(CLI::App& app, Result& result);
void add_note(CLI::App& app, Result& result);
/// `completions`, and the hidden `complete` that its scripts ask for ids.
void add_completions(CLI::App& app, Result& result);

} // namespace followup::cli
