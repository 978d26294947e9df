#include "shell/http/secured.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/write.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <string_view>
#include <utility>

namespace followup::http {

namespace asio = boost::asio;
using asio::as_tuple;

namespace {

constexpr std::size_t record_bytes = 16 * 1024; ///< what one record holds at most (RFC 8446 5.1)

constexpr std::string_view speak_https = "HTTP/1.1 400 Bad Request\r\n"
                                         "Content-Type: text/plain; charset=utf-8\r\n"
                                         "Content-Length: 34\r\n"
                                         "Connection: close\r\n\r\n"
                                         "This address is asked with https.\n";

bool spoke_http(const boost::system::error_code& error) {
    return error.category() == asio::error::get_ssl_category()
           && ERR_GET_REASON(static_cast<unsigned long>(error.value())) == SSL_R_HTTP_REQUEST;
}

} // namespace

Secured::Secured(Socket& socket, std::shared_ptr<const Certificate> certificate)
    : x_certificate(std::move(certificate)), x_stream(socket, x_certificate->context().tls) {}

Secured::Awaitable<bool> Secured::agree() {
    const auto [failed] =
        co_await x_stream.async_handshake(asio::ssl::stream_base::server, as_tuple(awaited));
    if (!failed) co_return true;
    if (spoke_http(failed)) {
        const asio::const_buffer words(speak_https.data(), speak_https.size());
        co_await asio::async_write(x_stream.next_layer(), words, as_tuple(awaited));
    }
    co_return false;
}

Secured::Awaitable<std::size_t> Secured::read_some(asio::mutable_buffer into) {
    const auto [error, got] = co_await x_stream.async_read_some(into, as_tuple(awaited));
    co_return error ? 0 : got;
}

Secured::Awaitable<bool> Secured::write(Parts parts) {
    if (asio::buffer_size(parts) <= record_bytes) {
        x_joined.clear();
        for (const auto& part : parts)
            x_joined.append(static_cast<const char*>(part.data()), part.size());
        parts = {asio::buffer(x_joined), {}};
    }
    const auto [error, sent] = co_await asio::async_write(x_stream, parts, as_tuple(awaited));
    co_return !error;
}

Secured::Awaitable<void> Secured::part() {
    // As if the other end had said it too: else OpenSSL waits for that.
    ::SSL_set_shutdown(x_stream.native_handle(), SSL_RECEIVED_SHUTDOWN);
    co_await x_stream.async_shutdown(as_tuple(awaited));
}

} // namespace followup::http
