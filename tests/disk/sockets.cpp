#include "disk/disk.hpp"

#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// What leaves on a socket is recorded before it leaves: what it says must be true from then on, whatever
// happens.
namespace followup::disk {
namespace {

constexpr std::size_t said_max = 256 * 1024;

/// Of our end, or the other's; 0 where it is no TCP.
std::uint64_t port_of(int fd, long call) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (syscall(call, fd, &address, &size) != 0 || address.sin_family != AF_INET) return 0;
    return ntohs(address.sin_port);
}

} // namespace

void say(int fd, std::string_view bytes) {
    if (!recording()) return;
    const int before = errno;
    int type = 0;
    socklen_t size = sizeof type;
    if (syscall(SYS_getsockopt, fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM) {
        const Order order;
        record(Kind::said, port_of(fd, SYS_getsockname), port_of(fd, SYS_getpeername),
               bytes.substr(0, said_max));
    }
    errno = before;
}

} // namespace followup::disk

#pragma GCC visibility push(default)
extern "C" {

ssize_t send(int fd, const void* bytes, size_t size, int flags) {
    followup::disk::say(fd, {static_cast<const char*>(bytes), size});
    return syscall(SYS_sendto, fd, bytes, size, flags, nullptr, 0);
}

ssize_t sendto(int fd, const void* bytes, size_t size, int flags, const sockaddr* to, socklen_t length) {
    followup::disk::say(fd, {static_cast<const char*>(bytes), size});
    return syscall(SYS_sendto, fd, bytes, size, flags, to, length);
}

ssize_t sendmsg(int fd, const msghdr* message, int flags) {
    for (std::size_t n = 0; n < message->msg_iovlen; ++n)
        followup::disk::say(
            fd, {static_cast<const char*>(message->msg_iov[n].iov_base), message->msg_iov[n].iov_len});
    return syscall(SYS_sendmsg, fd, message, flags);
}
}
#pragma GCC visibility pop
