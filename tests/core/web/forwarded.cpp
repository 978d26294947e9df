#include "core/web/forwarded.hpp"

#include <gtest/gtest.h>

namespace followup::web {
namespace {

const std::vector<std::string> proxies = {"127.0.0.1", "192.0.2.1"};

Request from(std::string client, std::vector<std::string> said, std::string proto = "") {
    Request request{.method = "GET", .target = "/", .headers = {}, .body = {}, .user = {}};
    request.client = std::move(client);
    for (auto& each : said)
        request.headers.emplace_back("x-forwarded-for", std::move(each));
    if (!proto.empty()) request.headers.emplace_back("x-forwarded-proto", std::move(proto));
    return request;
}

TEST(Askers, AreWhomAProxySpeaksFor) {
    const struct {
        std::string client;
        std::vector<std::string> said;
        std::string asker;
    } cases[] = {
        {"198.51.100.9", {}, "198.51.100.9"},
        {"198.51.100.9", {"203.0.113.5"}, "198.51.100.9"}, // nobody's proxy
        {"127.0.0.1", {}, "127.0.0.1"},
        {"127.0.0.1", {"203.0.113.5"}, "203.0.113.5"},
        {"127.0.0.1",
         {"10.0.0.1, 203.0.113.5"},
         "203.0.113.5"}, // the first is what the asker says of themselves
        {"127.0.0.1", {"10.0.0.1", "203.0.113.5"}, "203.0.113.5"},
        {"127.0.0.1", {"203.0.113.5, 192.0.2.1"}, "203.0.113.5"}, // two of our proxies in a row
        {"127.0.0.1", {"127.0.0.1, 192.0.2.1"}, "127.0.0.1"},
        {"127.0.0.1", {"2001:DB8::7"}, "2001:db8::7"},
        {"127.0.0.1", {"203.0.113.5, <script>"}, "127.0.0.1"},
        {"127.0.0.1", {"unknown"}, "127.0.0.1"},
        {"127.0.0.1", {",,"}, "127.0.0.1"},
        {"127.0.0.1", {std::string(10'000, '1')}, "127.0.0.1"},
        {"", {"203.0.113.5"}, ""},
    };
    for (const auto& each : cases)
        EXPECT_EQ(asker(from(each.client, each.said), proxies), each.asker)
            << each.client << " " << (each.said.empty() ? "" : each.said.front().substr(0, 50));
    EXPECT_EQ(asker(from("127.0.0.1", {"203.0.113.5"}), {}), "127.0.0.1");
}

TEST(Askers, AreHereByLoopbackAndForNobodyElse) {
    const auto with = [](std::string client, std::string name) {
        auto request = from(std::move(client), {});
        if (!name.empty()) request.headers.emplace_back(std::move(name), "203.0.113.5");
        return is_here(request, proxies);
    };
    EXPECT_TRUE(with("127.0.0.1", ""));
    EXPECT_TRUE(with("127.8.9.10", ""));
    EXPECT_TRUE(with("::1", ""));
    EXPECT_FALSE(with("192.0.2.10", ""));
    EXPECT_FALSE(with("", ""));
    for (const auto* name : {"forwarded", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}) {
        EXPECT_FALSE(with("127.0.0.1", name)) << name;
        EXPECT_FALSE(with("::1", name)) << name;
    }
    EXPECT_FALSE(is_here(from("127.0.0.1", {"127.0.0.1"}), {})) << "whoever believes nobody has proxies, too";
    auto secure = from("127.0.0.1", {});
    secure.secure = true;
    EXPECT_FALSE(is_here(secure, proxies));
    auto local = from("", {});
    local.local = true;
    EXPECT_TRUE(is_here(local, proxies));
}

TEST(Askers, CameInClearOnlyWhenAProxySaysSo) {
    EXPECT_TRUE(came_in_clear(from("127.0.0.1", {}, "http"), proxies));
    EXPECT_TRUE(came_in_clear(from("127.0.0.1", {}, " HTTP"), proxies));
    EXPECT_FALSE(came_in_clear(from("127.0.0.1", {}, "https"), proxies));
    EXPECT_FALSE(came_in_clear(from("127.0.0.1", {}), proxies));
    EXPECT_FALSE(came_in_clear(from("198.51.100.9", {}, "http"), proxies));
    auto by_proxy = from("127.0.0.1", {}, "http"); // it speaks TLS with us; whoever asked it did not
    by_proxy.secure = true;
    EXPECT_TRUE(came_in_clear(by_proxy, proxies));
    auto direct = from("198.51.100.9", {}, "http");
    direct.secure = true;
    EXPECT_FALSE(came_in_clear(direct, proxies));
}

} // namespace
} // namespace followup::web
