#include "shell/store/carrying.hpp"
#include "shell/store/ledger.hpp"
#include "shell/store/mending.hpp"
#include "shell/store/sqlite.hpp"

namespace followup::store {
namespace {

/// A ledger in which a row breaks a rule of its table, so that it takes no change, while somebody works with
/// it.
class Stubborn : public Ledger {
  protected:
    void make(const std::string& sql) {
        close();
        {
            const PlainFile ledger{path(), SQLITE_OPEN_READWRITE};
            // Where a type does not fit SQLite refuses every change of the row.
            const std::string schema = "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ";
            const std::string read_anew = "; PRAGMA writable_schema = RESET; ";
            execute(ledger, "PRAGMA ignore_check_constraints = ON; " + schema
                                + "replace(sql, ') STRICT', ') /**/') WHERE type = 'table'" + read_anew);
            execute(ledger, sql);
            execute(ledger, schema + "replace(sql, ') /**/', ') STRICT') WHERE type = 'table'" + read_anew);
        }
        // As it is: only who may make a ledger writes a damaged one anew.
        auto untouched = how(path());
        untouched.create = false;
        auto opened = Store::open(untouched);
        ASSERT_TRUE(opened.has_value()) << base::text(opened.error().problem);
        store = std::move(*opened);
    }
    MailRow mail(mail::State state) {
        MailRow mail;
        mail.number = got(store->next_mail_number());
        mail.case_number = 1;
        mail.person = "robin";
        mail.state = state;
        mail.message_id = "<" + std::to_string(mail.number) + "@agency.example>";
        mail.bytes = "Subject: hello";
        mail.claimed = mail.due = friday;
        got(store->insert(mail, {}));
        return mail;
    }
    [[nodiscard]] std::vector<std::string> rows_set_aside() {
        std::vector<std::string> rows;
        for (const auto& each : got(Mending{*store}.unreadable()))
            rows.push_back(each.row);
        return rows;
    }
};

using Rows = std::vector<std::string>;

TEST_F(Stubborn, SetsAsideTheCaseWhoseRowTakesNoChangeUntilTheNextStart) {
    open_case("acme-1");
    open_case("acme-2", "lee@candidate.example");
    make("UPDATE cases SET subject = x'00' WHERE no = 1");
    EXPECT_FALSE(store->assign(1, "sam").has_value());
    EXPECT_TRUE(store->is_set_aside(1));
    EXPECT_TRUE(store->assign(2, "sam").has_value());
    EXPECT_FALSE(store->is_set_aside(2));
    EXPECT_TRUE(std::filesystem::exists(suspicion_of(path())))
        << "however large it is, it will be read whole";
    reopen();
    EXPECT_FALSE(std::filesystem::exists(suspicion_of(path())));
    EXPECT_TRUE(store->assign(1, "sam").has_value());
    EXPECT_EQ(got(store->case_by_id("acme-1")).value().recruiter, "sam");
}

TEST_F(Stubborn, RecoversEveryMailAlsoWhereOneTakesNoChange) {
    open_case();
    mail(mail::State::claimed);
    mail(mail::State::handed);
    make("UPDATE mail SET due = 'soon' WHERE no = 1");
    EXPECT_EQ(got(store->recover(friday, friday + hours{1})), (std::pair{1, 1}));
    EXPECT_EQ(got(store->mail_standing(1)).value().state, mail::State::deferred);
    EXPECT_EQ(got(store->mail_standing(2)).value().state, mail::State::in_doubt);
}

TEST_F(Stubborn, WritesWhatBecameOfAMailWhoseRowTakesNoChange) {
    open_case();
    auto sent = mail(mail::State::handed);
    make("UPDATE mail SET due = 'soon' WHERE no = 1");
    sent.state = mail::State::sent;
    EXPECT_TRUE(got(store->update(sent, mail::State::handed, friday)));
    EXPECT_EQ(got(store->mail_standing(1)).value().state, mail::State::sent);
    EXPECT_EQ(rows_set_aside(), Rows{"mail 1"}) << "it is named";
}

TEST_F(Stubborn, ParksAMailThatIsNoneAnyMoreAndWaitsForItNoLonger) {
    open_case();
    mail(mail::State::deferred);
    make("UPDATE mail SET state = 'defer?ed' WHERE no = 1");
    EXPECT_TRUE(got(store->waiting_mails(friday + hours{1}, 10)).empty());
    EXPECT_EQ(got(store->mail_standing(1)).value().state, mail::State::parked);
    EXPECT_EQ(got(store->next_due()), std::nullopt);
}

TEST_F(Stubborn, SetsAsideTheCaseOfANudgeThatGoesIntoNoMail) {
    open_case();
    make("INSERT INTO nudge (no, case_no, duty, rule, occurrence, revision, person, at, state) "
         "VALUES (1, 1, 'acme-1/debrief', 'first', 'once', 0, 'c', 1000, 'planned')");
    MailRow row;
    row.number = got(store->next_mail_number());
    row.message_id = "<1@agency.example>";
    row.bytes = "Subject: hello";
    row.claimed = row.due = friday;
    const std::vector<std::int64_t> nudges{1};
    EXPECT_FALSE(store->insert(row, nudges).has_value());
    EXPECT_TRUE(store->is_set_aside(1));
    EXPECT_EQ(rows_set_aside(), Rows{"nudge 1"});
}

TEST_F(Stubborn, NamesACaseWhoseOwnRowIsGoneByItsInterview) {
    open_case();
    make("DELETE FROM cases WHERE no = 1");
    EXPECT_EQ(got(store->next_case(0)), 1) << "its interviews tell that there was one";
    EXPECT_FALSE(store->history(1).has_value());
    const auto found = got(Mending{*store}.unreadable());
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().id, "acme-1");
}

} // namespace
} // namespace followup::store
