#include "shell/http/session.hpp"

#include "shell/http/line.hpp"

#include <gtest/gtest.h>

namespace followup::http {
namespace {

const std::string hello = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nGET / ";

/// The status line of the one reply that a connection gives before it closes.
std::string refused(std::string_view bytes, Limits limits = {}) {
    Served served(echo, limits);
    auto line = served.line();
    line.send(bytes);
    const auto reply = line.reply();
    EXPECT_NE(reply.find("Connection: close\r\n"), reply.npos) << reply;
    line.hang_up();
    served.loop.run();
    EXPECT_EQ(served.connections->count(), 0);
    return reply.substr(9, reply.find("\r\n") - 9);
}

TEST(Session, AnswersOneRequestAfterTheOtherOnOneConnection) {
    Served served(echo);
    auto line = served.line();
    for (int i = 0; i < 3; ++i) {
        line.send(request("GET /"));
        auto expected = hello;
        expected.replace(expected.find("5\r\n"), 1, "6");
        EXPECT_EQ(without_date(line.reply()), expected);
    }
    line.send(request("POST /x", "Content-Length: 4\r\n") + "body");
    EXPECT_TRUE(line.reply().ends_with("\r\n\r\nPOST /x body"));
    EXPECT_EQ(served.connections->count(), 1);
}

TEST(Session, AnswersPipelinedRequestsInTheirOrder) {
    Served served(echo);
    auto line = served.line();
    line.send(request("GET /1") + request("POST /2", "Content-Length: 3\r\n") + "two"
              + request("GET /3", "Connection: close\r\n"));
    EXPECT_TRUE(line.reply().ends_with("\r\n\r\nGET /1 "));
    EXPECT_TRUE(line.reply().ends_with("\r\n\r\nPOST /2 two"));
    EXPECT_TRUE(line.reply().ends_with("\r\n\r\nGET /3 "));
    EXPECT_EQ(line.rest(), "");
}

TEST(Session, ReadsARequestThatComesByteByByte) {
    Served served(echo);
    auto line = served.line();
    for (const char c :
         request("POST /x", "Transfer-Encoding: chunked\r\n") + "2\r\nab\r\n1;e=1\r\nc\r\n0\r\n\r\n") {
        line.send({&c, 1});
        served.loop.poll();
    }
    EXPECT_TRUE(line.reply().ends_with("\r\n\r\nPOST /x abc"));
}

TEST(Session, FieldsAfterAChunkedBodyAreNoFieldsOfTheRequest) {
    std::size_t fields = 0;
    Served served([&](const web::Request& asked, const Answer& answer) {
        fields = asked.headers.size();
        answer({});
    });
    auto line = served.line();
    line.send(request("POST /", "Transfer-Encoding: chunked\r\n") + "0\r\nX-Late: 1\r\n\r\n");
    EXPECT_TRUE(line.reply().starts_with("HTTP/1.1 200 OK"));
    EXPECT_EQ(fields, 2U);
}

TEST(Session, RefusesWhatIsNoRequest) {
    EXPECT_EQ(refused("\x16\x03\x01 hello over TLS\r\n\r\n"), "400 Bad Request");
    EXPECT_EQ(refused("GET\r\n\r\n"), "400 Bad Request");
    EXPECT_EQ(refused("GET / HTTP/2.0\r\n\r\n"), "505 HTTP Version Not Supported");
    EXPECT_EQ(refused("GET / HTTP/1.1\r\n\r\n"), "400 Bad Request");
    EXPECT_EQ(refused(request("GET /", "A : 1\r\n")), "400 Bad Request");
    EXPECT_EQ(refused(request("GET /", "Content-Length: x\r\n")), "400 Bad Request");
}

TEST(Session, RefusesAFieldThatGoesOnOverALineEnd) {
    EXPECT_EQ(refused(request("POST /", "Transfer-Encoding:\r\n chunked\r\n") + "0\r\n\r\n"),
              "400 Bad Request");
    EXPECT_EQ(refused(request("POST /", "Transfer-Encoding: chunked\r\n\t\r\n") + "0\r\n\r\n"),
              "400 Bad Request");
    EXPECT_EQ(refused(request("GET /", "X-Long: a\r\n b\r\n")), "400 Bad Request");
    Served served(echo);
    auto line = served.line();
    line.send(request("POST /", "Content-Length: 4\r\n") + "\r\n a");
    EXPECT_TRUE(line.reply().starts_with("HTTP/1.1 200 OK")) << "a body may look as it likes";
    // However it is cut in two.
    auto slow = served.line();
    slow.send("GET / HTTP/1.1\r\nHost: x\r\nX-Long: a\r\n");
    served.loop.poll();
    slow.send(" b\r\n\r\n");
    EXPECT_TRUE(slow.reply().starts_with("HTTP/1.1 400"));
}

TEST(Session, RefusesARequestWithTwoLengths) {
    EXPECT_EQ(refused(request("POST /", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n")),
              "400 Bad Request");
    EXPECT_EQ(refused(request("POST /", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n")),
              "400 Bad Request");
    EXPECT_EQ(refused(request("POST /", "Content-Length: 3\r\nContent-Length: 4\r\n")), "400 Bad Request");
    EXPECT_EQ(refused(request("POST /", "Transfer-Encoding: gzip\r\n")), "400 Bad Request");
}

TEST(Session, RefusesABodyThatIsTooLong) {
    Limits limits;
    limits.body_bytes_max = 10;
    EXPECT_EQ(refused(request("POST /", "Content-Length: 11\r\n") + "12345678901", limits),
              "413 Payload Too Large");
    EXPECT_EQ(refused(request("POST /", "Transfer-Encoding: chunked\r\n") + "b\r\n12345678901\r\n0\r\n\r\n",
                      limits),
              "413 Payload Too Large");
    Served served(echo, limits);
    auto line = served.line();
    line.send(request("POST /", "Content-Length: 10\r\n") + "1234567890");
    EXPECT_TRUE(line.reply().ends_with("POST / 1234567890"));
}

TEST(Session, TakesALongerBodyOverTheUnixSocket) {
    Limits limits;
    limits.body_bytes_max = 10;
    limits.local_body_bytes_max = 100'000;
    Served served(echo, limits);
    auto line = served.line({.local = true, .user = "mia", .address = {}});
    const std::string body(100'000, 'x');
    line.send(request("POST /", "Content-Length: 100000\r\n") + body);
    EXPECT_TRUE(line.reply().ends_with("POST / " + body));
}

TEST(Session, ARefusedClientGetsTheReplyEvenWhileItIsSending) {
    Served served(echo);
    auto line = served.line();
    line.send(request("POST /", "Content-Length: 1000000\r\n"));
    EXPECT_TRUE(line.send(std::string(1'000'000, 'x')));
    EXPECT_TRUE(line.reply().starts_with("HTTP/1.1 413"));
}

TEST(Session, RefusesAHeaderThatIsTooLong) {
    Limits limits;
    limits.header_bytes_max = 200;
    EXPECT_EQ(refused(request("GET /" + std::string(200, 'x')), limits),
              "431 Request Header Fields Too Large");
    EXPECT_EQ(refused(request("GET /", "X: " + std::string(200, 'x') + "\r\n"), limits),
              "431 Request Header Fields Too Large");
}

TEST(Session, RefusesAHeaderThatIsTooLongThoughItComesFieldByField) {
    Limits limits;
    limits.header_bytes_max = 200;
    Served served(echo, limits);
    auto line = served.line();
    line.send("GET / HTTP/1.1\r\n");
    for (int i = 0; i < 30; ++i) {
        line.send("X-Small: 1\r\n");
        served.loop.poll();
    }
    EXPECT_TRUE(line.reply().starts_with("HTTP/1.1 431"));
}

TEST(Session, RefusesTooManyFields) {
    Limits limits;
    limits.fields_max = 3;
    EXPECT_EQ(refused(request("GET /", "A: 1\r\nB: 1\r\nC: 1\r\n"), limits),
              "431 Request Header Fields Too Large");
}

TEST(Session, RefusesAChunkHeaderWithoutEnd) {
    EXPECT_EQ(refused(request("POST /", "Transfer-Encoding: chunked\r\n") + "1;" + std::string(100'000, 'x')),
              "400 Bad Request");
}

TEST(Session, ClosesADribbledHeaderAtItsAbsoluteDeadline) {
    Limits limits;
    limits.header = 150ms;
    Served served(echo, limits);
    auto line = served.line();
    const auto began = std::chrono::steady_clock::now();
    line.send("GET / HTTP/1.1\r\n");
    int fields = 0;
    while (!line.ended() && std::chrono::steady_clock::now() - began < 20s) {
        served.loop.restart();
        served.loop.run_for(5ms); // a field every 5 ms: each read succeeds, and must win no time
        if (line.send("A:1\r\n")) ++fields;
    }
    EXPECT_TRUE(line.ended());
    EXPECT_GT(fields, 1);
    EXPECT_LT(fields, 60) << "it was closed for another reason";
    EXPECT_GE(std::chrono::steady_clock::now() - began, limits.header);
}

TEST(Session, ClosesAHeaderOfALaterRequestAtItsDeadlineFromTheFirstByte) {
    Limits limits;
    limits.idle = 1h;
    limits.header = 100ms;
    Served served(echo, limits);
    auto line = served.line();
    line.send(request("GET /"));
    EXPECT_TRUE(line.reply().ends_with("GET / "));
    line.send("GET");
    EXPECT_EQ(line.rest(), "");
    EXPECT_TRUE(line.ended());
}

TEST(Session, ClosesWhenTheBodyDoesNotComeInTime) {
    Limits limits;
    limits.body = 50ms;
    Served served(echo, limits);
    auto line = served.line();
    line.send(request("POST /", "Content-Length: 10\r\n") + "12345");
    EXPECT_EQ(line.rest(), "");
    EXPECT_TRUE(line.ended());
}

TEST(Session, ClosesAnIdleConnection) {
    Limits limits;
    limits.idle = 50ms;
    Served served(echo, limits);
    auto line = served.line();
    line.send(request("GET /"));
    EXPECT_TRUE(line.reply().ends_with("GET / "));
    EXPECT_EQ(line.rest(), "");
    EXPECT_TRUE(line.ended());
}

TEST(Session, ClosesWhenTheClientDoesNotReadItsReply) {
    Limits limits;
    limits.write = 100ms;
    Served served(
        [](const web::Request&, const Answer& answer) {
            web::Reply large;
            large.body.assign(64 * 1024 * 1024, 'x');
            answer(std::move(large));
        },
        limits);
    auto line = served.line();
    line.send(request("GET /"));
    while (served.connections->count() > 0 && served.loop.run_one_for(20s) > 0)
        ;
    EXPECT_EQ(served.connections->count(), 0);
    EXPECT_LT(line.rest().size(), 64U * 1024 * 1024);
}

} // namespace
} // namespace followup::http
