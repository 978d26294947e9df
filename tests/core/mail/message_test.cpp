#include "core/mail/message.hpp"

#include "core/base/text.hpp"
#include "core/mail/parsed.hpp"

#include <gtest/gtest.h>

namespace followup::mail {
namespace {

Mailbox mailbox(std::string name, std::string_view address) {
    return {std::move(name), *base::MailAddress::parse(address)};
}

Message message() {
    Message made;
    made.from = mailbox("Glass Recruiters", "followups@glass.example");
    made.to = mailbox("Dana Reyes", "dana@candidate.example");
    made.reply_to = mailbox("Pat Moreno", "pat@glass.example");
    made.subject = "Acme Robotics: Controls Engineer";
    made.date = *base::parse_instant("2026-11-20T21:35:00Z");
    made.message_id = "abc234@glass.example";
    made.references = {"root@glass.example"};
    made.text = "Hello\n";
    made.html = "<p>Hello</p>\n";
    return made;
}

std::string crlf(std::string_view text) {
    return base::joined(base::split(text, '\n'), "\r\n");
}

TEST(Message, IsWrittenAsTheReferenceShapeSays) {
    auto made = message();
    made.unsubscribe_url = "https://f.example/u/TOKEN";
    const auto expected = crlf(R"(From: Glass Recruiters <followups@glass.example>
Reply-To: Pat Moreno <pat@glass.example>
To: Dana Reyes <dana@candidate.example>
Subject: Acme Robotics: Controls Engineer
Date: Fri, 20 Nov 2026 21:35:00 +0000
Message-ID: <abc234@glass.example>
In-Reply-To: <root@glass.example>
References: <root@glass.example>
Auto-Submitted: auto-generated
X-Auto-Response-Suppress: All
List-Unsubscribe: <https://f.example/u/TOKEN>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="=_e4dy4fckmhdtcoyjc5o5uvuyhb"

--=_e4dy4fckmhdtcoyjc5o5uvuyhb
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Hello

--=_e4dy4fckmhdtcoyjc5o5uvuyhb
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<p>Hello</p>

--=_e4dy4fckmhdtcoyjc5o5uvuyhb--
)");
    EXPECT_EQ(*rendered(made), expected);
    EXPECT_EQ(*rendered(made), *rendered(made));
}

TEST(Message, OffersToUnsubscribeOnlyWhereThereIsAnAddressForIt) {
    auto made = message();
    EXPECT_FALSE(rendered(made)->contains("List-Unsubscribe"));
    made.unsubscribe_url = "http://127.0.0.1:8025/u/TOKEN";
    EXPECT_TRUE(rendered(made)->contains("\r\nList-Unsubscribe: <http://127.0.0.1:8025/u/TOKEN>\r\n"));
    EXPECT_FALSE(rendered(made)->contains("One-Click")) << "one click is defined for https alone";
    made.unsubscribe_url = "mailto:replies+12-1-abc@glass.example?subject=stop";
    EXPECT_TRUE(rendered(made)->contains(
        "\r\nList-Unsubscribe: <mailto:replies+12-1-abc@glass.example?subject=stop>\r\n"));
    EXPECT_FALSE(rendered(made)->contains("One-Click"));
}

TEST(Message, LeavesOutWhatIsNotThere) {
    auto made = message();
    made.reply_to.reset();
    made.references.clear();
    made.to.name.clear();
    const auto wire = *rendered(made);
    EXPECT_FALSE(wire.contains("Reply-To"));
    EXPECT_FALSE(wire.contains("References"));
    EXPECT_TRUE(wire.contains("\r\nTo: dana@candidate.example\r\n"));
}

const std::vector<std::string>& names() {
    static const std::vector<std::string> all = {
        "Dana Reyes",
        "Reyes, Dana",
        "Siobhán O’Neill",
        "O'Neill",
        "Dana \"the\" <b> Reyes_",
        "back\\slash",
        "陈美玲",
        "محمد بن عبد الله",
        "אברהם",
        "Ελένη Παπαδοπούλου",
        "Жанна Агузарова",
        "ありがとう さくら",
        "สมชาย",
        "👩🏽‍🔧 Fixer",
        "Zoë",
        "=?utf-8?Q?not_encoded?=",
        "A Very Long Name That Goes On And On Until It Does No Longer Fit Into A Line Of A Header At All",
        "陈美玲 陈美玲 陈美玲 陈美玲 陈美玲 陈美玲 陈美玲 陈美玲 陈美玲 陈美玲 陈美玲 陈美玲 陈美玲 陈美玲",
        "two  blanks",
        "J. Doe (Acme)",
        "x@y.example"};
    return all;
}

TEST(Message, ComesBackFromAnotherParserWithEveryName) {
    std::vector<std::string> wires;
    for (const auto& name : names()) {
        auto made = message();
        made.to.name = name;
        made.reply_to->name = name;
        made.subject = name + ": Ingénieur 工程师";
        made.text = "Hello " + name + ",\n.\nFrom here\n" + std::string(5000, 'x') + "\n";
        made.html = "<p>" + name + "</p>\n";
        wires.push_back(rendered(made).value());
    }
    const auto all = parsed(wires);
    for (std::size_t n = 0; n < names().size(); ++n) {
        const auto& name = names()[n];
        EXPECT_EQ(only(all[n], "to.name"), name);
        EXPECT_EQ(only(all[n], "to.address"), "dana@candidate.example");
        EXPECT_EQ(only(all[n], "reply-to.name"), name);
        EXPECT_EQ(only(all[n], "subject"), name + ": Ingénieur 工程师");
        EXPECT_EQ(only(all[n], "type"), "multipart/alternative");
        EXPECT_EQ(all[n].at("part.type"), (std::vector<std::string>{"text/plain;utf-8", "text/html;utf-8"}));
        const auto text = "Hello " + name + ",\n.\nFrom here\n" + std::string(5000, 'x') + "\n";
        EXPECT_EQ(all[n].at("part.text"), (std::vector<std::string>{text, "<p>" + name + "</p>\n"}));
        EXPECT_FALSE(all[n].contains("defect"));
    }
}

TEST(Message, HoldsNoHeaderLineThatIsTooLongOrNotAscii) {
    for (const auto& name : names()) {
        auto made = message();
        made.to.name = name;
        made.subject = name + name + name;
        made.references.assign(20, std::string(26, 'a') + "@glass.example");
        const auto wire = rendered(made).value();
        for (const auto& line : base::split(wire.substr(0, wire.find("\r\n\r\n")), '\n')) {
            EXPECT_LE(line.size(), 79U) << line; // 78 and the CR
            for (const char c : line)
                EXPECT_TRUE((c >= ' ' && c <= '~') || c == '\r') << line;
        }
    }
}

TEST(Message, IsRefusedWhenAHeaderHoldsAControlCharacter) {
    using namespace std::string_literals;
    for (const auto& evil : {"a\r\nBcc: x@evil.example"s, "a\nb"s, "a\rb"s, "a\0b"s, "\x1b[31m"s, "a\tb"s,
                             "a\x7f"s, "\xff\xfe not UTF-8"s}) {
        const auto refused = [&evil](auto put) {
            auto made = message();
            put(made, evil);
            return !rendered(made);
        };
        EXPECT_TRUE(refused([](Message& made, const std::string& text) { made.subject = text; }));
        EXPECT_TRUE(refused([](Message& made, const std::string& text) { made.to.name = text; }));
        EXPECT_TRUE(refused([](Message& made, const std::string& text) { made.from.name = text; }));
        EXPECT_TRUE(refused([](Message& made, const std::string& text) { made.reply_to->name = text; }));
        EXPECT_TRUE(refused([](Message& made, const std::string& text) { made.message_id = text + "@x"; }));
        EXPECT_TRUE(refused([](Message& made, const std::string& text) { made.references = {text + "@x"}; }));
        EXPECT_TRUE(refused(
            [](Message& made, const std::string& text) { made.unsubscribe_url = "https://" + text; }));
    }
}

TEST(Message, IsRefusedWithoutAddressesOrWithAMalformedId) {
    auto nobody = message();
    nobody.to.address = {};
    EXPECT_EQ(rendered(nobody).error().what, "the header To has no address");
    for (const std::string id : {"", "@", "a@", "@b", "a", "a@b@c", "a b@c", "<a@b>"}) {
        auto made = message();
        made.message_id = id;
        EXPECT_FALSE(rendered(made)) << id;
    }
    auto made = message();
    made.unsubscribe_url = "javascript:alert(1)";
    EXPECT_FALSE(rendered(made));
}

TEST(Message, WritesAnInternationalDomainInALabels) {
    auto made = message();
    made.to = mailbox("Jörg", "joerg@bücher.example");
    EXPECT_TRUE(rendered(made)->contains("<joerg@xn--bcher-kva.example>"));
}

TEST(Message, TakesItsBoundaryFromItsIdSoThatNoBodyHoldsIt) {
    auto made = message();
    const auto wire = *rendered(made);
    const auto begins = wire.find("=_");
    const auto boundary = wire.substr(begins, wire.find('"', begins) - begins);
    made.text = "--" + boundary + "\n--" + boundary + "--\n";
    const auto other = parsed({*rendered(made)}).front();
    EXPECT_EQ(other.at("part.text").front(), made.text);
    EXPECT_EQ(other.at("part.text").size(), 2U);
    made.message_id = "another@glass.example";
    EXPECT_FALSE(rendered(made)->contains(boundary));
}

TEST(DateHeader, IsInUtcWithEnglishNames) {
    EXPECT_EQ(date_header(*base::parse_instant("2026-11-20T21:35:00Z")), "Fri, 20 Nov 2026 21:35:00 +0000");
    EXPECT_EQ(date_header(*base::parse_instant("2028-02-29T00:00:05Z")), "Tue, 29 Feb 2028 00:00:05 +0000");
}

} // namespace
} // namespace followup::mail
