#include "core/mail/enclosing.hpp"

#include "core/mail/message.hpp"
#include "core/mail/mime.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace followup::mail {
namespace {

/// As a note with that mail beside it is read by somebody else.
std::vector<Part> sent_on(std::string_view original) {
    Message message;
    message.from = {"Glass", *base::MailAddress::parse("followups@glass.example")};
    message.to = {"Pat", *base::MailAddress::parse("pat@glass.example")};
    message.subject = "An answer";
    message.message_id = "a@glass.example";
    message.text = "words\n";
    message.html = "<p>words</p>\n";
    message.original = enclosure(original);
    const auto bytes = rendered(message);
    EXPECT_TRUE(bytes);
    EXPECT_TRUE(std::ranges::all_of(*bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
    std::size_t line = 0;
    for (const char c : *bytes) {
        line = c == '\n' ? 0 : line + 1;
        EXPECT_LE(line, 999U);
    }
    return parts_of(*bytes, Extent::whole);
}

std::string text_in(const std::vector<Part>& parts, std::string_view type) {
    for (auto part = parts.rbegin(); part != parts.rend(); ++part)
        if (part->type == type) return part->text();
    return {};
}

TEST(AnEnclosedMail, IsAsItCame) {
    const auto parts = sent_on("From: dana@candidate.example\nSubject: Hi\n\nIt went well.\n-- \nDana\n");
    ASSERT_TRUE(std::ranges::any_of(parts, [](const Part& part) { return part.type == "message/rfc822"; }));
    EXPECT_EQ(text_in(parts, "text/plain"), "It went well.\n-- \nDana\n");
}

TEST(AnEnclosedMail, SaysTheSameInBytesThatPassEverywhere) {
    const auto parts =
        sent_on("From: =?utf-8?q?Zo=C3=AB?= <zoe@candidate.example>\nSubject: Gr\xC3\xBC\xC3\x9F"
                "e\nContent-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: 8bit"
                "\n\n\xCF\xD0\xCF\xDA\xC4\xC1\xC0\n"
                + std::string(2000, 'x') + "\n");
    ASSERT_TRUE(std::ranges::any_of(parts, [](const Part& part) { return part.type == "message/rfc822"; }));
    EXPECT_TRUE(text_in(parts, "text/plain").starts_with("опоздаю\n"));
    EXPECT_TRUE(
        std::ranges::any_of(parts, [](const Part& part) { return part.header("subject") == "Grüße"; }));
}

TEST(AnEnclosedMail, ThatIsNoneIsAFileOfTheSameBytes) {
    for (const auto& junk : {std::string{"\0\xFF\xFE", 3}, "\n\n" + std::string(5000, '\x80')}) {
        const auto made = enclosure(junk);
        EXPECT_TRUE(!made.as_file || made.bytes == junk);
        const auto parts = sent_on(junk);
        EXPECT_GT(parts.size(), 3U);
    }
}

} // namespace
} // namespace followup::mail
