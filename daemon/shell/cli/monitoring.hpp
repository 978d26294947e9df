#pragma once

#include <string>

namespace followup::cli {

/// `followup check --monitor`: asks the daemon of that configuration how it is, prints one line for a
/// monitor, and gives the plug-in's code: 0 well, 1 a warning, 2 critical (also when no daemon answers), 3 it
/// could not be found out.
[[nodiscard]] int check_for_monitor(const std::string& config_file);

} // namespace followup::cli
