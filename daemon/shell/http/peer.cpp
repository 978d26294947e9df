#include "shell/http/peer.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pwd.h>

#include <array>
#include <cstring>
#include <vector>

namespace followup::http {
namespace {

std::string login_name(int fd) {
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return {};
    std::vector<char> text(16 * 1024);
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(credentials.uid, &entry, text.data(), text.size(), &found) != 0 || found == nullptr)
        return {};
    return entry.pw_name;
}

/// Empty for loopback: a proxy there speaks for many.
std::string counted(const in_addr& address) {
    std::array<char, sizeof address> bytes{};
    std::memcpy(bytes.data(), &address, sizeof address);
    if (bytes[0] == 127) return {};
    return {bytes.begin(), bytes.end()};
}

std::string counted(const in6_addr& address) {
    if (IN6_IS_ADDR_LOOPBACK(&address)) return {};
    if (IN6_IS_ADDR_V4MAPPED(&address)) {
        in_addr inner{};
        std::memcpy(&inner, &address.s6_addr[12], sizeof inner);
        return counted(inner);
    }
    std::array<char, 8> network{};
    std::memcpy(network.data(), &address, network.size());
    return {network.begin(), network.end()};
}

std::string written(const in_addr& address) {
    std::array<char, INET_ADDRSTRLEN> text{};
    return ::inet_ntop(AF_INET, &address, text.data(), text.size()) == nullptr ? "" : text.data();
}

std::string written(const in6_addr& address) {
    if (IN6_IS_ADDR_V4MAPPED(&address)) {
        in_addr inner{};
        std::memcpy(&inner, &address.s6_addr[12], sizeof inner);
        return written(inner);
    }
    std::array<char, INET6_ADDRSTRLEN> text{};
    return ::inet_ntop(AF_INET6, &address, text.data(), text.size()) == nullptr ? "" : text.data();
}

} // namespace

Peer peer_of(int fd, const sockaddr_storage& from) {
    Peer peer;
    const void* address = &from;
    if (from.ss_family == AF_UNIX) {
        peer.local = true;
        peer.user = login_name(fd);
    } else if (from.ss_family == AF_INET) {
        const auto& ip = static_cast<const sockaddr_in*>(address)->sin_addr;
        peer.address = counted(ip);
        peer.text = written(ip);
    } else if (from.ss_family == AF_INET6) {
        const auto& ip = static_cast<const sockaddr_in6*>(address)->sin6_addr;
        peer.address = counted(ip);
        peer.text = written(ip);
    }
    return peer;
}

std::string network_of(const std::string& address) {
    in6_addr network{};
    if (::inet_pton(AF_INET6, address.c_str(), &network) != 1 || IN6_IS_ADDR_V4MAPPED(&network))
        return address;
    std::memset(&network.s6_addr[8], 0, 8);
    return written(network);
}

} // namespace followup::http
