#include "shell/cli/adding.hpp"

#include "core/base/text.hpp"
#include "shell/cli/asking.hpp"
#include "shell/cli/tables.hpp"
#include "shell/run/setup.hpp"
#include "shell/spool/spool.hpp"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <thread>
#include <unistd.h>

namespace followup::cli {
namespace {

/// A name under which the queue takes the file: the time makes it unique.
std::string queue_name(const std::string& path) {
    const auto stem = std::filesystem::path{path}.stem().string();
    return fmt::format("{}-{}-{}.toml", base::basic(now()), base::slug(stem).substr(0, 100), ::getpid());
}

constexpr auto look_every = std::chrono::milliseconds{200};
constexpr int answers_within = 300; ///< looks: a minute

/// Waits until a daemon has taken the file out of new/, and asks it what became of it: what it knows already
/// it takes again without a change, and what it refuses it refuses again. Where a file was put away says it
/// later, and not to everybody.
int settled(const config::Config& config, const std::string& path, const std::string& name,
            std::string_view bytes) {
    const auto waiting = std::filesystem::path{config.queue} / "new" / name;
    std::error_code failed;
    while (std::filesystem::exists(waiting, failed) || failed) {
        if (failed) return complain({config.queue, "cannot be read: " + failed.message(), {}}, refused);
        std::this_thread::sleep_for(look_every);
    }
    for (int look = 0; look < answers_within; ++look) {
        if (const auto reply =
                ask_daemon(config, "POST", "/v1/add?name=" + encoded(path), std::string{bytes})) {
            if (reply->status != 200) return complain(*reply);
            std::cout << path << ": the ledger has it\n";
            return done;
        }
        std::this_thread::sleep_for(look_every);
    }
    return complain({path, "was taken out of the queue, and the daemon does not say what became of it",
                     "hand it in once more when it answers: what is known already changes nothing"},
                    unreachable);
}

} // namespace

int no_daemon(const config::Config& config, Silence silence) {
    if (!config.problems.empty()) {
        complain(config.problems);
        return bad_configuration;
    }
    if (silence == Silence::unread)
        return complain({run::socket_paths(config).front(),
                         "the daemon did not answer in time, or its answer broke off",
                         "ask again; followup status tells what it is busy with"},
                        unreachable);
    if (silence == Silence::broke_off)
        return complain({run::socket_paths(config).front(),
                         "the daemon's answer broke off: what was asked for may have been done, or not",
                         "look with followup show before you ask for it again"},
                        unreachable);
    return complain({run::socket_paths(config).front(), "the daemon cannot be reached",
                     "start followupd, or ask the administrator"},
                    unreachable);
}

int add_bytes(const config::Config& config, const std::string& path, std::string_view bytes, bool wait,
              ReadBack read_back) {
    const auto takes = read_back == ReadBack::shown ? std::string{} : would_take(config, path, bytes);
    if (!takes) return complain(takes.error());
    std::cout << *takes;
    if (read_back == ReadBack::asked && !takes->empty() && at_a_terminal()
        && !agreed("Add it all the same?")) {
        std::cout << path << ": nothing was added\n";
        return refused;
    }
    const auto reply = ask_daemon(config, "POST", "/v1/add?name=" + encoded(path), std::string{bytes});
    if (reply) {
        if (reply->status != 200) return complain(*reply);
        std::cout << added_text(path, reply->body);
        return done;
    }
    // In the queue it has another name, by which an event without a time of its own would be another one.
    if (reply.error() == Silence::broke_off)
        return complain({path, "the daemon's answer broke off: it may have been added, or not",
                         "add it again: what is known already changes nothing"},
                        unreachable);
    // With the daemon down the queue folder takes it; it is read when the daemon is back.
    const auto name = queue_name(path);
    if (auto put = spool::Spool::submit(config.queue, name, bytes); !put) {
        complain(base::Problems{put.error()});
        return no_daemon(config, Silence::nobody);
    }
    std::cout << path << ": in the queue; the daemon is not running and will read it when it is" << std::endl;
    return wait ? settled(config, path, name, bytes) : done;
}

} // namespace followup::cli
