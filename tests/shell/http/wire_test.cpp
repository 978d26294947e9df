#include "shell/http/wire.hpp"

#include <gtest/gtest.h>

namespace followup::http {
namespace {

namespace beast_http = boost::beast::http;

std::string head(const web::Reply& reply, const Framing& framing) {
    std::string bytes = "what was there before";
    write_head(reply, framing, bytes);
    return bytes;
}

web::Reply page(int status = 200) {
    web::Reply reply;
    reply.status = status;
    reply.headers = {{"ETag", "\"1\""}};
    reply.body = "12345";
    return reply;
}

TEST(Wire, AReplyHasStatusFieldsDateAndLength) {
    const Framing framing{.date = "Fri, 20 Nov 2026 21:30:00 GMT"};
    EXPECT_EQ(head(page(), framing),
              "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nDate: Fri, 20 Nov 2026 21:30:00 GMT\r\n"
              "Content-Length: 5\r\n\r\n");
    EXPECT_TRUE(has_body(page(), framing));
}

TEST(Wire, HeadHasTheLengthOfTheBodyItStandsForAndNoBody) {
    const Framing framing{.head = true};
    auto reply = page();
    EXPECT_EQ(head(reply, framing), "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 5\r\n\r\n");
    reply.body.clear();
    reply.head_length = 12345;
    EXPECT_EQ(head(reply, framing), "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 12345\r\n\r\n");
    EXPECT_FALSE(has_body(page(), framing));
}

TEST(Wire, RepliesWithoutContentHaveNoLength) {
    EXPECT_EQ(head(page(304), {}), "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n");
    EXPECT_EQ(head(page(204), {.head = true}), "HTTP/1.1 204 No Content\r\nETag: \"1\"\r\n\r\n");
    EXPECT_FALSE(has_body(page(304), {}));
    EXPECT_FALSE(has_body(page(204), {}));
}

TEST(Wire, StayingOpenIsSaidToOldClientsAndClosingToAll) {
    const web::Reply empty;
    EXPECT_EQ(head(empty, {.keep = true, .http10 = true}),
              "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n");
    const std::string closing = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    EXPECT_EQ(head(empty, {.keep = false, .http10 = true}), closing);
    EXPECT_EQ(head(empty, {.keep = false}), closing);
}

TEST(Wire, TheConnectionsOwnFieldsAreNotTheReplys) {
    web::Reply reply;
    reply.headers = {{"content-length", "9"},
                     {"Transfer-Encoding", "chunked"},
                     {"CONNECTION", "upgrade"},
                     {"Keep-Alive", "timeout=99"},
                     {"Date", "mine"}};
    EXPECT_EQ(head(reply, {.date = "ours"}), "HTTP/1.1 200 OK\r\nDate: mine\r\nContent-Length: 0\r\n\r\n");
}

TEST(Wire, AReplyThatWouldBreakItsLinesIsUnfit) {
    const struct {
        std::string name, value;
        bool fit;
    } cases[] = {
        {"Location", "/a?b=c", true},
        {"Location", "", true},
        {"Location", "caf\xc3\xa9", true},
        {"Location", "a\r\nSet-Cookie: x=1", false},
        {"Location", "a\nb", false},
        {"Location", "a\rb", false},
        {"Location", std::string("a\0b", 3), false},
        {"", "x", false},
        {"Lo cation", "x", false},
        {"Location:", "x", false},
        {"Location\r\nX", "x", false},
    };
    for (const auto& [name, value, expected] : cases) {
        web::Reply reply;
        reply.headers.emplace_back(name, value);
        EXPECT_EQ(fit(reply), expected)
            << testing::PrintToString(name) << " " << testing::PrintToString(value);
    }
}

TEST(Wire, AReplyWithoutAFinalStatusIsUnfit) {
    for (const int status : {-1, 0, 100, 199, 600, 1000})
        EXPECT_FALSE(fit(page(status))) << status;
    for (const int status : {200, 304, 404, 503, 599})
        EXPECT_TRUE(fit(page(status))) << status;
}

Incoming incoming(unsigned version, std::vector<std::pair<std::string, std::string>> fields) {
    Incoming message(beast_http::verb::get, "/x?y", version);
    for (const auto& [name, value] : fields)
        message.insert(name, value);
    return message;
}

TEST(Wire, WhatTheRfcForbidsIsRefused) {
    const struct {
        const char* what;
        Incoming message;
        bool chunked;
        int status;
    } cases[] = {
        {"plain", incoming(11, {{"Host", "x"}}), false, 0},
        {"old, no host", incoming(10, {}), false, 0},
        {"no host", incoming(11, {}), false, 400},
        {"two hosts", incoming(11, {{"Host", "x"}, {"Host", "y"}}), false, 400},
        {"chunked", incoming(11, {{"Host", "x"}, {"Transfer-Encoding", "Chunked"}}), true, 0},
        {"old and chunked", incoming(10, {{"Transfer-Encoding", "chunked"}}), true, 400},
        {"not chunked last", incoming(11, {{"Host", "x"}, {"Transfer-Encoding", "gzip"}}), false, 400},
        {"unknown coding", incoming(11, {{"Host", "x"}, {"Transfer-Encoding", "gzip, chunked"}}), true, 501},
        {"expects", incoming(11, {{"Host", "x"}, {"Expect", "100-Continue"}}), false, 0},
        {"expects more", incoming(11, {{"Host", "x"}, {"Expect", "a pony"}}), false, 417},
        {"4 fields", incoming(11, {{"Host", "x"}, {"A", ""}, {"B", ""}, {"C", ""}}), false, 0},
        {"5 fields", incoming(11, {{"Host", "x"}, {"A", ""}, {"B", ""}, {"C", ""}, {"D", ""}}), false, 431},
    };
    for (const auto& one : cases)
        EXPECT_EQ(refusal(one.message, one.chunked, 4), one.status) << one.what;
}

TEST(Wire, ARequestIsTakenWithNamesInLowerCase) {
    auto message =
        incoming(11, {{"Host", "x"}, {"IF-None-Match", "\"1\""}, {"X-Own", "A b"}, {"X-Own", "2"}});
    message.method_string("PROPFIND");
    const auto request = taken(message);
    EXPECT_EQ(request.method, "PROPFIND");
    EXPECT_EQ(request.target, "/x?y");
    const std::vector<std::pair<std::string, std::string>> expected{
        {"host", "x"}, {"if-none-match", "\"1\""}, {"x-own", "A b"}, {"x-own", "2"}};
    EXPECT_EQ(request.headers, expected);
    EXPECT_FALSE(request.local);
}

} // namespace
} // namespace followup::http
