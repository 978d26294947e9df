#pragma once

#include "core/config/config.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

/// A configuration against the service that is to run it.
namespace followup::config {

/// What systemd lets a service do, as `systemctl show` tells.
struct Unit {
    bool loaded = false;
    bool active = false;
    bool enabled = false;
    std::string user;                  ///< empty: root
    std::string command;               ///< ExecStart=, as it is shown
    std::vector<std::string> writable; ///< folders below which it may write, if `strict`
    std::set<std::string> credentials; ///< their names
    std::vector<std::string> sources;  ///< paths that credentials are loaded from
    std::set<std::string> sockets;     ///< units that begin it: "followupd.socket"
    bool strict = false;               ///< ProtectSystem=strict: everything else is read-only
    bool no_homes = false;             ///< ProtectHome=: nothing below /home, /root and /run/user
    bool own_tmp = false;              ///< PrivateTmp=: its /tmp and /var/tmp are others
    bool low_ports = false;            ///< it may listen at ports below 1024
};

/// Reads what `systemctl show` prints, and of what `systemctl cat` does the credentials, which systemd 252
/// does not show; what is not known is left out.
[[nodiscard]] Unit unit_shown(std::string_view shown, std::string_view files);

/// What the service could not do that the configuration asks for: folders it may not write to, files it
/// cannot see, credentials that it is not given, ports that are not open to it. `file` is the configuration.
[[nodiscard]] base::Problems misfits(const Config& config, const Unit& unit, const std::string& file);

} // namespace followup::config
