#pragma once

#include "shell/http/certificate.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>

namespace followup::http {

/// What OpenSSL serves with.
struct Certificate::Context {
    boost::asio::ssl::context tls{boost::asio::ssl::context::tls_server};
};

/// TLS on the socket of one connection, as its server. Every await ends with an error once the socket is
/// closed; deadlines are the owner's.
class Secured {
  public:
    using Executor = boost::asio::io_context::executor_type;
    template <class T>
    using Awaitable = boost::asio::awaitable<T, Executor>;
    using Socket = boost::asio::basic_stream_socket<boost::asio::generic::stream_protocol, Executor>;
    using Parts = std::array<boost::asio::const_buffer, 2>;

    /// `socket` outlives it.
    Secured(Socket& socket, std::shared_ptr<const Certificate> certificate);

    /// The handshake. False when it failed; who spoke plain HTTP was answered so.
    [[nodiscard]] Awaitable<bool> agree();
    /// How many bytes came; 0: no more will.
    [[nodiscard]] Awaitable<std::size_t> read_some(boost::asio::mutable_buffer into);
    /// Writes all of both parts. False when the connection is over.
    [[nodiscard]] Awaitable<bool> write(Parts parts);
    /// Says that no more will come (close_notify) without waiting for the same from the other end.
    [[nodiscard]] Awaitable<void> part();

  private:
    std::shared_ptr<const Certificate> x_certificate;
    boost::asio::ssl::stream<Socket&> x_stream;
    std::string x_joined; ///< a head and its short body: one record instead of two
};

/// What awaits in this room's sessions are made of: the executor's type is known to the compiler.
inline constexpr boost::asio::use_awaitable_t<Secured::Executor> awaited;

} // namespace followup::http
