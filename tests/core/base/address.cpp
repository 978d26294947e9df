#include "core/base/address.hpp"

#include "core/base/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::base {
namespace {

TEST(Addresses, OfOrdinaryPeopleAreTakenAsWritten) {
    const struct {
        const char *written, *text, *ascii, *key;
    } cases[]{
        {"Dana.Doe+jobs@Candidate.Example", "Dana.Doe+jobs@candidate.example",
         "Dana.Doe+jobs@candidate.example", "dana.doe+jobs@candidate.example"},
        {"o'neill@x.example", "o'neill@x.example", "o'neill@x.example", "o'neill@x.example"},
        {"pat@localhost", "pat@localhost", "pat@localhost", "pat@localhost"},
        {"müller@bücher.example", "müller@bücher.example", "müller@xn--bcher-kva.example",
         "müller@xn--bcher-kva.example"},
        {"pat@BÜCHER.example", "pat@bÜcher.example", "pat@xn--bcher-kva.example",
         "pat@xn--bcher-kva.example"},
        {"a@1x.2.example", "a@1x.2.example", "a@1x.2.example", "a@1x.2.example"},
    };
    for (const auto& each : cases) {
        const auto address = MailAddress::parse(each.written);
        ASSERT_TRUE(address) << each.written;
        EXPECT_EQ(address->ascii(), each.ascii);
        EXPECT_EQ(address->key(), each.key);
        EXPECT_EQ(ascii_lower(address->text()), ascii_lower(each.text));
    }
}

TEST(Addresses, ThatAreHostileOrBrokenAreRefused) {
    for (const std::string& text : {std::string{""},
                                    std::string{"@"},
                                    std::string{"dana"},
                                    std::string{"@x.example"},
                                    std::string{"dana@"},
                                    std::string{"a@b@c.example"},
                                    std::string{"dana@x.example\r\nRCPT TO:<eve@evil.example>"},
                                    std::string{"dana\r\n@x.example"},
                                    std::string{"dana@x.example\n"},
                                    std::string{"<dana@x.example>"},
                                    std::string{"dana>@x.example"},
                                    std::string{"da na@x.example"},
                                    std::string{" dana@x.example"},
                                    std::string{"dana@x.example "},
                                    std::string{"\"dana\"@x.example"},
                                    std::string{"dana@[127.0.0.1]"},
                                    std::string{"dana@127.0.0.1"},
                                    std::string{".dana@x.example"},
                                    std::string{"dana.@x.example"},
                                    std::string{"da..na@x.example"},
                                    std::string{"dana@.example"},
                                    std::string{"dana@x..example"},
                                    std::string{"dana@x.example."},
                                    std::string{"dana@-x.example"},
                                    std::string{"dana@x-.example"},
                                    std::string{"dana@x_y.example"},
                                    std::string{"dana@x.example,eve@evil.example"},
                                    std::string{"dana;eve@evil.example"},
                                    std::string{"dana(x)@x.example"},
                                    std::string{"da\\na@x.example"},
                                    std::string{"dana:x@x.example"},
                                    std::string{"dana\0@x.example", 15},
                                    std::string{"d\xff@x.example"},
                                    std::string{"dana\u00A0x@x.example"},
                                    std::string{"dana\u202Ex@x.example"},
                                    std::string{"dana\u2028@x.example"},
                                    std::string{"dana\u0085@x.example"},
                                    std::string{"dana\u200B@x.example"},
                                    std::string{"dana@x\u202E.example"},
                                    std::string{"dana@x y.example"},
                                    std::string{"dana@x\u3002\u3002example"},
                                    std::string(65, 'a') + "@x.example",
                                    "dana@" + std::string(64, 'a') + ".example",
                                    std::string(64, 'a') + "@" + std::string(63, 'b') + "."
                                        + std::string(63, 'c') + "." + std::string(61, 'd') + ".ex"}) {
        const auto address = MailAddress::parse(text);
        ASSERT_FALSE(address) << escaped(text);
        EXPECT_FALSE(has_control(address.error().what));
        EXPECT_EQ(address.error().mend, "write it like dana@candidate.example");
    }
}

TEST(Addresses, AreOnePersonsWhateverTheCase) {
    EXPECT_EQ(*MailAddress::parse("DANA@X.example"), *MailAddress::parse("dana@x.EXAMPLE"));
    EXPECT_EQ(*MailAddress::parse("MÜLLER@x.example"), *MailAddress::parse("müller@x.example"));
    EXPECT_NE(*MailAddress::parse("dana@x.example"), *MailAddress::parse("dana@y.example"));
}

TEST(Addresses, NeedSmtputf8OnlyForTheirLocalPart) {
    EXPECT_TRUE(MailAddress::parse("müller@x.example")->needs_smtputf8());
    EXPECT_FALSE(MailAddress::parse("pat@bücher.example")->needs_smtputf8());
}

RC_GTEST_PROP(Addresses, ThatAreTakenCannotBreakOutOfACommandOrHeader, ()) {
    static const std::vector<std::string> parts{"a",  "@", ".",  "x.example", "\r", "\n", "<",      ">", " ",
                                                "\"", "ü", "\\", "\xff",      "(",  ",",  "\u2028", "-", "+"};
    std::string text;
    for (const auto& part : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(parts)))
        text += part;
    const auto address = MailAddress::parse(text + *rc::gen::element<std::string>("", "@x.example"));
    if (!address) return;
    for (const char c : std::string_view{"\r\n<> \"\\(),"})
        RC_ASSERT(!address->ascii().contains(c) && !address->text().contains(c));
    RC_ASSERT((*MailAddress::parse(address->text()) == *address));
    RC_ASSERT(MailAddress::parse(address->ascii())->ascii() == address->ascii());
}

TEST(Mailboxes, AreReadWithAndWithoutAName) {
    EXPECT_EQ(parse_mailbox("Glass Recruiters <f@glass.example>")->name, "Glass Recruiters");
    EXPECT_EQ(parse_mailbox("\"Moreno, Pat\" <pat@glass.example>")->name, "Moreno, Pat");
    EXPECT_EQ(parse_mailbox("  pat@glass.example ")->name, "");
    EXPECT_EQ(parse_mailbox("<pat@glass.example>")->address.text(), "pat@glass.example");
}

TEST(Mailboxes, ThatAreBrokenAreRefused) {
    for (const std::string text :
         {"", "Pat", "Pat <pat@glass.example", "Pat <>", "Pat\r\nBcc: eve <p@glass.example>",
          "Pat <pat@glass.example> x", "Pat <a@b.example> <c@d.example", "Pat \u202Ex <pat@glass.example>",
          "\xff <pat@glass.example>", "<"})
        EXPECT_FALSE(parse_mailbox(text)) << escaped(text);
}

} // namespace
} // namespace followup::base
