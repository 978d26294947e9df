#include "shell/run/first_edition.hpp"
#include "shell/run/keeper.hpp"
#include "shell/run/namesakes.hpp"

#include <array>

namespace followup::run {
namespace {

using base::hours;
using base::minutes;

/// Mails that were written before the upgrade, and have not gone out.
class FirstEditions : public Keeper {
  protected:
    /// As the migration does: what there is now, is of the first edition.
    void upgrade(Instant now) {
        const auto next = got(store->next_mail_number());
        got(store->set_note(store::first_edition_mails, std::to_string(next - 1)));
        left = got(FirstEdition{*store}.leave(keeper->config().rules.agency, now));
    }
    /// One mail that is due 15 minutes after the interview, claimed.
    store::MailRow claimed(int number = 1) {
        take(interview(number), ended);
        while (got(keeper->look(due)))
            ;
        const auto mails = got(keeper->claim(due, 1));
        EXPECT_EQ(mails.size(), 1U);
        return mails.front();
    }
    store::MailRow now(std::int64_t number) { return *got(store->mail(number)); }

    const Instant due = ended + minutes{15};
    FirstEdition::Left left;
};

TEST_F(FirstEditions, MailsThatWaitAreWrittenAgain) {
    const auto mail = claimed();
    got(keeper->give_back(mail.number, due, due + hours{1}));
    upgrade(due + minutes{1});
    EXPECT_EQ(left.anew, 1);
    EXPECT_EQ(now(mail.number).state, mail::State::moot);
    const auto again = to(sent(due + minutes{2}), mail.person);
    ASSERT_EQ(again.size(), 1U);
    EXPECT_GT(again.front().number, mail.number);
    EXPECT_NE(again.front().message_id, mail.message_id);
    EXPECT_TRUE(sent(due + minutes{3}).empty()) << "once";
}

TEST_F(FirstEditions, MailsThatMayHaveArrivedAreHeldAndNamedAsLongAsTheyAreOfUse) {
    const auto mail = claimed();
    ASSERT_TRUE(got(keeper->handed(mail.number, due)));
    got(keeper->recover(due));
    upgrade(due);
    EXPECT_EQ(left.parked, 1);
    EXPECT_EQ(now(mail.number).state, mail::State::parked);
    EXPECT_TRUE(to(sent(due + hours{1}), mail.person).empty());
    FirstEdition edition{*store};
    const auto trouble = got(edition.doubts(due, hours{120}));
    ASSERT_TRUE(trouble);
    EXPECT_TRUE(trouble->what.contains(std::to_string(mail.number))) << trouble->what;
    EXPECT_FALSE(got(edition.doubts(due + hours{121}, hours{120}))) << "too old to be of use";
    take({"done.toml", "[[done]]\nduty = \"case-1/debrief\"\n"}, due + hours{1});
    EXPECT_FALSE(got(edition.doubts(due + hours{1}, hours{120}))) << "what it told of is done";
}

TEST_F(FirstEditions, MailsThatAreReleasedAreWrittenAgain) {
    const auto mail = claimed();
    ASSERT_TRUE(got(keeper->handed(mail.number, due)));
    got(keeper->recover(due));
    upgrade(due);
    const auto released = got(keeper->order(mail.number, Bookkeeper::Order::release, due + minutes{1}));
    EXPECT_EQ(released.state, mail::State::moot);
    EXPECT_TRUE(now(mail.number).reply.contains("written again"));
    const auto again = to(sent(due + minutes{2}), mail.person);
    ASSERT_EQ(again.size(), 1U);
    EXPECT_NE(again.front().number, mail.number);
}

TEST_F(FirstEditions, MailsAreWrittenAgainByRetryOfAllToo) {
    const auto mail = claimed();
    ASSERT_TRUE(got(keeper->handed(mail.number, due)));
    got(keeper->settle(mail.number, {mail::Stage::body, 550, "5.7.60 send as denied", "5.7.60", true},
                       "relay", due));
    got(store->set_note(store::first_edition_mails, std::to_string(mail.number)));
    got(store->set_note(store::first_edition_ended, base::rfc3339(due)));
    const auto count = got(keeper->retry_all(due + minutes{1}));
    EXPECT_EQ(count, 1);
    EXPECT_EQ(now(mail.number).state, mail::State::moot);
    const auto again = to(sent(due + minutes{2}), mail.person);
    ASSERT_EQ(again.size(), 1U);
    EXPECT_NE(again.front().number, mail.number);
}

TEST_F(FirstEditions, AnswersThatNothingCanWriteAgainAreHeldWhenTheyAreForACandidate) {
    take(interview(1), ended);
    for (const auto* person : {"c1@candidate.example", "pat"}) {
        mail::Note note;
        note.to = {"Somebody", *base::MailAddress::parse("somebody@candidate.example")};
        note.subject = "Recorded";
        note.paragraphs = {"words"};
        got(keeper->write_note(note, 1, person, ended));
    }
    upgrade(ended);
    EXPECT_EQ(left.parked, 1);
    EXPECT_EQ(now(1).state, mail::State::parked);
    EXPECT_EQ(now(2).state, mail::State::deferred) << "a recruiter may read whatever is in it";
}

TEST_F(FirstEditions, UpgradeThatWasBrokenOffGoesOnAndThenIsOver) {
    const auto mail = claimed();
    got(keeper->give_back(mail.number, due, due + hours{1}));
    const auto next = got(store->next_mail_number());
    got(store->set_note(store::first_edition_mails, std::to_string(next - 1)));
    got(store->set_note(store::first_edition_ended, base::rfc3339(due))); // and then the power went
    FirstEdition edition{*store};
    EXPECT_EQ(got(edition.leave(keeper->config().rules.agency, due + hours{1})).anew, 1);
    EXPECT_EQ(got(store->note(store::first_edition_ended)), base::rfc3339(due)) << "that was when it ended";
    const auto later = to(sent(due + hours{1}), mail.person);
    ASSERT_FALSE(later.empty());
    got(keeper->give_back(later.front().number, due, due));
    EXPECT_EQ(got(edition.leave(keeper->config().rules.agency, due + hours{2})).anew, 0);
}

TEST_F(FirstEditions, LedgerIsTheOnlyOneThatHasAnythingToLeave) {
    const auto mail = claimed();
    got(keeper->give_back(mail.number, due, due + hours{1}));
    EXPECT_EQ(got(FirstEdition{*store}.leave(keeper->config().rules.agency, due)).anew, 0);
    EXPECT_EQ(now(mail.number).state, mail::State::deferred);
    EXPECT_FALSE(got(FirstEdition{*store}.wrote(now(mail.number))));
}

} // namespace
} // namespace followup::run
