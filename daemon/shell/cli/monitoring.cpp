#include "shell/cli/monitoring.hpp"

#include "core/web/monitor.hpp"
#include "shell/cli/command.hpp"
#include "shell/run/setup.hpp"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>
#include <iostream>
#include <unistd.h>

namespace followup::cli {
namespace {

using Level = web::Monitored::Level;

/// A monitor gives a plug-in ten seconds.
constexpr std::chrono::milliseconds monitor_patience = std::chrono::seconds{4};

/// Whether the daemon's socket is there and not for us.
bool is_locked_out(const config::Config& config) {
    return std::ranges::any_of(run::socket_paths(config), [](const std::string& path) {
        return ::access(path.c_str(), W_OK) != 0 && errno == EACCES;
    });
}

web::Monitored silent(const config::Config& config, Silence why) {
    if (is_locked_out(config))
        return {Level::unknown, "the monitor's user may not use the daemon's socket; it belongs into the "
                                "group of followupd"};
    return {Level::critical,
            why == Silence::nobody ? "no daemon is running" : "the daemon did not answer in time"};
}

web::Monitored asked(const config::Config& config) {
    const auto health = ask_daemon(config, {.target = "/healthz", .timeout = monitor_patience});
    if (!health) return silent(config, health.error());
    const auto metrics = ask_daemon(config, {.target = "/metrics", .timeout = monitor_patience});
    auto found = web::monitored(*health, metrics && metrics->status == 200 ? metrics->body : "");
    if (config.problems.empty() || found.level == Level::critical) return found;
    found.level = Level::warning;
    found.text = "the configuration file is bad, and the daemon goes on with the one before it";
    return found;
}

} // namespace

int check_for_monitor(const std::string& config_file) {
    // What is wrong with the file is the monitor's line, not standard error's.
    const auto config = reachable(config_file);
    const auto found = ::access(config_file.c_str(), R_OK) == 0
                           ? asked(*config)
                           : web::Monitored{Level::unknown, "the configuration file cannot be read"};
    std::cout << web::plugin_line(found);
    return static_cast<int>(found.level);
}

} // namespace followup::cli
