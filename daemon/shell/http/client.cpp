#include "shell/http/client.hpp"

#include "core/base/text.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
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
    Exchange(asio::io_context& loop, const std::function<bool(std::string_view)>& to)
        : socket(loop), sink(to), piece(256 * 1024) {
        parser.header_limit(64 * 1024);
        if (sink)
            parser.body_limit(boost::none);
        else
            parser.body_limit(reply_bytes_max);
    }
    /// Passes on what has come; false when its taker gives up.
    bool pass_on(std::string_view got) {
        if (sink && parser.get().result_int() == 200) return sink(got);
        body.append(got);
        return body.size() <= reply_bytes_max;
    }

    asio::local::stream_protocol::socket socket;
    beast_http::request<beast_http::string_body> request;
    const std::function<bool(std::string_view)>& sink;
    boost::beast::flat_buffer buffer;
    beast_http::response_parser<beast_http::buffer_body> parser;
    std::vector<char> piece;
    std::string body;
    boost::system::error_code error;
    int signs = 0; ///< of life
    bool given_up = false;
    bool connected = false;
    bool ended = false;
};

awaitable<void> read_body(Exchange& exchange) {
    while (!exchange.parser.is_done()) {
        auto& into = exchange.parser.get().body();
        into.data = exchange.piece.data();
        into.size = exchange.piece.size();
        const auto [error, got] = co_await beast_http::async_read(exchange.socket, exchange.buffer,
                                                                  exchange.parser, as_tuple(use_awaitable));
        exchange.error = error == beast_http::error::need_buffer ? boost::system::error_code{} : error;
        ++exchange.signs;
        const auto size = exchange.piece.size() - exchange.parser.get().body().size;
        exchange.given_up = !exchange.pass_on({exchange.piece.data(), size});
        if (exchange.error || exchange.given_up) co_return;
    }
}

awaitable<void> run(Exchange& exchange, asio::local::stream_protocol::endpoint daemon) {
    const auto [refused] = co_await exchange.socket.async_connect(daemon, as_tuple(use_awaitable));
    exchange.error = refused;
    if (refused) co_return;
    exchange.connected = true;
    // A server may answer and close before it has read everything: the reply counts.
    const auto [unsent, sent] =
        co_await beast_http::async_write(exchange.socket, exchange.request, as_tuple(use_awaitable));
    const auto [unread, got] = co_await beast_http::async_read_header(
        exchange.socket, exchange.buffer, exchange.parser, as_tuple(use_awaitable));
    exchange.error = unread && unsent ? unsent : unread;
    ++exchange.signs;
    if (!exchange.error) co_await read_body(exchange);
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

web::Reply taken(Exchange& exchange) {
    const auto& response = exchange.parser.get();
    web::Reply reply;
    reply.status = static_cast<int>(response.result_int());
    for (const auto& line : response)
        reply.headers.emplace_back(line.name_string(), line.value());
    reply.body = std::move(exchange.body);
    return reply;
}

std::expected<web::Reply, Unanswered> exchanged(const std::string& socket_path, const Asked& asked) {
    asio::io_context loop(1);
    Exchange exchange(loop, asked.sink);
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
    for (int seen = -1; !exchange.ended && seen != exchange.signs;) {
        seen = exchange.signs;
        const auto until = std::chrono::steady_clock::now() + asked.timeout;
        while (!exchange.ended && seen == exchange.signs && loop.run_one_until(until) > 0)
            continue;
    }
    if (exchange.given_up)
        return std::unexpected(Unanswered{{socket_path, "the reply was not taken", ""}, true});
    if (!exchange.ended || exchange.error)
        return std::unexpected(Unanswered{failure(socket_path, exchange), exchange.connected});
    return taken(exchange);
}

} // namespace

std::expected<web::Reply, Unanswered> ask(const std::string& socket_path, const Asked& asked) {
    const auto has_break = [](std::string_view text) {
        return base::has_control(text) || text.contains(' ');
    };
    if (asked.method.empty() || !asked.target.starts_with('/') || has_break(asked.method)
        || has_break(asked.target) || base::has_control(asked.content_type))
        return std::unexpected(
            Unanswered{{socket_path, "this request cannot be written on one line", ""}, false});
    try {
        return exchanged(socket_path, asked);
    } catch (const std::exception& error) { // a path that is too long, an unknown method
        return std::unexpected(Unanswered{{socket_path, error.what(), ""}, false});
    }
}

} // namespace followup::http
