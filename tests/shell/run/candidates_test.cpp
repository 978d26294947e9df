#include "shell/run/keeper.hpp"

namespace followup::run {
namespace {

/// An interview of somebody else under Dana's address.
Incoming of_another_name() {
    return {"x.toml", "[[interview]]\nid = \"x\"\nrecruiter = \"pat\"\n"
                      "candidate = { name = \"Eli Stone\", email = \"dana@candidate.example\" }\n"
                      "employer = { name = \"Bolt\", zone = \"America/Chicago\" }\n"
                      "position = \"Welder\"\nended = 2026-11-20T15:30:00-06:00\n"};
}

/// What the candidate of a case is known by.
class Candidates : public Keeper {
  protected:
    /// An interview with an employer of its own, and more of what is said of the candidate.
    void told(const std::string& id, const std::string& more, Instant now,
              const std::string& email = "dana") {
        take({id + ".toml", "[[interview]]\nid = \"" + id + "\"\nrecruiter = \"pat\"\n"
                                + "candidate = { name = \"Dana Reyes\", email = \"" + email
                                + "@candidate.example\"" + more + " }\nemployer = { name = \"Employer of "
                                + id + "\", zone = \"America/Chicago\" }\nposition = \"Engineer\"\n"
                                + "ended = 2026-11-20T15:30:00-06:00\n"},
             now);
    }
    queue::Candidate of(const std::string& id) {
        const auto row = got(store->case_by_id(id));
        return ledger::fold(*got(store->history(row->number))).candidate;
    }
};

TEST_F(Candidates, AreKnownByAllTheirCases) {
    told("one", ", phone = \"+1 303 555 0117\"", ended);
    told("two", ", salutation = \"Dr\"", ended + base::hours{1});
    for (const auto* id : {"one", "two"}) {
        EXPECT_EQ(of(id).phone, "+1 303 555 0117") << id;
        EXPECT_EQ(of(id).salutation, "Dr") << id;
    }
    told("one", ", phone = \"+1 303 555 0118\"", ended + base::hours{2});
    EXPECT_EQ(of("two").phone, "+1 303 555 0118") << "what is said last holds";
}

TEST_F(Candidates, AreStillToldOfWhenOnlyOneOfTheirCasesIsLeft) {
    told("one", ", phone = \"+1 303 555 0117\"", ended);
    told("two", "", ended + base::hours{1});
    told("one", "", ended + base::hours{2}, "dana.reyes"); // it was another address: the case moves away
    told("two", ", phone = \"+1 303 555 0119\"", ended + base::hours{3});
    EXPECT_EQ(of("two").phone, "+1 303 555 0119");
    EXPECT_EQ(of("two").email.text(), "dana@candidate.example");
    EXPECT_EQ(of("one").phone, "+1 303 555 0117");
    EXPECT_EQ(of("one").email.text(), "dana.reyes@candidate.example");
}

TEST_F(Candidates, AreWhoTheyAreWhenTheirIdIsNotToldAgain) {
    told("one", ", id = \"dana-r\"", ended);
    told("one", ", phone = \"+1 303 555 0117\"", ended + base::hours{1});
    told("two", "", ended + base::hours{2});
    for (const auto* id : {"one", "two"}) {
        EXPECT_EQ(of(id).id, "dana-r") << id;
        EXPECT_EQ(of(id).phone, "+1 303 555 0117") << id;
    }
    EXPECT_EQ(got(store->cases_of(plan::Role::candidate, "dana-r")).size(), 2U);
    EXPECT_TRUE(got(store->cases_of(plan::Role::candidate, "dana@candidate.example")).empty());
    told("two", "", ended + base::hours{3}, "dana.reyes"); // they read elsewhere now, and are the same
    EXPECT_EQ(got(store->cases_of(plan::Role::candidate, "dana-r")).size(), 2U);
}

TEST_F(Candidates, WithAnIdAreMeantByTheirAddressToo) {
    told("one", ", id = \"dana-r\"", ended);
    take({"fewer.toml",
          "[[mails]]\ninterview = \"one\"\nto = \"Dana@Candidate.example\"\nwanted = \"none\"\n"},
         ended + base::hours{1});
    EXPECT_TRUE(got(keeper->wants_no_mails("dana-r")));
    take({"more.toml", "[[mails]]\ninterview = \"one\"\nto = \"dana-r\"\nwanted = \"all\"\n"},
         ended + base::hours{2});
    EXPECT_FALSE(got(keeper->wants_no_mails("dana-r")));
    take({"pat.toml", "[[mails]]\ninterview = \"one\"\nto = \"pat@glass.example\"\nwanted = \"none\"\n"},
         ended + base::hours{2});
    EXPECT_TRUE(got(keeper->wants_no_mails("pat"))) << "a recruiter, by the address";
}

TEST_F(Candidates, ThatNobodyKnowsAreSaidToBeUnknownWhenTheirMailsAreSpokenOf) {
    told("one", "", ended);
    const Incoming wish{
        "x.toml", "[[mails]]\ninterview = \"one\"\nto = \"danna@candidate.example\"\nwanted = \"none\"\n"};
    const auto taken = got(keeper->take(std::span{&wish, 1}, ended));
    ASSERT_TRUE(taken.front().accepted);
    ASSERT_EQ(taken.front().warnings.size(), 1U);
    EXPECT_TRUE(taken.front().warnings.front().contains("danna@candidate.example"));
}

TEST_F(Candidates, WithAnIdOfTheirOwnAreNotThoseWhoShareTheirAddress) {
    told("one", "", ended);
    told("two", ", id = \"dana-the-younger\"", ended + base::hours{1});
    EXPECT_EQ(got(store->cases_of(plan::Role::candidate, "dana@candidate.example")).size(), 1U);
    EXPECT_EQ(got(store->cases_of(plan::Role::candidate, "dana-the-younger")).size(), 1U);
}

TEST_F(Candidates, OfAnotherNameUnderTheAddressOfSomebodyWithAnIdAreRefused) {
    told("one", ", id = \"dana-r\"", ended);
    const auto other = of_another_name();
    const auto taken = got(keeper->take(std::span{&other, 1}, ended));
    ASSERT_FALSE(taken.front().accepted);
    EXPECT_TRUE(base::text(taken.front().problems).contains("Dana Reyes"));
}

TEST_F(Candidates, OfAnotherNameUnderOneAddressAreRefused) {
    told("one", "", ended);
    const auto other = of_another_name();
    const auto taken = got(keeper->take(std::span{&other, 1}, ended));
    ASSERT_FALSE(taken.front().accepted);
    const auto why = base::text(taken.front().problems);
    EXPECT_TRUE(why.contains("Dana Reyes") && why.contains("Eli Stone")) << why;
    EXPECT_TRUE(why.contains("was = ")) << why;
}

} // namespace
} // namespace followup::run
