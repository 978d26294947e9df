#include "shell/run/keeper.hpp"

#include <algorithm>

namespace followup::run {
namespace {

/// Mails that their relay put off, while something happens that they tell of.
class Waiting : public Keeper {
  protected:
    Waiting() {
        take(interview(1, "a"), ended);
        take(interview(1, "b"), ended);
    }
    /// What goes out at that time, put off by the relay.
    std::vector<store::MailRow> put_off(Instant now, const mail::Reply& reply) {
        std::vector<store::MailRow> all;
        for (auto more = true; more;)
            more = got(keeper->look(now));
        for (auto claimed = got(keeper->claim(now, 4)); !claimed.empty();
             claimed = got(keeper->claim(now, 4)))
            for (auto& mail : claimed) {
                if (reply.stage == mail::Stage::dot) got(keeper->handed(mail.number, now));
                got(keeper->settle(mail.number, reply, "relay", now));
                all.push_back(std::move(mail));
            }
        return all;
    }
    void withdraw(const std::string& id, Instant now) {
        take({"withdrawn.toml", "[[withdrawn]]\ninterview = \"case-" + id + "\"\n"}, now);
    }

    const mail::Reply refused{mail::Stage::rcpt, 450, "greylisted", "4.2.0", false};
    const mail::Reply lost{mail::Stage::dot, 0, "connection lost", {}, true};
};

TEST_F(Waiting, AreWrittenAnewWithoutWhatHasEndedMeanwhile) {
    const auto now = ended + base::minutes{16};
    const auto before = to(put_off(now, refused), "c1@candidate.example");
    ASSERT_EQ(before.size(), 1U) << "one mail about both interviews";
    ASSERT_TRUE(before.front().bytes.contains("Employer a"));
    withdraw("a", now + base::minutes{5});
    const auto after = to(sent(now + base::hours{1}), "c1@candidate.example");
    std::string all;
    for (const auto& mail : after) {
        EXPECT_NE(mail.number, before.front().number);
        if (!mail.bytes.contains("withdr")) all += mail.bytes;
    }
    EXPECT_TRUE(all.contains("Employer b")) << "what holds is said";
    EXPECT_FALSE(all.contains("Employer a")) << all;
    EXPECT_EQ(got(store->mail(before.front().number))->state, mail::State::moot);
}

TEST_F(Waiting, ThatMayHaveArrivedGoOutAsTheyWereUnlessACaseHasEnded) {
    const auto now = ended + base::minutes{16};
    const auto before = to(put_off(now, lost), "c1@candidate.example");
    ASSERT_EQ(before.size(), 1U);
    take({"debriefed.toml",
          "[[debriefed]]\ninterview = \"case-a\"\nwith = \"candidate\"\nat = 2026-11-20T15:48:00-06:00\n"},
         now + base::minutes{5});
    const auto copies = to(put_off(now + base::hours{1}, lost), "c1@candidate.example");
    ASSERT_FALSE(copies.empty());
    EXPECT_EQ(copies.front().bytes, before.front().bytes) << "a copy is known by its bytes";
    withdraw("a", now + base::minutes{65});
    for (const auto& mail : to(sent(now + base::hours{3}), "c1@candidate.example"))
        EXPECT_NE(mail.number, before.front().number);
}

TEST_F(Waiting, DigestsAreWrittenAnewWhenSomethingInThemIsSettled) {
    sent(ended + base::minutes{16});
    const auto at_digest = at("2026-11-23T14:00:00Z"); // 08:00 in Chicago
    sent(at("2026-11-23T13:00:00Z"));
    const auto before = to(put_off(at_digest, refused), "pat");
    const auto digest = std::ranges::find_if(
        before, [](const store::MailRow& mail) { return mail.bytes.contains("Subject: Follow-ups on"); });
    ASSERT_NE(digest, before.end());
    ASSERT_TRUE(digest->bytes.contains("Employer a"));
    take({"dropped.toml", "[[dropped]]\nduty = \"case-a/letter/margaret-chen\"\nreason = \"no letter\"\n"
                          "[[dropped]]\nduty = \"case-a/debrief\"\nreason = \"told in person\"\n"},
         at_digest + base::minutes{5});
    int digests = 0;
    for (const auto& mail : to(sent(at_digest + base::hours{1}), "pat")) {
        EXPECT_NE(mail.number, digest->number);
        if (mail.bytes.contains("Subject: Follow-ups on")) ++digests;
    }
    EXPECT_EQ(digests, 1);
}

} // namespace
} // namespace followup::run
