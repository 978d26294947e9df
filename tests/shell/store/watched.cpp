#include "shell/store/watched.hpp"

#include "shell/store/ledger.hpp"

#include <sqlite3.h>

namespace followup::store {
namespace {

using mail::State;

/// Steps of SQLite's machine since the start.
int steps = 0; // NOLINT: SQLite's callback knows no object of ours

int stepped(unsigned, void*, void* statement, void*) {
    steps += sqlite3_stmt_status(static_cast<sqlite3_stmt*>(statement), SQLITE_STMTSTATUS_VM_STEP, 1);
    return 0;
}

int watch_steps(sqlite3* connection, char**, const sqlite3_api_routines*) {
    return sqlite3_trace_v2(connection, SQLITE_TRACE_PROFILE, stepped, nullptr);
}

class Watching : public Ledger {
  protected:
    void SetUp() override {
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch_steps));
        Ledger::SetUp();
        number = open_case().number;
    }
    void TearDown() override { sqlite3_reset_auto_extension(); }

    std::int64_t insert(State state, Instant due, std::optional<Instant> settled = {}) {
        auto mail = mail_to(got(store->next_mail_number()), number);
        mail.state = state;
        mail.due = due;
        mail.settled = settled;
        if (state == State::deferred || state == State::in_doubt) mail.wait_until = due + hours{1};
        got(store->insert(mail, {}));
        return mail.number;
    }
    std::int64_t settled(State state, Instant since = friday) {
        return got(Watched{*store}.settled(state, since));
    }

    std::int64_t number = 0;
};

TEST_F(Watching, CountsTheMailsThatWait) {
    EXPECT_EQ(got(Watched{*store}.oldest_unsent()), std::nullopt);
    insert(State::deferred, friday + hours{2});
    insert(State::in_doubt, friday + hours{1});
    insert(State::parked, friday, friday);
    insert(State::sent, friday, friday);
    const auto mails = got(Watched{*store}.mails());
    EXPECT_EQ(mails, (std::map<State, std::int64_t>{{State::planned, 0},
                                                    {State::claimed, 0},
                                                    {State::handed, 0},
                                                    {State::deferred, 1},
                                                    {State::in_doubt, 1},
                                                    {State::parked, 1}}));
    EXPECT_EQ(got(Watched{*store}.oldest_unsent()), friday + hours{1}) << "a parked one is not on its way";
}

TEST_F(Watching, KnowsWhatNobodyDealtWithYet) {
    EXPECT_EQ(settled(State::parked), 0);
    insert(State::parked, friday, friday + hours{1});
    insert(State::parked, friday, friday - hours{1}); // too long ago
    insert(State::parked, friday);                    // a person holds it
    insert(State::rejected, friday, friday);
    EXPECT_EQ(settled(State::parked), 1);
    EXPECT_EQ(settled(State::parked, friday - hours{1}), 2);
    EXPECT_EQ(settled(State::rejected), 1);
}

TEST_F(Watching, LeavesOutWhatTheFirstEditionWrote) {
    const auto last = insert(State::parked, friday, friday);
    insert(State::parked, friday, friday);
    got(store->set_note(first_edition_mails, std::to_string(last)));
    EXPECT_EQ(settled(State::parked), 1);
}

TEST_F(Watching, RemembersTheLastBackupOverARestart) {
    EXPECT_EQ(got(Watched{*store}.last_backup()), std::nullopt);
    got(store->set_note(backed_up, base::rfc3339(friday)));
    reopen();
    EXPECT_EQ(got(Watched{*store}.last_backup()), friday);
}

TEST_F(Watching, CostsNoMoreInALargeLedger) {
    const auto look = [this] {
        steps = 0;
        Watched watched{*store};
        got(watched.mails());
        got(watched.oldest_unsent());
        settled(State::parked);
        settled(State::rejected);
        got(watched.last_backup());
        return steps;
    };
    insert(State::deferred, friday);
    const auto before = look();
    EXPECT_GT(before, 0);
    got(store->begin());
    for (int n = 0; n < 3'000; ++n) {
        insert(State::sent, friday, friday);
        insert(State::moot, friday, friday);
        insert(State::expired, friday, friday);
    }
    got(store->commit());
    EXPECT_LE(look(), before + 100);
}

} // namespace
} // namespace followup::store
