#include "core/mail/mime.hpp"
#include "shell/run/keeper.hpp"

#include <algorithm>
#include <functional>
#include <regex>

namespace followup::run {
namespace {

using base::minutes;
using base::seconds;

const Instant due = ended + minutes{15};            ///< candidates are asked to call
const Instant morning = at("2026-11-23T14:30:00Z"); ///< they and their recruiter are reminded of letters

/// An agency of its own, in which mails are made ready or not.
class World : public Keeper {
  public:
    explicit World(bool readies, const std::string& mail = "") : x_readies(readies) {
        start(mail + "\n[[recruiter]]\nid = \"kim\"\nname = \"Kim Roth\"\nemail = \"kim@glass.example\"\n");
    }
    void TestBody() override {}

    using Keeper::take;
    void take(const std::string& text, Instant now) { take(Incoming{"event.toml", text}, now); }
    /// As a round does that comes a little before.
    void ready(Instant now) {
        for (auto more = x_readies; more;)
            more = got(keeper->prepare(now, 2));
    }
    std::vector<store::MailRow> go(Instant now) { return sent(now); }
    Bookkeeper& book() { return *keeper; }
    store::Store& ledger() { return *store; }
    Timeline& story() { return timeline; }
    void configure(const std::string& mail) { keeper->configure(agency_with(mail)); }

