#include "core/mail/mime.hpp"
#include "shell/run/keeper.hpp"

namespace followup::run {
namespace {

using base::hours;
using base::minutes;

const Instant asked = ended + minutes{15}; // when the candidates are asked to call

/// Three mails in an hour are never held; a fourth is.
constexpr auto guarded = "storm_floor = 3";

class Storms : public Keeper {
  protected:
    void interviews(int count, int first = 1) {
        for (int n = first; n < first + count; ++n)
            take(interview(n), ended + minutes{5});
    }
    [[nodiscard]] bool held() const { return got(keeper->storm()).has_value(); }
};

TEST_F(Storms, HoldEverythingNewAndTellOnce) {
    start(guarded);
    interviews(4);
    const auto mails = sent(asked);
    ASSERT_EQ(mails.size(), 1U) << "only the word that something is held";
    EXPECT_EQ(mails[0].to, "office@glass.example");
    EXPECT_EQ(mail::parts_of(mails[0].bytes).front().header("subject"), "followupd holds its mails");
    const auto storm = got(keeper->storm());
    ASSERT_TRUE(storm.has_value());
    EXPECT_EQ(storm->since, asked);
    EXPECT_EQ(storm->due, 4);
    EXPECT_EQ(storm->limit, 3);
    EXPECT_TRUE(sent(asked + minutes{1}).empty()) << "told once, and nothing goes out";
    EXPECT_TRUE(sent(asked + minutes{30}).empty());
}

TEST_F(Storms, AreSeenInTheSecondInWhichTheyCome) {
    start(guarded);
    EXPECT_TRUE(sent(asked).empty());
    for (int n = 1; n <= 4; ++n)
        take(interview(n), asked);
    EXPECT_EQ(sent(asked).size(), 1U) << "the word that something is held";
    EXPECT_TRUE(held());
}

TEST_F(Storms, AreNotMadeOfWhatStrangersWrite) {
    start(guarded);
    mail::Note passed_on;
    passed_on.to = {"Office", *base::MailAddress::parse("office@glass.example")};
    passed_on.subject = "Follow-ups";
    passed_on.paragraphs = {"somebody wrote"};
    for (int n = 0; n < 20; ++n)
        got(keeper->write_note(passed_on, 0, "team", asked - minutes{1}));
    EXPECT_EQ(sent(asked - minutes{1}).size(), 20U);
    interviews(3);
    EXPECT_EQ(sent(asked).size(), 3U) << "as many reminders as are usual";
    EXPECT_FALSE(held());
}

TEST_F(Storms, StayHeldOverARestart) {
    start(guarded);
    interviews(4);
    sent(asked);
    start(guarded);
    EXPECT_TRUE(held());
    EXPECT_TRUE(sent(asked + minutes{1}).empty());
}

TEST_F(Storms, LetEverythingGoWhenSomebodySaysSo) {
    start(guarded);
    interviews(8);
    sent(asked);
    EXPECT_TRUE(got(keeper->release_storm(asked + minutes{5})));
    EXPECT_FALSE(held());
    EXPECT_FALSE(got(keeper->release_storm(asked + minutes{5}))) << "there is nothing more to release";
    start(guarded);
    EXPECT_EQ(sent(asked + minutes{6}).size(), 8U) << "each exactly once";
    EXPECT_FALSE(held());
    // From then on it watches again, and what was released does not count.
    interviews(3, 20);
    EXPECT_EQ(sent(asked + minutes{7}).size(), 3U);
    interviews(4, 30);
    sent(asked + minutes{8});
    EXPECT_TRUE(held());
}

TEST_F(Storms, EndByThemselvesWhenTheClockIsSetRight) {
    start("storm_floor = 6");
    interviews(6);
    EXPECT_EQ(sent(asked).size(), 6U);
    interviews(1, 9);
    sent(at("2026-11-24T18:00:00Z"));
    EXPECT_TRUE(held()) << "days of reminders are due at once";
    const auto mails = sent(asked + minutes{61});
    EXPECT_FALSE(held());
    ASSERT_EQ(mails.size(), 1U) << "the one whose time has really come";
    EXPECT_EQ(mails[0].person, "c9@candidate.example");
}

TEST_F(Storms, AreNothingThatHappensEveryDay) {
    start("storm_floor = 3\nstorm_times = 2\nper_day = 0\nlate_together = 0");
    // On three days there were three mails in an hour: six are usual then.
    for (int day = 0; day < 3; ++day)
        for (int n = 0; n < 3; ++n)
            got(keeper->tell_refused({"a.toml", "recruiter = \"pat\""}, {{"", "is bad", ""}},
                                     ended - base::days{3 - day}));
    for (int day = 0; day < 3; ++day)
        sent(ended - base::days{3 - day});
    interviews(6);
    const auto mails = sent(asked);
    EXPECT_EQ(mails.size() - to(mails, "pat").size(), 6U) << "besides the digest";
    interviews(1, 20);
    sent(asked + minutes{1});
    EXPECT_TRUE(held());
}

TEST_F(Storms, AreNotWatchedForWhenTheFloorIsZero) {
    start("storm_floor = 0");
    interviews(20);
    EXPECT_EQ(sent(asked).size(), 20U);
}

} // namespace
} // namespace followup::run
