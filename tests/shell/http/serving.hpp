#pragma once

#include "shell/http/server.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <future>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace followup::http {

/// A server on 127.0.0.1 whose loop runs on a thread of its own.
class Serving {
  public:
    explicit Serving(Ask ask, const Limits& limits = {}) {
        std::string pattern = std::filesystem::temp_directory_path() / "followup-XXXXXX";
        x_folder = ::mkdtemp(pattern.data());
        x_server.emplace(x_loop, limits, std::move(ask));
        const auto address = x_server->listen("127.0.0.1", 0);
        if (!address) throw std::runtime_error(base::text(address.error()));
        x_port = port_of(*address);
        x_thread = std::jthread([this] { x_loop.run(); });
    }
    ~Serving() {
        if (!x_closing) close();
        if (x_thread.joinable()) x_thread.join();
        x_server.reset();
        std::filesystem::remove_all(x_folder);
    }
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;

    [[nodiscard]] std::uint16_t port() const { return x_port; }
    [[nodiscard]] const std::string& folder() const { return x_folder; }
    [[nodiscard]] static std::uint16_t port_of(const std::string& address) {
        return static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    }

    template <class Act>
    void on_loop(Act act) {
        std::promise<void> acted;
        boost::asio::post(x_loop, [&] {
            act(*x_server);
            acted.set_value();
        });
        acted.get_future().wait();
    }

    void begin_close(std::chrono::milliseconds grace) {
        x_closing = true;
        on_loop([&](Server& server) { server.close(grace, [this] { ++x_times_done; }); });
    }
    /// The loop ends when nothing is left on it.
    void wait_until_closed() { x_thread.join(); }
    [[nodiscard]] int times_done() const { return x_times_done; }
    void close() {
        begin_close(std::chrono::milliseconds(0));
        wait_until_closed();
    }

  private:
    boost::asio::io_context x_loop{1};
    std::optional<Server> x_server;
    std::string x_folder;
    std::uint16_t x_port = 0;
    bool x_closing = false;
    std::atomic<int> x_times_done = 0;
    std::jthread x_thread;
};

/// A client over TCP that waits; nothing it waits for takes longer than 20 s.
class Caller {
  public:
    enum class Connect { now, later };
    explicit Caller(std::uint16_t port, Connect when = Connect::now)
        : x_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), x_port(port) {
        const timeval patience{20, 0};
        ::setsockopt(x_fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(x_fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        if (when == Connect::now) connect();
    }
    ~Caller() { ::close(x_fd); }
    Caller(const Caller&) = delete;
    Caller& operator=(const Caller&) = delete;

    void connect() const {
        sockaddr_in there{};
        there.sin_family = AF_INET;
        there.sin_port = htons(x_port);
        there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const void* any = &there;
        x_connected = ::connect(x_fd, static_cast<const sockaddr*>(any), sizeof there) == 0;
    }
    [[nodiscard]] bool connected() const { return x_connected; }
    [[nodiscard]] int fd() const { return x_fd; }

    void send(std::string_view bytes) const {
        const auto sent = ::send(x_fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        EXPECT_EQ(sent, static_cast<ssize_t>(bytes.size()));
    }

    /// What there is; waits when there is nothing.
    [[nodiscard]] std::string some() const {
        std::array<char, 16 * 1024> block{};
        const auto got = ::recv(x_fd, block.data(), block.size(), 0);
        return {block.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0))};
    }
    /// Reads and drops.
    void skip(std::size_t bytes) const {
        std::array<char, 64 * 1024> block{};
        while (bytes > 0) {
            const auto got = ::recv(x_fd, block.data(), std::min(block.size(), bytes), 0);
            ASSERT_GT(got, 0);
            bytes -= static_cast<std::size_t>(got);
        }
    }

    /// All that comes until the other end closes.
    [[nodiscard]] std::string rest() const {
        std::string bytes;
        std::array<char, 16 * 1024> block{};
        ssize_t got = 0;
        while ((got = ::recv(x_fd, block.data(), block.size(), 0)) > 0)
            bytes.append(block.data(), static_cast<std::size_t>(got));
        EXPECT_EQ(got, 0) << "the connection was not closed";
        return bytes;
    }

  private:
    int x_fd;
    std::uint16_t x_port;
    mutable bool x_connected = false;
};

} // namespace followup::http
