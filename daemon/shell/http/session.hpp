#pragma once

#include "shell/http/connections.hpp"
#include "shell/http/wire.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>

#include <optional>

namespace followup::http {

/// One connection: its requests one after the other, each with absolute deadlines. On the loop's thread.
class Session : public std::enable_shared_from_this<Session> {
  public:
    using Clock = std::chrono::steady_clock;

    Session(std::shared_ptr<Connections> connections, int fd, Peer peer);
    ~Session();

    /// Serves until either side ends the connection.
    [[nodiscard]] boost::asio::awaitable<void> run();
    /// Closes the socket now; what is under way ends with an error.
    void cut();

    [[nodiscard]] const Peer& peer() const { return x_peer; }
    /// Before a request, with no byte of it there.
    [[nodiscard]] bool idle() const;
    /// Before a request, or still without its whole header.
    [[nodiscard]] bool quiet() const { return x_phase == Phase::idle || x_phase == Phase::header; }
    [[nodiscard]] Clock::time_point quiet_since() const { return x_quiet_since; }

  private:
    enum class Phase { idle, header, body, answering, writing };
    enum class Received { more, whole, refused, gone };
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    [[nodiscard]] boost::asio::awaitable<Received> receive();
    [[nodiscard]] boost::asio::awaitable<bool> read_some();
    [[nodiscard]] boost::asio::awaitable<void> be_answered();
    [[nodiscard]] boost::asio::awaitable<bool> send();
    [[nodiscard]] boost::asio::awaitable<void> linger();

    void expect_request();
    [[nodiscard]] Received parse();
    [[nodiscard]] Received begin_body();
    [[nodiscard]] Received refuse(int status);
    [[nodiscard]] Answer make_answer();
    void answered(int number, web::Reply reply);
    [[nodiscard]] Framing prepare_reply();

    void set_deadline(std::chrono::milliseconds ahead);
    void arm();
    void expired();

    std::shared_ptr<Connections> x_connections;
    Peer x_peer;
    boost::asio::generic::stream_protocol::socket x_socket;
    Phase x_phase = Phase::idle;
    Clock::time_point x_quiet_since;

    boost::asio::steady_timer x_timer; ///< set no later than the deadline; looks at it when it fires
    bool x_armed = false;
    Clock::time_point x_deadline = Clock::time_point::max();

    boost::beast::flat_buffer x_buffer;
    std::optional<Parser> x_parser;
    std::size_t x_header_bytes = 0; ///< of the present request, taken by the parser
    bool x_continue = false;        ///< the client waits for "100 Continue" before it sends the body
    bool x_unread = false;          ///< the client may still be sending what will not be read
    int x_number = 0;               ///< of the present request, from 1

    web::Request x_request;
    std::optional<web::Reply> x_reply;
    boost::asio::steady_timer x_wake; ///< while the answer is awaited
    std::string x_head;
};

} // namespace followup::http
