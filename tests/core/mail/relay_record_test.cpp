#include "core/mail/relay_record.hpp"

#include <gtest/gtest.h>

namespace followup::mail {
namespace {

const Reply refused{Stage::rcpt, 550, "no", "5.1.1", false};
const Reply policy{Stage::rcpt, 550, "5.7.1 no", "5.7.1", false};
const Reply taken{Stage::done, 250, "ok", "", true};

class TheRecord : public testing::Test {
  protected:
    /// What a reply to a mail to that person comes to.
    Verdict met(std::int64_t mail, const std::string& to, const Reply& reply, int tries = 0) {
        const auto verdict = classify(reply, tries, x_record.around(mail, to, reply));
        x_record.seen(mail, to, reply, verdict);
        return verdict;
    }
    RelayRecord x_record;
};

TEST_F(TheRecord, BlamesTheRelayForTheThirdRecipientInARowThatItRefusesAlike) {
    EXPECT_EQ(met(1, "a", refused).blame, Blame::recipient);
    EXPECT_EQ(met(2, "b", refused).blame, Blame::recipient);
    const auto third = met(3, "c", refused);
    EXPECT_EQ(third.blame, Blame::sender);
    EXPECT_EQ(third.state, State::deferred);
    EXPECT_EQ(met(1, "a", refused, 1).state, State::deferred) << "nor are the first two given up";
}

TEST_F(TheRecord, DoesNotCountOneRecipientThreeTimes) {
    EXPECT_EQ(met(1, "a", refused).blame, Blame::recipient);
    EXPECT_EQ(met(2, "a", refused).blame, Blame::recipient);
    EXPECT_EQ(met(3, "a", refused, 1).state, State::rejected);
}

TEST_F(TheRecord, BeginsAnewWithAMailThatIsTakenAndWithAnotherRefusal) {
    met(1, "a", refused);
    met(2, "b", refused);
    met(3, "c", taken);
    EXPECT_EQ(met(4, "d", refused).blame, Blame::recipient);
    met(5, "e", refused);
    met(6, "f", {Stage::rcpt, 550, "no", "5.2.1", false});
    EXPECT_EQ(met(7, "g", refused).blame, Blame::recipient);
}

TEST_F(TheRecord, BelievesARefusalOfUsNoMoreWhenOthersAreTakenMeanwhile) {
    EXPECT_EQ(met(1, "a", policy).blame, Blame::sender);
    EXPECT_EQ(met(1, "a", policy).blame, Blame::sender) << "nothing was taken since";
    EXPECT_EQ(x_record.refusals(1), 2);
    met(2, "b", taken);
    const auto again = met(1, "a", policy);
    EXPECT_EQ(again.blame, Blame::recipient);
    EXPECT_TRUE(again.counts_as_try);
    EXPECT_EQ(met(1, "a", policy, 2).state, State::rejected) << "as R3 has it";
    EXPECT_EQ(met(3, "c", policy).blame, Blame::sender) << "of another it is believed";
}

} // namespace
} // namespace followup::mail
