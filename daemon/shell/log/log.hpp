#pragma once

#include <string_view>

/// Lines for the journal: ids, never names, addresses or tokens. Thread-safe.
namespace followup::log {

/// How much a line matters; `error` is something that somebody must look at.
enum class Level { debug, info, warning, error };

/// Begins logging to standard error; with `journal` each line has its syslog priority in front ("<6>",
/// sd-daemon(3)) and no time, else time and level. Before this, lines at `info` and above go out plainly.
void open(Level least, bool journal);

/// Each writes one line; controls in it become blanks.
void debug(std::string_view line);
void info(std::string_view line);
void warning(std::string_view line);
void error(std::string_view line);

} // namespace followup::log
