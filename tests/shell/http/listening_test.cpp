#include "shell/http/listening.hpp"

#include "shell/http/peer.hpp"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>

namespace followup::http {
namespace {

class Listening : public testing::Test {
  protected:
    Listening() {
        std::string pattern = std::filesystem::temp_directory_path() / "followup-XXXXXX";
        folder = ::mkdtemp(pattern.data());
    }
    ~Listening() override { std::filesystem::remove_all(folder); }

    std::string folder;
};

TEST_F(Listening, GivesThePortThatIsFree) {
    const auto fd = open_tcp("127.0.0.1", 0);
    ASSERT_TRUE(fd) << base::text(fd.error());
    const auto address = address_of(*fd);
    EXPECT_TRUE(address.starts_with("127.0.0.1:")) << address;
    EXPECT_FALSE(address.ends_with(":0")) << address;
    const auto port = static_cast<std::uint16_t>(std::stoi(address.substr(10)));
    const auto second = open_tcp("127.0.0.1", port);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().where, address);
    ::close(*fd);
}

TEST_F(Listening, WritesIpv6InBrackets) {
    const auto fd = open_tcp("[::1]", 0);
    if (!fd) GTEST_SKIP() << "no IPv6 here";
    EXPECT_TRUE(address_of(*fd).starts_with("[::1]:"));
    ::close(*fd);
}

TEST_F(Listening, AHostThatIsNotOursIsAProblem) {
    EXPECT_FALSE(open_tcp("192.0.2.1", 0));
    EXPECT_FALSE(open_tcp("no such host", 0));
}

TEST_F(Listening, TheUnixSocketIsForItsGroup) {
    const auto path = folder + "/sock";
    const auto fd = open_unix(path);
    ASSERT_TRUE(fd) << base::text(fd.error());
    struct stat facts{};
    ASSERT_EQ(::lstat(path.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 07777U, 0660U);
    EXPECT_EQ(address_of(*fd), path);
    ::close(*fd);
}

TEST_F(Listening, AStaleUnixSocketIsReplacedAndItsGroupKept) {
    const auto path = folder + "/sock";
    const auto stale = open_unix(path);
    ASSERT_TRUE(stale);
    ::close(*stale);
    const gid_t group = ::getuid() == 0 ? 4711 : ::getgid();
    ASSERT_EQ(::lchown(path.c_str(), static_cast<uid_t>(-1), group), 0);
    const auto fd = open_unix(path);
    ASSERT_TRUE(fd) << base::text(fd.error());
    struct stat facts{};
    ASSERT_EQ(::lstat(path.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_gid, group);
    EXPECT_EQ(facts.st_mode & 07777U, 0660U);
    ::close(*fd);
}

TEST_F(Listening, ALiveUnixSocketIsLeftAloneAndReported) {
    const auto path = folder + "/sock";
    const auto live = open_unix(path);
    ASSERT_TRUE(live);
    const auto second = open_unix(path);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().where, path);
    EXPECT_TRUE(std::filesystem::is_socket(path));
    ::close(*live);
}

TEST_F(Listening, WhatIsNoSocketIsNotRemoved) {
    const auto path = folder + "/notes";
    std::ofstream(path) << "mine";
    EXPECT_FALSE(open_unix(path));
    EXPECT_TRUE(std::filesystem::is_regular_file(path));
    EXPECT_FALSE(open_unix(""));
    EXPECT_FALSE(open_unix(folder + "/" + std::string(200, 'x')));
    EXPECT_FALSE(open_unix(folder + "/absent/sock"));
}

TEST_F(Listening, OnlyAListeningStreamSocketIsTakenOver) {
    EXPECT_FALSE(take_over(-1));
    const int silent = ::socket(AF_INET, SOCK_STREAM, 0);
    EXPECT_FALSE(take_over(silent));
    ::close(silent);
    const int datagrams = ::socket(AF_INET, SOCK_DGRAM, 0);
    EXPECT_FALSE(take_over(datagrams));
    ::close(datagrams);
    const auto fd = open_tcp("127.0.0.1", 0);
    ASSERT_TRUE(fd);
    EXPECT_TRUE(take_over(*fd));
    ::close(*fd);
}

/// The address that connections from there are counted by, in hexadecimal digits.
std::string counted(int family, const char* address) {
    sockaddr_storage from{};
    void* any = &from;
    from.ss_family = static_cast<sa_family_t>(family);
    void* bytes = family == AF_INET ? static_cast<void*>(&static_cast<sockaddr_in*>(any)->sin_addr)
                                    : static_cast<void*>(&static_cast<sockaddr_in6*>(any)->sin6_addr);
    EXPECT_EQ(::inet_pton(family, address, bytes), 1);
    std::string digits;
    for (const char c : peer_of(-1, from).address) {
        constexpr std::string_view hex = "0123456789abcdef";
        const auto byte = static_cast<unsigned char>(c);
        digits += {hex[byte / 16], hex[byte % 16]};
    }
    return digits;
}

TEST(Peers, AreCountedByAddressButNotOnLoopback) {
    EXPECT_EQ(counted(AF_INET, "192.0.2.1"), "c0000201");
    EXPECT_EQ(counted(AF_INET, "127.0.0.1"), "");
    EXPECT_EQ(counted(AF_INET, "127.9.9.9"), "");
    EXPECT_EQ(counted(AF_INET6, "::1"), "");
    EXPECT_EQ(counted(AF_INET6, "::ffff:127.0.0.1"), "");
    EXPECT_EQ(counted(AF_INET6, "::ffff:192.0.2.1"), "c0000201");
    EXPECT_EQ(counted(AF_INET6, "2001:db8:1:2:3:4:5:6"), "20010db800010002");
    EXPECT_EQ(counted(AF_INET6, "2001:db8:1:2::"), "20010db800010002");
}

TEST(Network, OfAnIpv6AddressIsItsFirstHalf) {
    const std::pair<std::string, std::string> rows[] = {
        {"192.0.2.7", "192.0.2.7"},
        {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"},
        {"2001:db8:1:2::", "2001:db8:1:2::"},
        {"2001:db8::1", "2001:db8::"},
        {"2001:db8:1:3::1", "2001:db8:1:3::"},
        {"::ffff:192.0.2.7", "::ffff:192.0.2.7"},
        {"", ""},
        {"unknown", "unknown"},
    };
    for (const auto& [address, network] : rows)
        EXPECT_EQ(network_of(address), network) << address;
}

} // namespace
} // namespace followup::http