  private:
    bool x_readies;
};

std::string header(const store::MailRow& mail, std::string_view name) {
    return mail::parts_of(mail.bytes).front().header(std::string{name});
}

/// What people get: whoever reads it, the time in it, and its text.
std::vector<std::string> told(const std::vector<store::MailRow>& mails) {
    std::vector<std::string> all;
    for (const auto& mail : mails)
        for (const auto& part : mail::parts_of(mail.bytes))
            if (part.type == "text/plain") all.push_back(mail.person + "\n" + part.text());
    std::ranges::sort(all);
    return all;
}

TEST(MailsMadeReady, AreThoseThatWouldBeWrittenWhenTheyAreDue) {
    World ready{true};
    World not_ready{false};
    std::vector<store::MailRow> mails[2];
    for (auto* world : {&ready, &not_ready}) {
        world->take(interview(1), ended + minutes{5});
        world->ready(due - seconds{30});
        mails[world == &ready ? 0 : 1] = world->go(due);
    }
    ASSERT_EQ(mails[0].size(), 1U);
    EXPECT_EQ(mails[0].front().bytes, mails[1].front().bytes) << "to the last byte";
    EXPECT_EQ(mails[0].front().due, due);
    EXPECT_EQ(got(ready.ledger().mail(mails[0].front().number))->bytes, mails[0].front().bytes);
    EXPECT_EQ(ready.story().text(), not_ready.story().text());
    EXPECT_TRUE(ready.go(due + minutes{1}).empty()) << "once";
}

TEST(MailsMadeReady, SayTheTimeTheyAreDueForAMinute) {
    for (const auto& [late, date] : {std::pair{seconds{0}, "21:45:00"}, std::pair{seconds{59}, "21:45:00"},
                                     std::pair{seconds{60}, "21:46:00"}}) {
        World world{true};
        world.take(interview(1), ended + minutes{5});
        world.ready(due - seconds{30});
        const auto mails = world.go(due + late);
        ASSERT_EQ(mails.size(), 1U);
        EXPECT_NE(header(mails.front(), "date").find(date), std::string::npos)
            << header(mails.front(), "date");
        EXPECT_EQ(mails.front().claimed, due + late);
    }
}

TEST(MailsMadeReady, GoOutNoEarlier) {
    World world{true};
    world.take(interview(1), ended + minutes{5});
    world.ready(due - seconds{61});
    world.ready(due - seconds{60});
    EXPECT_TRUE(world.go(due - seconds{1}).empty());
    EXPECT_EQ(world.go(due).size(), 1U);
}

/// Without the numbers of mails: one that was made in vain leaves a gap.
std::string unnumbered(const std::string& story) {
    return std::regex_replace(story, std::regex{"mail=[0-9]+"}, "mail");
}

struct Meanwhile {
    const char* what;
    std::function<void(World&, Instant)> happens;
    Instant due = run::due; ///< shortly before these go out
};

class WhatHappensMeanwhile : public ::testing::TestWithParam<Meanwhile> {};

TEST_P(WhatHappensMeanwhile, IsHeededAsIfNothingHadBeenReady) {
    std::vector<std::string> mails[2];
    std::string stories[2];
    for (const bool readies : {true, false}) {
        World world{readies, "per_day = 2"};
        for (int n = 1; n <= 3; ++n)
            world.take(interview(n), ended + minutes{5});
        // Everything that is told for a week: mornings, digests and reminders.
        auto now = due - seconds{50};
        bool happened = false;
        while (now < due + base::days{7}) {
            std::ranges::move(told(world.go(now)), std::back_inserter(mails[readies]));
            const auto next = got(world.book().next_due());
            if (!next) break;
            world.ready(std::max(now, *next - Bookkeeper::ready_before));
            const auto moment = GetParam().due - seconds{20};
            if (!happened && *next > moment) {
                happened = true;
                GetParam().happens(world, moment);
            }
            now = std::max(*next, now + seconds{1});
        }
        stories[readies] = unnumbered(world.story().text());
    }
    EXPECT_GT(mails[false].size(), 3U);
    EXPECT_EQ(mails[true], mails[false]);
    EXPECT_EQ(stories[true], stories[false]);
}

INSTANTIATE_TEST_SUITE_P(
    All, WhatHappensMeanwhile,
    ::testing::Values(
        Meanwhile{"Nothing", [](World&, Instant) {}},
        Meanwhile{"TheyCalled",
                  [](World& world, Instant now) {
                      world.take("[[debriefed]]\ninterview = \"case-2\"\nwith = \"candidate\"\n", now);
                  }},
        Meanwhile{
            "TheCaseIsWithdrawn",
            [](World& world, Instant now) { world.take("[[withdrawn]]\ninterview = \"case-2\"\n", now); }},
        Meanwhile{"TheyWantNoMails",
                  [](World& world, Instant now) {
                      world.take("[[mails]]\ninterview = \"case-2\"\nto = \"c2@candidate.example\"\n"
                                 "wanted = \"none\"\n",
                                 now);
                  }},
        Meanwhile{"TheirRecruiterWantsNoMails",
                  [](World& world, Instant now) {
                      world.take("[[mails]]\nto = \"pat\"\nwanted = \"none\"\n", now);
                  },
                  morning},
        Meanwhile{"TheyAreForgotten",
                  [](World& world, Instant now) {
                      world.take("[[forget]]\ncandidate = \"c2@candidate.example\"\n", now);
                  }},
        Meanwhile{"SomebodyElseReads",
                  [](World& world, Instant now) {
                      world.take("[[stand_in]]\nfor = \"pat\"\nby = \"kim\"\nfrom = 2026-11-20T00:00:00\n"
                                 "until = 2026-11-30T00:00:00\n",
                                 now);
                  }},
        Meanwhile{"AnotherInterviewOfTheSamePerson",
                  [](World& world, Instant now) { world.take(interview(2, "other"), now); }},
        Meanwhile{"TheirNameIsCorrected",
                  [](World& world, Instant now) {
                      auto file = interview(2);
                      file.bytes.replace(file.bytes.find("Candidate 2\""), 12,
                                         "Cand. Two 2\", was = \"Candidate 2\"");
                      world.take(file, now);
                  }},
        Meanwhile{"AnotherFrom",
                  [](World& world, Instant) {
                      world.configure("per_day = 2\nreplies = \"answers@glass.example\"\n[[recruiter]]\n"
                                      "id = \"kim\"\nname = \"Kim Roth\"\nemail = \"kim@glass.example\"\n");
                  }},
        Meanwhile{"ANoteAboutTheCase",
                  [](World& world, Instant now) {
                      mail::Note note;
                      note.to = {"Candidate 2", *base::MailAddress::parse("c2@candidate.example")};
                      note.subject = "A word";
                      note.paragraphs = {"Hello."};
                      got(world.book().write_note(note, 2, "c2@candidate.example", now));
                  }},
        Meanwhile{"TheDiskWasFull",
                  [](World& world, Instant) {
                      ASSERT_TRUE(world.ledger().begin());
                      EXPECT_FALSE(world.book().claim(due, 1)) << "a transaction is open";
                      world.ledger().rollback();
                  }}),
    [](const auto& meanwhile) { return meanwhile.param.what; });

} // namespace
} // namespace followup::run
