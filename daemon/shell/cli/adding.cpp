#include "shell/cli/adding.hpp"

#include "core/base/text.hpp"
#include "shell/cli/command.hpp"
#include "shell/cli/tables.hpp"
#include "shell/run/setup.hpp"
#include "shell/spool/spool.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <unistd.h>

namespace followup::cli {
namespace {

/// A name under which the queue takes the file: the time makes it unique.
std::string queue_name(const std::string& path) {
    const auto stem = std::filesystem::path{path}.stem().string();
    return fmt::format("{}-{}-{}.toml", base::basic(now()), base::slug(stem).substr(0, 100), ::getpid());
}

} // namespace

int no_daemon(const config::Config& config) {
    return complain({run::socket_paths(config).front(), "the daemon cannot be reached",
                     "start followupd, or ask the administrator"},
                    unreachable);
}

int add_bytes(const config::Config& config, const std::string& path, std::string_view bytes) {
    if (const auto reply = ask_daemon(config, "POST", "/v1/add?name=" + encoded(path), std::string{bytes})) {
        if (reply->status != 200) return complain(*reply);
        std::cout << added_text(path, reply->body);
        return done;
    }
    // With the daemon down the queue folder takes it; it is read when the daemon is back.
    if (auto put = spool::Spool::submit(config.queue, queue_name(path), bytes); !put) {
        complain(base::Problems{put.error()});
        return no_daemon(config);
    }
    std::cout << path << ": in the queue; the daemon is not running and will read it when it is\n";
    return done;
}

} // namespace followup::cli
