#pragma once

#include "core/config/sandbox.hpp"

#include <optional>
#include <string>
#include <vector>

namespace followup::run {

/// The service of systemd that runs this configuration: its settings, drop-ins included. Nothing when there
/// is no systemd, no such service, or it runs another configuration.
[[nodiscard]] std::optional<config::Unit> unit_of(const std::string& config_file);

/// The names of the service and of the sockets that begin it, sockets first.
[[nodiscard]] std::vector<std::string> unit_names();

} // namespace followup::run
