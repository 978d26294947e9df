#include "core/mail/bounce.hpp"

#include "core/mail/written.hpp"

#include <gtest/gtest.h>

namespace followup::mail {
namespace {

std::optional<Returned> of(const std::string& mail) {
    const auto parts = parts_of(mail);
    return returned(parts, written(parts));
}

/// A report of delivery with those groups of fields behind the one about the server.
std::string report(const std::string& groups, const std::string& type = "message/delivery-status") {
    return "From: Post Office <office@relay.example>\nSubject: a report\n"
           "Content-Type: multipart/report; boundary=r\n\n--r\n\nWords.\n--r\nContent-Type: "
           + type + "\n\nReporting-MTA: dns; relay.example\n\n" + groups + "\n--r--\n";
}

std::string words(const std::string& subject, const std::string& text,
                  const std::string& from = "Mail Delivery System <Mailer-Daemon@relay.example>") {
    return "From: " + from + "\nSubject: " + subject + "\n\n" + text + "\n";
}

TEST(Reports, AreReadByTheirFields) {
    const struct {
        const char* groups;
        Sort sort;
        int code;
        const char* reason;
    } cases[] = {
        {"Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n", Sort::bounce, 550, "5.1.1"},
        {"Action: failed (no mailbox of that name)\nStatus: 5.1.1 (bad)\n", Sort::bounce, 550, "5.1.1"},
        {"ACTION: Failed\nSTATUS: 4.4.7\n", Sort::bounce, 450, "4.4.7"},
        {"Action: expired\nStatus: 4.4.7\n", Sort::bounce, 450, "4.4.7"},
        {"Action: expired\n", Sort::bounce, 450, "expired"},
        {"Status: 5.7.1\nDiagnostic-Code: smtp; 554 5.7.1\n  refused\n", Sort::bounce, 554,
         "554 5.7.1  refused"},
        {"Action: delayed\nStatus: 4.4.1\n", Sort::notice, 0, ""},
        {"Action: delivered\nStatus: 2.0.0\n", Sort::notice, 0, ""},
        {"Action: relayed\n", Sort::notice, 0, ""},
        {"Final-Recipient: rfc822; a@b.example\nAction: delivered\n\n"
         "Final-Recipient: rfc822; c@d.example\nAction: failed\nStatus: 5.2.2\n",
         Sort::bounce, 550, "5.2.2"},
        {"Action: delayed\n\nAction: delivered\n", Sort::notice, 0, ""},
    };
    for (const auto& each : cases)
        for (const auto* type : {"message/delivery-status", "message/global-delivery-status"}) {
            const auto came = of(report(each.groups, type));
            ASSERT_TRUE(came) << each.groups;
            EXPECT_EQ(came->sort, each.sort) << each.groups;
            EXPECT_EQ(came->code, each.code) << each.groups;
            EXPECT_EQ(came->reason, each.reason) << each.groups;
        }
}

TEST(Reports, WithoutARecipientAreReadByTheirWords) {
    auto mail = report("X-Queue-ID: 4T9q\n");
    EXPECT_EQ(of(mail)->sort, Sort::notice);
    mail.replace(mail.find("Words."), 6, "Your mail could not be delivered.");
    EXPECT_EQ(of(mail)->sort, Sort::bounce);
}

TEST(Reports, ThatSomebodyForwardsAreNone) {
    EXPECT_FALSE(of("From: Dana <dana@candidate.example>\nSubject: Fwd: Undelivered\n"
                    "Content-Type: multipart/mixed; boundary=m\n\n--m\n\nIt came back.\n--m\n"
                    "Content-Type: message/rfc822\n\n"
                    + report("Action: failed\nStatus: 5.1.1\n") + "\n--m--\n"));
    // As Apple's Mail forwards one: its parts stand beside the words.
    EXPECT_FALSE(of("From: Dana <dana@candidate.example>\nContent-Type: multipart/mixed; boundary=m\n\n"
                    "--m\n\nIt came back.\n--m\nContent-Type: message/delivery-status\n\n"
                    "Reporting-MTA: dns; x\n\nAction: failed\n\n--m--\n"));
}

TEST(Reports, OfReadingAreNobodysWordsAndThoseOfComplaintsAreKnown) {
    EXPECT_EQ(of(report("Disposition: displayed\n", "message/disposition-notification"))->sort,
              Sort::machine);
    EXPECT_EQ(of(report("Feedback-Type: abuse\n", "message/feedback-report"))->sort, Sort::complaint);
    EXPECT_EQ(of(report("Feedback-Type: not-spam\n", "message/feedback-report"))->sort, Sort::machine);
}

TEST(Refusals, ThatMeanNobodyAreToldFromThoseThatPass) {
    EXPECT_TRUE(is_nobody(550, "5.1.1", "550 5.1.1 no such user"));
    EXPECT_TRUE(is_nobody(550, "5.1.10", "RESOLVER.ADR.RecipientNotFound"));
    EXPECT_TRUE(is_nobody(550, "", "550 user unknown"));
    EXPECT_FALSE(is_nobody(450, "4.1.1", "450 4.1.1 unknown for now"));
    EXPECT_FALSE(is_nobody(550, "5.7.1", "550 5.7.1 user unknown to our policy"));
    EXPECT_FALSE(is_nobody(550, "5.2.2", "550 5.2.2 mailbox full"));
    EXPECT_FALSE(is_nobody(550, "5.1.1", "550 5.1.1 rejected as spam"));
    EXPECT_FALSE(is_nobody(554, "", "554 rejected"));
}

TEST(BouncesInWords, AreReadByTheMannerOfTheServer) {
    const struct {
        const char* whose;
        std::string mail;
        int code;
        const char* reason;
    } cases[] = {
        {"Exim",
         words("Mail delivery failed: returning message to sender",
               "This is permanent.\n\n  a@b.example\n    host mx said: 550 5.1.1 unknown user"),
         550, "host mx said: 550 5.1.1 unknown user"},
        {"qmail",
         words("failure notice", "I have given up.\n\n<a@b.example>:\nHe moved. (#5.1.6)\n\n"
                                 "--- Below this line is a copy\nSubject: call 555 501"),
         550, "He moved. (#5.1.6)"},
        {"a null sender", words("failure notice", "a@b.example\n  554 no", "<>"), 554, "554 no"},
        {"no code", words("Undeliverable: x", "Nobody is there.", "MAILER-DAEMON@x.example"), 550,
         "Undeliverable: x"},
        {"a full mailbox", words("failure notice", "a@b.example: 452 4.2.2 over quota"), 452,
         "a@b.example: 452 4.2.2 over quota"},
    };
    for (const auto& each : cases) {
        const auto came = of(each.mail);
        ASSERT_TRUE(came) << each.whose;
        EXPECT_EQ(came->sort, Sort::bounce) << each.whose;
        EXPECT_EQ(came->code, each.code) << each.whose;
        EXPECT_EQ(came->reason, each.reason) << each.whose;
    }
}

TEST(BouncesInWords, AreNoneWhenTheServerGoesOnTrying) {
    EXPECT_EQ(of(words("Warning: message delayed 24 hours", "451 come back later"))->sort, Sort::notice);
    EXPECT_EQ(of(words("Delivery Status Notification (Delay)", "x"))->sort, Sort::notice);
    EXPECT_EQ(of(words("A letter of yours", "It waits; we go on trying for four days."))->sort, Sort::notice);
}

TEST(BouncesInWords, AreNoneOfWhoeverHasNothingToSayOfThem) {
    EXPECT_FALSE(of(words("Away", "I am in the mountains until 7 December.")));
    EXPECT_FALSE(of(words("Re: x", "They rejected me; user unknown.", "postmaster@bakery.example")))
        << "a postmaster can be a person";
    EXPECT_FALSE(of(words("Re: x", "550 people work there; is it undeliverable?", "dana@candidate.example")));
}

TEST(ReturnedMails, AreKnownByTheirMessageIds) {
    EXPECT_EQ(returned_ids(parts_of(report("Action: failed\n") + "")), std::vector<std::string>{});
    EXPECT_EQ(
        returned_ids(parts_of("Content-Type: multipart/report; boundary=r\n\n"
                              "--r\nContent-Type: text/rfc822-headers\n\nSubject: x\nMessage-ID: <a@b>\n\n"
                              "--r\nContent-Type: message/rfc822\n\nMessage-ID: <c@d>\n\nHello\n--r--\n")),
        (std::vector<std::string>{"a@b", "c@d"}));
}

} // namespace
} // namespace followup::mail
