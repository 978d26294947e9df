#include "shell/http/server.hpp"

#include "shell/http/connections.hpp"
#include "shell/http/listening.hpp"
#include "shell/log/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace followup::http {

namespace asio = boost::asio;
using asio::as_tuple;
using asio::awaitable;
using asio::use_awaitable;

namespace {

/// How long to wait when a connection wants in and cannot be accepted: else the loop would spin.
constexpr std::chrono::milliseconds exhausted_pause{100};
/// How many connections are let in before others on the loop have their turn.
constexpr int admitted_at_once = 64;

/// One listening socket.
class Door {
  public:
    Door(const Connections::Executor& executor, int fd, const std::string& path, Speaks how)
        : x_socket(executor, fd), x_pause(executor), x_secure(how == Speaks::https), x_path(path) {
        struct stat facts{};
        if (!path.empty() && ::lstat(path.c_str(), &facts) == 0) x_inode = facts.st_ino;
    }
    ~Door() { close(); }
    Door(const Door&) = delete;
    Door& operator=(const Door&) = delete;

    awaitable<void> admit_all(Connections& connections) {
        while (x_socket.is_open()) {
            const auto [error] = co_await x_socket.async_wait(asio::posix::stream_descriptor::wait_read,
                                                              as_tuple(use_awaitable));
            if (error) break;
            if (admit_some(connections)) continue;
            x_pause.expires_after(exhausted_pause);
            co_await x_pause.async_wait(as_tuple(use_awaitable));
        }
    }

    void close() {
        if (!x_socket.is_open()) return;
        boost::system::error_code ignored;
        x_socket.close(ignored);
        x_pause.cancel();
        // Only our own name is removed: another daemon may have taken the place.
        struct stat facts{};
        if (x_inode != 0 && ::lstat(x_path.c_str(), &facts) == 0 && facts.st_ino == x_inode)
            ::unlink(x_path.c_str());
    }

  private:
    /// False when there is no descriptor or memory for more, or the network is down.
    bool admit_some(Connections& connections) {
        for (int n = 0; n < admitted_at_once && x_socket.is_open(); ++n) {
            sockaddr_storage from{};
            void* any = &from;
            socklen_t size = sizeof from;
            const int fd = ::accept4(x_socket.native_handle(), static_cast<sockaddr*>(any), &size,
                                     SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (fd >= 0) {
                x_exhausted = false;
                auto peer = peer_of(fd, from);
                peer.secure = x_secure && !peer.local;
                connections.admit(fd, std::move(peer));
            } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
                return true;
            } else if (errno != EINTR && errno != ECONNABORTED) {
                if (!std::exchange(x_exhausted, true))
                    log::warning(std::string("http: no connection can be accepted: ") + std::strerror(errno));
                return false;
            }
        }
        return true;
    }

    asio::posix::stream_descriptor x_socket;
    asio::steady_timer x_pause;
    bool x_exhausted = false; ///< and it was said
    bool x_secure;
    std::string x_path;
    ino_t x_inode = 0;
};

/// Keeps both alive for as long as connections come.
awaitable<void> keep_open(std::shared_ptr<Door> door, std::shared_ptr<Connections> connections) {
    co_await door->admit_all(*connections);
}

} // namespace

struct Server::State {
    State(const Connections::Executor& executor, Limits limits, Ask ask)
        : connections(std::make_shared<Connections>(executor, limits, std::move(ask))) {}

    void open(int fd, const std::string& path, Speaks how) {
        const auto door = std::make_shared<Door>(connections->executor(), fd, path, how);
        doors.push_back(door);
        auto on_end = [](const std::exception_ptr& thrown) {
            // Without this door the daemon is deaf: the exception leaves the loop and ends it.
            if (thrown) log::error("http: a listening socket failed");
            if (thrown) std::rethrow_exception(thrown);
        };
        asio::co_spawn(connections->executor(), keep_open(door, connections), on_end);
    }

    void close_doors() {
        for (const auto& door : doors)
            door->close();
        doors.clear();
    }

    std::shared_ptr<Connections> connections;
    std::vector<std::shared_ptr<Door>> doors;
};

Server::Server(boost::asio::io_context& loop, Limits limits, Ask ask)
    : x_state(std::make_shared<State>(loop.get_executor(), limits, std::move(ask))) {}

Server::~Server() {
    x_state->close_doors();
    x_state->connections->cut();
}

base::Result<std::string> Server::listen(const std::string& host, std::uint16_t port, Speaks how) {
    const auto fd = open_tcp(host, port);
    if (!fd) return std::unexpected(fd.error());
    auto address = address_of(*fd);
    x_state->open(*fd, {}, how);
    return address;
}

base::Result<std::string> Server::adopt(int fd, Speaks how) {
    const auto taken = take_over(fd);
    if (!taken) {
        ::close(fd);
        return std::unexpected(taken.error());
    }
    auto address = address_of(fd);
    x_state->open(fd, {}, how); // its name in the file system, if it has one, is systemd's
    return address;
}

base::Result<void> Server::listen_unix(const std::string& path) {
    const auto fd = open_unix(path);
    if (!fd) return std::unexpected(fd.error());
    x_state->open(*fd, path, Speaks::http);
    return {};
}

void Server::show(std::shared_ptr<const Certificate> certificate) {
    x_state->connections->show(std::move(certificate));
}

void Server::close(std::chrono::milliseconds grace, std::function<void()> done) {
    x_state->close_doors();
    x_state->connections->close(grace, std::move(done));
}

int Server::connections() const {
    return x_state->connections->count();
}

} // namespace followup::http
