#pragma once

#include <sys/socket.h>

#include <string>

namespace followup::http {

/// Who is at the other end of a connection.
struct Peer {
    bool local = false;    ///< over a unix socket
    bool secure = false;   ///< it is to speak TLS with us
    std::string user = {}; ///< its login name (SO_PEERCRED); empty: unknown
    /// What its connections are counted by: IPv4, or the /64 of IPv6; empty: not counted.
    std::string address = {};
    std::string text = {}; ///< its IP address, "192.0.2.7"; IPv4 within IPv6 as IPv4; empty: unknown
};

/// Reads them off an accepted socket and the address accept(2) gave.
[[nodiscard]] Peer peer_of(int fd, const sockaddr_storage& from);

/// Whom an IP address stands for, as text: of IPv6 the /64, within which one customer has every address;
/// anything else as it is.
[[nodiscard]] std::string network_of(const std::string& address);

} // namespace followup::http
