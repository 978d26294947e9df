#include "core/calendar/invite_known.hpp"

#include "invites.hpp"

#include <gmock/gmock.h>

namespace followup::calendar {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(KnownInvitations, GoOverASocketAndComeOutTheSame) {
    const Asked asked{"invite-1", "12345678", {"dana@candidate.example"}, {"Dana Reyes"}};
    EXPECT_EQ(asked_from_json(as_json(asked)), asked);
    auto dana = dana_at_acme();
    dana.invitation = queue::Revision{3, at("2026-11-14T10:00:00Z")};
    auto eli = dana_at_acme();
    eli.off = true;
    eli.invitation = queue::Revision{};
    const Knows knows{{dana, eli, dana_at_acme()}, {"dana@candidate.example"}};
    EXPECT_EQ(knows_from_json(as_json(knows)), knows);
}

TEST(KnownInvitations, ThatCannotBeReadAreNone) {
    for (const std::string text : {"", "[]", "{", "{\"interviews\": 7, \"candidates\": {}}", "null"}) {
        EXPECT_EQ(knows_from_json(text), Knows{}) << text;
        EXPECT_EQ(asked_from_json(text), Asked{}) << text;
    }
}

TEST(Invitation, OlderThanWhatIsKnownIsNotImported) {
    auto dana = dana_at_acme();
    dana.invitation = queue::Revision{2, at("2026-11-14T10:00:00Z")};
    const auto problem = [&](const std::string& lines) {
        const auto read = read_invitation(invitation("DTSTART:20261120T140000Z\r\n" + lines), "invite.ics",
                                          two_recruiters(), known, knowing({dana}));
        return read ? "taken" : base::text(read.error());
    };
    EXPECT_THAT(problem("SEQUENCE:1\r\nDTSTAMP:20261115T100000Z\r\n"), HasSubstr("older than what is known"));
    EXPECT_THAT(problem("SEQUENCE:2\r\nDTSTAMP:20261114T095959Z\r\n"), HasSubstr("older than what is known"));
    EXPECT_EQ(problem("SEQUENCE:2\r\nDTSTAMP:20261114T100000Z\r\n"), "taken");
    EXPECT_EQ(problem("SEQUENCE:3\r\nDTSTAMP:20261101T100000Z\r\n"), "taken");
    dana.off = true;
    EXPECT_THAT(problem("SEQUENCE:2\r\nDTSTAMP:20261114T100000Z\r\n"), HasSubstr("called off since"));
    EXPECT_EQ(problem("SEQUENCE:2\r\nDTSTAMP:20261114T100001Z\r\n"), "taken");
}

TEST(Invitation, IsNotAskedForWhatTheLedgerKnows) {
    const std::string addresses = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n"
                                  "ORGANIZER;CN=m.chen@acme.example:mailto:m.chen@acme.example\r\n"
                                  "ATTENDEE;CN=dana@candidate.example:mailto:dana@candidate.example\r\n"
                                  "ATTENDEE:mailto:vic@advisor.example\r\nDTSTART:20261120T140000Z\r\n"
                                  "DTEND:20261120T150000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    auto dana = dana_at_acme();
    dana.id = "dana-reyes-12345678"; // of the first edition
    const auto read = read_invitation(addresses, "invite.ics", two_recruiters(), {}, knowing({dana}));
    ASSERT_TRUE(read && read->drafts.size() == 1);
    const auto& draft = read->drafts.front();
    EXPECT_EQ(draft.id, dana.id);
    EXPECT_EQ(draft.recruiter, "kim");
    EXPECT_EQ(draft.employer, "Acme Robotics");
    EXPECT_EQ(draft.candidate->name, "Dana Reyes");
    EXPECT_THAT(names(draft.met),
                ElementsAre("Margaret Chen <m.chen@acme.example>", " <vic@advisor.example>"));
    EXPECT_THAT(lacks(draft), ElementsAre("the name of vic@advisor.example"));
    EXPECT_THAT(read->notes, testing::Contains(HasSubstr("Luis Ortis is not named")));
}

TEST(Invitation, OfSeveralCandidatesIsAnInterviewForEach) {
    const auto two = invitation("DTSTART:20261120T140000Z\r\nDTEND:20261120T150000Z\r\n"
                                "ATTENDEE;CN=Eli Stone:mailto:eli@other.example\r\n");
    auto said = known;
    said.candidate = "eli@other.example";
    const auto first = read_invitation(two, "invite.ics", two_recruiters(), said, knowing({}));
    ASSERT_TRUE(first && first->drafts.size() == 1);
    auto dana = dana_at_acme();
    dana.id = first->drafts.front().id;
    const auto second = read_invitation(two, "invite.ics", two_recruiters(), said, knowing({dana}));
    ASSERT_TRUE(second && second->drafts.size() == 1);
    EXPECT_EQ(second->drafts.front().id, dana.id + "-2");
    EXPECT_THAT(names(second->drafts.front().met), ElementsAre("Margaret Chen <m.chen@acme.example>"))
        << "another candidate is nobody to write to";
    auto eli = dana;
    eli.id = dana.id + "-2";
    eli.candidate = {.name = "Eli Stone", .email = "eli@other.example"};
    const auto both = read_invitation(two, "invite.ics", two_recruiters(), known, knowing({dana, eli}));
    ASSERT_TRUE(both && both->drafts.size() == 2) << "an update is one of both";
    EXPECT_EQ(both->drafts[1].candidate->name, "Eli Stone");
    for (const auto& each : both->drafts)
        EXPECT_THAT(names(each.met), ElementsAre("Margaret Chen <m.chen@acme.example>"));
}

TEST(Invitation, WithSomebodyElseInTheCandidatesPlaceIsAskedAbout) {
    const auto eli = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nORGANIZER;CN=Margaret "
                     "Chen:mailto:m.chen@acme.example\r\n"
                     "ATTENDEE;CN=Eli Stone:mailto:eli@other.example\r\nDTSTART:20261120T140000Z\r\n"
                     "DTEND:20261120T150000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    const auto read = read_invitation(eli, "invite.ics", two_recruiters(), known, knowing({dana_at_acme()}));
    ASSERT_TRUE(read && read->drafts.size() == 1);
    const auto& draft = read->drafts.front();
    EXPECT_THAT(lacks(draft), ElementsAre(HasSubstr("Dana Reyes is not among those invited, and Eli Stone")));
    EXPECT_THAT(names(draft.met),
                ElementsAre("Margaret Chen <m.chen@acme.example>", "# Eli Stone <eli@other.example>"));
}

} // namespace
} // namespace followup::calendar
