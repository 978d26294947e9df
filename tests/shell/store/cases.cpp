#include "shell/store/ledger.hpp"

#include <algorithm>

namespace followup::store {
namespace {

using Numbers = std::vector<std::int64_t>;

TEST_F(Ledger, FindsACaseByEverythingItIsKnownBy) {
    const auto row = open_case();
    got(store->join("acme-2", row.number));
    got(store->join("acme-2", row.number));
    EXPECT_EQ(got(store->case_by_id("acme-1"))->number, row.number);
    EXPECT_EQ(got(store->case_by_number(row.number))->id, "acme-1");
    EXPECT_EQ(got(store->case_of_interview("acme-2"))->number, row.number);
    EXPECT_EQ(got(store->case_of("dana@candidate.example", "acme / engineer"))->recruiter, "robin");
    EXPECT_EQ(got(store->case_by_id("acme-2")), std::nullopt);
    EXPECT_EQ(got(store->case_by_number(99)), std::nullopt);
    EXPECT_EQ(got(store->case_of_interview("acme-3")), std::nullopt);
    EXPECT_EQ(got(store->case_of("dana@candidate.example", "acme / clerk")), std::nullopt);
    EXPECT_EQ(got(store->case_of("eve@candidate.example", "acme / engineer")), std::nullopt);
}

TEST_F(Ledger, RefusesAnInterviewOfTwoCases) {
    open_case();
    const auto other = open_case("globex-1", "dana@candidate.example", "globex / engineer");
    EXPECT_FALSE(store->join("acme-1", other.number).has_value());
    EXPECT_FALSE(store->open_case({"acme-1", "x", "y", "z"}).has_value());
    EXPECT_FALSE(store->join("nowhere", 99).has_value());
}

TEST_F(Ledger, ListsThePeoplesCasesInOrder) {
    const auto one = open_case("1").number;
    const auto two = open_case("2", "eve@x.example", "acme", "sandy").number;
    const auto three = open_case("3", "dana@candidate.example", "globex", "sandy").number;
    EXPECT_EQ(got(store->cases_of(plan::Role::recruiter, "sandy")), (Numbers{two, three}));
    EXPECT_EQ(got(store->cases_of(plan::Role::candidate, "dana@candidate.example")), (Numbers{one, three}));
    EXPECT_EQ(got(store->cases_of(plan::Role::recruiter, "team")), (Numbers{one, two, three}));
    EXPECT_EQ(got(store->all_cases()), (Numbers{one, two, three}));
    EXPECT_TRUE(got(store->cases_of(plan::Role::candidate, "sandy")).empty());
    got(store->assign(one, "sandy"));
    EXPECT_EQ(got(store->cases_of(plan::Role::recruiter, "sandy")), (Numbers{one, two, three}));
}

TEST_F(Ledger, FollowsACandidateWhoIsRenamed) {
    const auto row = open_case();
    got(store->append(fact_of(debriefing("acme-1", "well"), row.number)));
    const auto plan = small_plan();
    got(store->keep(row.number, plan, all_new(plan), "v1"));
    FeedRow feed;
    feed.person = "dana@candidate.example";
    feed.feed = "follow-ups";
    feed.token_hash = base::hex(base::sha256("token"));
    got(store->insert(feed));

    got(store->rename(row.number, "dana@new.example", "acme gmbh / engineer"));
    reopen();
    EXPECT_EQ(got(store->case_of("dana@candidate.example", "acme / engineer")), std::nullopt);
    const auto found = got(store->case_of("dana@new.example", "acme gmbh / engineer"));
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->candidate, row.candidate);
    EXPECT_EQ(got(store->history(row.number))->facts.size(), 1U);
    // Nudges and feeds go with the person, so nothing is planned or sent twice.
    EXPECT_EQ(got(store->nudges(row.number)).front().person, "dana@new.example");
    EXPECT_EQ(got(store->feed_of({"dana@new.example"}, "follow-ups"))->token_hash, feed.token_hash);
    EXPECT_EQ(got(store->feed_of({"dana@candidate.example"}, "follow-ups")), std::nullopt);
}

TEST_F(Ledger, MovesOneCaseWhenTheCandidateKeepsOthers) {
    const auto one = open_case("1", "dana@candidate.example", "acme");
    const auto two = open_case("2", "dana@candidate.example", "globex");
    got(store->append(fact_of(debriefing("1", "well"), one.number)));
    auto mail = mail_to(got(store->next_mail_number()), one.number);
    mail.reply = "250 taken";
    got(store->insert(mail, {}));

    got(store->rename(one.number, "dana@new.example", "acme"));
    reopen();
    EXPECT_EQ(got(store->cases_of(plan::Role::candidate, "dana@new.example")), Numbers{one.number});
    EXPECT_EQ(got(store->cases_of(plan::Role::candidate, "dana@candidate.example")), Numbers{two.number});
    const auto history = *got(store->history(one.number));
    ASSERT_EQ(history.facts.size(), 1U);
    EXPECT_EQ(std::get<queue::Debriefed>(history.facts[0].event.body).notes, "well");
    const auto moved = got(store->mail(mail.number));
    EXPECT_EQ(moved->bytes, mail.bytes);
    EXPECT_EQ(moved->reply, "250 taken");
    EXPECT_EQ(moved->person, "dana@new.example");
    EXPECT_TRUE(got(store->last_mail(one.number, "dana@new.example")).has_value());
}

TEST_F(Ledger, FindsTheNewestCaseWithAnEmployer) {
    const auto one = open_case("1", "dana@candidate.example", "acme / engineer").number;
    const auto two = open_case("2", "eve@candidate.example", "acme / clerk").number;
    EXPECT_EQ(got(store->case_with_employer("acme")), std::nullopt) << "nobody has said so";
    got(store->set_employer(one, "acme"));
    EXPECT_EQ(got(store->case_with_employer("acme")), one);
    got(store->set_employer(two, "acme"));
    EXPECT_EQ(got(store->case_with_employer("acme")), two);
    got(store->set_employer(two, "globex"));
    EXPECT_EQ(got(store->case_with_employer("acme")), one);
    reopen();
    EXPECT_EQ(got(store->case_with_employer("globex")), two);
    for (const auto& file : {path(), path() + "-wal"})
        EXPECT_EQ(bytes_of(file).find("globex"), std::string::npos) << "the name itself stands nowhere";
}

TEST_F(Ledger, TellsEveryCaseWhatIsKnownOfItsCandidate) {
    const auto one = open_case("1", "dana@candidate.example", "acme").number;
    const auto two = open_case("2", "dana@candidate.example", "globex").number;
    const auto other = open_case("3", "eve@candidate.example", "acme").number;
    EXPECT_EQ(got(store->history(one))->candidate, std::nullopt);
    queue::Candidate known;
    known.name = "Dana Reyes";
    known.email = *base::MailAddress::parse("dana@candidate.example");
    known.phone = "+1 303 555 0117";
    known.salutation = "Dr";
    EXPECT_EQ(got(store->know_candidate(two, known)), (Numbers{one, two}));
    EXPECT_EQ(got(store->history(one))->candidate, known) << "it was read before";
    reopen();
    EXPECT_EQ(got(store->history(one))->candidate, known);
    EXPECT_EQ(got(store->history(two))->candidate, known);
    EXPECT_EQ(got(store->history(other))->candidate, std::nullopt);
    for (const auto& file : {path(), path() + "-wal"})
        EXPECT_EQ(bytes_of(file).find("555 0117"), std::string::npos) << "it is sealed";
}

TEST_F(Ledger, JoinsACandidateWhoWasKnownByTheNewName) {
    const auto one = open_case("1", "dana@old.example", "acme");
    open_case("2", "dana@new.example", "globex");
    got(store->append(fact_of(debriefing("1", "well"), one.number)));
    got(store->rename(one.number, "dana@new.example", "acme"));
    EXPECT_EQ(got(store->cases_of(plan::Role::candidate, "dana@new.example")).size(), 2U);
    EXPECT_EQ(got(store->history(one.number))->facts.size(), 1U);
}

TEST_F(Ledger, FindsLiveCasesPlannedByOtherRules) {
    const auto one = open_case("1", "a@x.example").number;
    const auto two = open_case("2", "b@x.example").number;
    const auto three = open_case("3", "c@x.example").number;
    plan::Plan live;
    live.look_again = friday;
    plan::Plan over;
    over.duties = {duty("3/debrief", friday, plan::State::done)};
    got(store->keep(one, live, {}, "v2"));
    got(store->keep(two, live, {}, "v1"));
    got(store->keep(three, over, {}, "v1"));
    const auto four = open_case("4", "d@x.example").number;
    auto found = got(store->cases_not_at("v2", 10));
    std::ranges::sort(found);
    EXPECT_EQ(found, (Numbers{two, four}));
    EXPECT_EQ(got(store->cases_not_at("v2", 1)).size(), 1U);
    EXPECT_EQ(got(store->cases_not_at("v3", 10)).size(), 3U);
}

} // namespace
} // namespace followup::store
