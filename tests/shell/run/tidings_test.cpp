#include "shell/run/tidings.hpp"

#include "shell/run/keeper.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace followup::run {
namespace {

using base::hours;
using base::minutes;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr auto relay_url = "smtp://mx.glass.example";
const mail::Reply no_such_user{mail::Stage::rcpt, 550, "5.1.1 no such user", "5.1.1", false};
const mail::Reply accepted_by_relay{mail::Stage::done, 250, "ok", {}, true};
const auto at_ten = at("2026-11-23T16:00:00Z"); // ten in Chicago

class TheTidings : public Keeper {
  protected:
    TheTidings() { start(fmt::format("relays = [{{ url = \"{}\" }}]\nstorm_floor = 0", relay_url)); }
    /// What goes out at that time; mails to the candidate are refused when `refused`.
    std::vector<store::MailRow> go_out(Instant now, bool refused) {
        std::vector<store::MailRow> all;
        while (got(keeper->look(now))) {
        }
        for (;;) {
            auto claimed = got(keeper->claim(now, 4));
            if (claimed.empty()) return all;
            for (auto& mail : claimed) {
                const bool no = refused && mail.to == "c1@candidate.example";
                if (!no) static_cast<void>(got(keeper->handed(mail.number, now)));
                static_cast<void>(
                    got(keeper->settle(mail.number, no ? no_such_user : accepted_by_relay, relay_url, now)));
                all.push_back(*got(store->mail(mail.number)));
            }
        }
    }
    void tell(const std::string& event, Instant now, Incoming file = {}) {
        file.name = "told.toml";
        file.bytes = event;
        take(file, now);
    }
    /// The words that pat reads, in their order.
    static std::vector<std::string> read_by(const std::vector<store::MailRow>& mails,
                                            std::string_view person) {
        std::vector<std::string> all;
        for (const auto& mail : to(mails, person))
            all.push_back(mail.bytes.substr(0, mail.bytes.find("\r\n--=_", mail.bytes.find("text/plain"))));
        return all;
    }
};

constexpr auto promised =
    "[[debriefed]]\ninterview = \"case-1\"\nwith = \"candidate\"\n[[debriefed.promise]]\n"
    "call = \"Margaret Chen\"\non = \"2026-12-01\"\n";
constexpr auto no_said = "[[heard]]\ninterview = \"case-1\"\nnews = \"rejected\"\n"
                         "tell = \"They chose somebody else, and would like to meet you again.\"\n";

TEST_F(TheTidings, NewsThatARelayRefusesGoToTheRecruiterWithinTheMinute) {
    take(interview(1), ended);
    tell(no_said, at_ten);
    const auto first = read_by(go_out(at_ten, true), "pat");
    ASSERT_THAT(first, SizeIs(testing::Ge(1U)));
    EXPECT_THAT(first, testing::Contains(AllOf(HasSubstr("was refused: 5.1.1 no such user"),
                                               HasSubstr("once more"), HasSubstr("Please call Candidate 1"),
                                               HasSubstr("They chose somebody else"))));
    const auto later = go_out(at_ten + hours{2}, true);
    EXPECT_THAT(read_by(later, "pat"), Not(testing::Contains(HasSubstr("was refused")))) << "told once";
}

TEST_F(TheTidings, AReminderThatIsRefusedForGoodIsToldThen) {
    take(interview(1), ended);
    EXPECT_THAT(read_by(go_out(ended + minutes{15}, true), "pat"), IsEmpty())
        << "it may be a slip of the relay's";
    EXPECT_THAT(read_by(go_out(ended + minutes{80}, true), "pat"),
                testing::Contains(AllOf(HasSubstr("was refused: 5.1.1 no such user"),
                                        Not(HasSubstr("once more")), HasSubstr("It was about:"))));
}

TEST_F(TheTidings, NewsThatComeBackGoToTheRecruiterAtOnce) {
    take(interview(1), ended);
    tell(no_said, at_ten);
    const auto mails = to(go_out(at_ten, false), "c1@candidate.example");
    ASSERT_FALSE(mails.empty());
    got(keeper->came_back(mails.back().number, 550, "550 5.2.1 disabled", false, at_ten + minutes{3}));
    got(keeper->came_back(mails.back().number, 550, "550 5.2.1 disabled", false, at_ten + minutes{4}));
    const auto told = read_by(go_out(at_ten + minutes{4}, false), "pat");
    ASSERT_THAT(told, SizeIs(1)) << "a second bounce of it is no news";
    EXPECT_THAT(told.front(),
                AllOf(HasSubstr("came back: 550 5.2.1 disabled"), HasSubstr("Please call Candidate 1"),
                      HasSubstr("They chose somebody else")));
}

TEST_F(TheTidings, WhoWantsNoMailsIsCalledWithTheNews) {
    take(interview(1), ended);
    Incoming stop;
    stop.teller = queue::Teller::candidate;
    tell("[[mails]]\ninterview = \"case-1\"\nto = \"c1@candidate.example\"\nwanted = \"none\"\n",
         ended + minutes{1}, stop);
    EXPECT_THAT(read_by(go_out(ended + minutes{2}, false), "pat"),
                testing::Contains(HasSubstr("Candidate 1 wants no more mails from us")));
    tell(no_said, at_ten);
    const auto mails = go_out(at_ten, false);
    EXPECT_THAT(to(mails, "c1@candidate.example"), IsEmpty());
    EXPECT_THAT(read_by(mails, "pat"),
                testing::Contains(AllOf(HasSubstr("wants no mails"), HasSubstr("They chose somebody else"))));
}

TEST_F(TheTidings, APromiseThatSomebodyElseTakesAwayIsToldAtOnce) {
    take(interview(1), ended);
    tell(promised, ended + minutes{1});
    static_cast<void>(go_out(ended + minutes{2}, false));
    Incoming program;
    program.by = {.name = "uid 900 (ats)"};
    tell("[[struck]]\ninterview = \"case-1\"\npromise = \"Margaret Chen\"\n", at_ten, program);
    EXPECT_THAT(read_by(go_out(at_ten, false), "pat"),
                testing::Contains(AllOf(HasSubstr("a promise has fallen away"),
                                        HasSubstr("told.toml takes away what was promised"),
                                        HasSubstr("followup undo case-1/call/margaret-chen"))));
}

TEST_F(TheTidings, WhatTheRecruiterDropsHimselfIsHisOwnDoing) {
    take(interview(1), ended);
    tell(promised, ended + minutes{1});
    static_cast<void>(go_out(ended + minutes{2}, false));
    Incoming pat;
    pat.by.recruiter = "pat";
    tell("[[struck]]\ninterview = \"case-1\"\npromise = \"Margaret Chen\"\n", at_ten, pat);
    EXPECT_THAT(read_by(go_out(at_ten, false), "pat"), Not(testing::Contains(HasSubstr("fallen away"))));
}

} // namespace
} // namespace followup::run
