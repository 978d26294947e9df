#pragma once

#include "core/config/config.hpp"

#include <optional>
#include <string>

namespace followup::run {

using base::Instant;

/// What `followupd` was asked on its command line.
struct Asked {
    std::string config = "/etc/followupd/followupd.toml";
    bool check = false;        ///< read the configuration, say what is wrong, end
    bool anew = false;         ///< an empty ledger may take the place of one that is gone
    std::optional<Instant> at; ///< shifted clock: begins here
    double speed = 1.0;        ///< and runs so much faster
};

/// Runs the daemon until it is told to end; its exit code: 0 done, 1 refused, 78 bad configuration, 70 the
/// world failed in a way that only a restart can mend.
[[nodiscard]] int run_daemon(const Asked& asked);

} // namespace followup::run
