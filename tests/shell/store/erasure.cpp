#include "shell/store/ledger.hpp"
#include "shell/store/restore.hpp"

namespace followup::store {
namespace {

class Erasure : public Ledger {
  protected:
    /// A case with a fact, a plan, a mail that was sent, and a feed.
    std::int64_t full_case(const std::string& id, const std::string& identity) {
        const auto number = open_case(id, identity, "subject of " + id).number;
        got(store->append(fact_of(debriefing(id, "notes of " + id), number)));
        auto plan = small_plan();
        for (auto& nudge : plan.nudges)
            nudge.duty = id + "/debrief";
        got(store->keep(number, plan, all_new(plan), "v1"));
        auto mail = mail_to(got(store->next_mail_number()), number, identity);
        got(store->insert(mail, std::array{got(store->nudges(number)).front().row}));
        mail.state = mail::State::handed;
        EXPECT_TRUE(got(store->update(mail, mail::State::claimed, friday)));
        mail.state = mail::State::sent;
        EXPECT_TRUE(got(store->update(mail, mail::State::handed, friday)));
        FeedRow feed;
        feed.person = identity;
        feed.feed = "follow-ups";
        feed.token_hash = base::hex(base::sha256(identity));
        if (!got(store->feed_of(identity, "follow-ups"))) {
            feed = got(store->insert(feed));
            got(store->keep_stamps(feed, {}, {{"uid", base::hex(base::sha256("x")), friday, friday, 0}}));
        }
        return number;
    }
};

TEST_F(Erasure, TakesEverythingOfOneCandidateAndNothingOfAnother) {
    const auto one = full_case("forget-one", "dana@candidate.example");
    const auto two = full_case("forget-two", "dana@candidate.example");
    const auto other = full_case("stays", "eve@candidate.example");
    const auto erased = got(store->forget("dana@candidate.example", friday));
    EXPECT_EQ(erased.cases, (std::vector{one, two}));
    EXPECT_EQ(erased.interviews, (std::vector<std::string>{"forget-one", "forget-two"}));
    EXPECT_EQ(erased.tag.size(), 32U);

    EXPECT_EQ(got(store->all_cases()), std::vector{other});
    EXPECT_EQ(got(store->history(other))->facts.size(), 1U);
    EXPECT_EQ(got(store->feeds()).size(), 1U);
    EXPECT_FALSE(store->history(one).has_value());
    EXPECT_EQ(got(store->counts()).facts, 1);
    EXPECT_EQ(got(store->mail(1)), std::nullopt);
    EXPECT_TRUE(got(store->log_of_mail(1)).empty());
    EXPECT_TRUE(got(store->forgotten("dana@candidate.example")));
    EXPECT_FALSE(got(store->forgotten("eve@candidate.example")));
    EXPECT_EQ(got(store->tombstones()), (std::vector<Tombstone>{{erased.tag, friday}}));
}

TEST_F(Erasure, FindsThemByEveryNameTheyWereGiven) {
    const auto one = full_case("one", "dana@candidate.example");
    const auto other = full_case("other", "eve@candidate.example");
    got(store->call(one, "d-17"));
    got(store->call(one, "family@candidate.example"));
    got(store->call(other, "family@candidate.example"));
    ASSERT_EQ(got(store->called("d-17")).size(), 1U);
    EXPECT_EQ(got(store->called("d-17")).front(), got(store->candidate_of(one)));
    EXPECT_EQ(got(store->called("family@candidate.example")).size(), 2U);
    EXPECT_TRUE(got(store->called("nobody")).empty());
    const std::array also{std::string{"d-17"}};
    const auto erased = got(store->forget("dana@candidate.example", friday, also));
    EXPECT_EQ(erased.also.size(), 1U);
    EXPECT_TRUE(got(store->forgotten("d-17")));
    EXPECT_TRUE(got(store->called("d-17")).empty());
    EXPECT_EQ(got(store->called("family@candidate.example")).size(), 1U);
}

TEST_F(Erasure, LeavesNoFreedByteInAnyFile) {
    full_case("marker-one", "dana@candidate.example");
    full_case("stays", "eve@candidate.example");
    got(store->begin());
    got(store->forget("dana@candidate.example", friday));
    got(store->commit());
    // Without closing: the log is empty already, and the file's free space is overwritten.
    EXPECT_EQ(bytes_of(path() + "-wal").find("marker-one"), std::string::npos);
    EXPECT_EQ(bytes_of(path()).find("marker-one"), std::string::npos);
    EXPECT_NE(bytes_of(path()).find("stays"), std::string::npos);
}

TEST_F(Erasure, CanBeRepeatedByItsTombstoneAfterARestore) {
    full_case("one", "dana@candidate.example");
    got(copied(*store, folder.file("copy.db")));
    got(store->forget("dana@candidate.example", friday));
    const auto tombstones = got(store->tombstones());
    close();
    got(restore(folder.file("copy.db"), how(path()), "T1", "copy.db"));
    open();
    EXPECT_FALSE(got(store->forgotten("dana@candidate.example")));
    for (const auto& tombstone : tombstones)
        EXPECT_EQ(got(store->forget_again(tombstone)).cases.size(), 1U);
    EXPECT_TRUE(got(store->forgotten("dana@candidate.example")));
    EXPECT_TRUE(got(store->all_cases()).empty());
    EXPECT_EQ(got(store->tombstones()), tombstones);
}

TEST_F(Erasure, OfSomebodyUnknownLeavesATombstoneToo) {
    const auto erased = got(store->forget("nobody@x.example", friday));
    EXPECT_TRUE(erased.cases.empty());
    EXPECT_TRUE(got(store->forgotten("nobody@x.example")));
}

TEST_F(Erasure, IsUndoneByARollback) {
    full_case("one", "dana@candidate.example");
    got(store->begin());
    got(store->forget("dana@candidate.example", friday));
    store->rollback();
    EXPECT_EQ(got(store->history(1))->facts.size(), 1U);
    EXPECT_FALSE(got(store->forgotten("dana@candidate.example")));
}

TEST_F(Erasure, NeverGivesTheNumberOfAnErasedMailAgain) {
    full_case("one", "dana@candidate.example");
    got(store->forget("dana@candidate.example", friday));
    reopen();
    EXPECT_GT(got(store->next_mail_number()), 1);
}

} // namespace
} // namespace followup::store
