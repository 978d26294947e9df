#include "shell/store/rebuilding.hpp"

#include "shell/store/carrying.hpp"
#include "shell/store/ledger.hpp"

namespace followup::store {
namespace {

/// A ledger, and a copy of it of which a table was emptied, as far as its indexes tell of it.
class Rebuilding : public Ledger {
  protected:
    /// All of these columns in the copy; before anything is taken away from it, and after it was rebuilt.
    std::pair<std::string, std::string> rebuilt(const std::string& table, const std::string& columns) {
        close();
        const PlainFile from{path(), SQLITE_OPEN_READWRITE};
        std::filesystem::copy_file(path(), folder.file("copy"),
                                   std::filesystem::copy_options::overwrite_existing);
        const PlainFile to{folder.file("copy"), SQLITE_OPEN_READWRITE};
        const auto all = "SELECT group_concat(" + columns + ", ' | ') FROM " + table;
        const auto before = to.answer(all.c_str());
        execute(to, "DROP TRIGGER facts_are_kept; DELETE FROM " + table);
        EXPECT_EQ(to.answer(("SELECT count(*) FROM " + table).c_str()), "0");
        const std::vector<Accepted> lately{{1, friday, {}}};
        rebuild(from, to, table, lately);
        return {before, to.answer(all.c_str())};
    }
};

constexpr auto as_told = "no || ' ' || id || ' ' || candidate_no || ' ' || subject || ' ' || recruiter";

TEST_F(Rebuilding, GivesCasesAsTheirIndexesTellOfThem) {
    open_case("acme-1");
    open_case("acme-2", "lee@candidate.example", "acme / driver", "sam");
    const auto [before, after] = rebuilt("cases", as_told);
    EXPECT_NE(before.find("acme-2"), std::string::npos);
    EXPECT_EQ(after, before);
}

TEST_F(Rebuilding, GivesInterviewsTheirCases) {
    open_case("acme-1");
    const auto [before, after] = rebuilt("interview", "id || ' ' || case_no");
    EXPECT_EQ(after, "acme-1 1");
    EXPECT_EQ(after, before);
}

TEST_F(Rebuilding, KeepsTheDigestAndTimeOfAFactThatCannotBeOpened) {
    const auto row = open_case();
    got(store->append(fact_of(debriefing("acme-1", "notes"), row.number)));
    const auto [before, after] = rebuilt("fact", "no || ' ' || case_no || ' ' || digest");
    EXPECT_EQ(after, before);
    const PlainFile copy{folder.file("copy"), SQLITE_OPEN_READONLY};
    EXPECT_EQ(copy.answer("SELECT accepted FROM fact"), std::to_string(friday.time_since_epoch().count()));
    EXPECT_EQ(copy.answer("SELECT sealed = zeroblob(40) FROM fact"), "1");
}

TEST_F(Rebuilding, KnowsOfANudgeWhetherItIsInAMail) {
    const auto row = open_case();
    close();
    {
        const PlainFile ledger{path(), SQLITE_OPEN_READWRITE};
        execute(ledger, "INSERT INTO nudge (case_no, duty, rule, occurrence, revision, person, at, state, "
                        "mail_no) VALUES "
                        "(1, 'acme-1/debrief', 'first', 0, 0, 'c', 1000, 'mailed', 7), "
                        "(1, 'acme-1/debrief', 'first', 1, 0, 'c', 2000, 'planned', NULL), "
                        "(1, 'acme-1/debrief', 'first', 2, 0, 'c', 3000, 'moot', NULL)");
    }
    const auto [before, after] =
        rebuilt("nudge", "no || ' ' || duty || ' ' || state || ' ' || coalesce(mail_no, '-')");
    EXPECT_EQ(row.number, 1);
    EXPECT_EQ(after, "1 acme-1/debrief mailed 7 | 2 acme-1/debrief planned - | 3 acme-1/debrief moot -");
    EXPECT_EQ(after, before);
}

TEST_F(Rebuilding, KnowsOfAMailWhetherItWasSent) {
    open_case();
    MailRow mail;
    mail.case_number = 1;
    mail.person = "robin";
    for (const auto state : {mail::State::sent, mail::State::deferred}) {
        mail.number = got(store->next_mail_number());
        mail.state = state;
        mail.message_id = "<" + std::to_string(mail.number) + "@agency.example>";
        mail.bytes = "Subject: hello";
        mail.claimed = mail.due = friday;
        got(store->insert(mail, {}));
    }
    const auto [before, after] = rebuilt(
        "mail", "no || ' ' || case_no || ' ' || person || ' ' || state || ' ' || coalesce(wait_until, '-')");
    EXPECT_NE(before.find("2 1 r:robin deferred"), std::string::npos) << before;
    EXPECT_EQ(after, before);
}

TEST_F(Rebuilding, LeavesARowThatIsThereAsItIs) {
    open_case("acme-1");
    close();
    const PlainFile from{path(), SQLITE_OPEN_READWRITE};
    std::filesystem::copy_file(path(), folder.file("copy"));
    const PlainFile to{folder.file("copy"), SQLITE_OPEN_READWRITE};
    execute(to, "UPDATE cases SET recruiter = 'sam'");
    rebuild(from, to, "cases", {});
    EXPECT_EQ(to.answer("SELECT group_concat(recruiter) FROM cases"), "sam");
}

} // namespace
} // namespace followup::store
