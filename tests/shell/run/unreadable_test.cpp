#include "shell/run/unreadable.hpp"

#include "shell/run/keeper.hpp"
#include "shell/run/ledger_check.hpp"
#include "shell/store/sqlite_driver.hpp"

#include <algorithm>
#include <filesystem>
#include <stdlib.h>

namespace followup::run {
namespace {

using base::hours;
using base::minutes;

const Instant that_monday = at("2026-11-23T16:00:00Z");

/// A ledger of three candidates in a file, so that rows can be damaged while nobody has it open.
class DamagedLedger : public Keeper {
  protected:
    DamagedLedger() {
        std::string name = (std::filesystem::temp_directory_path() / "followup-run-XXXXXX").string();
        folder = ::mkdtemp(name.data());
        open();
        for (int n = 1; n <= 3; ++n)
            take(interview(n), ended);
    }
    ~DamagedLedger() override {
        keeper.reset();
        store.reset();
        std::filesystem::remove_all(folder);
    }
    void open() {
        keeper.reset();
        store.reset();
        auto opened = store::Store::open({.url = "sqlite:" + file(), .key = keys.ledger, .create = true});
        if (!opened) throw std::runtime_error(base::text(opened.error().problem));
        store = std::move(*opened);
        start("");
    }
    void damage(const std::string& sql) {
        keeper.reset();
        store.reset();
        {
            store::SqliteDriver ledger{file()};
            ledger.execute(sql);
        }
        open();
    }
    [[nodiscard]] std::string file() const { return (folder / "ledger.sqlite").string(); }
    [[nodiscard]] std::vector<std::string> named() const {
        std::vector<std::string> all;
        for (const auto& each : got(unreadable_words(*keeper)))
            all.push_back(base::text(each));
        return all;
    }
    LedgerCheck::Found check(Instant now) {
        LedgerCheck reading;
        while (reading.go_on(*keeper, now)) {
        }
        return reading.last().value();
    }
    /// The candidates who are written to.
    std::vector<std::string> reminded(Instant now) {
        std::vector<std::string> people;
        for (const auto& mail : sent(now))
            if (mail.person.contains('@')) people.push_back(mail.person);
        std::ranges::sort(people);
        const auto doubles = std::ranges::unique(people);
        people.erase(doubles.begin(), doubles.end());
        return people;
    }

