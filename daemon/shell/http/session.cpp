#include "shell/http/session.hpp"

#include "shell/log/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace followup::http {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using asio::as_tuple;
namespace {

constexpr std::size_t read_bytes = 16 * 1024;
/// How much of a refused request is read and dropped, so that a reset does not overtake the reply.
constexpr std::size_t linger_bytes = 4 * 1024 * 1024;

asio::generic::stream_protocol protocol_of(const Peer& peer) {
    // Asio only remembers it: the socket is already there.
    return peer.local ? asio::generic::stream_protocol(AF_UNIX, 0)
                      : asio::generic::stream_protocol(AF_INET, IPPROTO_TCP);
}

std::string_view head_of(const boost::beast::flat_buffer& buffer) {
    const auto data = buffer.data();
    return {static_cast<const char*>(data.data()), data.size()};
}

} // namespace

Session::Session(std::shared_ptr<Connections> connections, int fd, Peer peer)
    : x_connections(std::move(connections)), x_peer(std::move(peer)),
      x_socket(x_connections->executor(), protocol_of(x_peer), fd), x_quiet_since(Clock::now()),
      x_timer(x_connections->executor()), x_buffer(x_connections->limits().header_bytes_max + read_bytes),
      x_wake(x_connections->executor()) {
    boost::system::error_code ignored;
    x_socket.non_blocking(true, ignored); // for what is sent without waiting
    if (x_peer.secure) x_secured = std::make_unique<Secured>(x_socket, x_connections->certificate());
}

Session::~Session() {
    x_connections->left(*this);
}

Session::Awaitable<void> Session::run() {
    set_deadline(x_connections->limits().header);
    if (x_secured) co_await agree();
    while (true) {
        const auto received = co_await receive();
        if (received == Received::gone) break;
        if (received == Received::whole && !answered_at_once()) co_await be_answered();
        const auto framing = prepare_reply();
        const auto unsent = send_now(framing);
        if (asio::buffer_size(unsent) > 0) {
            const bool sent = co_await send(unsent);
            if (!sent) break;
        }
        if (x_reply->stream && !framing.head && x_socket.is_open()) {
            const bool whole = co_await send_stream();
            if (!whole) break;
        }
        if (!framing.keep || !x_socket.is_open()) break;
    }
    if (x_secured && x_socket.is_open()) co_await part();
    if (x_unread && x_socket.is_open()) co_await linger();
    cut();
}

void Session::cut() {
    boost::system::error_code ignored;
    x_socket.close(ignored);
    x_timer.cancel();
    x_wake.cancel();
    x_connections->left(*this);
}

bool Session::idle() const {
    boost::system::error_code ignored;
    return x_phase == Phase::idle && x_socket.available(ignored) == 0;
}

Session::Awaitable<Session::Received> Session::receive() {
    expect_request();
    while (x_socket.is_open()) {
        const auto received = parse();
        if (received != Received::more) co_return received;
        if (x_connections->closing() && idle()) break;
        if (std::exchange(x_continue, false)) {
            constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
            const Parts parts{asio::buffer(line), asio::const_buffer{}};
            const bool sent = co_await write(parts);
            if (!sent) break;
        }
        const bool got = co_await read_some();
        if (!got) break;
    }
    co_return Received::gone;
}

Session::Awaitable<bool> Session::read_some() {
    const auto room = std::min(read_bytes, x_buffer.max_size() - x_buffer.size());
    if (room == 0) co_return false;
    const auto space = x_buffer.prepare(room);
    if (x_secured) {
        const auto opened = co_await x_secured->read_some(space);
        x_buffer.commit(opened);
        co_return opened > 0;
    }
    const auto [error, got] = co_await x_socket.async_read_some(space, as_tuple(awaited));
    x_buffer.commit(got);
    co_return !error;
}

void Session::expect_request() {
    const auto& limits = x_connections->limits();
    x_parser.emplace();
    // Beast counts the header anew with each piece that comes; parse() counts it whole.
    x_parser->header_limit(static_cast<std::uint32_t>(limits.header_bytes_max));
    x_parser->body_limit(x_peer.local ? limits.local_body_bytes_max : limits.body_bytes_max);
    x_header_bytes = 0;
    x_continue = false;
    x_reply.reset();
    x_phase = Phase::idle;
    x_quiet_since = Clock::now();
    ++x_number;
    // The first request's header has its deadline since accept.
    if (x_number > 1 && x_buffer.size() == 0) set_deadline(limits.idle);
}

Session::Received Session::parse() {
    while (x_buffer.size() > 0) {
        if (x_phase == Phase::idle) {
            x_phase = Phase::header;
            if (x_number > 1) set_deadline(x_connections->limits().header);
        }
        if (x_phase == Phase::header && has_folded_field(head_of(x_buffer))) return refuse(400);
        boost::system::error_code error;
        const auto used = x_parser->put(x_buffer.data(), error);
        x_buffer.consume(used);
        if (error && error != beast_http::error::need_more) return refuse(refusal(error));
        if (x_phase == Phase::header) {
            x_header_bytes += used;
            const auto unfinished = x_parser->is_header_done() ? 0 : x_buffer.size();
            if (x_header_bytes + unfinished > x_connections->limits().header_bytes_max) return refuse(431);
            if (x_parser->is_header_done() && begin_body() == Received::refused) return Received::refused;
        }
        if (x_parser->is_done()) return Received::whole;
        if (error || used == 0) break;
    }
    // Only the extension of a chunk can be so long.
    if (x_buffer.size() == x_buffer.max_size()) return refuse(400);
    return Received::more;
}

