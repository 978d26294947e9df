#include "core/plan/vanished.hpp"

#include <gtest/gtest.h>

namespace followup::plan {
namespace {

ledger::Agency agency_of_pat() {
    ledger::Agency of;
    ledger::Recruiter pat;
    pat.id = "pat";
    of.recruiters.push_back(pat);
    return of;
}

ledger::Case known_case() {
    ledger::Case known;
    known.recruiter = "pat";
    known.candidate.id = "dana";
    known.rounds.emplace_back();
    return known;
}

TEST(Vanished, OnlyWhatWasOpenIsToldOf) {
    const auto known = known_case();
    std::vector<KeptDuty> kept(3);
    kept[0].id = "a/next";
    kept[1].id = "a/call/chen";
    kept[1].state = State::done;
    kept[2].id = "a/debrief";
    const std::vector<std::string> gone{"a/next", "a/call/chen"};
    const auto all = vanished(gone, kept, known, agency_of_pat());
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all.front().id, "a/next");
    EXPECT_EQ(all.front().state, State::dropped);
    EXPECT_EQ(all.front().owner.id, "pat");
    EXPECT_EQ(all.front().reason.word, "never owed");
}

TEST(Vanished, ACandidatesDutyIsTheirs) {
    const auto known = known_case();
    std::vector<KeptDuty> kept(1);
    kept[0].id = "a/answer";
    const std::vector<std::string> gone{"a/answer"};
    EXPECT_EQ(vanished(gone, kept, known, agency_of_pat()).front().owner.id, "dana");
}

} // namespace
} // namespace followup::plan
