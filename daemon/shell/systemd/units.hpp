#pragma once

#include <string>
#include <vector>

/// systemd as an administrator's program sees it from outside of a service.
namespace followup::systemd {

/// Whether this machine runs under systemd.
[[nodiscard]] bool booted();

/// What `systemctl` came to.
struct Ran {
    int code = -1; ///< -1: it could not be run
    std::string printed;
};
/// Runs it with these arguments and waits; its complaints go to our standard error.
[[nodiscard]] Ran systemctl(const std::vector<std::string>& arguments);

} // namespace followup::systemd
