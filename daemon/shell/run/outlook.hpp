#pragma once

#include "core/config/config.hpp"

#include <string>
#include <vector>

/// What a start with a configuration would meet, found out without starting.
namespace followup::run {

struct Outlook {
    base::Problems problems;                  ///< it would fail, or the service could not do its work
    std::vector<std::string> warnings;        ///< besides those of the configuration itself
    std::string certificate;                  ///< "https with …"; empty: there is none to look at
    bool running = false;                     ///< a daemon answers
    std::vector<std::string> unreadable = {}; ///< what its ledger cannot give, and how to mend it
};

/// Looks at the ledger, the key, the certificate, the addresses to listen on and the service of systemd; a
/// daemon that runs with this very file is asked what it would say to a reload. Changes nothing. `anew`: as
/// with `followupd --new`.
[[nodiscard]] Outlook outlook(const config::Config& config, const std::string& file, bool anew);

} // namespace followup::run
