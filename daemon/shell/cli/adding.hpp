#pragma once

#include "core/config/config.hpp"

#include <string>
#include <string_view>

namespace followup::cli {

/// Says that nobody listens, and what to do; the exit code.
[[nodiscard]] int no_daemon(const config::Config& config);

/// Hands an event file to the daemon; with the daemon down, to the queue folder. Says what became of it.
/// `path` is its name for people. The exit code.
[[nodiscard]] int add_bytes(const config::Config& config, const std::string& path, std::string_view bytes);

} // namespace followup::cli
