#include "shell/http/connections.hpp"

#include "shell/http/line.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace followup::http {
namespace {

/// Answers when the test says so.
struct Later {
    void operator()(const web::Request&, const Answer& answer) const { waiting->push_back(answer); }
    std::shared_ptr<std::vector<Answer>> waiting = std::make_shared<std::vector<Answer>>();
};

Limits places(int count) {
    Limits limits;
    limits.connections_max = count;
    return limits;
}

bool stays(const std::string& reply) {
    return reply.find("Connection: close") == reply.npos;
}

TEST(Connections, GiveTheQuietestPlaceToANewcomer) {
    Served served(echo, places(5));
    auto first = served.line();
    auto second = served.line();
    auto third = served.line();
    auto fourth = served.line();
    served.loop.poll();
    first.send(request("GET /")); // answered since, so the second has been quiet for longest
    EXPECT_TRUE(stays(first.reply()));
    auto fifth = served.line();
    auto sixth = served.line();
    EXPECT_EQ(served.connections->count(), 5);
    EXPECT_EQ(second.rest(), "");
    EXPECT_TRUE(second.ended());
    for (auto* other : {&first, &third, &fourth, &fifth})
        EXPECT_FALSE(other->ended());
    sixth.send(request("GET /6"));
    EXPECT_TRUE(sixth.reply().ends_with("GET /6 "));
}

TEST(Connections, TakeTheirPlaceFromARequestWhoseBodyDoesNotCome) {
    Served served(echo, places(2));
    auto half = served.line();
    half.send("POST /half HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
    served.loop.poll();
    auto quiet = served.line();
    served.loop.poll();
    auto newcomer = served.line();
    EXPECT_EQ(half.rest(), "") << "it has sent nothing for longest";
    EXPECT_TRUE(half.ended());
    EXPECT_FALSE(quiet.ended());
    newcomer.send(request("GET /new"));
    EXPECT_TRUE(newcomer.reply().ends_with("GET /new "));
}

TEST(Connections, AreNotTakenFromRequestsThatWaitForTheirAnswer) {
    const Later later;
    Served served(later, places(2));
    auto first = served.line();
    auto second = served.line();
    first.send(request("GET /"));
    second.send(request("GET /"));
    second.run_until([&] { return later.waiting->size() == 2; });
    auto third = served.line();
    EXPECT_EQ(third.rest(), "");
    EXPECT_TRUE(third.ended());
    for (const auto& answer : *later.waiting)
        answer(web::plain(200, "at last\n"));
    EXPECT_TRUE(first.reply().ends_with("at last\n"));
    EXPECT_TRUE(second.reply().ends_with("at last\n"));
}

TEST(Connections, CloseAfterTheirReplyWhenMoreThanFourInFiveAreTaken) {
    Served served(echo, places(5));
    std::vector<Line> lines;
    for (int i = 0; i < 4; ++i)
        lines.push_back(served.line());
    lines[0].send(request("GET /"));
    EXPECT_TRUE(stays(lines[0].reply()));
    lines.push_back(served.line());
    lines[0].send(request("GET /"));
    EXPECT_FALSE(stays(lines[0].reply()));
    lines[1].send(request("GET /"));
    EXPECT_TRUE(stays(lines[1].reply())) << "one has left";
}

TEST(Connections, OfOneAddressAreLimited) {
    Limits limits;
    limits.per_address_max = 2;
    Served served(echo, limits);
    const Peer here{.local = false, .user = {}, .address = "a"};
    auto first = served.line(here);
    auto second = served.line(here);
    auto third = served.line(here);
    auto other = served.line({.local = false, .user = {}, .address = "b"});
    EXPECT_TRUE(third.ended());
    EXPECT_EQ(served.connections->count(), 3);
    first.send(request("GET /", "Connection: close\r\n"));
    EXPECT_FALSE(first.rest().empty());
    auto fourth = served.line(here);
    fourth.send(request("GET /4"));
    EXPECT_TRUE(fourth.reply().ends_with("GET /4 "));
}

TEST(Connections, OfAProxyAndOfTheUnixSocketAreNotCountedByAddress) {
    Limits limits;
    limits.per_address_max = 1;
    limits.connections_max = 2;
    Served served(echo, limits);
    auto first = served.line();
    auto second = served.line();
    auto local = served.line({.local = true, .user = {}, .address = {}});
    EXPECT_EQ(served.connections->count(), 3);
    EXPECT_TRUE(served.connections->crowded());
    local.send(request("GET /"));
    EXPECT_TRUE(stays(local.reply()));
}

TEST(Connections, ClosingWaitsForTheAnswerUnderWay) {
    const Later later;
    Served served(later);
    auto idle = served.line();
    auto asking = served.line();
    asking.send(request("GET /"));
    asking.run_until([&] { return later.waiting->size() == 1; });
    int done = 0;
    served.connections->close(1h, [&] { ++done; });
    served.loop.poll();
    EXPECT_EQ(done, 0);
    EXPECT_TRUE(idle.ended());
    auto late = served.line();
    EXPECT_TRUE(late.ended());
    later.waiting->at(0)(web::plain(200, "the last\n"));
    const auto reply = asking.rest();
    EXPECT_TRUE(reply.ends_with("the last\n"));
    EXPECT_FALSE(stays(reply));
    served.loop.restart();
    served.loop.run();
    EXPECT_EQ(done, 1);
}

TEST(Connections, ClosingEndsIdleOnesAtOnce) {
    Served served(echo);
    auto line = served.line();
    line.send(request("GET /"));
    EXPECT_TRUE(stays(line.reply()));
    int done = 0;
    served.connections->close(1h, [&] { ++done; });
    EXPECT_EQ(done, 0) << "never from inside";
    served.loop.restart();
    served.loop.run();
    EXPECT_EQ(done, 1);
    EXPECT_TRUE(line.ended());
}

TEST(Connections, ClosingAnswersARequestThatHasComeButWasNotReadYet) {
    Served served(echo);
    auto line = served.line();
    served.loop.poll();
    line.send(request("GET /"));
    int done = 0;
    served.connections->close(1h, [&] { ++done; });
    EXPECT_TRUE(line.rest().ends_with("GET / "));
    served.loop.restart();
    served.loop.run();
    EXPECT_EQ(done, 1);
}

TEST(Connections, ClosingEndsTheOthersAfterItsGrace) {
    const Later later;
    Served served(later);
    auto line = served.line();
    line.send(request("GET /"));
    line.run_until([&] { return later.waiting->size() == 1; });
    int done = 0;
    served.connections->close(30ms, [&] { ++done; });
    EXPECT_EQ(line.rest(), "");
    served.loop.restart();
    served.loop.run();
    EXPECT_EQ(done, 1);
    later.waiting->at(0)(web::plain(200, "too late\n"));
    served.loop.restart();
    served.loop.run();
    EXPECT_EQ(done, 1);
}

TEST(Connections, ClosingWithoutAnyIsDoneAtOnce) {
    Served served(echo);
    int done = 0;
    served.connections->close(1h, [&] { ++done; });
    EXPECT_EQ(done, 0);
    served.loop.run();
    EXPECT_EQ(done, 1);
}

} // namespace
} // namespace followup::http
