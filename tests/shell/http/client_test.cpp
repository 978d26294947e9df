#include "shell/http/client.hpp"

#include "shell/http/listening.hpp"
#include "shell/http/serving.hpp"

#include <gtest/gtest.h>

namespace followup::http {
namespace {

/// A server at a unix socket.
struct AtSocket {
    explicit AtSocket(Ask ask) : serving(std::move(ask)), path(serving.folder() + "/sock") {
        serving.on_loop([&](Server& server) { EXPECT_TRUE(server.listen_unix(path)); });
    }
    Serving serving;
    std::string path;
};

void tell(const web::Request& asked, const Answer& answer) {
    web::Reply reply = web::json(201, asked.body);
    reply.headers.emplace_back("X-Asked", asked.method + " " + asked.target);
    reply.headers.emplace_back("X-Type", asked.header("content-type"));
    answer(std::move(reply));
}

std::string field(const web::Reply& reply, std::string_view name) {
    for (const auto& [known, value] : reply.headers)
        if (known == name) return value;
    return "none";
}

TEST(Client, SendsItsRequestAndGivesTheReply) {
    const AtSocket server(tell);
    const auto reply = ask(server.path, {.method = "POST", .target = "/v1/add?x=1", .body = "{}"});
    ASSERT_TRUE(reply) << base::text(reply.error().problem);
    EXPECT_EQ(reply->status, 201);
    EXPECT_EQ(reply->body, "{}");
    EXPECT_EQ(field(*reply, "X-Asked"), "POST /v1/add?x=1");
    EXPECT_EQ(field(*reply, "X-Type"), "application/json");
}

TEST(Client, SendsNoTypeWithoutABody) {
    const AtSocket server(tell);
    const auto reply = ask(server.path, {});
    ASSERT_TRUE(reply) << base::text(reply.error().problem);
    EXPECT_EQ(field(*reply, "X-Asked"), "GET /");
    EXPECT_EQ(field(*reply, "X-Type"), "");
}

TEST(Client, ReadsALargeReplyAndThatOfHead) {
    const AtSocket server([](const web::Request&, const Answer& answer) {
        web::Reply reply;
        reply.body.assign(5'000'000, 'x');
        answer(std::move(reply));
    });
    const auto large = ask(server.path, {});
    ASSERT_TRUE(large) << base::text(large.error().problem);
    EXPECT_EQ(large->body.size(), 5'000'000U);
    const auto head = ask(server.path, {.method = "HEAD"});
    ASSERT_TRUE(head) << base::text(head.error().problem);
    EXPECT_EQ(head->body, "");
}

/// A reply whose body counts on; from `broken_at` on it cannot be read.
web::Reply counting(std::uint64_t size, std::uint64_t broken_at) {
    web::Reply reply;
    reply.stream = std::make_shared<const web::Stream>(
        web::Stream{size, [broken_at](std::uint64_t at, std::span<char> into) {
                        for (auto& each : into)
                            each = static_cast<char>('a' + at++ % 23);
                        return at <= broken_at;
                    }});
    return reply;
}

TEST(Client, TakesAStreamPieceByPieceThatIsLongerThanTheMemoryNeedBe) {
    constexpr std::uint64_t size = 3'000'001;
    const AtSocket server([](const web::Request&, const Answer& answer) { answer(counting(size, size)); });
    std::uint64_t at = 0;
    std::size_t largest = 0;
    bool right = true;
    const auto reply = ask(server.path, {.sink = [&](std::string_view piece) {
                               largest = std::max(largest, piece.size());
                               for (const char each : piece)
                                   right = right && each == static_cast<char>('a' + at++ % 23);
                               return true;
                           }});
    ASSERT_TRUE(reply) << base::text(reply.error().problem);
    EXPECT_EQ(at, size);
    EXPECT_TRUE(right);
    EXPECT_LT(largest, size / 2);
    EXPECT_EQ(reply->body, "");
    const auto head = ask(server.path, {.method = "HEAD"});
    ASSERT_TRUE(head);
    EXPECT_EQ(field(*head, "Content-Length"), std::to_string(size));
}

TEST(Client, TakesABrokenStreamForNone) {
    const AtSocket server(
        [](const web::Request&, const Answer& answer) { answer(counting(3'000'000, 900'000)); });
    EXPECT_FALSE(ask(server.path, {.sink = [](std::string_view) { return true; }}));
    const auto broken = ask(server.path, {});
    ASSERT_FALSE(broken);
    EXPECT_TRUE(broken.error().reached) << "what was asked may have been done";
    const auto nobody = ask(server.path + ".nobody", {});
    ASSERT_FALSE(nobody);
    EXPECT_FALSE(nobody.error().reached);
    const auto given_up = ask(server.path, {.sink = [](std::string_view) { return false; }});
    ASSERT_FALSE(given_up);
    EXPECT_EQ(given_up.error().problem.what, "the reply was not taken");
}

TEST(Client, KeepsAReplyThatRefusesAwayFromTheSink) {
    const AtSocket server(
        [](const web::Request&, const Answer& answer) { answer(web::json(403, "{\"problems\": []}")); });
    bool taken = false;
    const auto reply = ask(server.path, {.sink = [&](std::string_view) { return taken = true; }});
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->body, "{\"problems\": []}");
    EXPECT_FALSE(taken);
}

TEST(Client, GetsTheReplyToABodyThatIsRefused) {
    const AtSocket server(tell);
    const auto reply = ask(server.path, {.method = "POST", .body = std::string(3'000'000, 'x')});
    ASSERT_TRUE(reply) << base::text(reply.error().problem);
    EXPECT_EQ(reply->status, 413);
}

TEST(Client, FailsWhenNobodyListens) {
    std::string path;
    {
        const AtSocket server(tell);
        path = server.path;
    }
    const auto reply = ask(path, {});
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().problem.where, path);
    EXPECT_TRUE(reply.error().problem.what.starts_with("nobody listens there")) << reply.error().problem.what;
    EXPECT_FALSE(ask("/" + std::string(200, 'x'), {}));
}

TEST(Client, FailsWhenNoReplyComesInTime) {
    Answer kept;
    const AtSocket server([&](const web::Request&, const Answer& answer) { kept = answer; });
    const auto reply = ask(server.path, {.timeout = std::chrono::milliseconds(50)});
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().problem.what, "the daemon did not answer in time");
}

TEST(Client, FailsWhenTheReplyBreaksOff) {
    const Serving other([](const web::Request&, const Answer&) {});
    const auto path = other.folder() + "/sock";
    const auto fd = open_unix(path);
    ASSERT_TRUE(fd);
    const std::jthread half([&] {
        ::fcntl(*fd, F_SETFL, 0);
        const int accepted = ::accept(*fd, nullptr, nullptr);
        std::array<char, 4096> request{};
        EXPECT_GT(::recv(accepted, request.data(), request.size(), 0), 0);
        const std::string_view bytes = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345";
        EXPECT_EQ(::send(accepted, bytes.data(), bytes.size(), MSG_NOSIGNAL),
                  static_cast<ssize_t>(bytes.size()));
        ::close(accepted);
        ::close(*fd);
    });
    const auto reply = ask(path, {});
    ASSERT_FALSE(reply);
    EXPECT_TRUE(reply.error().problem.what.starts_with("the daemon's answer broke off"))
        << reply.error().problem.what;
}

TEST(Client, DoesNotWriteARequestThatWouldBreakItsLines) {
    const AtSocket server(tell);
    EXPECT_FALSE(ask(server.path, {.target = "/ HTTP/1.1\r\nX: y"}));
    EXPECT_FALSE(ask(server.path, {.target = "/a b"}));
    EXPECT_FALSE(ask(server.path, {.method = "GET /\r\n"}));
    EXPECT_FALSE(ask(server.path, {.method = ""}));
    EXPECT_FALSE(ask(server.path, {.body = "x", .content_type = "a\r\nX: y"}));
}

} // namespace
} // namespace followup::http
