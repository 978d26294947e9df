#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace followup::http {

/// Who is at the other end of a connection.
struct Peer {
    bool local = false;                    ///< over a unix socket
    bool secure = false;                   ///< it is to speak TLS with us
    std::string user = {};                 ///< its login name (SO_PEERCRED); empty: unknown
    std::optional<std::uint32_t> uid = {}; ///< its user (SO_PEERCRED); nothing: unknown
    /// What its connections are counted by: IPv4, or the /64 of IPv6; empty: not counted.
    std::string address = {};
    std::string text = {}; ///< its IP address, "192.0.2.7"; IPv4 within IPv6 as IPv4; empty: unknown
};

/// Reads them off an accepted socket and the address accept(2) gave.
[[nodiscard]] Peer peer_of(int fd, const sockaddr_storage& from);

/// The login name of a user of this system; empty when there is none.
[[nodiscard]] std::string login_of(std::uint32_t uid);

/// Whether a user belongs to one of the groups of this system, be it as their first or as another one. May
/// wait for whatever knows the system's users.
[[nodiscard]] bool is_member(std::uint32_t uid, const std::vector<std::string>& groups);

/// Whom an IP address stands for, as text: of IPv6 the /64, within which one customer has every address;
/// anything else as it is.
[[nodiscard]] std::string network_of(const std::string& address);

} // namespace followup::http
