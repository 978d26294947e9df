#include "shell/run/keeper.hpp"
#include "shell/run/namesakes.hpp"

#include "core/ledger/codec.hpp"

namespace followup::run {
namespace {

/// A ledger that took in what is refused now.
class Namesaken : public Keeper {
  protected:
    Incoming of(const std::string& id, const std::string& candidate, const std::string& employer) {
        return {id + ".toml", "[[interview]]\nid = \"" + id + "\"\nrecruiter = \"pat\"\ncandidate = { "
                                  + candidate + " }\nemployer = { name = \"" + employer
                                  + "\", zone = \"America/Chicago\" }\nposition = \"Engineer\"\n"
                                    "ended = 2026-11-20T15:30:00-06:00\n"};
    }
    /// Straight into the ledger, as it was taken in then.
    void had(const std::string& id, const std::string& name, const std::string& identity) {
        queue::Interview said;
        said.id = id;
        said.recruiter = "pat";
        said.candidate.name = name;
        said.candidate.email =
            *base::MailAddress::parse(identity.contains('@') ? identity : identity + "@candidate.example");
        if (!identity.contains('@')) said.candidate.id = identity;
        said.employer.name = "Employer of " + id;
        said.employer.zone = "America/Chicago";
        said.position = "Engineer";
        said.ended = ended;
        const auto row = got(store->open_case({id, identity, ledger::subject(said), "pat"}));
        got(store->join(id, row.number));
        const queue::Event event{ended, "America/Chicago",        base::hex(base::sha256(id)), "",
                                 said,  queue::Teller::recruiter, queue::Edition::first};
        static_cast<void>(got(store->append(
            {row.number, id, "interview", event.digest, ended, ended, ledger::encoded(event)})));
    }
    void learn() {
        while (got(keeper->learn_aliases(2)))
            ;
    }
    std::string trouble() {
        const auto found = got(Namesakes{*store}.trouble(keeper->config().rules.agency));
        return found ? found->what : std::string{};
    }
};

TEST_F(Namesaken, TwoNamesUnderOneAddressAreNamedByTheirCases) {
    had("one", "Ann Lee", "lee@candidate.example");
    had("two", "Bo Lee", "lee@candidate.example");
    had("three", "Ann Lee", "lee@candidate.example");
    had("four", "Dr. Ann Lee", "ann@candidate.example");
    learn();
    EXPECT_EQ(trouble(), "the candidates of one and two have one address and two names");
}

TEST_F(Namesaken, ACandidateWithTheIdOfARecruiterIsNamed) {
    had("one", "Rolf Stein", "pat");
    learn();
    EXPECT_EQ(trouble(), "the candidate of one has the id of the recruiter pat");
}

TEST_F(Namesaken, AreNamedUntilTheyAreToldApart) {
    had("one", "Ann Lee", "lee@candidate.example");
    had("two", "Bo Lee", "lee@candidate.example");
    learn();
    take(of("two", "name = \"Bo Lee\", email = \"lee@candidate.example\", id = \"bo\"", "Employer of two"),
         ended);
    EXPECT_EQ(trouble(), "");
}

TEST_F(Namesaken, KeepTheirOwnNamesWhateverIsToldOfOneOfThem) {
    had("one", "Ann Lee", "lee@candidate.example");
    had("two", "Bo Lee", "lee@candidate.example");
    learn();
    take(of("two", "name = \"Bo Lee\", email = \"lee@candidate.example\", phone = \"+1 312 555 0100\"",
            "Employer of two"),
         ended);
    const auto known = [&](const std::string& id) {
        return ledger::fold(*got(store->history(got(store->case_by_id(id))->number))).candidate;
    };
    EXPECT_EQ(known("one").name, "Ann Lee");
    EXPECT_EQ(known("one").phone, "");
    EXPECT_EQ(known("two").phone, "+1 312 555 0100");
}

TEST_F(Namesaken, AreBothWelcomeToANewInterviewAndNobodyElseIs) {
    had("one", "Ann Lee", "lee@candidate.example");
    had("two", "Bo Lee", "lee@candidate.example");
    take(of("three", "name = \"Ann Lee\", email = \"lee@candidate.example\"", "Third"), ended);
    take(of("four", "name = \"Bo Lee\", email = \"lee@candidate.example\"", "Fourth"), ended);
    const auto other = of("five", "name = \"Cy Dow\", email = \"lee@candidate.example\"", "Fifth");
    EXPECT_FALSE(got(keeper->take(std::span{&other, 1}, ended)).front().accepted);
}

TEST_F(Namesaken, HaveAFeedEach) {
    had("one", "Rolf Stein", "pat");
    const auto hers = got(keeper->feed_address({"pat", plan::Role::candidate}, ended));
    const auto theirs = got(keeper->feed_address({"pat", plan::Role::recruiter}, ended));
    EXPECT_NE(hers.token, theirs.token);
    for (const auto& role : {plan::Role::candidate, plan::Role::recruiter}) {
        const auto before = got(keeper->feed_address({"pat", role}, ended));
        const auto next = got(keeper->rotate_feed({"pat", role}, ended, calendar::Privacy::full));
        for (const auto& each : {hers.token, theirs.token})
            EXPECT_NE(next.token, each);
        EXPECT_NE(next.token, before.token);
    }
}

} // namespace
} // namespace followup::run
