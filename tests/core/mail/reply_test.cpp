#include "core/mail/reply.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <ostream>

#include <rapidcheck/gtest.h>

namespace followup::mail {

std::ostream& operator<<(std::ostream& out, State state) {
    return out << word(state);
}
std::ostream& operator<<(std::ostream& out, Stage stage) {
    return out << word(stage);
}
std::ostream& operator<<(std::ostream& out, Blame blame) {
    constexpr std::string_view words[] = {"nobody", "relay", "sender", "recipient", "message"};
    return out << words[static_cast<std::size_t>(blame)];
}

namespace {

using base::minutes;

struct Row {
    const char* what;
    Stage stage;
    int code;
    const char* enhanced;
    bool handed;
    int tries;
    State state;
    Blame blame;
    bool counts;
    bool halve;
};

constexpr auto relay = Blame::relay;
constexpr auto sender = Blame::sender;
constexpr auto recipient = Blame::recipient;
constexpr auto letter = Blame::message;
constexpr auto nobody = Blame::nobody;
constexpr auto later = State::deferred;
constexpr auto doubt = State::in_doubt;
constexpr auto no = State::rejected;
constexpr auto sent = State::sent;

const Row rows[] = {
    // The relay itself: no bounce, no try, whatever it says (R2).
    {"no banner", Stage::connect, 0, "", false, 0, later, relay, false, false},
    {"banner 421", Stage::connect, 421, "", false, 0, later, relay, false, true},
    {"banner 554", Stage::connect, 554, "", false, 0, later, relay, false, false},
    {"TLS fails", Stage::tls, 0, "", false, 0, later, relay, false, false},
    {"STARTTLS 454", Stage::tls, 454, "4.7.0", false, 0, later, relay, false, false},
    {"EHLO 550", Stage::ehlo, 550, "5.7.1", false, 0, later, relay, false, false},
    {"EHLO drop with a stale code", Stage::ehlo, 220, "", false, 0, later, relay, false, false},
    {"AUTH 535", Stage::auth, 535, "5.7.8", false, 9, later, relay, false, false},
    {"AUTH 454", Stage::auth, 454, "", false, 0, later, relay, false, false},
    // MAIL.
    {"MAIL drop with a stale code", Stage::mail, 250, "", false, 0, later, relay, false, false},
    {"MAIL none", Stage::mail, 0, "", false, 0, later, relay, false, false},
    {"MAIL 451", Stage::mail, 451, "", false, 0, later, relay, false, false},
    {"MAIL 421", Stage::mail, 421, "4.7.0", false, 0, later, relay, false, true},
    {"MAIL 452 4.3.2", Stage::mail, 452, "4.3.2", false, 0, later, relay, false, true},
    {"MAIL 550: our sender is refused", Stage::mail, 550, "5.7.1", false, 9, later, sender, false, false},
    {"MAIL 553", Stage::mail, 553, "", false, 0, later, sender, false, false},
    {"MAIL 552: this one is too big", Stage::mail, 552, "5.3.4", false, 0, no, letter, true, false},
    // RCPT 4xx.
    {"RCPT drop with a stale code", Stage::rcpt, 250, "", false, 0, later, relay, false, false},
    {"RCPT 450", Stage::rcpt, 450, "4.2.0", false, 0, later, recipient, true, false},
    {"RCPT 451 often", Stage::rcpt, 451, "4.7.1", false, 50, later, recipient, true, false},
    {"RCPT 452", Stage::rcpt, 452, "4.2.2", false, 0, later, recipient, true, false},
    {"RCPT 421", Stage::rcpt, 421, "", false, 0, later, relay, false, true},
    {"RCPT 450 4.3.2", Stage::rcpt, 450, "4.3.2", false, 0, later, relay, false, true},
    {"RCPT 451 4.4.5", Stage::rcpt, 451, "4.4.5", false, 0, later, relay, false, true},
    // RCPT 5xx (R3): believed when it was said twice.
    {"RCPT 550 once", Stage::rcpt, 550, "", false, 0, later, recipient, true, false},
    {"RCPT 550 twice", Stage::rcpt, 550, "", false, 1, no, recipient, true, false},
    {"RCPT 551 once", Stage::rcpt, 551, "", false, 0, later, recipient, true, false},
    {"RCPT 551 twice", Stage::rcpt, 551, "", false, 1, no, recipient, true, false},
    {"RCPT 553 once", Stage::rcpt, 553, "", false, 0, later, recipient, true, false},
    {"RCPT 553 twice", Stage::rcpt, 553, "", false, 1, no, recipient, true, false},
    {"RCPT 5.1.1 once", Stage::rcpt, 550, "5.1.1", false, 0, later, recipient, true, false},
    {"RCPT 5.1.1 twice", Stage::rcpt, 550, "5.1.1", false, 1, no, recipient, true, false},
    {"RCPT 5.1.10 twice", Stage::rcpt, 550, "5.1.10", false, 1, no, recipient, true, false},
    {"RCPT 5.2.1 once", Stage::rcpt, 550, "5.2.1", false, 0, later, recipient, true, false},
    {"RCPT 5.2.1 twice", Stage::rcpt, 550, "5.2.1", false, 1, no, recipient, true, false},
    {"RCPT 554 5.4.1 twice", Stage::rcpt, 554, "5.4.1", false, 1, no, recipient, true, false},
    {"RCPT 552: full", Stage::rcpt, 552, "", false, 0, later, recipient, true, false},
    {"RCPT 552 often", Stage::rcpt, 552, "", false, 50, later, recipient, true, false},
    {"RCPT 5.2.2 often", Stage::rcpt, 550, "5.2.2", false, 50, later, recipient, true, false},
    {"RCPT policy once", Stage::rcpt, 550, "5.7.133", false, 0, later, recipient, true, false},
    {"RCPT policy twice", Stage::rcpt, 550, "5.7.133", false, 1, later, recipient, true, false},
    {"RCPT policy three times", Stage::rcpt, 554, "5.7.133", false, 2, no, recipient, true, false},
    // What speaks of us says nothing about the recipient (R3b), however often.
    {"RCPT 5.7.1", Stage::rcpt, 554, "5.7.1", false, 9, later, sender, false, false},
    {"RCPT 5.7.515", Stage::rcpt, 550, "5.7.515", false, 9, later, sender, false, false},
    {"RCPT 5.1.8", Stage::rcpt, 550, "5.1.8", false, 9, later, sender, false, false},
    // DATA.
    {"DATA drop with a stale code", Stage::data, 250, "", false, 0, later, relay, false, false},
    {"DATA 450", Stage::data, 450, "", false, 0, later, letter, true, false},
    {"DATA 554", Stage::data, 554, "", false, 0, no, letter, true, false},
    {"DATA 421", Stage::data, 421, "", false, 0, later, relay, false, true},
    // The body and its dot: without an answer only our own mark tells.
    {"drop in the body", Stage::body, 354, "", false, 0, later, relay, false, false},
    {"drop right after the body", Stage::body, 354, "", true, 0, doubt, relay, true, false},
    {"drop in the body, no code", Stage::body, 0, "", true, 0, doubt, relay, true, false},
    {"dot hangs", Stage::dot, 354, "", true, 0, doubt, relay, true, false},
    {"dot: garbage", Stage::dot, 0, "", true, 0, doubt, relay, true, false},
    {"dot not marked", Stage::dot, 354, "", false, 0, later, relay, false, false},
    {"dot 451", Stage::dot, 451, "", true, 0, later, letter, true, false},
    {"dot 421", Stage::dot, 421, "", true, 0, later, relay, false, true},
    {"dot 451 4.4.5", Stage::dot, 451, "4.4.5", true, 0, later, relay, false, true},
    {"dot 554", Stage::dot, 554, "5.6.0", true, 0, no, letter, true, false},
    {"dot 5.7.1", Stage::dot, 554, "5.7.1", true, 0, later, sender, false, false},
    {"dot 5.4.5", Stage::dot, 550, "5.4.5", true, 9, later, sender, false, false},
    {"dot 550", Stage::dot, 550, "", true, 0, no, letter, true, false},
    {"dot 552: full", Stage::dot, 552, "", true, 0, later, recipient, true, false},
    {"dot 552: too big", Stage::dot, 552, "5.3.4", true, 0, no, letter, true, false},
    {"dot 250", Stage::dot, 250, "2.0.0", true, 0, sent, nobody, true, false},
    {"QUIT hangs after 250", Stage::done, 250, "", true, 0, sent, nobody, true, false},
    {"QUIT drops", Stage::done, 0, "", true, 0, sent, nobody, true, false},
};

Reply reply_of(const Row& row) {
    return {row.stage, row.code, "", row.enhanced, row.handed};
}

TEST(Classify, FollowsEveryRowOfTheTable) {
    for (const auto& row : rows) {
        const auto verdict = classify(reply_of(row), row.tries);
        EXPECT_EQ(verdict.state, row.state) << row.what;
        EXPECT_EQ(verdict.blame, row.blame) << row.what;
        EXPECT_EQ(verdict.counts_as_try, row.counts) << row.what;
        EXPECT_EQ(verdict.halve_sessions, row.halve) << row.what;
    }
}

rc::Gen<Reply> any_reply() {
    return rc::gen::apply(
        [](int stage, int code, std::string enhanced, bool handed) {
            return Reply{static_cast<Stage>(stage), code, "", std::move(enhanced), handed};
        },
        rc::gen::inRange(0, 10),
        rc::gen::element(0, 220, 250, 354, 421, 450, 451, 452, 500, 535, 550, 551, 552, 554),
        rc::gen::element<std::string>("", "4.3.2", "4.4.5", "5.1.1", "5.2.1", "5.2.2", "5.3.4", "5.7.1"),
        rc::gen::arbitrary<bool>());
}

RC_GTEST_PROP(Classify, GivesOnlyWhatADeliveryCanComeTo, ()) {
    const auto reply = *any_reply();
    const auto verdict = classify(reply, *rc::gen::inRange(0, 5));
    RC_ASSERT(verdict.state == sent || verdict.state == later || verdict.state == doubt
              || verdict.state == no);
    // A second copy may only be sent of what was handed over, and never of what was answered.
    RC_ASSERT(verdict.state != doubt || (reply.handed && reply.code < 400));
    // Nothing before RCPT can refuse a mail for its recipient.
    RC_ASSERT(verdict.blame != recipient || reply.stage >= Stage::rcpt);
    RC_ASSERT(verdict.state != sent || reply.stage >= Stage::dot);
    RC_ASSERT(verdict.counts_as_try || verdict.blame == relay || verdict.blame == sender);
}

const Instant noon = *base::parse_instant("2026-11-20T12:00:00Z");

seconds wait(const Reply& reply, int tries, double jitter = 0) {
    return retry_at(noon, reply, tries, Intervals{}, jitter) - noon;
}

TEST(RetryAt, FollowsTheDelaysOfAMail) {
    const Reply reply{Stage::dot, 451, "", "", true};
    const seconds expected[] = {minutes{1},  minutes{2},  minutes{5},  minutes{10},
                                minutes{20}, minutes{30}, minutes{30}, minutes{30}};
    for (int tries = 0; tries < 8; ++tries)
        EXPECT_EQ(wait(reply, tries), expected[tries]) << tries;
    EXPECT_EQ(wait(reply, 1000000), minutes{30});
    EXPECT_EQ(wait(reply, -1), minutes{1});
}

TEST(RetryAt, LeavesARecipientTimeAccordingToWhatItSaid) {
    EXPECT_EQ(wait({Stage::rcpt, 450, "", "", false}, 0), minutes{6}) << "greylisting";
    EXPECT_EQ(wait({Stage::rcpt, 450, "", "", false}, 1), minutes{30});
    EXPECT_EQ(wait({Stage::rcpt, 552, "", "", false}, 0), minutes{30}) << "a full mailbox";
    EXPECT_EQ(wait({Stage::rcpt, 550, "", "", false}, 0), base::hours{1}) << "the one repeat";
    EXPECT_EQ(wait({Stage::rcpt, 550, "", "5.1.1", false}, 0), base::hours{1});
    EXPECT_EQ(wait({Stage::rcpt, 550, "", "5.7.1", false}, 0), base::hours{12}) << "three tries in a day";
    EXPECT_EQ(retry_at(noon, {Stage::rcpt, 550, "", "5.7.1", false}, 2, Intervals{}, 0, Blame::sender),
              noon + minutes{5})
        << "that was about us";
    EXPECT_EQ(wait({Stage::rcpt, 421, "", "", false}, 0), minutes{1}) << "that was the relay";
}

TEST(RetryAt, WaitsBeforeAMailInDoubtGoesOutAgain) {
    EXPECT_EQ(wait({Stage::dot, 354, "", "", true}, 0), minutes{15});
    EXPECT_EQ(wait({Stage::body, 0, "", "", true}, 3), minutes{15});
    EXPECT_EQ(wait({Stage::dot, 354, "", "", true}, 0, -1), minutes{15} + seconds{90}) << "never sooner";
    EXPECT_EQ(wait({Stage::body, 354, "", "", false}, 0), minutes{1}) << "nothing was handed over";
}

TEST(RetryAt, IgnoresAJitterThatIsNone) {
    const Reply reply{Stage::dot, 451, "", "", true};
    EXPECT_EQ(wait(reply, 5, std::numeric_limits<double>::quiet_NaN()), minutes{30});
    EXPECT_EQ(wait(reply, 5, 50), minutes{33});
    EXPECT_EQ(wait(reply, 5, -50), minutes{27});
}

TEST(RetryAt, KnowsAnIntervalListMayBeEmpty) {
    Intervals bare;
    bare.retry.clear();
    EXPECT_EQ(retry_at(noon, {Stage::dot, 451, "", "", true}, 0, bare, 0), noon + minutes{30});
}

RC_GTEST_PROP(RetryAt, MovesByAtMostATenth, ()) {
    const auto reply = *any_reply();
    const auto tries = *rc::gen::inRange(0, 12);
    const auto jitter = *rc::gen::inRange(-1000, 1001) / 1000.0;
    const auto plain = wait(reply, tries);
    const auto moved = wait(reply, tries, jitter);
    RC_ASSERT(plain > seconds{0});
    RC_ASSERT(10 * moved >= 9 * plain && 10 * moved <= 11 * plain);
}

TEST(States, AreNamedAndFoundByName) {
    for (int n = 0; n <= static_cast<int>(State::parked); ++n) {
        const auto state = static_cast<State>(n);
        EXPECT_EQ(state_named(word(state)), state);
    }
    EXPECT_EQ(word(State::in_doubt), "in_doubt");
    EXPECT_EQ(word(State::parked), "parked");
    EXPECT_FALSE(state_named("lost"));
    EXPECT_EQ(word(Stage::connect), "connect");
    EXPECT_EQ(word(Stage::done), "done");
}

} // namespace
} // namespace followup::mail
