#include "core/calendar/invite_source.hpp"

#include "invites.hpp"

#include <gmock/gmock.h>

namespace followup::calendar {
namespace {

std::string wide(const std::string& ascii, bool big, bool mark) {
    std::string bytes = !mark ? "" : big ? "\xFE\xFF" : "\xFF\xFE";
    for (const char c : ascii) {
        if (big) bytes += '\0';
        bytes += c;
        if (!big) bytes += '\0';
    }
    return bytes;
}

std::string candidate_in(const std::string& bytes) {
    const auto draft = only(bytes, known);
    return draft.candidate ? draft.candidate->name : "none";
}

std::string named(const std::string& name) {
    return "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nORGANIZER;CN=Margaret "
           "Chen:mailto:m.chen@acme.example\r\n"
           "ATTENDEE;CN="
           + name + ":mailto:dana@candidate.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

TEST(InviteSources, AreReadInEveryCharacterSetThatProgramsWrite) {
    for (const bool big : {false, true})
        for (const bool mark : {false, true})
            EXPECT_EQ(candidate_in(wide(named("Dana Reyes"), big, mark)), "Dana Reyes") << big << mark;
    EXPECT_EQ(candidate_in(named("J\xF6rg M\xFCller")), "Jörg Müller");
    EXPECT_EQ(candidate_in(named("Siobh\xE1n O\x92Neill")), "Siobhán O’Neill");
    EXPECT_EQ(candidate_in(named("J\xC3\r\n \xB6rg Müller")), "Jörg Müller") << "folded within a letter";
    EXPECT_EQ(candidate_in("\xEF\xBB\xBF" + named("Jörg Müller")), "Jörg Müller");
    EXPECT_EQ(only(invitation("SUMMARY:Caf\xE9\r\n"), known).summary, "Café") << "the last letter of a line";
}

TEST(InviteSources, AreFoundInMails) {
    const auto calendar = named("J\xC3\r\n \xB6rg Müller");
    const std::string head = "From: m.chen@acme.example\r\nMIME-Version: 1.0\r\n";
    const auto parted = [&](const std::string& part) {
        return head
               + "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: "
                 "text/plain\r\n\r\n"
                 "See you then.\r\n--b\r\n"
               + part + "\r\n--b--\r\n";
    };
    const std::vector<std::string> mails{
        head + "Content-Type: text/calendar; charset=utf-8\r\n\r\n" + calendar,
        parted("Content-Type: text/calendar; method=REQUEST\r\n\r\n" + calendar),
        parted("Content-Type: application/octet-stream; name=\"Invite.ICS\"\r\n\r\n" + calendar),
        parted("Content-Type: message/rfc822\r\n\r\n"
               + parted("Content-Type: text/calendar; charset=\"UTF-8\"\r\n\r\n" + calendar)),
        "From m.chen@acme.example Fri Nov 20 10:00:00 2026\r\n"
            + parted("Content-Type: application/ics; name=invite.ics\r\n\r\n" + calendar),
        parted("Content-Type: text/calendar; charset=iso-8859-1\r\n\r\n" + named("J\xF6rg M\xFCller"))};
    for (const auto& each : mails)
        EXPECT_EQ(candidate_in(each), "Jörg Müller") << each;
}

TEST(InviteSources, ThatAreThereTwiceAreOne) {
    const auto part = "--b\r\nContent-Type: text/calendar\r\n\r\n" + named("Dana Reyes") + "\r\n";
    const auto read = invite_sources(
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part + part + "--b--\r\n", "mail.eml");
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->size(), 1);
}

} // namespace
} // namespace followup::calendar
