#include "shell/http/session.hpp"

#include "shell/http/line.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

namespace followup::http {
namespace {

TEST(SessionAnswers, HeadAndNotModifiedAreExactOnTheWire) {
    Served served([](const web::Request& asked, const Answer& answer) {
        web::Reply reply;
        reply.headers.emplace_back("ETag", "\"1\"");
        if (asked.method == "HEAD")
            reply.head_length = 20'000;
        else
            reply.status = 304;
        answer(std::move(reply));
    });
    auto line = served.line();
    line.send(request("HEAD /"));
    EXPECT_EQ(without_date(line.reply(false)),
              "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 20000\r\n\r\n");
    line.send(request("GET /", "Connection: close\r\n"));
    EXPECT_EQ(without_date(line.rest()),
              "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\nConnection: close\r\n\r\n");
}

TEST(SessionAnswers, OldClientsStayOnlyWhenTheyAsk) {
    Served served(echo);
    auto line = served.line();
    line.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_NE(line.reply().find("\r\nConnection: keep-alive\r\n"), std::string::npos);
    line.send("GET / HTTP/1.0\r\n\r\n");
    EXPECT_NE(line.rest().find("\r\nConnection: close\r\n"), std::string::npos);
    EXPECT_TRUE(line.ended());
}

TEST(SessionAnswers, ClosesAfterTheLastRequestItGrants) {
    Limits limits;
    limits.requests_max = 2;
    Served served(echo, limits);
    auto line = served.line();
    line.send(request("GET /1") + request("GET /2") + request("GET /3"));
    EXPECT_EQ(line.reply().find("Connection:"), std::string::npos);
    const auto last = line.rest();
    EXPECT_NE(last.find("\r\nConnection: close\r\n"), std::string::npos);
    EXPECT_TRUE(last.ends_with("GET /2 ")) << last;
}

TEST(SessionAnswers, SaysContinueToAClientThatWaitsForIt) {
    Served served(echo);
    auto line = served.line();
    line.send(request("POST /", "Content-Length: 2\r\nExpect: 100-continue\r\n"));
    EXPECT_EQ(line.reply(), "HTTP/1.1 100 Continue\r\n\r\n");
    line.send("ab");
    EXPECT_TRUE(line.reply().ends_with("POST / ab"));
    line.send(request("POST /", "Content-Length: 99999\r\nExpect: 100-continue\r\n"));
    EXPECT_TRUE(line.reply().starts_with("HTTP/1.1 413 Payload Too Large\r\n"));
}

TEST(SessionAnswers, AFieldWithALineBreakNeverReachesTheWire) {
    Served served([](const web::Request&, const Answer& answer) {
        web::Reply reply;
        reply.status = 303;
        reply.headers = {{"X-Fine", "1"}, {"Location", "a\r\nSet-Cookie: x=1"}};
        reply.body = "secret";
        answer(std::move(reply));
    });
    auto line = served.line();
    line.send(request("GET /", "Connection: close\r\n"));
    const auto reply = line.rest();
    EXPECT_TRUE(reply.starts_with("HTTP/1.1 500 Internal Server Error\r\n")) << reply;
    for (const auto* gone : {"Set-Cookie", "X-Fine", "Location", "secret"})
        EXPECT_EQ(reply.find(gone), reply.npos) << gone;
}

TEST(SessionAnswers, AnExceptionOfTheAnswererIsItsOwnRequestsMatter) {
    Served served([](const web::Request& asked, const Answer& answer) {
        if (asked.target == "/bad") throw std::runtime_error("a bug");
        echo(asked, answer);
    });
    auto line = served.line();
    line.send(request("GET /bad") + request("GET /good"));
    EXPECT_TRUE(line.reply().starts_with("HTTP/1.1 500"));
    EXPECT_TRUE(line.reply().ends_with("GET /good "));
}

TEST(SessionAnswers, TakesItsAnswerFromAnotherThread) {
    std::vector<std::jthread> threads;
    Served served([&](web::Request asked, Answer answer) {
        threads.emplace_back([asked = std::move(asked), answer = std::move(answer)] { echo(asked, answer); });
    });
    auto line = served.line();
    for (int i = 0; i < 20; ++i) {
        line.send(request("GET /"));
        EXPECT_TRUE(line.reply().ends_with("GET / "));
    }
    threads.clear(); // before the loop ends
}

TEST(SessionAnswers, TakesItsAnswerLaterOnTheLoopAndOnlyOnce) {
    Answer kept;
    Served served([&](const web::Request&, const Answer& answer) { kept = answer; });
    auto line = served.line();
    line.send(request("GET /"));
    line.run_until([&] { return kept != nullptr; });
    kept(web::plain(200, "first\n"));
    kept(web::plain(200, "second\n"));
    EXPECT_TRUE(line.reply().ends_with("first\n"));
    kept(web::plain(200, "third\n"));
    const auto old = std::exchange(kept, nullptr);
    line.send(request("GET /"));
    line.run_until([&] { return kept != nullptr; });
    old(web::plain(200, "for the first request\n"));
    kept(web::plain(200, "fourth\n"));
    EXPECT_TRUE(line.reply().ends_with("fourth\n"));
}

TEST(SessionAnswers, AnAnswerAfterTheClientHasGoneIsDropped) {
    Answer kept;
    Served served([&](const web::Request&, const Answer& answer) { kept = answer; });
    {
        auto line = served.line();
        line.send(request("GET /"));
        line.run_until([&] { return kept != nullptr; });
    }
    kept(web::plain(200, "to nobody\n"));
    served.loop.restart();
    served.loop.run();
    EXPECT_EQ(served.connections->count(), 0);
    kept(web::plain(200, "to nobody at all\n"));
    served.loop.restart();
    served.loop.run();
}

TEST(SessionAnswers, SaysServiceUnavailableWhenNoAnswerComes) {
    Answer kept;
    Limits limits;
    limits.answer = 50ms;
    Served served([&](const web::Request&, const Answer& answer) { kept = answer; }, limits);
    auto line = served.line();
    line.send(request("GET /"));
    EXPECT_TRUE(line.reply().starts_with("HTTP/1.1 503 Service Unavailable\r\n"));
    kept(web::plain(200, "too late\n"));
    kept = nullptr;
    line.send(request("GET /"));
    line.run_until([&] { return kept != nullptr; });
    kept(web::plain(200, "in time\n"));
    EXPECT_TRUE(line.reply().ends_with("in time\n"));
}

TEST(SessionAnswers, PassesOnWhoAsksOverTheUnixSocket) {
    web::Request seen;
    Served served([&](web::Request asked, const Answer& answer) {
        seen = std::move(asked);
        answer({});
    });
    auto local = served.line({.local = true, .user = "mia", .address = {}});
    local.send(request("GET /"));
    EXPECT_TRUE(local.reply().starts_with("HTTP/1.1 200"));
    EXPECT_TRUE(seen.local);
    EXPECT_EQ(seen.user, "mia");
    auto remote = served.line();
    remote.send(request("GET /"));
    EXPECT_TRUE(remote.reply().starts_with("HTTP/1.1 200"));
    EXPECT_FALSE(seen.local);
    EXPECT_EQ(seen.user, "");
}

TEST(SessionAnswers, IsDestroyedWithALoopThatEndsBeforeIt) {
    Answer kept;
    std::optional<Line> answering;
    std::optional<Line> waiting;
    {
        Served served([&](const web::Request&, const Answer& answer) { kept = answer; });
        answering.emplace(served.line());
        waiting.emplace(served.line());
        answering->send(request("GET /"));
        answering->run_until([&] { return kept != nullptr; });
        EXPECT_EQ(served.connections->count(), 2);
    }
    EXPECT_TRUE(answering->ended());
    EXPECT_TRUE(waiting->ended());
}

} // namespace
} // namespace followup::http
