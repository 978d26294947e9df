#include "shell/smtp/relay.hpp"

#include "support/smtp_peer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::smtp {
namespace {

using support::SmtpPeer;
using testing::Contains;
using testing::HasSubstr;

TEST(Overhearing, LeavesTheLoginOut) {
    open_library();
    SmtpPeer peer{{{"EHLO", "250-peer.example\n250 AUTH PLAIN LOGIN"}}};
    const Relay relay{.url = peer.url(),
                      .user = "us",
                      .password = "open sesame",
                      .helo = "us.example",
                      .plain = true,
                      .ca_file = {}};
    std::vector<std::string> lines;
    Met whom;
    Hooks hooks{.before_dot = [] { return true; }, .stop = {}, .abandon = {}};
    hooks.overhear = [&](bool ours, std::string_view line) {
        lines.push_back((ours ? "> " : "< ") + std::string{line});
    };
    hooks.met = [&](const Met& met) { whom = met; };
    Session session{relay, {}};
    const auto reply = session.deliver(
        {"followups@glass.example", "dana@candidate.example", "Subject: hello\r\n\r\nhello\r\n"}, hooks);
    EXPECT_EQ(reply.stage, mail::Stage::done);
    EXPECT_THAT(lines, Contains("< 250 AUTH PLAIN LOGIN"));
    EXPECT_THAT(lines, Contains("> AUTH"));
    EXPECT_THAT(lines, Contains("> RCPT TO:<dana@candidate.example>"));
    for (const auto& line : lines) {
        EXPECT_THAT(line, testing::Not(HasSubstr("AHVz"))) << "the login in base64";
        EXPECT_THAT(line, testing::Not(HasSubstr("b3Blbg"))) << "the password in base64";
    }
    EXPECT_EQ(whom.address, "127.0.0.1");
    EXPECT_TRUE(whom.certificate.empty());
}

} // namespace
} // namespace followup::smtp
