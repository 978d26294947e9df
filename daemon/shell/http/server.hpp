#pragma once

#include "core/base/problem.hpp"
#include "core/web/http.hpp"
#include "shell/http/certificate.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace boost::asio {
class io_context;
}

namespace followup::http {

/// Takes a reply, from any thread, for as long as the loop exists; only the first one counts, and one that
/// comes after its connection has gone is dropped.
using Answer = std::function<void(web::Reply)>;
/// Called on the loop for each request; it may answer at once or later.
using Ask = std::function<void(web::Request, Answer)>;

/// Limits against slow and greedy clients (reference reliability 3.7); each can be set by tests.
struct Limits {
    std::chrono::milliseconds header = std::chrono::seconds{10}; ///< absolute, from accept or the first byte
    std::chrono::milliseconds body = std::chrono::seconds{10};
    std::chrono::milliseconds write = std::chrono::seconds{10};
    std::chrono::milliseconds idle = std::chrono::seconds{15};
    std::chrono::milliseconds answer = std::chrono::seconds{30}; ///< for `Ask` to answer: then 503
    /// The same over the unix socket: a copy of the ledger is made and checked before its first byte.
    std::chrono::milliseconds local_answer = std::chrono::hours{1};
    std::size_t header_bytes_max = 8 * 1024;
    std::size_t body_bytes_max = 16 * 1024;
    std::size_t local_body_bytes_max = 1024 * 1024; ///< over the unix socket
    std::size_t fields_max = 64;
    int requests_max = 100;    ///< on one connection
    int connections_max = 512; ///< over TCP; above 80 % replies close theirs
    int per_address_max = 32;  ///< loopback (a proxy) is not counted
};

/// What is spoken at an address.
enum class Speaks { http, https };

/// The HTTP/1.1 server on the loop. All calls from the loop's thread; it is destroyed before the loop.
/// A Reply goes out with Content-Length, Connection and Date; one with a status or a field that may not go on
/// the wire becomes 500.
class Server {
  public:
    Server(boost::asio::io_context& loop, Limits limits, Ask ask);
    ~Server();

    /// Listens on HOST:PORT (port 0: any free one); gives "127.0.0.1:8025" as it really is.
    [[nodiscard]] base::Result<std::string> listen(const std::string& host, std::uint16_t port,
                                                   Speaks how = Speaks::http);
    /// Takes a listening socket over (systemd); closes it when it is none.
    [[nodiscard]] base::Result<std::string> adopt(int fd, Speaks how = Speaks::http);
    /// Listens on a unix socket (mode 0660, group kept); a stale one is replaced, a live one is a problem.
    [[nodiscard]] base::Result<void> listen_unix(const std::string& path);

    /// From now on https shows this certificate; connections under way keep theirs. Before the first one
    /// those to https are closed at once.
    void show(std::shared_ptr<const Certificate> certificate);

    /// No new connections; open ones are answered and closed within `grace`; then `done` is called once.
    void close(std::chrono::milliseconds grace, std::function<void()> done);
    [[nodiscard]] int connections() const;

  private:
    struct State;
    std::shared_ptr<State> x_state;
};

} // namespace followup::http
