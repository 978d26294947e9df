#include "shell/run/holdings.hpp"

#include <gtest/gtest.h>

namespace followup::run {
namespace {

/// What `lacking` says; "well" when nothing is.
std::string said(const Holdings& found, bool anew = false) {
    const auto problem = lacking(found, "/s", anew);
    return problem ? problem->what : "well";
}

TEST(AState, MayBeginAnewWhereNothingIsAndGoOnWhereAllIs) {
    EXPECT_EQ(said({.ledger_file = "/s/l"}), "well");
    EXPECT_EQ(said({.ledger_file = "/s/l", .ledger = true, .key = true}), "well");
    EXPECT_EQ(said({.ledger_file = "/s/l", .ledger = true, .log = true, .key = true, .tombstones = true}),
              "well");
    EXPECT_EQ(said({.ledger_file = "/s/l", .key_begun = true}), "well") << "a first start that was cut off";
    EXPECT_EQ(said({.ledger_file = "/s/l", .ledger = true, .key_begun = true}), "well");
}

TEST(AState, WithoutItsLedgerGetsAnEmptyOneOnlyWhenThatIsMeant) {
    const Holdings with_key{.ledger_file = "/s/l", .key = true};
    EXPECT_EQ(said(with_key), "the ledger is gone: /s/secret.key is there, which belongs to it");
    EXPECT_EQ(said(with_key, true), "well");
    const Holdings with_graves{.ledger_file = "/s/l", .tombstones = true};
    EXPECT_EQ(said(with_graves), "the ledger is gone: /s/tombstones is there, which belongs to it");
    EXPECT_EQ(said(with_graves, true), "well");
    EXPECT_NE(lacking(with_key, "/s", false)->mend.find("followup restore FILE"), std::string::npos);
    EXPECT_NE(lacking(with_key, "/s", false)->mend.find("--new"), std::string::npos);
}

TEST(AState, WithALogAloneBeginsInNoCase) {
    const Holdings found{.ledger_file = "/s/l", .log = true, .key = true};
    for (const bool anew : {false, true})
        EXPECT_EQ(said(found, anew), "the ledger is gone, and the log that belongs to it is there");
}

TEST(AState, WithALedgerGetsNoNewKeyWhateverIsMeant) {
    const Holdings found{.ledger_file = "/s/l", .ledger = true};
    for (const bool anew : {false, true})
        EXPECT_EQ(said(found, anew), "there is a ledger, and not the key that opens it");
}

} // namespace
} // namespace followup::run
