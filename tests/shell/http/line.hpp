#pragma once

#include "shell/http/connections.hpp"
#include "shell/http/session.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

namespace followup::http {

using namespace std::chrono_literals;

/// A request line by line, with Host.
inline std::string request(std::string_view line, std::string_view more = {}) {
    return std::string(line) + " HTTP/1.1\r\nHost: x\r\n" + std::string(more) + "\r\n";
}

/// Takes out the Date field, which is the one that the test cannot know.
inline std::string without_date(std::string bytes) {
    const auto from = bytes.find("Date: ");
    if (from == bytes.npos) return "no Date in " + bytes;
    return bytes.erase(from, bytes.find("\r\n", from) + 2 - from);
}

/// The client's end of a connection whose server runs on the same thread: it reads by letting the loop run.
class Line {
  public:
    Line(boost::asio::io_context& loop, Connections& connections, Peer peer = {}) : x_loop(&loop) {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0)
            std::abort();
        x_fd = ends[0];
        connections.admit(ends[1], std::move(peer));
    }
    Line(Line&& other) noexcept
        : x_loop(other.x_loop), x_fd(std::exchange(other.x_fd, -1)), x_bytes(std::move(other.x_bytes)),
          x_ended(other.x_ended) {}
    Line& operator=(Line&&) = delete;
    ~Line() { hang_up(); }

    /// False when the other end has closed.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(x_fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent > 0)
                bytes.remove_prefix(static_cast<std::size_t>(sent));
            else if (errno != EAGAIN || x_loop->run_one_for(20s) == 0)
                return false;
        }
        return true;
    }

    void hang_up() {
        if (x_fd >= 0) ::close(std::exchange(x_fd, -1));
    }

    /// Runs the loop until `satisfied` or the other end closes; 20 s without any event end it too.
    template <class Satisfied>
    void run_until(Satisfied satisfied) {
        x_loop->restart();
        for (take(); !satisfied() && !x_ended; take())
            if (x_loop->run_one_for(20s) == 0) break;
    }

    /// One reply: up to the end of the body that its Content-Length tells, if `body`.
    std::string reply(bool body = true) {
        std::size_t end = 0;
        run_until([&] {
            end = x_bytes.find("\r\n\r\n");
            if (end == x_bytes.npos) return false;
            end += 4;
            const auto length = x_bytes.find("Content-Length: ");
            if (body && length < end) end += std::stoul(x_bytes.substr(length + 16));
            return x_bytes.size() >= end;
        });
        auto one = x_bytes.substr(0, end);
        x_bytes.erase(0, one.size());
        return one;
    }

    /// All that comes until the other end closes.
    std::string rest() {
        run_until([] { return false; });
        return std::exchange(x_bytes, {});
    }

    /// True when the other end has closed and nothing is left to read.
    [[nodiscard]] bool ended() {
        take();
        return x_ended && x_bytes.empty();
    }

  private:
    void take() {
        std::array<char, 64 * 1024> block{};
        while (x_fd >= 0 && !x_ended) {
            const auto got = ::recv(x_fd, block.data(), block.size(), 0);
            if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
            if (got <= 0)
                x_ended = true;
            else
                x_bytes.append(block.data(), static_cast<std::size_t>(got));
        }
    }

    boost::asio::io_context* x_loop;
    int x_fd = -1;
    std::string x_bytes;
    bool x_ended = false;
};

/// Connections whose requests are answered as the test says.
struct Served {
    explicit Served(Ask ask, const Limits& limits = {})
        : connections(std::make_shared<Connections>(loop.get_executor(), limits, std::move(ask))) {}

    Line line(Peer peer = {}) { return {loop, *connections, std::move(peer)}; }

    boost::asio::io_context loop{1};
    std::shared_ptr<Connections> connections;
};

/// Answers every request at once with its method, target and body.
inline void echo(web::Request request, const Answer& answer) {
    web::Reply reply;
    reply.headers.emplace_back("Content-Type", "text/plain");
    reply.body = request.method + " " + request.target + " " + request.body;
    answer(std::move(reply));
}

} // namespace followup::http