Session::Received Session::begin_body() {
    const auto& incoming = x_parser->get();
    const int status = refusal(incoming, x_parser->chunked(), x_connections->limits().fields_max);
    if (status != 0) return refuse(status);
    x_phase = Phase::body;
    if (!x_parser->is_done()) set_deadline(x_connections->limits().body);
    x_request = taken(incoming); // now: a chunked body may end in more fields
    x_request.local = x_peer.local;
    x_request.secure = x_peer.secure;
    x_request.user = x_peer.user;
    x_request.uid = x_peer.uid;
    x_request.client = x_peer.text;
    x_continue = !x_parser->is_done() && incoming.version() >= 11 && x_buffer.size() == 0
                 && incoming.count(beast_http::field::expect) > 0;
    return Received::more;
}

Session::Received Session::refuse(int status) {
    const auto reason = beast_http::obsolete_reason(beast_http::int_to_status(static_cast<unsigned>(status)));
    x_reply = web::plain(status, std::string(reason.data(), reason.size()) + "\n");
    x_unread = true;
    return Received::refused;
}

bool Session::answered_at_once() {
    x_phase = Phase::answering;
    x_deadline = Clock::time_point::max();
    x_request.body = std::move(x_parser->get().body());
    x_connections->ask(std::move(x_request), make_answer());
    return x_reply.has_value();
}

Session::Awaitable<void> Session::be_answered() {
    if (x_socket.is_open()) {
        const auto& limits = x_connections->limits();
        x_wake.expires_after(x_peer.local ? limits.local_answer : limits.answer);
        co_await x_wake.async_wait(as_tuple(awaited));
    }
    if (!x_reply) x_reply = web::plain(503, "Service Unavailable\n");
}

Answer Session::make_answer() {
    return [executor = x_connections->executor(), session = weak_from_this(),
            number = x_number](web::Reply reply) {
        auto deliver = [session, number, reply = std::move(reply)]() mutable {
            if (const auto waiting = session.lock()) waiting->answered(number, std::move(reply));
        };
        asio::dispatch(executor, std::move(deliver)); // at once when the answer comes on the loop
    };
}

void Session::answered(int number, web::Reply reply) {
    if (number != x_number || x_phase != Phase::answering || x_reply) return; // too late
    x_reply = std::move(reply);
    x_wake.cancel();
}

Session::Parts Session::send_now(const Framing& framing) {
    write_head(*x_reply, framing, x_head);
    const auto body = has_body(*x_reply, framing) ? x_reply->content() : std::string_view{};
    Parts parts{asio::buffer(x_head), asio::buffer(body)};
    if (x_secured) return parts;
    // Most replies fit into the socket's buffer, and need neither a deadline nor a turn of the loop.
    boost::system::error_code error;
    auto sent = x_socket.send(parts, 0, error);
    if (error && error != asio::error::would_block && error != asio::error::interrupted) cut();
    for (auto& part : parts) {
        const auto of_part = std::min(sent, part.size());
        part += of_part;
        sent -= of_part;
    }
    return x_socket.is_open() ? parts : Parts{};
}

Session::Awaitable<bool> Session::send(Parts unsent) {
    set_deadline(x_connections->limits().write);
    const bool sent = co_await write(unsent);
    co_return sent;
}

Framing Session::prepare_reply() {
    x_phase = Phase::writing;
    if (!fit(*x_reply)) {
        log::error("http: a reply with a field or status that cannot go on the wire was dropped");
        x_reply = web::plain(500, "Internal Server Error\n");
    }
    // Whoever has met us with TLS of our own comes back with it; a proxy says so for itself.
    if (x_peer.secure) x_reply->headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
    const auto& incoming = x_parser->get();
    Framing framing;
    framing.head = incoming.method() == beast_http::verb::head;
    framing.keep = !x_unread && incoming.keep_alive() && x_number < x_connections->limits().requests_max
                   && !x_connections->closing() && (x_peer.local || !x_connections->crowded());
    framing.http10 = incoming.version() < 11;
    framing.date = x_connections->date();
    // Requests that were sent ahead and will not be answered.
    if (!framing.keep && x_buffer.size() > 0) x_unread = true;
    return framing;
}

Session::Awaitable<void> Session::linger() {
    boost::system::error_code ignored;
    x_socket.shutdown(asio::socket_base::shutdown_send, ignored);
    set_deadline(std::min(linger_time, x_connections->limits().idle));
    std::size_t dropped = 0;
    while (dropped < linger_bytes) {
        dropped += x_buffer.size();
        x_buffer.clear();
        const bool got = co_await read_some();
        if (!got) break;
    }
}

void Session::set_deadline(std::chrono::milliseconds ahead) {
    x_deadline = Clock::now() + ahead;
    // A timer that fires too early looks at the deadline again: cheaper than to move it with each request.
    if (!x_armed || x_timer.expiry() > x_deadline) arm();
}

void Session::arm() {
    x_armed = true;
    x_timer.expires_at(x_deadline);
    x_timer.async_wait([session = weak_from_this()](const boost::system::error_code& error) {
        if (error) return;
        if (const auto present = session.lock()) present->expired();
    });
}

void Session::expired() {
    x_armed = false;
    if (!x_socket.is_open() || x_deadline == Clock::time_point::max()) return;
    if (Clock::now() < x_deadline)
        arm();
    else if (idle())
        leave();
    else
        cut();
}

} // namespace followup::http
