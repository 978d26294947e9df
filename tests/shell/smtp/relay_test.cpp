#include "shell/smtp/delivery.hpp"

#include <gmock/gmock.h>

namespace followup::smtp {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class Relays : public Delivering {};

TEST_F(Relays, AreGivenAMailAsItIsAndOnceOnly) {
    SmtpPeer peer;
    Session session{plain(peer), quick()};
    const auto reply = session.deliver(envelope(), willing());
    EXPECT_EQ(brief(reply), "done 250 handed");
    EXPECT_EQ(reply.text, "2.0.0 queued as 1");
    EXPECT_EQ(reply.enhanced, "2.0.0");
    EXPECT_THAT(peer.mails(), ElementsAre("Subject: hello\r\n\r\n..leading dot\r\nlast line\r\n"));
    EXPECT_THAT(peer.commands(), ElementsAre("EHLO us.example",
                                             testing::StartsWith("MAIL FROM:<followups@glass.example> SIZE="),
                                             "RCPT TO:<dana@candidate.example>", "DATA"));
}

TEST_F(Relays, SeeTheDotOnlyAfterItWasRecorded) {
    SmtpPeer peer;
    Session session{plain(peer), quick()};
    int asked = 0;
    std::size_t mails_then = 99;
    auto hooks = willing();
    hooks.before_dot = [&] {
        ++asked;
        mails_then = peer.mails().size();
        return true;
    };
    std::string large = "Subject: large\r\n\r\n";
    while (large.size() < 300'000)
        large += "a line of a mail that does not fit into any one buffer\r\n";
    EXPECT_EQ(brief(session.deliver(envelope(large), hooks)), "done 250 handed");
    EXPECT_EQ(asked, 1);
    EXPECT_EQ(mails_then, 0u);
    EXPECT_THAT(peer.mails(), ElementsAre(large));
}

TEST_F(Relays, NeverSeeTheDotThatTheLedgerHeldBack) {
    for (const std::size_t size : {0u, 300'000u}) {
        SmtpPeer peer;
        Session session{plain(peer), quick()};
        auto hooks = willing();
        hooks.before_dot = [] { return false; };
        const auto bytes = std::string{hello} + std::string(size, 'x') + "\r\n";
        EXPECT_EQ(brief(session.deliver(envelope(bytes), hooks)), "body 0");
        EXPECT_TRUE(peer.settled()) << "the connection is ended";
        EXPECT_TRUE(peer.mails().empty());
        EXPECT_EQ(brief(session.deliver(envelope(), willing())), "done 250 handed")
            << "the next one goes well";
        EXPECT_EQ(peer.mails().size(), 1u);
    }
}

TEST_F(Relays, FailInEveryWayAtEveryStage) {
    struct Step {
        const char* command;
        const char* stage;
    };
    const Step steps[] = {{"banner", "connect"}, {"EHLO", "ehlo"}, {"MAIL", "mail"},
                          {"RCPT", "rcpt"},      {"DATA", "data"}, {"dot", "dot"}};
    struct Failure {
        const char* answer;
        int code;
    };
    const Failure failures[] = {
        {"drop", 0},           {"hang", 0},           {"421 4.3.2 later\ndrop", 421},
        {"450 4.2.0 no", 450}, {"550 5.7.1 no", 550}, {"554-5.7.1 no\n554 5.7.1 never", 554}};
    for (const auto& step : steps)
        for (const auto& failure : failures) {
            SmtpPeer peer{{{step.command, failure.answer}}};
            Session session{plain(peer), quick()};
            int asked = 0;
            auto hooks = willing();
            hooks.before_dot = [&] { return ++asked == 1; };
            const auto reply = session.deliver(envelope(), hooks);
            const bool handed = std::string_view{step.command} == "dot";
            EXPECT_EQ(brief(reply), fmt::format("{} {}{}", step.stage, failure.code, handed ? " handed" : ""))
                << step.command << " " << failure.answer << ": " << reply.text;
            EXPECT_FALSE(reply.text.empty()) << step.command << " " << failure.answer;
            EXPECT_EQ(asked, handed ? 1 : 0) << step.command << " " << failure.answer;
            EXPECT_EQ(peer.mails().size(), handed ? 1u : 0u);
        }
}

TEST_F(Relays, ThatDoNotListenAreReportedAsSuch) {
    std::string url;
    {
        const SmtpPeer gone;
        url = gone.url();
    }
    Session session{{.url = url, .user = {}, .password = {}, .helo = {}, .plain = true, .ca_file = {}},
                    quick()};
    EXPECT_EQ(brief(session.deliver(envelope(), willing())), "connect 0");
}

TEST_F(Relays, AreNotTrustedWithoutAuthWhenAUserIsSet) {
    SmtpPeer peer;
    auto relay = plain(peer);
    relay.user = "user";
    relay.password = "secret";
    Session session{relay, quick()};
    const auto reply = session.deliver(envelope(), willing());
    EXPECT_EQ(brief(reply), "auth 0");
    EXPECT_THAT(reply.text, HasSubstr("does not offer AUTH"));
    EXPECT_EQ(peer.count("MAIL"), 0);
}

TEST_F(Relays, AreToldTheUserWhoIsSet) {
    for (const auto* verdict : {"235 2.7.0 welcome", "535 5.7.8 wrong password"}) {
        SmtpPeer peer{{{"EHLO", "250-peer.example\n250 AUTH PLAIN"}, {"secret", verdict}}};
        auto relay = plain(peer);
        relay.user = "user";
        relay.password = "secret";
        Session session{relay, quick()};
        const bool welcome = std::string_view{verdict}.starts_with("235");
        EXPECT_EQ(brief(session.deliver(envelope(), willing())), welcome ? "done 250 handed" : "auth 535");
        EXPECT_EQ(peer.count("AUTH PLAIN"), 1);
        EXPECT_EQ(peer.count("MAIL"), welcome ? 1 : 0);
    }
}

TEST_F(Relays, WithoutStarttlsGetNothingUnlessPlainTextIsAllowed) {
    struct Row {
        SmtpPeer::Script script;
        const char* expected;
    };
    const Row rows[] = {
        {{}, "ehlo 0"},
        {{{"EHLO", "250-peer.example\n250 STARTTLS"}, {"STARTTLS", "454 4.7.0 not now"}}, "tls 454"},
        {{{"EHLO", "250-peer.example\n250 STARTTLS"}, {"STARTTLS", "220 go ahead\ndrop"}}, "tls 0"},
    };
    for (const auto& row : rows) {
        SmtpPeer peer{row.script};
        auto relay = plain(peer);
        relay.plain = false;
        Session session{relay, quick()};
        EXPECT_EQ(brief(session.deliver(envelope(), willing())), row.expected);
        EXPECT_EQ(peer.count("MAIL"), 0);
    }
}

TEST_F(Relays, InPlainTextAreOnThisMachineOnly) {
    for (const auto* url : {"smtp://192.0.2.1:25", "smtp://relay.example", "smtp://127.relay.example:25",
                            "smtp://127.0.0.1@192.0.2.1:25", "smtp://localhost:x@192.0.2.1:25",
                            "smtp://localhost.relay.example:25", "smtp://[::1]@192.0.2.1:25"}) {
        Session session{{.url = url, .user = {}, .password = {}, .helo = {}, .plain = true, .ca_file = {}},
                        quick()};
        const auto reply = session.deliver(envelope(), willing());
        EXPECT_EQ(brief(reply), "tls 0") << url;
        EXPECT_THAT(reply.text, HasSubstr("this machine only")) << url;
    }
}

TEST_F(Relays, AreNeverGivenAnAddressThatIsACommand) {
    const SmtpPeer peer;
    Session session{plain(peer), quick()};
    for (const auto* hostile : {"", "dana", "a@b>\r\nRCPT TO:<evil@x.example", "a@b\r\nDATA", "a@b\nDATA",
                                "<a@b>", "a b@c.example", "a@b\x7f", "a@b\t"}) {
        auto to = envelope();
        to.to = hostile;
        EXPECT_EQ(brief(session.deliver(to, willing())), "rcpt 553") << hostile;
        auto from = envelope();
        from.from = hostile;
        EXPECT_EQ(brief(session.deliver(from, willing())), "mail 0") << hostile;
    }
    EXPECT_EQ(peer.connections(), 0);
}

TEST_F(Relays, AreNeverGivenABareLineEnd) {
    const SmtpPeer peer;
    Session session{plain(peer), quick()};
    for (const auto* hostile : {"", "no end", "bare\nLF\r\n", "bare\rCR\r\n", "x\r\n\n.\nMAIL FROM:<a@b>\r\n",
                                "\n", "ends in CR\r\n\r"})
        EXPECT_EQ(brief(session.deliver(envelope(hostile), willing())), "data 554") << hostile;
    EXPECT_EQ(peer.connections(), 0);
}

TEST_F(Relays, GetAnAddressBeyondAsciiOnlyWhenTheyOfferSmtputf8) {
    auto juergen = envelope();
    juergen.to = "jürgen@candidate.example";
    const SmtpPeer old;
    Session unable{plain(old), quick()};
    EXPECT_EQ(brief(unable.deliver(juergen, willing())), "rcpt 553");
    EXPECT_EQ(old.count("MAIL"), 0);

    const SmtpPeer modern{{{"EHLO", "250-peer.example\n250 SMTPUTF8"}}};
    Session able{plain(modern), quick()};
    EXPECT_EQ(brief(able.deliver(envelope(), willing())), "done 250 handed");
    EXPECT_EQ(brief(able.deliver(juergen, willing())), "done 250 handed");
    EXPECT_THAT(modern.commands(), Contains("RCPT TO:<jürgen@candidate.example>"));
    EXPECT_THAT(modern.commands(), Contains(HasSubstr(" SMTPUTF8")));
}

} // namespace
} // namespace followup::smtp
