#include "shell/http/server.hpp"

#include "shell/http/client.hpp"
#include "shell/http/serving.hpp"
#include "shell/log/log.hpp"

#include <gtest/gtest.h>

#include <pwd.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>

namespace followup::http {
namespace {

void name_the_user(web::Request asked, const Answer& answer) {
    answer(web::plain(200, (asked.local ? "local " : "remote ") + asked.user + " " + asked.body));
}

TEST(Server, ServesOverTcp) {
    Serving serving(name_the_user);
    const Caller caller(serving.port());
    caller.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const auto reply = caller.rest();
    EXPECT_TRUE(reply.starts_with("HTTP/1.1 200 OK\r\n")) << reply;
    EXPECT_TRUE(reply.ends_with("\r\n\r\nremote  \n")) << reply;
}

TEST(Server, TakesManyConnectionsAtOnce) {
    Serving serving(name_the_user);
    std::vector<std::unique_ptr<Caller>> callers;
    for (int i = 0; i < 200; ++i)
        callers.push_back(std::make_unique<Caller>(serving.port()));
    for (const auto& caller : callers)
        caller->send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    for (const auto& caller : callers)
        EXPECT_TRUE(caller->rest().starts_with("HTTP/1.1 200 OK\r\n"));
}

TEST(Server, KnowsTheUserAtTheUnixSocket) {
    Serving serving(name_the_user);
    const auto path = serving.folder() + "/sock";
    serving.on_loop([&](Server& server) { ASSERT_TRUE(server.listen_unix(path)); });
    const auto reply = ask(path, {.method = "POST", .target = "/v1/x", .body = "hello"});
    ASSERT_TRUE(reply) << base::text(reply.error().problem);
    const auto* me = ::getpwuid(::getuid());
    ASSERT_NE(me, nullptr);
    EXPECT_EQ(reply->body, std::string("local ") + me->pw_name + " hello\n");
}

TEST(Server, RemovesItsUnixSocketWhenItClosesButNotThatOfAnother) {
    std::string path;
    {
        Serving serving(name_the_user);
        path = serving.folder() + "/sock";
        serving.on_loop([&](Server& server) { ASSERT_TRUE(server.listen_unix(path)); });
        ASSERT_TRUE(std::filesystem::is_socket(path));
        serving.close();
        EXPECT_FALSE(std::filesystem::exists(path));
    }
    Serving serving(name_the_user);
    path = serving.folder() + "/sock";
    serving.on_loop([&](Server& server) { ASSERT_TRUE(server.listen_unix(path)); });
    std::filesystem::rename(path, path + ".old");
    std::ofstream(path) << "another's";
    serving.close();
    EXPECT_TRUE(std::filesystem::exists(path));
}

TEST(Server, AdoptsAListeningSocketAndClosesAnyOther) {
    Serving serving(name_the_user);
    const int listening = ::socket(AF_INET, SOCK_STREAM, 0);
    ASSERT_EQ(::listen(listening, 5), 0); // binds it to a free port
    base::Result<std::string> address;
    serving.on_loop([&](Server& server) { address = server.adopt(listening); });
    ASSERT_TRUE(address) << base::text(address.error());
    const Caller caller(Serving::port_of(*address));
    caller.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(caller.rest().starts_with("HTTP/1.1 200 OK\r\n"));

    const int silent = ::socket(AF_INET, SOCK_STREAM, 0);
    serving.on_loop([&](Server& server) { address = server.adopt(silent); });
    EXPECT_FALSE(address);
    EXPECT_EQ(::fcntl(silent, F_GETFD), -1) << "closed";
}

TEST(Server, AnAddressInUseIsAProblem) {
    Serving serving(name_the_user);
    base::Result<std::string> second;
    serving.on_loop([&](Server& server) { second = server.listen("127.0.0.1", serving.port()); });
    EXPECT_FALSE(second);
}

TEST(Server, TakesNoConnectionOnceItCloses) {
    std::atomic<bool> asked = false;
    Answer kept;
    Serving serving([&](const web::Request&, const Answer& answer) {
        kept = answer;
        asked = true;
        asked.notify_all();
    });
    const Caller caller(serving.port());
    caller.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    asked.wait(false);
    serving.begin_close(std::chrono::hours(1));
    EXPECT_FALSE(Caller(serving.port()).connected());
    EXPECT_EQ(serving.times_done(), 0);
    kept(web::plain(200, "the last"));
    EXPECT_TRUE(caller.rest().ends_with("\r\n\r\nthe last\n"));
    serving.wait_until_closed();
    EXPECT_EQ(serving.times_done(), 1);
}

TEST(Server, WaitsWhenThereAreNoDescriptorsAndThenGoesOn) {
    Serving serving(name_the_user);
    const Caller caller(serving.port(), Caller::Connect::later);
    testing::internal::CaptureStderr();
    // A sanitizer needs a descriptor when it sees a type for the first time: it sees them all now.
    serving.on_loop([](Server&) { log::warning("first"); });
    rlimit usual{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &usual), 0);
    rlimit none = usual;
    none.rlim_cur = 0;
    // On the loop: it cannot be accepting meanwhile.
    serving.on_loop([&](Server&) { ::setrlimit(RLIMIT_NOFILE, &none); });
    caller.connect();
    caller.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    int connections = 0;
    for (int i = 0; i < 3; ++i)
        serving.on_loop([&](Server& server) { connections += server.connections(); });
    EXPECT_EQ(connections, 0);
    serving.on_loop([&](Server&) { ::setrlimit(RLIMIT_NOFILE, &usual); });
    EXPECT_TRUE(caller.rest().starts_with("HTTP/1.1 200 OK\r\n"));
    const auto logged = testing::internal::GetCapturedStderr();
    EXPECT_NE(logged.find("no connection can be accepted"), logged.npos) << logged;
}

} // namespace
} // namespace followup::http
