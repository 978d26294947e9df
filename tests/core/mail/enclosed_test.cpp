#include "core/mail/enclosed.hpp"

#include "core/mail/note.hpp"

#include <gtest/gtest.h>

namespace followup::mail {
namespace {

std::string mail_with(const std::string& original) {
    return "Subject: x\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n"
           "Content-Type: text/plain\r\n\r\nhello\r\n--b\r\n"
           + enclosed_part(enclosure(original)) + "\r\n--b--\r\n";
}

TEST(Enclosed, MailsAreFoundAsTheyWentIn) {
    const std::string original =
        "From: pat@glass.example\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n"
        "--c\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n--c--\r\n";
    EXPECT_EQ(enclosed_in(mail_with(original)), original);
}

TEST(Enclosed, FilesOfOtherBytesAreFoundToo) {
    const std::string original = "From: pat@glass.example\r\n\r\n" + std::string(2000, '\xE4') + "\r\n";
    ASSERT_TRUE(enclosure(original).as_file || !enclosure(original).empty());
    EXPECT_FALSE(enclosed_in(mail_with(original)).empty());
}

TEST(Enclosed, IsNothingInAMailWithoutOne) {
    EXPECT_EQ(enclosed_in(""), "");
    EXPECT_EQ(enclosed_in("Subject: x\r\n\r\nContent-Type: message/rfc822\r\n"), "");
}

} // namespace
} // namespace followup::mail
