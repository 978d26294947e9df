#include "shell/store/plain.hpp"

#include "shell/store/ledger.hpp"

namespace followup::store {
namespace {

/// Ledgers as older programs left them.
class Schema : public Ledger {
  protected:
    void change(const char* sql) {
        const PlainFile file{path(), SQLITE_OPEN_READWRITE};
        static_cast<void>(file.answer(sql));
    }
    [[nodiscard]] std::string told(const char* sql) const {
        return PlainFile{path(), SQLITE_OPEN_READWRITE}.answer(sql);
    }
    /// What the first edition wrote: schema 4.
    void first_edition() {
        close();
        for (const auto* sql :
             {"DELETE FROM note WHERE name = 'first edition'", "UPDATE cases SET live = 0",
              "DROP INDEX cases_stirred", "DROP INDEX cases_untold", "DROP INDEX cases_carried",
              "ALTER TABLE cases DROP COLUMN stirred", "ALTER TABLE cases DROP COLUMN untold",
              "ALTER TABLE cases DROP COLUMN carried", "ALTER TABLE fact DROP COLUMN by_whom",
              "DROP TABLE alias", "DROP INDEX cases_of_employer", "ALTER TABLE cases DROP COLUMN employer",
              "ALTER TABLE candidate DROP COLUMN known", "PRAGMA user_version = 4"})
            change(sql);
    }
};

TEST_F(Schema, OfTheFirstEditionIsBroughtUpToDateAndItsMailsAreKnown) {
    const auto row = open_case();
    got(store->insert(mail_to(1, row.number), {}));
    got(store->insert(mail_to(2, row.number), {}));
    first_edition();
    open();
    EXPECT_EQ(got(store->note(first_edition_mails)), "2");
    EXPECT_EQ(got(store->cases_not_at("rules", 10)).size(), 1U)
        << "also what nothing was owed of is planned again";
    EXPECT_EQ(got(store->mail(2))->bytes, mail_to(2, row.number).bytes);
}

TEST_F(Schema, OfALedgerThatIsBegunNowHasNoFirstEdition) {
    open_case();
    reopen();
    EXPECT_EQ(got(store->note(first_edition_mails)), std::nullopt);
}

TEST_F(Schema, IsBroughtUpToDateStepByStepEachWholeOrNotAtAll) {
    open_case();
    first_edition();
    change("CREATE TRIGGER stop BEFORE UPDATE OF live ON cases BEGIN SELECT RAISE(ABORT, 'no'); END");
    EXPECT_FALSE(Store::open(how(path())).has_value());
    EXPECT_EQ(told("PRAGMA user_version"), "6") << "the step before is there";
    EXPECT_EQ(told("SELECT count(*) FROM note WHERE name = 'first edition'"), "0")
        << "nothing of the one that failed";
    change("DROP TRIGGER stop");
    open();
    EXPECT_EQ(got(store->note(first_edition_mails)), "0");
    EXPECT_TRUE(got(store->case_by_id("acme-1")).has_value());
}

TEST_F(Ledger, TakesTheNudgesOfAMailOutToBePlannedAnew) {
    const auto row = open_case();
    const auto plan = small_plan();
    got(store->keep(row.number, plan, all_new(plan), "rules"));
    std::vector<std::int64_t> rows;
    for (const auto& nudge : got(store->nudges(row.number)))
        rows.push_back(nudge.row);
    got(store->insert(mail_to(1, row.number), std::vector{rows.front()}));
    EXPECT_TRUE(got(store->cases_not_at("rules", 10)).empty());
    got(store->take_out_nudges(1));
    EXPECT_TRUE(got(store->duties_of_mail(1)).empty());
    EXPECT_EQ(got(store->nudges(row.number)).size(), rows.size() - 1);
    EXPECT_EQ(got(store->cases_not_at("rules", 10)), std::vector{row.number});
    EXPECT_EQ(got(store->mail(1))->bytes, mail_to(1, row.number).bytes) << "its bytes stay";
}

} // namespace
} // namespace followup::store
