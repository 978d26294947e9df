#include "shell/store/ledger.hpp"
#include "shell/store/sqlite_driver.hpp"

namespace followup::store {
namespace {

TEST_F(Ledger, GivesAHistoryInOrderOfAcceptance) {
    const auto number = open_case().number;
    const auto first = debriefing("acme-1", "It went well.");
    const auto second = debriefing("acme-1", "They called.", friday - hours{3});
    const auto one = got(store->append(fact_of(first, number)));
    const auto two = got(store->append(fact_of(second, number)));
    EXPECT_LT(one, two);
    reopen();
    const auto history = *got(store->history(number));
    EXPECT_EQ(history.id, "acme-1");
    ASSERT_EQ(history.facts.size(), 2U);
    EXPECT_EQ(history.facts[0].number, one);
    EXPECT_EQ(history.facts[0].accepted, friday + minutes{5});
    EXPECT_EQ(std::get<queue::Debriefed>(history.facts[0].event.body).notes, "It went well.");
    EXPECT_EQ(history.facts[1].event.at, friday - hours{3});
}

TEST_F(Ledger, GivesTheSameHistoryUntilAFactChangesIt) {
    const auto number = open_case().number;
    const auto other = open_case("acme-2", "other@candidate.example").number;
    got(store->append(fact_of(debriefing("acme-1", "one"), number)));
    const auto first = got(store->history(number));
    got(store->append(fact_of(debriefing("acme-2", "elsewhere"), other)));
    EXPECT_EQ(got(store->history(number)), first) << "the same object";
    got(store->append(fact_of(debriefing("acme-1", "two"), number)));
    EXPECT_EQ(first->facts.size(), 1U) << "who holds it keeps it as it was";
    const auto second = got(store->history(number));
    EXPECT_EQ(second->facts.size(), 2U);
    got(store->append(fact_of(debriefing("acme-9", "early"), 0)));
    EXPECT_EQ(got(store->adopt("acme-9", number)), 1);
    EXPECT_EQ(got(store->history(number))->facts.size(), 3U);
}

TEST_F(Ledger, KeepsNoHistoryOfWhatWasRolledBack) {
    const auto number = open_case().number;
    got(store->append(fact_of(debriefing("acme-1", "one"), number)));
    got(store->begin());
    got(store->append(fact_of(debriefing("acme-1", "two"), number)));
    got(store->savepoint());
    got(store->append(fact_of(debriefing("acme-1", "three"), number)));
    EXPECT_EQ(got(store->history(number))->facts.size(), 3U);
    store->rollback_to_savepoint();
    EXPECT_EQ(got(store->history(number))->facts.size(), 2U);
    store->rollback();
    EXPECT_EQ(got(store->history(number))->facts.size(), 1U);
}

TEST_F(Ledger, KnowsAnEventByItsDigest) {
    const auto number = open_case().number;
    const auto event = debriefing("acme-1", "well");
    EXPECT_FALSE(got(store->has_event(event.digest)));
    got(store->append(fact_of(event, number)));
    EXPECT_TRUE(got(store->has_event(event.digest)));
    EXPECT_FALSE(store->append(fact_of(event, number)).has_value());
    EXPECT_FALSE(got(store->has_event(base::hex(base::sha256("another")))));
}

TEST_F(Ledger, GivesWaitingFactsToTheirCase) {
    got(store->append(fact_of(debriefing("acme-1", "early"), 0)));
    got(store->append(fact_of(debriefing("other-1", "early too"), 0)));
    EXPECT_EQ(got(store->counts()).waiting, 2);
    const auto number = open_case().number;
    EXPECT_EQ(got(store->adopt("acme-1", number)), 1);
    EXPECT_EQ(got(store->adopt("acme-1", number)), 0);
    EXPECT_EQ(got(store->counts()).waiting, 1);
    reopen();
    const auto history = *got(store->history(number));
    ASSERT_EQ(history.facts.size(), 1U);
    EXPECT_EQ(std::get<queue::Debriefed>(history.facts[0].event.body).notes, "early");
}

TEST_F(Ledger, ListsFactsOfNoCaseByKind) {
    queue::StandIn away{"robin", "sandy", friday, friday + hours{48}};
    got(store->append(fact_of({friday, "UTC", base::hex(base::sha256("away")), "", away}, 0)));
    got(store->append(fact_of(debriefing("acme-1", "early"), 0)));
    const auto facts = got(store->caseless("stand_in"));
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_EQ(std::get<queue::StandIn>(facts[0].event.body), away);
}

TEST_F(Ledger, HoldsNoWordOfAPersonInClear) {
    const auto number = open_case("acme-1", "marker-identity@candidate.example", "marker-subject").number;
    got(store->append(fact_of(debriefing("acme-1", "marker-notes"), number)));
    got(store->append(fact_of(debriefing("later", "marker-waiting"), 0)));
    auto mail = mail_to(got(store->next_mail_number()), number, "marker-identity@candidate.example");
    mail.to = "marker-to@candidate.example";
    mail.from = "marker-from@agency.example";
    mail.bytes = "marker-bytes";
    mail.sha256.clear();
    mail.reply = "marker-reply";
    got(store->insert(mail, {}));
    mail.state = mail::State::deferred;
    ASSERT_TRUE(got(store->update(mail, mail::State::claimed, friday)));
    mail.number = got(store->next_mail_number());
    mail.case_number = 0;
    mail.person = "marker-stranger@x.example";
    mail.message_id = "second@agency.example";
    got(store->insert(mail, {}));
    FeedRow feed;
    feed.person = "marker-identity@candidate.example";
    feed.feed = "follow-ups";
    feed.token_hash = base::hex(base::sha256("token"));
    got(store->insert(feed));
    // The log first: what is in it now has not been folded into the file.
    EXPECT_EQ(bytes_of(path() + "-wal").find("marker"), std::string::npos);
    ASSERT_NE(bytes_of(path() + "-wal").find("acme-1"), std::string::npos);
    close();
    EXPECT_EQ(bytes_of(path()).find("marker"), std::string::npos);
    ASSERT_NE(bytes_of(path()).find("acme-1"), std::string::npos);
}

TEST_F(Ledger, FactsCannotBeChangedOrDeletedEvenByHand) {
    const auto number = open_case().number;
    got(store->append(fact_of(debriefing("acme-1", "well"), number)));
    got(store->append(fact_of(debriefing("late-1", "waiting"), 0)));
    close();
    SqliteDriver ledger{path()};
    for (const auto* sql :
         {"UPDATE fact SET kind = 'letter'", "UPDATE fact SET at = 0", "UPDATE fact SET case_no = NULL",
          "DELETE FROM fact WHERE case_no IS NULL", "DELETE FROM fact",
          "UPDATE fact SET digest = '0123456789abcdef0123456789abcdef'"})
        EXPECT_THROW(ledger.execute(sql), DatabaseError) << sql;
}

TEST_F(Ledger, NoticesRowsThatWereSwapped) {
    const auto number = open_case().number;
    got(store->append(fact_of(debriefing("acme-1", "one"), number)));
    got(store->append(fact_of(debriefing("acme-1", "two"), number)));
    close();
    {
        SqliteDriver ledger{path()};
        ledger.execute("UPDATE fact SET sealed = (SELECT f.sealed FROM fact f WHERE f.no <> fact.no)");
    }
    open();
    const auto history = store->history(number);
    ASSERT_FALSE(history.has_value());
    EXPECT_EQ(history.error().where, "fact 1");
}

} // namespace
} // namespace followup::store
