#include "shell/http/listening.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace followup::http {
namespace {

/// Closes its descriptor unless it was let go.
class Fd {
  public:
    explicit Fd(int fd) : x_fd(fd) {}
    ~Fd() {
        if (x_fd >= 0) ::close(x_fd);
    }
    Fd(const Fd&) = delete;
    Fd& operator=(const Fd&) = delete;
    [[nodiscard]] int get() const { return x_fd; }
    [[nodiscard]] int release() { return std::exchange(x_fd, -1); }

  private:
    int x_fd;
};

void switch_on(int fd, int level, int option) {
    const int on = 1;
    ::setsockopt(fd, level, option, &on, sizeof on);
}

template <class Address>
const sockaddr* generic(const Address& address) {
    const void* any = &address;
    return static_cast<const sockaddr*>(any);
}

/// -1 with errno when it cannot be bound.
int bound(const addrinfo& place) {
    Fd fd(::socket(place.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, place.ai_protocol));
    if (fd.get() < 0) return -1;
    switch_on(fd.get(), SOL_SOCKET, SO_REUSEADDR);
    switch_on(fd.get(), IPPROTO_TCP, TCP_NODELAY); // inherited by what is accepted
    if (::bind(fd.get(), place.ai_addr, place.ai_addrlen) != 0 || ::listen(fd.get(), SOMAXCONN) != 0)
        return -1;
    return fd.release();
}

base::Result<sockaddr_un> unix_address(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof address.sun_path || path.find('\0') != path.npos)
        return base::problem(path, "this cannot be the path of a unix socket",
                             fmt::format("at most {} bytes", sizeof address.sun_path - 1));
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

/// Removes a socket at which nobody listens; gives the group it had.
base::Result<std::optional<gid_t>> remove_stale(const std::string& path, const sockaddr_un& address) {
    struct stat facts{};
    if (::lstat(path.c_str(), &facts) != 0) return std::nullopt;
    if (!S_ISSOCK(facts.st_mode)) return base::problem(path, "something that is no socket stands in the way");
    const Fd probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (::connect(probe.get(), generic(address), sizeof address) == 0 || errno == EAGAIN)
        return base::problem(path, "another program is listening on this socket",
                             "stop it first, or set another state folder");
    if (errno != ECONNREFUSED) return base::problem(path, std::strerror(errno));
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return base::problem(path, std::strerror(errno));
    return facts.st_gid;
}

} // namespace

base::Result<int> open_tcp(const std::string& host, std::uint16_t port) {
    std::string_view name = host;
    if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
    const auto where = fmt::format("{}:{}", host, port);
    addrinfo wanted{};
    wanted.ai_family = AF_UNSPEC;
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const std::string node(name);
    const int failure =
        ::getaddrinfo(node.empty() ? nullptr : node.c_str(), std::to_string(port).c_str(), &wanted, &found);
    if (failure != 0) return base::problem(where, ::gai_strerror(failure), "HOST:PORT of this machine");
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> places(found, &::freeaddrinfo);
    for (const auto* place = found; place != nullptr; place = place->ai_next)
        if (const int fd = bound(*place); fd >= 0) return fd;
    return base::problem(where, std::string("cannot listen there: ") + std::strerror(errno));
}

base::Result<int> open_unix(const std::string& path) {
    const auto address = unix_address(path);
    if (!address) return std::unexpected(address.error());
    const auto group = remove_stale(path, *address);
    if (!group) return std::unexpected(group.error());
    Fd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    // Linux gives the name the mode of the socket: nobody gets in before the group and the mode are right.
    const bool open = fd.get() >= 0 && ::fchmod(fd.get(), S_IRUSR | S_IWUSR) == 0
                      && ::bind(fd.get(), generic(*address), sizeof *address) == 0;
    if (!open) return base::problem(path, std::string("cannot listen there: ") + std::strerror(errno));
    // Without the right to give the group away the folder's group stays, which is the documented one.
    if (*group && ::lchown(path.c_str(), static_cast<uid_t>(-1), **group) != 0) errno = 0;
    if (::chmod(path.c_str(), S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP) != 0
        || ::listen(fd.get(), SOMAXCONN) != 0)
        return base::problem(path, std::string("cannot listen there: ") + std::strerror(errno));
    return fd.release();
}

base::Result<void> take_over(int fd) {
    const auto where = fmt::format("descriptor {}", fd);
    int type = 0;
    int listens = 0;
    socklen_t size = sizeof type;
    const bool known = ::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0
                       && ::getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0;
    if (!known || type != SOCK_STREAM || listens == 0)
        return base::problem(where, "the socket passed in does not listen",
                             "ListenStream= in the socket unit");
    const int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0 || ::fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0 || ::fcntl(fd, F_SETFD, FD_CLOEXEC) != 0)
        return base::problem(where, std::strerror(errno));
    switch_on(fd, IPPROTO_TCP, TCP_NODELAY); // refused by a unix socket, which needs none
    return {};
}

std::string address_of(int fd) {
    sockaddr_storage storage{};
    void* any = &storage;
    socklen_t size = sizeof storage;
    if (::getsockname(fd, static_cast<sockaddr*>(any), &size) != 0) return {};
    if (storage.ss_family == AF_UNIX) return static_cast<const sockaddr_un*>(any)->sun_path;
    std::array<char, NI_MAXHOST> host{};
    std::array<char, NI_MAXSERV> port{};
    if (::getnameinfo(static_cast<const sockaddr*>(any), size, host.data(), host.size(), port.data(),
                      port.size(), NI_NUMERICHOST | NI_NUMERICSERV)
        != 0)
        return {};
    if (storage.ss_family == AF_INET6) return fmt::format("[{}]:{}", host.data(), port.data());
    return fmt::format("{}:{}", host.data(), port.data());
}

} // namespace followup::http
