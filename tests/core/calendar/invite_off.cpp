#include "core/calendar/invite_off.hpp"

#include "invites.hpp"

#include <gmock/gmock.h>

namespace followup::calendar {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Invitation, CalledOffInAnyFormIsACancellation) {
    const auto id = only(invitation("")).id;
    const std::string mail = "Content-Type: text/calendar; charset=utf-8; method=\"cancel\"\r\n\r\n";
    for (const auto& bytes : {invitation("", "METHOD:CANCEL\r\n"), invitation("", "method:cancel\r\n"),
                              invitation("METHOD:CANCEL\r\n", ""), invitation("STATUS:CANCELLED\r\n"),
                              invitation("STATUS:canceled\r\n", ""), mail + invitation("", "")}) {
        const auto read = read_invitation(bytes, "invite.ics", two_recruiters(), known);
        ASSERT_TRUE(read.has_value()) << base::text(read.error());
        EXPECT_TRUE(read->drafts.empty()) << bytes;
        ASSERT_EQ(read->cancelled.size(), 1) << bytes;
        EXPECT_EQ(read->cancelled.front().id, id);
        EXPECT_THAT(event_file(*read, two_recruiters()),
                    HasSubstr("[[cancelled]]\ninterview = \"" + id + "\"\ninvitation = { sequence = 0 }\n"));
    }
}

TEST(Invitation, ThatUninvitesOthersIsAQuestionAboutThem) {
    const std::string luis = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nBEGIN:VEVENT\r\nUID:1\r\n"
                             "ORGANIZER;CN=Margaret Chen:mailto:m.chen@acme.example\r\n"
                             "ATTENDEE;CN=Luis Ortis:mailto:luis@acme.example\r\n"
                             "STATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    for (const auto& ledger : {Ledger{}, knowing({dana_at_acme()})}) {
        const auto read = read_invitation(luis, "invite.ics", two_recruiters(), known, ledger);
        ASSERT_TRUE(read.has_value());
        EXPECT_TRUE(read->drafts.empty() && read->cancelled.empty());
        EXPECT_THAT(read->questions, ElementsAre(HasSubstr("this takes Luis Ortis off the invitation")));
        EXPECT_THAT(event_file(*read, two_recruiters()), HasSubstr("# missing: this takes Luis Ortis"));
    }
}

TEST(Invitation, OfSeveralEventsKeepsTheCalledOffApart) {
    const auto event = [](const std::string& uid, const std::string& more) {
        return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTART:20261120T140000Z\r\n" + more + "END:VEVENT\r\n";
    };
    const std::string off = "STATUS:CANCELLED\r\n";
    const auto read =
        read_invitation("BEGIN:VCALENDAR\r\n" + event("1", off) + event("2", "") + "END:VCALENDAR\r\n",
                        "invite.ics", glass(), {});
    ASSERT_TRUE(read && read->drafts.size() == 1 && read->cancelled.size() == 1);
    EXPECT_NE(read->drafts.front().id, read->cancelled.front().id);
}

TEST(Invitation, OfSeveralCalendarsHasTheMethodOfItsOwn) {
    const auto calendar = [](const std::string& method, const std::string& uid) {
        return "BEGIN:VCALENDAR\r\nMETHOD:" + method + "\r\nBEGIN:VEVENT\r\nUID:" + uid
               + "\r\nDTSTART:20261120T140000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    };
    const auto read =
        read_invitation(calendar("CANCEL", "1") + calendar("REQUEST", "2"), "invite.ics", glass(), {});
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->cancelled.size(), 1);
    EXPECT_EQ(read->drafts.size(), 1);
}

} // namespace
} // namespace followup::calendar
