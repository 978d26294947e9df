#include "shell/smtp/delivery.hpp"

#include <atomic>
#include <chrono>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace followup::smtp {
namespace {

class Connections : public Delivering {};

TEST_F(Connections, TakeTwoMails) {
    SmtpPeer peer;
    Session session{plain(peer), quick()};
    EXPECT_EQ(brief(session.deliver(envelope(), willing())), "done 250 handed");
    EXPECT_EQ(brief(session.deliver(envelope("Subject: again\r\n\r\n"), willing())), "done 250 handed");
    EXPECT_EQ(peer.connections(), 1);
    EXPECT_EQ(peer.count("EHLO"), 1);
    EXPECT_EQ(peer.mails().size(), 2u);
}

TEST_F(Connections, ThatTheRelayEndedAreOpenedAgain) {
    SmtpPeer peer{{{"dot", "250 2.0.0 ok\ndrop"}}};
    Session session{plain(peer), quick()};
    EXPECT_EQ(brief(session.deliver(envelope(), willing())), "done 250 handed");
    ASSERT_TRUE(peer.settled());
    EXPECT_EQ(brief(session.deliver(envelope(), willing())), "done 250 handed");
    EXPECT_EQ(peer.connections(), 2);
    EXPECT_EQ(peer.mails().size(), 2u);
}

TEST_F(Connections, ThatTheRelayEndsWhileTheyAreUsedAgainAreOpenedAnewOnce) {
    // Once only: the second connection says the same at MAIL, and that is the relay's answer.
    for (const auto* parting : {"drop", "421 4.4.2 timeout exceeded\ndrop"}) {
        SmtpPeer peer{{{"MAIL 2", parting}, {"MAIL 4", parting}, {"MAIL 5", parting}}};
        Session session{plain(peer), quick()};
        EXPECT_EQ(brief(session.deliver(envelope(), willing())), "done 250 handed");
        EXPECT_EQ(brief(session.deliver(envelope(), willing())), "done 250 handed") << parting;
        EXPECT_EQ(peer.connections(), 2);
        const auto code = std::string_view{parting} == "drop" ? 0 : 421;
        EXPECT_EQ(brief(session.deliver(envelope(), willing())), fmt::format("mail {}", code)) << parting;
        EXPECT_EQ(peer.connections(), 3);
        EXPECT_EQ(peer.mails().size(), 2u);
    }
}

/// Long before the reply's own timeout.
constexpr base::seconds soon{8};

TEST_F(Connections, EndSoonWhenWeStopUnlessTheMailIsHanded) {
    const SmtpPeer peer{{{"DATA", "hang"}}};
    Session session{plain(peer), quick(25)};
    auto hooks = willing();
    hooks.stop = [&] { return peer.count("DATA") > 0; };
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(brief(session.deliver(envelope(), hooks)), "data 0");
    EXPECT_LT(std::chrono::steady_clock::now() - begun, soon);
}

TEST_F(Connections, EndSoonWhenAHandedMailIsAbandoned) {
    const SmtpPeer peer{{{"dot", "hang"}}};
    Session session{plain(peer), quick(25)};
    bool handed = false;
    auto hooks = willing();
    hooks.before_dot = [&] { return handed = true; };
    hooks.stop = [&] {
        EXPECT_FALSE(handed) << "what is handed is not stopped";
        return false;
    };
    hooks.abandon = [&] { return handed; };
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(brief(session.deliver(envelope(), hooks)), "dot 0 handed");
    EXPECT_LT(std::chrono::steady_clock::now() - begun, soon);
}

TEST_F(Connections, ThatFailLeaveTheDescriptorsOfOthersAlone) {
    // The number of a closed descriptor is at once another thread's: nothing may be done with it any more.
    const SmtpPeer refusing{{{"banner", "554 5.3.2 no"}}};
    std::atomic<bool> over = false;
    std::atomic<int> ended = 0;
    std::thread other{[&] {
        while (!over) {
            int pair[2];
            ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
            std::this_thread::yield();
            char byte = 0;
            if (::recv(pair[0], &byte, 1, MSG_DONTWAIT) == 0) ++ended; // ended by somebody: not by us
            ::close(pair[0]);
            ::close(pair[1]);
        }
    }};
    for (int n = 0; n < 2000; ++n) {
        Session session{plain(refusing), quick(20)};
        EXPECT_EQ(brief(session.deliver(envelope(), willing())), "connect 554");
    }
    over = true;
    other.join();
    EXPECT_EQ(ended, 0);
}

TEST_F(Connections, EndWithoutAnAnswerToQuitAlsoAfterARefusal) {
    const SmtpPeer peer{{{"RCPT", "550 5.1.1 no"}, {"QUIT", "2\n2\n2\n2\nhang"}}};
    Session session{plain(peer), quick(25)};
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(brief(session.deliver(envelope(), willing())), "rcpt 550");
    EXPECT_LT(std::chrono::steady_clock::now() - begun, soon);
}

TEST_F(Connections, EndWithoutAnAnswerToQuit) {
    const SmtpPeer peer{{{"QUIT", "hang"}}};
    const auto begun = std::chrono::steady_clock::now();
    {
        Session session{plain(peer), quick(25)};
        EXPECT_EQ(brief(session.deliver(envelope(), willing())), "done 250 handed");
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begun, soon);
    EXPECT_TRUE(peer.settled());
}

} // namespace
} // namespace followup::smtp
