#pragma once

#include "shell/http/connections.hpp"
#include "shell/http/secured.hpp"
#include "shell/http/wire.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>

#include <array>
#include <optional>

namespace followup::http {

/// One connection: its requests one after the other, each with absolute deadlines. On the loop's thread.
class Session : public std::enable_shared_from_this<Session> {
  public:
    using Clock = std::chrono::steady_clock;
    template <class T>
    using Awaitable = Secured::Awaitable<T>;

    Session(std::shared_ptr<Connections> connections, int fd, Peer peer);
    ~Session();

    /// Serves until either side ends the connection.
    [[nodiscard]] Awaitable<void> run();
    /// Closes the socket now; what is under way ends with an error.
    void cut();
    /// Ends a connection that is idle: at once, or with TLS when that was said.
    void leave();

    [[nodiscard]] const Peer& peer() const { return x_peer; }
    /// Before a request, with no byte of it there.
    [[nodiscard]] bool idle() const;
    /// Before a request, or still without the whole of it.
    [[nodiscard]] bool quiet() const {
        return x_phase == Phase::idle || x_phase == Phase::header || x_phase == Phase::body;
    }
    [[nodiscard]] Clock::time_point quiet_since() const { return x_quiet_since; }

  private:
    static constexpr std::chrono::milliseconds linger_time = std::chrono::seconds(2);
    enum class Phase { idle, header, body, answering, writing };
    enum class Received { more, whole, refused, gone };
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    using Parts = Secured::Parts; ///< head and body of a reply
    using Socket = Secured::Socket;

    [[nodiscard]] Awaitable<Received> receive();
    [[nodiscard]] Awaitable<void> agree();
    [[nodiscard]] Awaitable<void> part();
    [[nodiscard]] Awaitable<bool> read_some();
    [[nodiscard]] Awaitable<void> be_answered();
    [[nodiscard]] Awaitable<bool> send(Parts unsent);
    [[nodiscard]] Awaitable<bool> write(Parts parts);
    /// The body of a reply that streams it; false when it broke off.
    [[nodiscard]] Awaitable<bool> send_stream();
    [[nodiscard]] Awaitable<void> linger();

    void expect_request();
    [[nodiscard]] Received parse();
    [[nodiscard]] Received begin_body();
    [[nodiscard]] Received refuse(int status);
    [[nodiscard]] Answer make_answer();
    void answered(int number, web::Reply reply);
    /// Asks; false when the answer is still to come.
    [[nodiscard]] bool answered_at_once();
    [[nodiscard]] Framing prepare_reply();
    /// Sends what goes at once, and gives what is left of it.
    [[nodiscard]] Parts send_now(const Framing& framing);

    void set_deadline(std::chrono::milliseconds ahead);
    void arm();
    void expired();

    std::shared_ptr<Connections> x_connections;
    Peer x_peer;
    Socket x_socket;
    std::unique_ptr<Secured> x_secured; ///< null: plain
    bool x_agreed = false;              ///< TLS is spoken, and nobody was asked to leave
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
