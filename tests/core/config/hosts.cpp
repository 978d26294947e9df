#include "core/config/values.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::config {
namespace {

TEST(Listening, IsAtAnAddressWithAPort) {
    const struct {
        std::string_view text;
        std::string_view host;
        unsigned short port;
    } cases[] = {{"127.0.0.1:8025", "127.0.0.1", 8025},
                 {"0.0.0.0:80", "0.0.0.0", 80},
                 {"[::1]:8025", "::1", 8025},
                 {"[::]:0", "::", 0},
                 {"localhost:1", "127.0.0.1", 1},
                 {"[fe80::1:2]:65535", "fe80::1:2", 65535},
                 {"[::ffff:1.2.3.4]:9", "::ffff:1.2.3.4", 9},
                 {"[1:2:3:4:5:6:7:8]:9", "1:2:3:4:5:6:7:8", 9}};
    for (const auto& each : cases) {
        const auto place = listen(each.text);
        ASSERT_TRUE(place) << each.text;
        EXPECT_EQ(place->host, each.host);
        EXPECT_EQ(place->port, each.port);
    }
}

TEST(Listening, IsRefusedAnywhereElse) {
    for (const auto* text : {"",
                             ":",
                             "8025",
                             "127.0.0.1",
                             "127.0.0.1:",
                             "127.0.0.1:65536",
                             "127.0.0.1:-1",
                             "*:80",
                             "127.0.0.256:1",
                             "127.0.0.01:1",
                             "::1:8025",
                             "[::1]8025",
                             "[::1",
                             "[1:2:3]:4",
                             "[:::]:1",
                             "[::g]:1",
                             "[1:2:3:4:5:6:7:8:9]:1",
                             "[1::2::3]:1",
                             "host.example:80",
                             "127.0.0.1:80 ",
                             "[127.0.0.1]:80"})
        EXPECT_FALSE(listen(text)) << text;
}

TEST(Relays, HaveAHostAPortAndMaybeTls) {
    const struct {
        std::string_view text;
        std::string_view url;
        bool loopback;
    } cases[] = {{"smtp://mail.example:2525", "smtp://mail.example:2525", false},
                 {"smtp://mail.example", "smtp://mail.example:587", false},
                 {"smtps://mail.example", "smtps://mail.example:465", false},
                 {"smtp://127.0.0.1:25", "smtp://127.0.0.1:25", true},
                 {"smtp://localhost:25", "smtp://localhost:25", true},
                 {"smtp://LOCALHOST:25", "smtp://localhost:25", true},
                 {"smtp://[::1]:25", "smtp://[::1]:25", true},
                 {"smtp://[2001:db8::1]:25", "smtp://[2001:db8::1]:25", false},
                 {"smtp://127.0.0.1.example:25", "smtp://127.0.0.1.example:25", false},
                 {"smtp://localhost.example:25", "smtp://localhost.example:25", false},
                 {"smtp://bücher.example:25", "smtp://xn--bcher-kva.example:25", false}};
    for (const auto& each : cases) {
        const auto read = relay(each.text);
        ASSERT_TRUE(read) << each.text << base::text(read.error());
        EXPECT_EQ(read->url, each.url);
        EXPECT_EQ(read->loopback, each.loopback) << each.text;
    }
}

TEST(Relays, AreRefusedWhenTheirUrlSaysMore) {
    for (const auto* text : {"", "mail.example:25", "smtp://", "smtp://:25", "smtp://u:p@mail.example",
                             "smtp://mail.example/helo", "smtp://mail.example:0", "smtp://mail.example:x",
                             "smtp://mail example:25", "smtp://[::1", "smtp://[x]:25", "http://mail.example",
                             "smtp://mail.example\r\n:25", "smtp://mail.example:25?x"})
        EXPECT_FALSE(relay(text)) << text;
}

TEST(PublicAddresses, AreHttpsWithoutATrailingSlash) {
    EXPECT_EQ(*public_url("https://f.example"), "https://f.example");
    EXPECT_EQ(*public_url("https://f.example:8443/x/"), "https://f.example:8443/x");
    for (const auto* text : {"", "https://", "https:///", "http://f.example", "https://f.example/?q",
                             "https://u@f.example", "https://f.example/#a", "https://f example",
                             "https://f.example:x", "f.example", "https://f.example/\r\nX: y"})
        EXPECT_FALSE(public_url(text)) << text;
}

} // namespace
} // namespace followup::config
