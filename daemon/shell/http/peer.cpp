#include "shell/http/peer.hpp"

#include <arpa/inet.h>
#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace followup::http {
namespace {

/// A user of this system as far as it is needed here.
struct Account {
    std::string login;
    gid_t group = 0; ///< the first one
};

std::optional<Account> account_of(std::uint32_t uid) {
    std::vector<char> text(16 * 1024);
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(uid, &entry, text.data(), text.size(), &found) != 0 || found == nullptr)
        return std::nullopt;
    return Account{entry.pw_name, entry.pw_gid};
}

std::optional<gid_t> group_named(const std::string& name) {
    std::vector<char> text(64 * 1024);
    group entry{};
    group* found = nullptr;
    if (::getgrnam_r(name.c_str(), &entry, text.data(), text.size(), &found) != 0 || found == nullptr)
        return std::nullopt;
    return entry.gr_gid;
}

std::vector<gid_t> groups_of(const Account& account) {
    int count = 64;
    std::vector<gid_t> all(static_cast<std::size_t>(count));
    while (::getgrouplist(account.login.c_str(), account.group, all.data(), &count) < 0
           && count > std::ssize(all))
        all.resize(static_cast<std::size_t>(count));
    all.resize(static_cast<std::size_t>(std::min<std::ptrdiff_t>(count, std::ssize(all))));
    return all;
}

std::optional<std::uint32_t> user_at(int fd) {
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return std::nullopt;
    return credentials.uid;
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
        peer.uid = user_at(fd);
        if (peer.uid) peer.user = login_of(*peer.uid);
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

std::string login_of(std::uint32_t uid) {
    const auto account = account_of(uid);
    return account ? account->login : std::string{};
}

bool is_member(std::uint32_t uid, const std::vector<std::string>& groups) {
    if (groups.empty()) return false;
    const auto account = account_of(uid);
    if (!account) return false;
    const auto theirs = groups_of(*account);
    return std::ranges::any_of(groups, [&](const std::string& each) {
        const auto group = group_named(each);
        return group && std::ranges::find(theirs, *group) != theirs.end();
    });
}

std::string network_of(const std::string& address) {
    in6_addr network{};
    if (::inet_pton(AF_INET6, address.c_str(), &network) != 1 || IN6_IS_ADDR_V4MAPPED(&network))
        return address;
    std::memset(&network.s6_addr[8], 0, 8);
    return written(network);
}

} // namespace followup::http
