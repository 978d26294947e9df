#pragma once

#include <source_location>

namespace followup::base {

/// Ends the process with a line that names the place: for our own bugs only, on in release too.
/// systemd starts us again and start-up is recovery.
[[noreturn]] void broken(const char* what, std::source_location where);

/// States what must hold here if the program is right.
inline void require(bool holds, const char* what = "a condition does not hold",
                    std::source_location where = std::source_location::current()) {
    if (!holds) broken(what, where);
}

} // namespace followup::base
