#pragma once

#include "shell/smtp/relay.hpp"
#include "support/smtp_peer.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace followup::smtp {

using support::SmtpPeer;

constexpr std::string_view hello = "Subject: hello\r\n\r\n.leading dot\r\nlast line\r\n";

/// The default intervals with timeouts that a test can wait for.
inline mail::Intervals quick(int reply_seconds = 1) {
    mail::Intervals intervals;
    intervals.connect_timeout = base::seconds{5};
    intervals.reply_timeout = base::seconds{reply_seconds};
    intervals.total_timeout = base::seconds{30};
    return intervals;
}

/// The peer, without TLS.
inline Relay plain(const SmtpPeer& peer) {
    return {
        .url = peer.url(), .user = {}, .password = {}, .helo = "us.example", .plain = true, .ca_file = {}};
}

inline Envelope envelope(std::string_view bytes = hello) {
    return {.from = "followups@glass.example", .to = "dana@candidate.example", .bytes = bytes};
}

/// Hooks of a ledger that records everything and does not stop.
inline Hooks willing() {
    return {.before_dot = [] { return true; }, .stop = {}, .abandon = {}};
}

/// "rcpt 450", "dot 0 handed": where it ended, with what answer.
inline std::string brief(const mail::Reply& reply) {
    return fmt::format("{} {}{}", mail::word(reply.stage), reply.code, reply.handed ? " handed" : "");
}

/// A fixture with the library opened.
class Delivering : public testing::Test {
  protected:
    static void SetUpTestSuite() { open_library(); }
};

} // namespace followup::smtp