    std::filesystem::path folder;
};

using Texts = std::vector<std::string>;
const Texts all_three{"c1@candidate.example", "c2@candidate.example", "c3@candidate.example"};
const Texts other_two{"c1@candidate.example", "c3@candidate.example"};
constexpr auto damage_second_fact = "UPDATE fact SET sealed = zeroblob(60) WHERE case_no = 2";

TEST_F(DamagedLedger, RemindsEverybodyWhileItIsWhole) {
    EXPECT_EQ(reminded(that_monday), all_three);
    EXPECT_TRUE(named().empty());
}

TEST_F(DamagedLedger, GoesOnWithEveryOtherCase) {
    damage(damage_second_fact);
    EXPECT_EQ(reminded(that_monday), other_two);
    EXPECT_EQ(named(), Texts{"case 2: it cannot be read (fact 2) and is set aside; "
                             "followup check says how to mend it"});
    EXPECT_EQ(got(keeper->claim(that_monday + hours{1}, 10)).size(), 0U);
    EXPECT_GT(got(keeper->next_due()).value(), that_monday) << "what is set aside does not wake anybody";
}

TEST_F(DamagedLedger, SetsAsideNobodyButTheOwnerOfAKey) {
    damage("UPDATE candidate SET sealed_key = zeroblob(72) WHERE no = 2");
    EXPECT_EQ(reminded(that_monday), other_two);
    EXPECT_EQ(named().size(), 1U);
}

TEST_F(DamagedLedger, TellsAFactByWhenItWasAccepted) {
    {
        keeper.reset();
        store.reset();
        store::SqliteDriver ledger{file()};
        ledger.execute("DROP TRIGGER facts_stay");
        ledger.execute("UPDATE fact SET accepted = accepted + 64 WHERE no = 2");
    }
    open();
    EXPECT_EQ(reminded(that_monday), other_two);
}

TEST_F(DamagedLedger, SetsAsideBothCasesOfAFactThatMoved) {
    auto other = interview(2, "4");
    take(other, ended);
    {
        keeper.reset();
        store.reset();
        store::SqliteDriver ledger{file()};
        ledger.execute("DROP TRIGGER facts_stay_in_their_case");
        ledger.execute("UPDATE fact SET case_no = 2 WHERE no = 4");
    }
    open();
    EXPECT_EQ(reminded(that_monday), other_two);
    EXPECT_EQ(named().size(), 2U);
}

TEST_F(DamagedLedger, KeepsAFileAboutACaseThatCannotBeRead) {
    damage(damage_second_fact);
    const Incoming file{"news.toml", "[[called]]\ninterview = \"case-2\"\nwhom = \"Margaret Chen\"\n"
                                     "result = \"voicemail\"\n"};
    const auto whole = interview(7);
    const std::array batch{file, whole};
    const auto taken = got(keeper->take(batch, that_monday));
    EXPECT_FALSE(taken[0].accepted);
    EXPECT_TRUE(taken[0].waits);
    EXPECT_TRUE(taken[1].accepted) << base::text(taken[1].problems);
}

TEST_F(DamagedLedger, IsHealedByTheVeryFile) {
    damage(damage_second_fact);
    EXPECT_EQ(check(that_monday).unreadable, 1);
    take(interview(2), that_monday);
    EXPECT_TRUE(named().empty());
    EXPECT_EQ(reminded(that_monday), all_three);
    const auto history = got(store->history(2));
    ASSERT_EQ(history->facts.size(), 1U);
    EXPECT_EQ(history->facts.front().accepted, ended) << "as it was told first";
    open();
    EXPECT_TRUE(named().empty());
    EXPECT_EQ(check(that_monday).unreadable, 0);
}

TEST_F(DamagedLedger, IsHealedByTheVeryFileWhenTheKeyIsLost) {
    damage("UPDATE candidate SET sealed_key = zeroblob(72) WHERE no = 2");
    EXPECT_EQ(check(that_monday).unreadable, 1);
    take(interview(2), that_monday);
    open();
    EXPECT_EQ(check(that_monday).unreadable, 0);
    EXPECT_EQ(reminded(that_monday), all_three);
}

TEST_F(DamagedLedger, IsNotHealedByAnotherTextAboutTheSameInterview) {
    damage(damage_second_fact);
    EXPECT_EQ(check(that_monday).unreadable, 1);
    auto other = interview(2);
    other.bytes += "\n[[interview.met]]\nname = \"Omar Okafor\"\n";
    const auto taken = got(keeper->take(std::span{&other, 1}, that_monday));
    EXPECT_TRUE(taken.front().waits);
    EXPECT_EQ(named().size(), 1U);
}

TEST_F(DamagedLedger, PutsRightWhatFollowsFromTheFacts) {
    const auto before = check(that_monday);
    EXPECT_EQ(before.put_right, 0);
    damage("UPDATE nudge SET at = at + 4000000 WHERE case_no = 2 AND state = 'planned'");
    EXPECT_GT(check(ended + minutes{1}).put_right, 0);
    EXPECT_EQ(reminded(that_monday), all_three);
    damage("UPDATE candidate SET tag = '0123456789abcdef0123456789abcdef' WHERE no = 2");
    EXPECT_GT(check(that_monday).put_right, 0);
    EXPECT_EQ(got(store->cases_of(plan::Role::candidate, "c2@candidate.example")).size(), 1U);
    damage("DELETE FROM interview WHERE case_no = 2");
    EXPECT_GT(check(that_monday).put_right, 0);
    EXPECT_TRUE(got(store->case_of_interview("case-2")).has_value());
    EXPECT_TRUE(named().empty());
}

TEST_F(DamagedLedger, ParksTheOneMailThatCannotBeRead) {
    for (auto more = true; more;)
        more = got(keeper->look(that_monday));
    const auto claimed = got(keeper->claim(that_monday, 50));
    ASSERT_GE(claimed.size(), 3U);
    const auto first = claimed.front().number;
    damage("UPDATE mail_text SET sealed = zeroblob(60) WHERE mail_no = " + std::to_string(first));
    got(keeper->recover(that_monday));
    const auto again = got(keeper->claim(that_monday + minutes{1}, 50));
    EXPECT_EQ(again.size(), claimed.size() - 1);
    EXPECT_EQ(got(store->mail_standing(first))->state, mail::State::parked);
    EXPECT_TRUE(named().front().starts_with("mail " + std::to_string(first))) << named().front();
}

TEST_F(DamagedLedger, TellsTheRecruiterInTheirCalendarAndLeavesTheCandidatesFeedAlone) {
    const auto theirs = got(keeper->feed_address({"c2@candidate.example"}, ended));
    const auto pats = got(keeper->feed_address({"pat", plan::Role::recruiter}, ended));
    damage(damage_second_fact);
    const auto bytes = got(keeper->feed({pats.token}, that_monday))->bytes;
    EXPECT_TRUE(bytes.contains("A case cannot be read"));
    EXPECT_TRUE(bytes.contains("Employer 3"));
    EXPECT_FALSE(keeper->feed({theirs.token}, that_monday).has_value()) << "an empty one would be a lie";
}

TEST_F(DamagedLedger, TakesTheNoteOfADigestThatCannotBeReadForNone) {
    damage("UPDATE note SET value = 'x' || value WHERE name LIKE 'digest %'");
    EXPECT_EQ(reminded(that_monday), all_three);
}

TEST_F(DamagedLedger, OpensWithItsKeyWhateverItsNoteSays) {
    damage("UPDATE note SET value = '0' || substr(value, 2) WHERE name = 'key'");
    EXPECT_EQ(reminded(that_monday), all_three);
}

TEST_F(DamagedLedger, ForgetsSomebodyWhoCannotBeRead) {
    damage("UPDATE candidate SET sealed_key = zeroblob(72) WHERE no = 2");
    EXPECT_EQ(check(that_monday).unreadable, 1);
    take({"forget.toml", "[[forget]]\ncandidate = \"c2@candidate.example\"\n"}, that_monday);
    EXPECT_TRUE(named().empty());
    EXPECT_EQ(got(store->counts()).cases, 2);
}

} // namespace
} // namespace followup::run
