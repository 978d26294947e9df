#include "shell/store/ledger.hpp"
#include "shell/store/sqlite_driver.hpp"

namespace followup::store {
namespace {

using mail::State;

class Outbox : public Ledger {
  protected:
    void SetUp() override {
        Ledger::SetUp();
        number = open_case().number;
    }

    MailRow insert(State state) {
        auto mail = mail_to(got(store->next_mail_number()), number);
        mail.state = state;
        if (state == State::deferred || state == State::in_doubt) mail.wait_until = friday + hours{1};
        got(store->insert(mail, {}));
        return mail;
    }
    State state_of(std::int64_t mail) { return got(store->mail(mail))->state; }

    std::int64_t number = 0;
};

TEST_F(Outbox, GivesAMailBackAsItWas) {
    auto mail = mail_to(got(store->next_mail_number()), number);
    mail.state = State::deferred;
    mail.tries = 2;
    mail.doubts = 1;
    mail.crashes = 3;
    mail.wait_until = friday + hours{1};
    mail.relay = "smtp://relay.example:587";
    mail.code = 451;
    mail.reply = std::string{"try later\0, please", 18};
    mail.bytes = std::string{"\0\xff bytes", 8};
    mail.sha256 = base::hex(base::sha256(mail.bytes));
    mail.handed = friday + minutes{17};
    mail.settled = friday + minutes{18};
    got(store->insert(mail, {}));
    reopen();
    const auto kept = got(store->mail(mail.number));
    ASSERT_TRUE(kept.has_value());
    EXPECT_EQ(kept->case_number, number);
    EXPECT_EQ(kept->person, mail.person);
    EXPECT_EQ(kept->state, State::deferred);
    EXPECT_EQ(kept->due, mail.due);
    EXPECT_EQ(kept->message_id, mail.message_id);
    EXPECT_EQ(kept->from, mail.from);
    EXPECT_EQ(kept->to, mail.to);
    EXPECT_EQ(kept->bytes, mail.bytes);
    EXPECT_EQ(kept->sha256, mail.sha256);
    EXPECT_EQ(kept->tries, 2);
    EXPECT_EQ(kept->doubts, 1);
    EXPECT_EQ(kept->crashes, 3);
    EXPECT_EQ(kept->wait_until, mail.wait_until);
    EXPECT_EQ(kept->relay, mail.relay);
    EXPECT_EQ(kept->code, 451);
    EXPECT_EQ(kept->reply, mail.reply);
    EXPECT_EQ(kept->claimed, mail.claimed);
    EXPECT_EQ(kept->handed, mail.handed);
    EXPECT_EQ(kept->settled, mail.settled);
    EXPECT_EQ(got(store->mail(99)), std::nullopt);
}

TEST_F(Outbox, KeepsMailsOfNoCase) {
    for (const auto* person : {"robin", "office@agency.example"}) {
        auto mail = mail_to(got(store->next_mail_number()), 0, person);
        got(store->insert(mail, {}));
        reopen();
        EXPECT_EQ(got(store->mail(mail.number))->person, person);
        EXPECT_TRUE(got(store->last_mail(0, person)).has_value());
        EXPECT_FALSE(got(store->last_mail(number, person)).has_value());
    }
}

TEST_F(Outbox, NeverGivesANumberTwice) {
    std::int64_t last = 0;
    for (int n = 0; n < 50; ++n) {
        if (n % 7 == 0) {
            got(store->begin());
            const auto lost = got(store->next_mail_number());
            EXPECT_GT(lost, last);
            store->rollback();
        }
        const auto mail = insert(State::claimed);
        EXPECT_GT(mail.number, last);
        last = mail.number;
    }
}

TEST_F(Outbox, NumbersMailsOnWithoutAGapAfterARestart) {
    const auto before = insert(State::claimed).number;
    reopen();
    EXPECT_EQ(insert(State::claimed).number, before + 1);
}

TEST_F(Outbox, PutsANudgeIntoOneMailOnly) {
    const auto plan = small_plan();
    got(store->keep(number, plan, all_new(plan), "v1"));
    const auto nudges = got(store->nudges(number));
    const std::array rows{nudges[0].row, nudges[2].row};
    const auto mail = mail_to(got(store->next_mail_number()), number);
    got(store->insert(mail, rows));
    EXPECT_EQ(got(store->duties_of_mail(mail.number)),
              (std::vector<std::string>{"acme-1/debrief", "acme-1/letter/sam-lee"}));
    EXPECT_EQ(got(store->due_nudges(friday + hours{9}, 9)).at(0).nudges.size(), 1U);
    auto second = mail_to(got(store->next_mail_number()), number);
    EXPECT_FALSE(store->insert(second, std::array{nudges[1].row, nudges[0].row}).has_value());
    // Nothing of the second mail was kept, not even the nudge that was free.
    EXPECT_EQ(got(store->mail(second.number)), std::nullopt);
    EXPECT_EQ(got(store->due_nudges(friday + hours{9}, 9)).at(0).nudges.size(), 1U);
    second.message_id = mail.message_id;
    EXPECT_FALSE(store->insert(second, {}).has_value());
}

TEST_F(Outbox, HoldsEveryStepToTheStateItComesFrom) {
    using enum State;
    const std::vector all{planned,  claimed, handed,  sent, deferred, in_doubt,
                          rejected, merged,  expired, moot, parked};
    const auto forbidden = [](State from, State to) {
        if (from == sent) return to != sent;
        return from == handed
               && (to == planned || to == claimed || to == merged || to == expired || to == moot);
    };
    for (const auto from : all)
        for (const auto to : all) {
            const auto name = std::string{mail::word(from)} + " to " + std::string{mail::word(to)};
            auto mail = insert(from);
            mail.state = to;
            mail.wait_until.reset();
            const auto done = store->update(mail, from, friday + hours{2});
            EXPECT_EQ(done.has_value(), !forbidden(from, to)) << name;
            EXPECT_EQ(state_of(mail.number), forbidden(from, to) ? from : to) << name;
            // A step from a state that it is not in changes nothing.
            const auto other = from == parked ? rejected : parked;
            auto stale = insert(from);
            stale.state = deferred;
            EXPECT_FALSE(got(store->update(stale, other, friday))) << name;
            EXPECT_EQ(state_of(stale.number), from);
        }
}

TEST_F(Outbox, LogsEveryStep) {
    auto mail = insert(State::claimed);
    mail.state = State::handed;
    mail.relay = "smtp://relay.example";
    ASSERT_TRUE(got(store->update(mail, State::claimed, friday + minutes{17})));
    mail.state = State::sent;
    mail.code = 250;
    mail.reply = "250 queued as 4F";
    ASSERT_FALSE(got(store->update(mail, State::claimed, friday + minutes{18})));
    ASSERT_TRUE(got(store->update(mail, State::handed, friday + minutes{19})));
    EXPECT_EQ(got(store->log_of_mail(mail.number)),
              (std::vector<MailStep>{
                  {friday + minutes{16}, State::claimed, 0, ""},
                  {friday + minutes{17}, State::handed, 0, "smtp://relay.example"},
                  {friday + minutes{19}, State::sent, 250, "smtp://relay.example", "250 queued as 4F"}}));
    close();
    SqliteDriver ledger{path()};
    for (const auto* sql :
         {"UPDATE mail_log SET state = 'parked'", "DELETE FROM mail_log", "UPDATE mail SET state = 'claimed'",
          "UPDATE mail SET state = 'lost'", "UPDATE mail SET wait_until = 1", "UPDATE mail SET tries = -1"})
        EXPECT_THROW(ledger.execute(sql), DatabaseError) << sql;
}

TEST_F(Outbox, KnowsWhatWasRefusedOrCameBack) {
    const auto refused = insert(State::rejected);
    const auto sent = insert(State::sent);
    insert(State::deferred);
    EXPECT_EQ(got(store->undelivered(sent.case_number)).size(), 1U);
    auto back = sent;
    back.code = 550;
    back.reply = "550 unknown";
    ASSERT_TRUE(got(store->update(back, State::sent, friday + hours{1})));
    const auto lost = got(store->undelivered(sent.case_number));
    ASSERT_EQ(lost.size(), 2U);
    EXPECT_EQ(lost[0].number, refused.number);
    EXPECT_FALSE(came_back(lost[0])) << "it never left";
    EXPECT_TRUE(came_back(lost[1]));
    EXPECT_EQ(lost[1].reply, "550 unknown");
}

TEST_F(Outbox, GivesTheLatestMails) {
    std::vector<std::int64_t> numbers;
    for (int n = 0; n < 4; ++n)
        numbers.push_back(insert(State::sent).number);
    const auto latest = got(store->latest_mails(2));
    ASSERT_EQ(latest.size(), 2U);
    EXPECT_EQ(latest[0].number, numbers[2]);
    EXPECT_EQ(latest[1].number, numbers[3]);
}

TEST_F(Outbox, OfTheFirstSchemaIsBroughtToTheLatest) {
    auto mail = insert(State::claimed);
    close();
    {
        SqliteDriver ledger{path()};
        for (const auto* index : {"nudges_of_reader", "mails_of_reader", "mails_by_time"})
            ledger.execute(std::string{"DROP INDEX "} + index);
        ledger.execute("ALTER TABLE mail_log DROP COLUMN reply");
        ledger.execute("DROP INDEX cases_of_employer");
        ledger.execute("ALTER TABLE cases DROP COLUMN employer");
        for (const auto* index : {"cases_stirred", "cases_untold", "cases_carried"})
            ledger.execute(std::string{"DROP INDEX "} + index);
        for (const auto* column : {"stirred", "untold", "carried"})
            ledger.execute(std::string{"ALTER TABLE cases DROP COLUMN "} + column);
        ledger.execute("ALTER TABLE fact DROP COLUMN by_whom");
        ledger.execute("ALTER TABLE candidate DROP COLUMN known");
        ledger.execute("DROP TABLE alias");
        ledger.execute("CREATE INDEX mails_unsent ON mail (due) "
                       "WHERE state IN ('claimed', 'handed', 'deferred', 'in_doubt')");
        ledger.execute("PRAGMA user_version = 1");
    }
    reopen();
    mail.state = State::parked;
    mail.reply = "held by a person";
    ASSERT_TRUE(got(store->update(mail, State::claimed, friday + hours{1})));
    const auto steps = got(store->log_of_mail(mail.number));
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_EQ(steps[0].reply, "") << "from before";
    EXPECT_EQ(steps[1].reply, "held by a person");
}

TEST_F(Outbox, RecoversWhatACrashLeftBehind) {
    const auto claimed = insert(State::claimed).number;
    const auto handed = insert(State::handed).number;
    const auto sent = insert(State::sent).number;
    const auto parked = insert(State::parked).number;
    reopen();
    EXPECT_EQ(got(store->recover(friday, friday + minutes{15})), (std::pair{1, 1}));
    EXPECT_EQ(got(store->recover(friday, friday + minutes{15})), (std::pair{0, 0}));
    const auto free = got(store->mail(claimed));
    EXPECT_EQ(free->state, State::deferred);
    EXPECT_EQ(free->crashes, 1);
    EXPECT_EQ(free->wait_until, friday);
    const auto doubtful = got(store->mail(handed));
    EXPECT_EQ(doubtful->state, State::in_doubt);
    EXPECT_EQ(doubtful->doubts, 1);
    EXPECT_EQ(doubtful->crashes, 0);
    EXPECT_EQ(doubtful->wait_until, friday + minutes{15});
    EXPECT_EQ(state_of(sent), State::sent);
    EXPECT_EQ(state_of(parked), State::parked);
    EXPECT_EQ(got(store->log_of_mail(handed)).back(), (MailStep{friday, State::in_doubt, 0, ""}));
    const auto waiting = got(store->waiting_mails(friday, 10));
    ASSERT_EQ(waiting.size(), 1U);
    EXPECT_EQ(waiting[0].number, claimed);
    EXPECT_EQ(got(store->waiting_mails(friday + minutes{15}, 10)).size(), 2U);
    EXPECT_EQ(got(store->waiting_mails(friday + minutes{15}, 1)).size(), 1U);
    EXPECT_EQ(got(store->next_due()), friday);
}

TEST_F(Outbox, ListsMailsByState) {
    using enum State;
    std::vector<std::int64_t> wanted;
    for (const auto state : {parked, sent, rejected, claimed, parked})
        if (const auto mail = insert(state); state == parked || state == rejected)
            wanted.push_back(mail.number);
    const std::array states{rejected, parked, rejected};
    std::vector<std::int64_t> found;
    for (const auto& mail : got(store->mails(states, 10)))
        found.push_back(mail.number);
    EXPECT_EQ(found, wanted);
    const auto first = got(store->mails(states, 2));
    ASSERT_EQ(first.size(), 2U);
    EXPECT_EQ(first[1].number, wanted[1]);
    EXPECT_TRUE(got(store->mails({}, 10)).empty());
}

TEST_F(Outbox, KnowsWhomItHasWrittenTo) {
    EXPECT_FALSE(got(store->last_mail(number, "dana@candidate.example")).has_value());
    auto mail = insert(State::claimed);
    EXPECT_TRUE(got(store->last_mail(number, "dana@candidate.example")).has_value());
    EXPECT_FALSE(got(store->last_mail(number, "robin")).has_value());
    mail.state = State::rejected;
    ASSERT_TRUE(got(store->update(mail, State::claimed, friday)));
    EXPECT_FALSE(got(store->last_mail(number, "dana@candidate.example")).has_value());
}

} // namespace
} // namespace followup::store
