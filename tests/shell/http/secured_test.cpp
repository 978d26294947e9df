#include "shell/http/secured.hpp"

#include "shell/http/line.hpp"
#include "shell/http/tls.hpp"

namespace followup::http {
namespace {

void tell_security(const web::Request& request, const Answer& answer) {
    answer(web::plain(200, request.secure ? "secure\n" : "clear\n"));
}

TEST(Secured, AnswersOverTlsAndSaysSoToWhoeverAnswers) {
    ServingTls serving(tell_security);
    TlsCaller caller(serving.tls_port());
    ASSERT_TRUE(caller.agreed());
    EXPECT_EQ(caller.version(), "TLSv1.3");
    EXPECT_EQ(caller.protocol(), "http/1.1");
    for (int n = 0; n < 3; ++n) {
        caller.send(request("GET /"));
        const auto reply = caller.reply();
        EXPECT_TRUE(reply.ends_with("\r\n\r\nsecure\n"));
        EXPECT_TRUE(reply.contains("\r\nStrict-Transport-Security: max-age=31536000\r\n"));
    }
    const Caller clear(serving.port());
    clear.send(request("GET /", "Connection: close\r\n"));
    const auto reply = clear.rest();
    EXPECT_TRUE(reply.ends_with("\r\n\r\nclear\n"));
    EXPECT_FALSE(reply.contains("Strict-Transport-Security")) << "in clear it means nothing (RFC 6797 7.2)";
}

TEST(Secured, SpeaksNothingOlderThanTls12AndNoOtherProtocol) {
    ServingTls serving(echo);
    EXPECT_EQ(TlsCaller(serving.tls_port(), TLS1_2_VERSION).version(), "TLSv1.2");
    EXPECT_FALSE(TlsCaller(serving.tls_port(), TLS1_1_VERSION).agreed());
    EXPECT_FALSE(TlsCaller(serving.tls_port(), 0, "\x02h2").agreed());
    EXPECT_EQ(TlsCaller(serving.tls_port(), 0, "\x02h2\x08http/1.1").protocol(), "http/1.1");
    const TlsCaller silent(serving.tls_port(), 0, "");
    EXPECT_TRUE(silent.agreed());
    EXPECT_EQ(silent.protocol(), "");
}

TEST(Secured, TakesBodiesAndRequestsThatWereSentAhead) {
    ServingTls serving(echo);
    TlsCaller caller(serving.tls_port());
    caller.send(request("POST /1", "Content-Length: 4\r\n") + "body" + request("GET /2")
                + request("GET /3", "Connection: close\r\n"));
    const auto all = caller.rest();
    EXPECT_NE(all.find("\r\n\r\nPOST /1 body"), all.npos) << all;
    EXPECT_NE(all.find("\r\n\r\nGET /2 "), all.npos);
    EXPECT_TRUE(all.ends_with("\r\n\r\nGET /3 "));
    EXPECT_TRUE(caller.ended_well());
    TlsCaller careful(serving.tls_port());
    careful.send(request("POST /4", "Content-Length: 4\r\nExpect: 100-continue\r\n"));
    careful.send("body");
    const auto reply = careful.reply();
    EXPECT_NE(reply.find("POST /4 body"), reply.npos) << reply;
}

TEST(Secured, SendsWhatIsLongerThanARecord) {
    const auto body = std::string(300'000, 'b') + "\n";
    ServingTls serving([&](const web::Request&, const Answer& answer) { answer(web::plain(200, body)); });
    TlsCaller caller(serving.tls_port());
    for (int n = 0; n < 2; ++n) {
        caller.send(request("GET /"));
        EXPECT_TRUE(caller.reply().ends_with("\r\n\r\n" + body));
    }
}

TEST(Secured, ShowsANewCertificateToThoseWhoComeAfterIt) {
    ServingTls serving(echo);
    TlsCaller early(serving.tls_port());
    serving.on_loop([](Server& server) { server.show(shown(make_certificate("second"))); });
    TlsCaller late(serving.tls_port());
    EXPECT_EQ(early.name(), "first");
    EXPECT_EQ(late.name(), "second");
    for (auto* each : {&early, &late}) {
        each->send(request("GET /"));
        EXPECT_TRUE(each->reply().ends_with("GET / "));
    }
}

TEST(Secured, WithoutACertificateClosesAtOnce) {
    ServingTls serving(echo);
    serving.on_loop([](Server& server) { server.show(nullptr); });
    EXPECT_FALSE(TlsCaller(serving.tls_port()).agreed());
}

TEST(Secured, TellsWhoSpeaksPlainHttpWhatIsWrong) {
    ServingTls serving(echo);
    const Caller caller(serving.tls_port());
    caller.send(request("GET /"));
    const auto reply = caller.rest();
    EXPECT_TRUE(reply.starts_with("HTTP/1.1 400 Bad Request\r\n")) << reply;
    const auto end = reply.find("\r\n\r\n") + 4;
    EXPECT_NE(reply.find("Content-Length: " + std::to_string(reply.size() - end)), reply.npos) << reply;
    EXPECT_TRUE(reply.ends_with("asked with https.\n"));
}

TEST(Secured, CutsHandshakesThatDoNotEnd) {
    ServingTls serving(echo, {.header = 300ms});
    const auto began = std::chrono::steady_clock::now();
    const Caller silent(serving.tls_port());
    const Caller slow(serving.tls_port());
    slow.send("\x16\x03\x01\x02"); // the beginning of a ClientHello
    EXPECT_EQ(silent.rest() + slow.rest(), "");
    const auto took = std::chrono::steady_clock::now() - began;
    EXPECT_GE(took, 300ms);
    EXPECT_LT(took, 1500ms);
    EXPECT_EQ(Caller(serving.tls_port()).connected(), true);
}

TEST(Secured, ClosesWhatIsNoTls) {
    ServingTls serving(echo);
    const Caller caller(serving.tls_port());
    caller.send("SSH-2.0-OpenSSH_9.2\r\n");
    EXPECT_EQ(caller.rest().find("HTTP"), std::string::npos);
}

TEST(Secured, CountsTheHandshakeIntoTheTimeOfTheFirstHeader) {
    ServingTls serving(echo, {.header = 400ms});
    TlsCaller caller(serving.tls_port());
    caller.send("GET / HTTP/1.1\r\n");
    EXPECT_EQ(caller.rest(), "");
    EXPECT_FALSE(caller.ended_well()); // cut in the middle of a request
}

TEST(Secured, SaysThatItEndsAnIdleConnection) {
    ServingTls serving(echo, {.idle = 200ms});
    TlsCaller caller(serving.tls_port());
    caller.send(request("GET /"));
    EXPECT_TRUE(caller.reply().ends_with("GET / "));
    EXPECT_EQ(caller.rest(), "");
    EXPECT_TRUE(caller.ended_well());
}

TEST(Secured, SaysThatTheServerCloses) {
    ServingTls serving(echo);
    TlsCaller caller(serving.tls_port());
    const Caller beginning(serving.tls_port());
    caller.send(request("GET /"));
    EXPECT_TRUE(caller.reply().ends_with("GET / "));
    const auto began = std::chrono::steady_clock::now();
    serving.begin_close(10s);
    EXPECT_EQ(caller.rest(), "");
    EXPECT_TRUE(caller.ended_well());
    EXPECT_EQ(beginning.rest(), "");
    serving.wait_until_closed();
    EXPECT_EQ(serving.times_done(), 1);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 1500ms) << "it waited for the client";
}

TEST(Secured, DropsWhatComesAfterItHasRefused) {
    ServingTls serving(echo, {.body_bytes_max = 1000});
    TlsCaller caller(serving.tls_port());
    caller.send(request("POST /", "Content-Length: 100000\r\n"));
    for (int n = 0; n < 10; ++n)
        caller.send(std::string(10'000, 'x'));
    EXPECT_TRUE(caller.rest().starts_with("HTTP/1.1 413 "));
    EXPECT_TRUE(caller.ended_well());
}

} // namespace
} // namespace followup::http
