#include "shell/run/relays.hpp"

#include "shell/run/keeper.hpp"

#include <fmt/format.h>

namespace followup::run {
namespace {

using base::minutes;

const Instant asked_at = ended + minutes{15}; // when the candidates are asked to call
constexpr auto url = "smtp://mx.glass.example";

const mail::Reply send_as{mail::Stage::dot, 554,
                          "5.2.252 SendAsDenied; c1@candidate.example may not be written to as this sender",
                          "5.2.252", true};
const mail::Reply unknown{mail::Stage::rcpt, 550, "5.1.1 no such user", "5.1.1", false};
const mail::Reply went_out{mail::Stage::done, 250, "ok", {}, true};

class TheRelays : public Keeper {
  protected:
    TheRelays() {
        open_again();
        for (int n = 1; n <= 4; ++n)
            take(interview(n), ended + minutes{5});
        while (got(keeper->look(asked_at))) {
        }
        mails = got(keeper->claim(asked_at, 4));
    }
    void open_again() { start(fmt::format("relays = [{{ url = \"{}\" }}]\nstorm_floor = 0", url)); }
    mail::Verdict met(std::size_t n, const mail::Reply& reply, Instant now) {
        if (reply.handed) static_cast<void>(got(keeper->handed(mails.at(n).number, now)));
        return got(keeper->settle(mails.at(n).number, reply, url, now));
    }
    store::MailRow row(std::size_t n) { return *got(store->mail(mails.at(n).number)); }
    std::string words() { return got(keeper->relays().refusing(url)).value_or(""); }

    std::vector<store::MailRow> mails;
};

TEST_F(TheRelays, ThatRefuseUsLoseNoMailAndAreRememberedOverARestart) {
    ASSERT_EQ(mails.size(), 4U);
    EXPECT_EQ(met(0, send_as, asked_at).blame, mail::Blame::sender);
    EXPECT_EQ(row(0).state, mail::State::deferred);
    EXPECT_EQ(row(0).tries, 0);
    EXPECT_EQ(words(), "554 5.2.252 SendAsDenied; (the recipient) may not be written to as this sender");
    open_again();
    EXPECT_FALSE(words().empty()) << "the daemon was started anew";
    EXPECT_EQ(met(1, went_out, asked_at + minutes{1}).state, mail::State::sent);
    EXPECT_TRUE(words().empty());
}

TEST_F(TheRelays, ThatRefuseThreeRecipientsAlikeRefuseUs) {
    EXPECT_EQ(met(0, unknown, asked_at).blame, mail::Blame::recipient);
    EXPECT_EQ(met(1, unknown, asked_at).blame, mail::Blame::recipient);
    EXPECT_TRUE(words().empty());
    EXPECT_EQ(met(2, unknown, asked_at).blame, mail::Blame::sender);
    EXPECT_EQ(words(), "550 5.1.1 no such user");
}

TEST_F(TheRelays, ThatRefuseOurSenderWithoutAWordAreToldOfWhenItGoesOn) {
    const mail::Reply bare{mail::Stage::mail, 550, "no", {}, false};
    EXPECT_EQ(met(0, bare, asked_at).blame, mail::Blame::sender);
    met(1, bare, asked_at);
    EXPECT_TRUE(words().empty());
    met(2, bare, asked_at);
    EXPECT_EQ(words(), "550 no");
}

TEST_F(TheRelays, AreAskedLessOftenForTheSameMail) {
    met(0, send_as, asked_at);
    const auto first = *row(0).wait_until - asked_at;
    auto again = got(keeper->claim(asked_at + minutes{3}, 4));
    ASSERT_EQ(again.size(), 1U);
    met(0, send_as, asked_at + minutes{3});
    EXPECT_GT(*row(0).wait_until - (asked_at + minutes{3}), first);
}

TEST_F(TheRelays, GetEverythingOnceMoreWhenTheyWereMended) {
    met(0, send_as, asked_at);
    met(1, went_out, asked_at);
    for (int n = 0; n < 2; ++n) // this recipient is unknown indeed
        static_cast<void>(got(keeper->settle(mails.at(2).number, unknown, url, asked_at)));
    EXPECT_EQ(row(2).state, mail::State::rejected);
    EXPECT_EQ(got(keeper->retry_all(asked_at + base::seconds{1})), 2) << "and what tells of the unknown one";
    EXPECT_EQ(row(0).wait_until, asked_at + base::seconds{1});
    EXPECT_EQ(row(1).state, mail::State::sent);
    EXPECT_EQ(row(2).state, mail::State::rejected) << "nothing of us was said there";
}

} // namespace
} // namespace followup::run
