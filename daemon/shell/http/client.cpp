#include "shell/http/client.hpp"

#include "core/base/text.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <exception>
#include <utility>

namespace followup::http {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using asio::as_tuple;
using asio::awaitable;
using asio::use_awaitable;

namespace {

constexpr std::uint64_t reply_bytes_max = 256 * 1024 * 1024;

/// One request and its reply.
struct Exchange {
    explicit Exchange(asio::io_context& loop) : socket(loop) {
        parser.header_limit(64 * 1024);
        parser.body_limit(reply_bytes_max);
    }

    asio::local::stream_protocol::socket socket;
    beast_http::request<beast_http::string_body> request;
    boost::beast::flat_buffer buffer;
    beast_http::response_parser<beast_http::string_body> parser;
    boost::system::error_code error;
    bool connected = false;
    bool ended = false;
};

awaitable<void> run(Exchange& exchange, asio::local::stream_protocol::endpoint daemon) {
    const auto [refused] = co_await exchange.socket.async_connect(daemon, as_tuple(use_awaitable));
    exchange.error = refused;
    if (refused) co_return;
    exchange.connected = true;
    // A server may answer and close before it has read everything: the reply counts.
    const auto [unsent, sent] =
        co_await beast_http::async_write(exchange.socket, exchange.request, as_tuple(use_awaitable));
    const auto [unread, got] = co_await beast_http::async_read(exchange.socket, exchange.buffer,
                                                               exchange.parser, as_tuple(use_awaitable));
    exchange.error = unread && unsent ? unsent : unread;
}

base::Problem failure(const std::string& path, const Exchange& exchange) {
    if (!exchange.ended && exchange.connected)
        return {path, "the daemon did not answer in time", "followup status"};
    if (!exchange.ended) return {path, "the daemon takes no connection", ""};
    if (exchange.connected) return {path, "the daemon's answer broke off: " + exchange.error.message(), ""};
    if (exchange.error == boost::system::errc::permission_denied)
        return {path, "you may not speak to the daemon", "be a member of the socket's group"};
    return {path, "nobody listens there: " + exchange.error.message(), "start followupd"};
}

web::Reply taken(beast_http::response<beast_http::string_body> response) {
    web::Reply reply;
    reply.status = static_cast<int>(response.result_int());
    for (const auto& line : response)
        reply.headers.emplace_back(line.name_string(), line.value());
    reply.body = std::move(response.body());
    return reply;
}

base::Result<web::Reply> exchanged(const std::string& socket_path, const Asked& asked) {
    asio::io_context loop(1);
    Exchange exchange(loop);
    auto& request = exchange.request;
    request.method_string(asked.method);
    request.target(asked.target);
    request.set(beast_http::field::host, "localhost");
    request.set(beast_http::field::connection, "close");
    if (!asked.body.empty()) request.set(beast_http::field::content_type, asked.content_type);
    request.body() = asked.body;
    request.prepare_payload();
    exchange.parser.skip(asked.method == "HEAD");
    auto on_end = [&exchange](const std::exception_ptr& thrown) {
        if (thrown) std::rethrow_exception(thrown);
        exchange.ended = true;
    };
    const asio::local::stream_protocol::endpoint daemon(socket_path);
    asio::co_spawn(loop, run(exchange, daemon), on_end);
    loop.run_for(asked.timeout);
    if (!exchange.ended || exchange.error) return std::unexpected(failure(socket_path, exchange));
    return taken(exchange.parser.release());
}

} // namespace

base::Result<web::Reply> ask(const std::string& socket_path, const Asked& asked) {
    const auto has_break = [](std::string_view text) {
        return base::has_control(text) || text.contains(' ');
    };
    if (asked.method.empty() || !asked.target.starts_with('/') || has_break(asked.method)
        || has_break(asked.target) || base::has_control(asked.content_type))
        return base::problem(socket_path, "this request cannot be written on one line");
    try {
        return exchanged(socket_path, asked);
    } catch (const std::exception& error) { // a path that is too long, an unknown method
        return base::problem(socket_path, error.what());
    }
}

} // namespace followup::http
