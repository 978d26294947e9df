#include "shell/store/ledger.hpp"

#include <sqlite3.h>

#include <map>
#include <set>

namespace followup::store {
namespace {

/// Rows that each statement read without an index since the start.
std::map<std::string, int> scanned; // NOLINT: SQLite's callback knows no object of ours

int finished(unsigned, void*, void* statement, void*) {
    auto* done = static_cast<sqlite3_stmt*>(statement);
    const int rows = sqlite3_stmt_status(done, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
    scanned[sqlite3_sql(done)] += rows;
    return 0;
}

int watch(sqlite3* connection, char**, const sqlite3_api_routines*) {
    return sqlite3_trace_v2(connection, SQLITE_TRACE_PROFILE, finished, nullptr);
}

constexpr auto late = friday + hours{9};

class Scans : public Ledger {
  protected:
    void SetUp() override {
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch));
        Ledger::SetUp();
        fill();
        scanned.clear();
    }
    void TearDown() override { sqlite3_reset_auto_extension(); }

    /// At least so many statements were run, and none of them read a table through.
    static void check(std::size_t statements) {
        ASSERT_GT(scanned.size(), statements);
        for (const auto& [sql, rows] : scanned)
            EXPECT_EQ(rows, 0) << sql;
    }

    void fill() {
        got(store->begin());
        for (int n = 0; n < 300; ++n) {
            const auto id = "case-" + std::to_string(n);
            const auto number = open_case(id, std::to_string(n % 50) + "@x.example", id).number;
            got(store->append(fact_of(debriefing(id, "well"), number)));
            got(store->append(fact_of(debriefing("unknown-" + id, "early"), 0)));
            const auto plan = small_plan();
            got(store->keep(number, plan, all_new(plan), "v1"));
            auto mail =
                mail_to(got(store->next_mail_number()), number, std::to_string(n % 50) + "@x.example");
            if (n % 2 == 0) mail.state = mail::State::deferred;
            got(store->insert(mail, {}));
            FeedRow feed;
            feed.person = id;
            feed.feed = "follow-ups";
            feed.token_hash = base::hex(base::sha256(id));
            got(store->insert(feed));
        }
        got(store->commit());
    }
};

TEST_F(Scans, NoneIsNeededForWhatTheDaemonDoesAllDay) {
    got(store->due_nudges(late, 10));
    got(store->cases_to_look_at(late, 10));
    got(store->next_due());
    got(store->waiting_mails(late, 10));
    got(store->cases_not_at("v2", 10));
    got(store->cases_not_at("v1", 10));
    got(store->has_event("digest"));
    got(store->adopt("unknown-case-7", 8));
    got(store->history(8));
    got(store->case_of_interview("case-9"));
    got(store->case_by_id("case-9"));
    got(store->case_by_number(9));
    got(store->candidate_of(9));
    got(store->called("9@x.example"));
    got(store->call(9, "else@x.example"));
    got(store->set_employer(9, "Acme"));
    got(store->case_with_employer("Acme"));
    got(store->case_with_employer("Borden"));
    got(store->join("case-9b", 9));
    got(store->has_open_cases("nobody"));
    got(store->cases_owing("nobody", late, 10));
    got(store->next_case(9));
    got(store->case_of("9@x.example", "case-9"));
    got(store->cases_of(plan::Role::candidate, "9@x.example"));
    got(store->cases_of(plan::Role::recruiter, "nobody"));
    got(store->rename(9, "new@x.example", "case-9"));
    got(store->duties(9));
    for (const auto* recruiter : {"nobody", ""}) {
        got(store->open_duties(recruiter, 10));
        got(store->live_cases(recruiter, 10));
        got(store->untold_cases(recruiter, 10));
        got(store->undated_cases(recruiter, 10));
        got(store->count_carried_over(recruiter));
    }
    got(store->stir(9, late));
    got(store->stirred_cases("nobody", friday, 10));
    got(store->tellers(9, friday));
    got(store->mails_about(9));
    got(store->cases_due_within("nobody", friday, late, 10));
    got(store->feed_by_token("hash"));
    got(store->feed_of({"case-9"}, "follow-ups"));
    got(store->stamps(9));
    got(store->recover(late, late));
    got(store->forget("new@x.example", late));
    got(store->note("last_seen"));
    check(30);
}

TEST_F(Scans, NoneIsNeededForWhatIsMailed) {
    const auto nudges = got(store->nudges(9));
    auto mail = mail_to(got(store->next_mail_number()), 9, "robin");
    got(store->insert(mail, std::array{nudges.at(0).row}));
    got(store->duties_of_mail(mail.number));
    mail.state = mail::State::handed;
    got(store->update(mail, mail::State::claimed, late));
    got(store->log_of_mail(mail.number));
    got(store->mail(mail.number));
    got(store->mail_standing(mail.number));
    got(store->mail_numbers(std::array{mail::State::handed}, 10));
    got(store->take_out_nudges(mail.number));
    got(store->take_apart(mail.number));
    got(store->last_mail(9, "robin"));
    got(store->drafts_sent(9));
    const std::array handed{mail::State::handed};
    got(store->mails(handed, 10));
    got(store->mails_of_case(9, 10));
    got(store->due_cases_of(plan::Role::recruiter, "robin", late, 10));
    got(store->due_cases_of(plan::Role::candidate, "dana", late, 10));
    got(store->reminders_since(plan::Role::recruiter, "robin", friday));
    got(store->reminders_since(plan::Role::candidate, "new@x.example", friday));
    got(store->told_since("robin", friday, late));
    got(store->waiting_mails_of("robin", late));
    got(store->cases_of_mail(mail.number));
    got(store->count_due_cases(late, 10));
    got(store->count_reminders_since(friday));
    got(store->usual_hour(friday, late));
    got(store->undelivered(9));
    got(store->tells_news(mail.number));
    got(store->recover(late, late));
    check(15);
}

TEST_F(Scans, AreNoticedByThisTest) {
    got(store->all_cases());
    const auto& [sql, rows] = *scanned.begin();
    EXPECT_GT(rows, 0) << sql;
}

} // namespace
} // namespace followup::store
