#pragma once

#include "core/web/http.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What a monitoring plug-in says of the daemon (Monitoring Plugins Development Guidelines; Nagios, Icinga).
namespace followup::web {

struct Monitored {
    /// The exit codes.
    enum class Level { ok, warning, critical, unknown };

    Level level = Level::unknown;
    std::string text;                      ///< what is wrong, or that all is well
    std::vector<std::string> numbers = {}; ///< performance data: 'name'=value[unit]
};

/// By the answers to /healthz and /metrics; a trouble is critical, and mail that a relay holds up a warning.
[[nodiscard]] Monitored monitored(const Reply& health, std::string_view metrics);

/// Its one line, with a line feed: "FOLLOWUPD OK - … | troubles=0".
[[nodiscard]] std::string plugin_line(const Monitored& found);

} // namespace followup::web
