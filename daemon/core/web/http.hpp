#pragma once

#include "core/base/instant.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace followup::web {

using base::Instant;

/// A request as far as answers depend on it; knows no socket.
struct Request {
    std::string method;                                       ///< "GET"
    std::string target;                                       ///< as on the request line
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case
    std::string body;
    bool local = false;  ///< over the unix socket: from somebody of this machine, as `uid` says
    bool secure = false; ///< over TLS of our own: from anybody outside
    std::string user;    ///< login name at the other end of the unix socket; empty: unknown
    /// User id at the other end of the unix socket; nothing: unknown.
    std::optional<std::uint32_t> uid = {};
    std::string client =
        {}; ///< IP address at the other end of the connection; empty: unknown, or the unix socket

    /// The value of the first header of that (lower-case) name; empty when there is none.
    [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// A body that is too long for the memory.
struct Stream {
    std::uint64_t size = 0; ///< bytes in all
    /// Fills the bytes from `at` on, which are within `size`; false when they cannot be had any more: the
    /// reply is broken off. It does not wait.
    std::function<bool(std::uint64_t at, std::span<char> into)> read;
};

struct Reply {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers; ///< without Content-Length; no CR, LF or NUL
    std::string body;
    /// For HEAD: the length the body would have had; else empty.
    std::optional<std::size_t> head_length;
    /// The body instead of `body`, where many replies have the same; else null.
    std::shared_ptr<const std::string> shared;
    /// The body instead of both; else null.
    std::shared_ptr<const Stream> stream = {};

    [[nodiscard]] std::string_view content() const { return shared ? std::string_view{*shared} : body; }
};

[[nodiscard]] Reply plain(int status, std::string_view text);
[[nodiscard]] Reply json(int status, std::string body);

} // namespace followup::web
