#include "core/base/text.hpp"
#include "core/mail/incoming.hpp"
#include "core/mail/mime.hpp"
#include "core/mail/note.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::mail {
namespace {

std::string answer(const std::string& text, const std::string& more = {}) {
    return "Return-Path: <dana@candidate.example>\r\n"
           "Delivered-To: replies+12-1-abc@glass.example\r\n"
           "From: Dana Reyes <Dana@Candidate.example>\r\n"
           "To: Glass Recruiters <replies+12-1-abc@glass.example>\r\n"
           "Subject: Re: Acme Robotics\r\n"
           "Message-ID: <x1@candidate.example>\r\n"
           "In-Reply-To: <abc@glass.example>\r\n"
           + more + "\r\n" + text;
}

TEST(Answers, AreTakenByTheirFirstWords) {
    const struct {
        const char* text;
        std::optional<Command> command;
    } cases[] = {
        {"done", Command{Verb::done, ""}},
        {"Done.\n\nBest, Dana", Command{Verb::done, ""}},
        {"DONE: Chen", Command{Verb::done, "Chen"}},
        {"sent", Command{Verb::done, ""}},
        {"spoke", Command{Verb::spoke, ""}},
        {"voicemail", Command{Verb::voicemail, ""}},
        {"no answer", Command{Verb::no_answer, ""}},
        {"heard: offer", Command{Verb::heard, "offer"}},
        {"heard: second interview on December 8 at 10am",
         Command{Verb::heard, "second interview on December 8 at 10am"}},
        {"push to next Thursday", Command{Verb::push, "next Thursday"}},
        {"Push: Thursday next week.", Command{Verb::push, "Thursday next week"}},
        {"stop", Command{Verb::stop, ""}},
        {"undo", Command{Verb::undo, ""}},
        {"not mine", Command{Verb::not_mine, ""}},
        {"Erledigt.", Command{Verb::done, ""}},
        {"erledigt: alle", Command{Verb::done, "all"}},
        {"Done: all!", Command{Verb::done, "all"}},
        {"Mailbox", Command{Verb::voicemail, ""}},
        {"Verschieben auf 3.12.2026.", Command{Verb::push, "3.12.2026."}},
        {"verschieben auf 3.12.!", Command{Verb::push, "3.12."}},
        {"gehört: Angebot", Command{Verb::heard, "Angebot"}},
        {"zurück", Command{Verb::undo, ""}},
        {"erledigt ist noch nichts", std::nullopt},
        {"I am done with this", std::nullopt},
        {"Done, thanks!", Command{Verb::done, ""}},
        {"Done.\n\nThank you, Pat\nDana Reyes\n", Command{Verb::done, ""}},
        {"Done, thanks! She asked about salary, by the way.",
         Command{Verb::done, "", ", thanks! She asked about salary, by the way."}},
        {"Sent - by courier, she leaves tomorrow",
         Command{Verb::done, "", "- by courier, she leaves tomorrow"}},
        {"done: chen\nThey want references.", Command{Verb::done, "chen", "They want references."}},
        {"heard: an offer\n90,000 a year", Command{Verb::heard, "an offer", "90,000 a year"}},
        {"Erledigt, danke!\nViele Grüße\nJonas", Command{Verb::done, ""}},
        {"Erledigt, vielen Dank. Er will Zeugnisse.",
         Command{Verb::done, "", ", vielen Dank. Er will Zeugnisse."}},
        {"done deal, they said", std::nullopt},
        {"stopped by the office", std::nullopt},
        {"stop asking me", std::nullopt},
        {"pushing hard", std::nullopt},
        {"Thanks", std::nullopt},
        {"", std::nullopt},
    };
    for (const auto& each : cases)
        EXPECT_EQ(command_in(each.text), each.command) << each.text;
}

TEST(Answers, SayWhomTheyAreFromAndWhatTheyAnswer) {
    const auto mail = sorted(answer("done\r\n"));
    EXPECT_EQ(mail.sort, Sort::command);
    ASSERT_TRUE(mail.from);
    EXPECT_EQ(mail.from->key(), "dana@candidate.example");
    EXPECT_EQ(tag_in(mail.to, "Replies@glass.example"), "12-1-abc");
    EXPECT_EQ(tag_in(mail.to, "other@glass.example"), std::nullopt);
    EXPECT_EQ(mail.ids, std::vector<std::string>{"abc@glass.example"});
}

TEST(Answers, AreTheSendersOwnWordsOnly) {
    const struct {
        const char* what;
        std::string text;
    } cases[] = {
        {"quoted lines", "They said no.\n\n> done\n> push to Friday\n"},
        {"an attribution", "They said no.\n\nOn Wed, 2 Dec 2026, Glass wrote:\n> done\n"},
        {"an attribution in German", "They said no.\n\nAm 2. Dez. schrieb Glass schrieb:\ndone\n"},
        {"Outlook's header", "They said no.\n\n-----Original Message-----\nFrom: Glass\ndone\n"},
        {"a signature", "They said no.\n-- \nDana\n"},
    };
    for (const auto& each : cases)
        EXPECT_EQ(sorted(answer(each.text)).text, "They said no.") << each.what;
}

TEST(Answers, AreReadInAnyEncoding) {
    EXPECT_EQ(sorted(answer("cHVzaCB0byBuZXh0IFRodXJzZGF5\r\n", "Content-Transfer-Encoding: base64\r\n"))
                  .command.words,
              "next Thursday");
    EXPECT_EQ(sorted(answer("heard: Siobh=C3=A1n is ill; =\r\nask again\r\n",
                            "Content-Type: text/plain; charset=utf-8\r\n"
                            "Content-Transfer-Encoding: quoted-printable\r\n"))
                  .command.words,
              "Siobhán is ill; ask again");
    EXPECT_EQ(sorted(answer("heard: f\xfcr uns\r\n", "Content-Type: text/plain; charset=iso-8859-1\r\n"))
                  .command.words,
              "für uns");
}

TEST(Answers, ThatAMailProgramWritesForWhoeverUnsubscribesStopTheMails) {
    auto pressed = answer("This message was automatically generated by a mail program.\r\n");
    pressed.replace(pressed.find("Subject: Re"),
                    pressed.find("\r\n", pressed.find("Subject: Re")) - pressed.find("Subject: Re"),
                    "Subject: stop");
    EXPECT_EQ(sorted(pressed).command, (Command{Verb::stop, ""}));
    auto said = pressed;
    said.replace(said.find("This message"), 12, "done\r\nThis");
    EXPECT_EQ(sorted(said).command.verb, Verb::done) << "what somebody wrote comes first";
    auto other = pressed;
    other.replace(other.find("Subject: stop"), 13, "Subject: done");
    EXPECT_EQ(sorted(other).sort, Sort::letter) << "no other command stands in a subject";
}

TEST(Answers, OfManyPartsAreReadFromTheTextOne) {
    const auto mail = sorted(answer("--b\r\nContent-Type: text/plain\r\n\r\ndone\r\n--b\r\n"
                                    "Content-Type: text/html\r\n\r\n<p>undo</p>\r\n--b--\r\n",
                                    "Content-Type: multipart/alternative; boundary=\"b\"\r\n"));
    EXPECT_EQ(mail.command, (Command{Verb::done, ""}));
    const auto html = sorted(answer("<html><body><div>push to &quot;Friday&quot;</div><blockquote>x"
                                    "</blockquote></body></html>",
                                    "Content-Type: text/html\r\n"));
    EXPECT_EQ(html.command, (Command{Verb::push, "\"Friday\""}));
}

TEST(Machines, AreNeverNews) {
    const struct {
        const char* what;
        std::string headers;
    } cases[] = {
        {"RFC 3834", "Auto-Submitted: auto-replied\r\n"},
        {"our own", "Auto-Submitted: auto-generated\r\n"},
        {"older programs", "X-Autoreply: yes\r\n"},
        {"precedence", "Precedence: bulk\r\n"},
        {"Exchange's subject", "Subject: Automatic reply: Acme Robotics\r\n"},
    };
    for (auto& each : cases) {
        auto bytes = answer("done\r\n", each.headers);
        if (each.headers.starts_with("Subject")) bytes.erase(bytes.find("Subject: Re"), 28);
        EXPECT_EQ(sorted(bytes).sort, Sort::machine) << each.what;
    }
    EXPECT_EQ(sorted(answer("done\r\n", "Auto-Submitted: no\r\n")).sort, Sort::command);
    for (const auto* header : {"List-Id: <x.example>\r\n", "Feedback-ID: 7:x\r\n", "Precedence: list\r\n"}) {
        auto mail = answer("done\r\n", header);
        EXPECT_EQ(sorted(mail).sort, Sort::command) << header << "an answer by way of a list is a person's";
        mail.erase(mail.find("In-Reply-To:"), 34);
        EXPECT_EQ(sorted(mail).sort, Sort::machine) << header;
    }
    auto nobody = answer("I am away\r\n");
    nobody.replace(0, nobody.find("\r\n"), "Return-Path: <>");
    EXPECT_EQ(sorted(nobody).sort, Sort::machine);
}

/// As Postfix writes it.
std::string report(const std::string& action, const std::string& status, const std::string& words) {
    return "Return-Path: <>\r\n"
           "Delivered-To: bounces+12-1-abc@glass.example\r\n"
           "From: MAILER-DAEMON@mail.example (Mail Delivery System)\r\n"
           "To: bounces+12-1-abc@glass.example\r\n"
           "Auto-Submitted: auto-replied\r\n"
           "Subject: Undelivered Mail Returned to Sender\r\n"
           "Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"A/B\"\r\n\r\n"
           "--A/B\r\nContent-Type: text/plain\r\n\r\nI'm sorry.\r\n\r\n"
           "--A/B\r\nContent-Type: message/delivery-status\r\n\r\n"
           "Reporting-MTA: dns; mail.example\r\n\r\n"
           "Final-Recipient: rfc822; dana@candidate.example\r\nAction: "
           + action + "\r\nStatus: " + status + "\r\nDiagnostic-Code: smtp; " + words
           + "\r\n\r\n--A/B\r\nContent-Type: message/rfc822\r\n\r\n"
             "Message-ID: <abc@glass.example>\r\nSubject: Acme\r\n\r\nHello\r\n\r\n--A/B--\r\n";
}

TEST(Bounces, SayWhatTheServerSaid) {
    const auto mail = sorted(report("failed", "5.1.1", "550 5.1.1 <dana@candidate.example>:\r\n    unknown"));
    EXPECT_EQ(mail.sort, Sort::bounce);
    EXPECT_EQ(mail.code, 550);
    EXPECT_EQ(mail.reason, "550 5.1.1 <dana@candidate.example>:    unknown");
    EXPECT_EQ(tag_in(mail.to, "bounces@glass.example"), "12-1-abc");
    EXPECT_NE(std::ranges::find(mail.returned, "abc@glass.example"), mail.returned.end());
}

TEST(Bounces, AreToldInOneShortLineOfWholeCharacters) {
    std::string long_words;
    for (int n = 0; n < 400; ++n)
        long_words += "\u00e4";
    const auto said = [](const std::string& words) {
        return sorted("From: MAILER-DAEMON@relay.example\r\nSubject: x\r\n"
                      "Content-Type: text/plain; charset=utf-8\r\n\r\n"
                      + words + "\r\n")
            .reason;
    };
    EXPECT_EQ(said("550 \t\x1b[31mno such user"), "550  [31mno such user") << "nothing paints the terminal";
    const auto reason = said("550: " + long_words);
    EXPECT_TRUE(base::is_utf8(reason));
    EXPECT_LE(reason.size(), 300U);
    EXPECT_GE(reason.size(), 297U);
}

TEST(Bounces, ThatOnlyDelayAreNone) {
    EXPECT_EQ(sorted(report("delayed", "4.4.1", "connection refused")).sort, Sort::notice);
    EXPECT_EQ(sorted(report("delivered", "2.0.0", "250 ok")).sort, Sort::notice);
}

TEST(Bounces, InWordsOnlyAreKnownByTheirSender) {
    auto mail = answer("Sorry.\n\n<dana@candidate.example>:\n550 no such user here\n");
    mail.replace(mail.find("From: Dana"),
                 mail.find("\r\n", mail.find("From: Dana")) - mail.find("From: Dana"),
                 "From: MAILER-DAEMON@qmail.example");
    const auto came = sorted(mail);
    EXPECT_EQ(came.sort, Sort::bounce);
    EXPECT_EQ(came.code, 550);
    EXPECT_EQ(came.reason, "550 no such user here");
}

TEST(EncodedWords, BecomeWhatTheyMean) {
    EXPECT_EQ(unencoded("=?UTF-8?Q?S=C3=B6hne_=26?= =?utf-8?B?Q28=?= plain"), "Söhne &Co plain");
    EXPECT_EQ(unencoded("=?broken"), "=?broken");
    EXPECT_EQ(unencoded("=?iso-8859-1?q?M=FCller?="), "Müller");
}

RC_GTEST_PROP(Incoming, OfAnyBytesIsSortedWithoutHarm, (const std::string& bytes)) {
    const auto mail = sorted(bytes);
    RC_ASSERT(mail.text.size() <= 16U * 1024U);
}

RC_GTEST_PROP(Incoming, CutAnywhereIsSortedWithoutHarm, ()) {
    const auto whole = report("failed", "5.1.1", "550 unknown");
    const auto size = *rc::gen::inRange<std::size_t>(0, whole.size());
    (void)sorted(std::string_view{whole}.substr(0, size));
}

TEST(Notes, ShowOthersWordsAsTheyAre) {
    ledger::Agency agency;
    agency.name = "Glass Recruiters";
    agency.domain = "glass.example";
    Note what;
    what.to = {"Pat Moreno", base::MailAddress::parse("pat@glass.example").value()};
    what.subject = "Acme Robotics: Controls Engineer";
    what.thread = "root@glass.example";
    what.paragraphs = {"Dana answered:"};
    what.quoted = "They said *no* <b>\nand more";
    Occasion occasion;
    occasion.mail_id = "mail 1";
    const auto message = note(what, agency, {}, occasion);
    EXPECT_EQ(message.text, "Hello Pat Moreno,\n\nDana answered:\n\n> They said *no* <b>\n> and more\n\n\n"
                            "Glass Recruiters\n");
    EXPECT_NE(message.html.find("They said *no* &lt;b&gt;"), std::string::npos) << message.html;
    EXPECT_EQ(message.references, std::vector<std::string>{"root@glass.example"});
}

} // namespace
} // namespace followup::mail
