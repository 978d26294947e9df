#pragma once

#include "core/config/config.hpp"

#include <string>
#include <vector>

/// Putting a backup in the place of the ledger, from the first step to the last.
namespace followup::run {

struct RestoreAsked {
    std::string backup; ///< path of the copy
    std::string key;    ///< path of the master key, for a machine that has none; empty: it is there
};

/// What came of it.
struct Restoration {
    enum class End { done, refused, not_allowed };
    End end = End::done;
    std::vector<std::string> told; ///< what was done, and what remains to be done
    base::Problems problems;       ///< why it was refused; the ledger is as it was then
};

/// As root or as the user to whom the state folder belongs. Stops the service and the sockets that begin it,
/// checks the backup, sets the present ledger aside under its own time, puts the backup in its place with
/// the owner and the modes of the state folder, and starts again what ran before. Only one at a time, and
/// never beside a daemon.
[[nodiscard]] Restoration restore(const config::Config& config, const std::string& config_file,
                                  const RestoreAsked& asked);

} // namespace followup::run
