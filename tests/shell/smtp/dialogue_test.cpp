#include "shell/smtp/dialogue.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace followup::smtp {
namespace {

/// "> LINE" was sent, "< LINE" received, "." handed; false when the dialogue refuses to go on.
bool play(Dialogue& dialogue, std::string_view lines) {
    bool goes_on = true;
    for (const auto& line : base::split(lines, '\n')) {
        if (line == ".") dialogue.handed();
        if (line.starts_with("> ")) dialogue.sent(line.substr(2) + "\r\n");
        if (line.starts_with("< ")) goes_on = dialogue.received(line.substr(2) + "\r\n") && goes_on;
    }
    return goes_on;
}

std::string shown(const mail::Reply& reply) {
    return fmt::format("{} {} [{}] {}{}", mail::word(reply.stage), reply.code, reply.enhanced,
                       base::escaped(reply.text, 2000), reply.handed ? " handed" : "");
}

constexpr std::string_view opening = "< 220 peer ESMTP\n> EHLO me\n< 250-peer\n< 250 SIZE 1000\n";

std::string until_data() {
    return std::string{opening} + "> MAIL FROM:<a@x>\n< 250 ok\n> RCPT TO:<b@y>\n< 250 ok\n> DATA\n";
}

TEST(Dialogue, SaysHowFarItGotAndWhatWasAnsweredThere) {
    struct Row {
        std::string lines;
        bool whole;
        const char* expected;
    };
    const auto to_mail = std::string{opening} + "> MAIL FROM:<a@x> SIZE=10\n";
    const auto to_rcpt = to_mail + "< 250 2.1.0 ok\n> RCPT TO:<b@y>\n";
    const Row rows[] = {
        {"", false, "connect 0 [] it broke"},
        {"< 220 peer ESMTP", false, "connect 0 [] it broke"},
        {"< 421 4.3.2 come back later", false, "connect 421 [4.3.2] 4.3.2 come back later"},
        {"< 554-no\n< 554 service", false, "connect 554 [] no\\x0aservice"},
        {"< 220 peer\n> EHLO me", false, "ehlo 0 [] it broke"},
        {"< 220 peer\n> EHLO me\n< 502 what", false, "ehlo 502 [] what"},
        {"< 220 peer\n> EHLO me\n< 502 what\n> HELO me\n< 501 5.5.2 no", false, "ehlo 501 [5.5.2] 5.5.2 no"},
        {"< 220 peer\n> EHLO me\n< 421 4.3.2 later\n> HELO me", false, "ehlo 421 [4.3.2] 4.3.2 later"},
        {std::string{opening} + "> STARTTLS\n< 454 4.7.0 not now", false, "tls 454 [4.7.0] 4.7.0 not now"},
        {std::string{opening} + "> STARTTLS\n< 220 go", false, "tls 0 [] it broke"},
        {std::string{opening} + "> AUTH PLAIN\n< 334 \n> c2VjcmV0\n< 535 5.7.8 no", false,
         "auth 535 [5.7.8] 5.7.8 no"},
        {to_mail + "< 452 4.2.2 full", false, "mail 452 [4.2.2] 4.2.2 full"},
        {to_mail, false, "mail 0 [] it broke"},
        {to_rcpt + "< 550 5.1.1 unknown", false, "rcpt 550 [5.1.1] 5.1.1 unknown"},
        {to_rcpt, false, "rcpt 0 [] it broke"},
        {until_data() + "< 451 4.7.1 greylisted", false, "data 451 [4.7.1] 4.7.1 greylisted"},
        {until_data() + "< 354 go on", false, "body 0 [] it broke"},
        {until_data() + "< 354 go on\n.", false, "dot 0 [] it broke handed"},
        {until_data() + "< 354 go on\n.\n< 554 5.7.1 spam", false, "dot 554 [5.7.1] 5.7.1 spam handed"},
        {until_data() + "< 354 go on\n.\n< 421 4.4.2 timeout", false, "dot 421 [4.4.2] 4.4.2 timeout handed"},
        {until_data() + "< 354 go on\n.\n< 250 2.0.0 queued as 1", true,
         "done 250 [2.0.0] 2.0.0 queued as 1 handed"},
        {until_data() + "< 354 go on\n.\n< 250-2.0.0 first\n< 250 2.0.0 second", true,
         "done 250 [2.0.0] 2.0.0 first\\x0a2.0.0 second handed"},
    };
    for (const auto& row : rows) {
        Dialogue dialogue{{.secured = true, .auth = false, .smtputf8 = false}};
        EXPECT_TRUE(play(dialogue, row.lines)) << row.lines;
        EXPECT_EQ(shown(dialogue.reply(row.whole, "it broke")), row.expected) << row.lines;
    }
}

TEST(Dialogue, ForgetsAnAnswerOnceTheNextCommandIsSent) {
    Dialogue dialogue;
    play(dialogue, "< 220 peer\n> EHLO me\n< 250 peer\n> MAIL FROM:<a@x>\n< 250 2.1.0 ok\n> RCPT TO:<b@y>");
    EXPECT_EQ(shown(dialogue.reply(false, "connection died")), "rcpt 0 [] connection died")
        << "250 was the answer to MAIL";
}

TEST(Dialogue, TakesNoNoticeOfWhatAnswersQuit) {
    Dialogue dialogue;
    play(dialogue, std::string{opening} + "> MAIL FROM:<a@x>\n< 550 5.7.1 not you\n> QUIT\n< 221 2.0.0 bye");
    EXPECT_EQ(shown(dialogue.reply(false, "it broke")), "mail 550 [5.7.1] 5.7.1 not you");
}

TEST(Dialogue, StopsWhereAuthIsWantedAndNotOffered) {
    struct Row {
        bool secured;
        const char* lines;
        bool goes_on;
    };
    const Row rows[] = {
        {true, "> EHLO me\n< 250-peer\n< 250 SIZE 10", false},
        {true, "> EHLO me\n< 250-peer\n< 250 AUTH PLAIN LOGIN", true},
        {true, "> EHLO me\n< 250-peer\n< 250-auth=LOGIN\n< 250 SIZE 10", true},
        {true, "> EHLO me\n< 250-peer\n< 250 AUTHENTIC", false},
        {false, "> EHLO me\n< 250-peer\n< 250 STARTTLS", true},
        {false, "> EHLO me\n< 250-peer\n< 250 STARTTLS\n> STARTTLS\n< 220 go\n> EHLO me\n< 250 SIZE 10",
         false},
        {false, "> EHLO me\n< 250-AUTH PLAIN\n< 250 STARTTLS\n> STARTTLS\n< 220 go\n> EHLO me\n< 250 SIZE 10",
         false},
    };
    for (const auto& row : rows) {
        Dialogue dialogue{{.secured = row.secured, .auth = true, .smtputf8 = false}};
        EXPECT_EQ(play(dialogue, row.lines), row.goes_on) << row.lines;
        if (row.goes_on) continue;
        EXPECT_EQ(shown(dialogue.reply(false, "it broke")),
                  "auth 0 [] the relay does not offer AUTH, and a user is set for it");
    }
}

TEST(Dialogue, RefusesTheRecipientWhereSmtputf8IsNeededAndNotOffered) {
    Dialogue::Wants wants{.secured = true, .auth = false, .smtputf8 = true};
    Dialogue without{wants};
    EXPECT_FALSE(play(without, "> EHLO me\n< 250-peer\n< 250 SIZE 10"));
    const auto reply = without.reply(false, "it broke");
    EXPECT_EQ(reply.stage, mail::Stage::rcpt);
    EXPECT_EQ(reply.code, 553);
    EXPECT_EQ(reply.enhanced, "5.6.7");
    Dialogue with{wants};
    EXPECT_TRUE(play(with, "> EHLO me\n< 250-peer\n< 250 smtputf8"));
}

TEST(Dialogue, ShowsNoControlsAndNoEndlessText) {
    Dialogue dialogue;
    play(dialogue, "> MAIL FROM:<a@x>\n< 550-\x1b[31mred");
    for (int i = 0; i < 500; ++i)
        play(dialogue, "< 550-again and again and again");
    const auto reply = dialogue.reply(false, "");
    EXPECT_EQ(reply.text.find('\x1b'), std::string::npos);
    EXPECT_LT(reply.text.size(), 2100u);
}

TEST(Dialogue, LeavesWhatIsNoReplyToLibcurl) {
    Dialogue dialogue;
    EXPECT_TRUE(play(dialogue, "< hello\n< 22\n< \n< 2x0 what"));
    EXPECT_EQ(shown(dialogue.reply(false, "weird server reply")), "connect 0 [] weird server reply");
}

TEST(EnhancedCodes, StandAtTheBeginningInThreeParts) {
    struct Row {
        const char* text;
        const char* code;
    };
    const Row rows[] = {
        {"5.7.1 no", "5.7.1"},   {"4.4.2", "4.4.2"}, {"2.0.0 ok", "2.0.0"}, {"5.10.25 x", "5.10.25"},
        {"3.1.1 x", ""},         {"5.7 x", ""},      {"5.7.1.2 x", ""},     {"5..1 x", ""},
        {"5.7.1x", ""},          {"", ""},           {".5.7 x", ""},        {"no 5.7.1", ""},
        {"5.1234567.890 x", ""}, {"..", ""},         {"5.7. x", ""}};
    for (const auto& row : rows)
        EXPECT_EQ(enhanced_code(row.text), row.code) << row.text;
}

} // namespace
} // namespace followup::smtp
