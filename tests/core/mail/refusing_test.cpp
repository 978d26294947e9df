#include "core/mail/reply.hpp"

#include <gtest/gtest.h>

namespace followup::mail {
namespace {

struct Said {
    const char* by;
    Stage stage;
    int code;
    const char* text;
};

constexpr auto rcpt = Stage::rcpt;
constexpr auto dot = Stage::dot;

/// About us: not one recipient may be given up for any of these.
const Said about_us[] = {
    {"Microsoft 365", dot, 554,
     "5.2.252 SendAsDenied; followups@glass.example not allowed to send as office@glass.example"},
    {"Microsoft 365", dot, 554,
     "5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed"},
    {"Microsoft 365", dot, 550, "5.7.60 SMTP; Client does not have permissions to send as this sender"},
    {"Microsoft 365", rcpt, 550, "5.1.8 Access denied, bad outbound sender AS(42004)"},
    {"Microsoft 365", rcpt, 550,
     "5.7.708 Service unavailable. Access denied, traffic not accepted from this IP"},
    {"Microsoft 365", rcpt, 550, "5.7.705 Access denied, tenant has exceeded threshold"},
    {"Microsoft 365", rcpt, 530, "5.7.57 Client not authenticated to send mail"},
    {"Microsoft 365", rcpt, 550,
     "5.7.515 Access denied, sending domain does not meet the required authentication level"},
    {"SES", dot, 554,
     "Message rejected: Email address is not verified. The following identities failed the check in region "
     "EU-WEST-1: followups@glass.example"},
    {"SES", dot, 454, "Throttling failure: Maximum sending rate exceeded."},
    {"SES", dot, 454, "Throttling failure: Daily message quota exceeded."},
    {"SES", dot, 554,
     "Access denied: User `arn:aws:iam::1:user/us' is not authorized to perform `ses:SendRawEmail'"},
    {"SES", dot, 554, "Message rejected: Sending suspended for this account."},
    {"SendGrid", dot, 550,
     "The from address does not match a verified Sender Identity. Mail cannot be sent until this error is "
     "resolved."},
    {"SendGrid", dot, 550, "Unauthenticated senders not allowed"},
    {"SendGrid", rcpt, 451, "You have exceeded your messaging limits"},
    {"SendGrid", dot, 451, "Maximum credits exceeded"},
    {"Gmail", rcpt, 550,
     "5.4.5 Daily user sending limit exceeded. For more information on Gmail sending limits go to"},
    {"Gmail", dot, 550,
     "5.7.26 Unauthenticated email from glass.example is not accepted due to domain's DMARC policy."},
    {"Gmail", dot, 550, "5.7.26 This mail has been blocked because the sender is unauthenticated."},
    {"Gmail", dot, 550, "5.7.1 Our system has detected that this message is likely unsolicited mail."},
    {"Gmail", rcpt, 450, "4.7.28 Our system has detected an unusual rate of unsolicited mail"},
    {"Spamhaus", rcpt, 554,
     "5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org; "
     "https://www.spamhaus.org/query/ip/192.0.2.1"},
    {"Spamhaus", rcpt, 550, "192.0.2.1 is listed at https://www.spamhaus.org/sbl"},
    {"Spamhaus", rcpt, 450, "4.7.1 Client host rejected: blocked using zen.spamhaus.org"},
    {"Postfix", rcpt, 554, "5.7.1 <dana@candidate.example>: Relay access denied"},
    {"Postfix", rcpt, 450, "4.1.8 <followups@glass.example>: Sender address rejected: Domain not found"},
    {"Postfix", rcpt, 550, "5.7.23 <dana@candidate.example>: Recipient address rejected: SPF fail"},
    {"Exim", rcpt, 550, "Sender verify failed"},
    {"Mimecast", dot, 550, "Rejected by header based Anti-Spoofing policy"},
    {"a host", rcpt, 452, "Too many messages today, quota of 300 reached"},
    {"a host", rcpt, 550, "Poor reputation of your network"},
};

/// About them: their mailbox, or this one message.
const Said about_them[] = {
    {"Gmail", rcpt, 550,
     "5.1.1 The email account that you tried to reach does not exist. Please try double-checking the "
     "recipient's email address for typos or unnecessary spaces."},
    {"Gmail", rcpt, 550, "5.2.1 The email account that you tried to reach is disabled."},
    {"Gmail", rcpt, 450,
     "4.2.1 The user you are trying to contact is receiving email at a rate that prevents additional "
     "messages from being delivered."},
    {"Gmail", rcpt, 452, "4.2.2 The email account that you tried to reach is over quota."},
    {"Microsoft 365", rcpt, 550,
     "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"},
    {"Microsoft 365", rcpt, 550, "5.4.1 Recipient address rejected: Access denied. AS(201806281)"},
    {"Microsoft 365", rcpt, 554, "5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException"},
    {"Microsoft 365", dot, 552, "5.3.4 Message size exceeds fixed limit"},
    {"Microsoft 365", rcpt, 550, "5.7.133 RESOLVER.RST.SenderNotAuthenticatedForMailbox for this mailbox"},
    {"Postfix", rcpt, 550,
     "5.1.1 <spam-limit@candidate.example>: Recipient address rejected: User unknown in local recipient "
     "table"},
    {"Postfix", rcpt, 450, "4.2.0 <dana@candidate.example>: Recipient address rejected: Greylisted"},
    {"Postgrey", rcpt, 450, "4.7.1 Greylisting in action, please come back later"},
    {"Postfix", dot, 554, "5.4.6 Too many hops 51"},
    {"Exim", rcpt, 550, "Unknown user"},
    {"Exim", rcpt, 550, "No such user here, sender please check the address"},
    {"a host", rcpt, 550, "Requested action not taken: mailbox unavailable"},
    {"a host", rcpt, 550, "corporate operations of the separate sort are not done here"},
    {"a host", dot, 552, "Message too large, limit is 10 MB"},
    {"a host", dot, 554, "Transaction failed"},
};

Reply reply_of(const Said& said) {
    return {said.stage, said.code, said.text, enhanced_code(said.text), said.stage == dot};
}

TEST(RefusesUs, KnowsTheWordingsOfTheLargeOnes) {
    for (const auto& said : about_us) {
        EXPECT_TRUE(refuses_us(reply_of(said))) << said.by << ": " << said.text;
        const auto verdict = classify(reply_of(said), 9);
        EXPECT_EQ(verdict.state, State::deferred) << said.by << ": " << said.text;
        EXPECT_EQ(verdict.blame, Blame::sender) << said.by << ": " << said.text;
        EXPECT_FALSE(verdict.counts_as_try) << said.by << ": " << said.text;
    }
}

TEST(RefusesUs, LeavesToARecipientWhatIsTheirs) {
    for (const auto& said : about_them) {
        EXPECT_FALSE(refuses_us(reply_of(said))) << said.by << ": " << said.text;
        EXPECT_NE(classify(reply_of(said), 0).blame, Blame::sender) << said.by << ": " << said.text;
    }
}

TEST(RefusesUs, SaysNothingOfWhatWasTaken) {
    EXPECT_FALSE(refuses_us({dot, 250, "2.0.0 queued; sender rate limit 300", "2.0.0", true}));
    EXPECT_FALSE(refuses_us({Stage::connect, 0, "spam", "", false}));
}

} // namespace
} // namespace followup::mail
