#pragma once

#include "core/base/problem.hpp"

#include <cstdint>
#include <string>

/// Sockets that listen: opened without blocking mode, close-on-exec, in the system's largest backlog.
namespace followup::http {

/// Binds the first of HOST's addresses that can be bound; an empty HOST means every address of the machine.
[[nodiscard]] base::Result<int> open_tcp(const std::string& host, std::uint16_t port);

/// Binds a unix socket of mode 0660. A stale one is replaced and its group kept; a live one is a problem.
[[nodiscard]] base::Result<int> open_unix(const std::string& path);

/// Makes a passed socket ready for the loop; fails when it does not listen for streams.
[[nodiscard]] base::Result<void> take_over(int fd);

/// "127.0.0.1:8025", "[::1]:8025" or the path of a unix socket, as getsockname(2) tells it.
[[nodiscard]] std::string address_of(int fd);

} // namespace followup::http
