#include "shell/run/human_mails.hpp"

#include <fmt/format.h>

namespace followup::run {
namespace {

/// Why a mail does not arrive, and what follows from it.
struct Fault {
    const char* status;
    const char* words;
    int code;
    bool nobody;
};
constexpr Fault faults[] = {{"5.1.1", "550 5.1.1 user unknown", 550, true},
                            {"5.1.10", "550 5.1.10 recipient not found", 550, true},
                            {"5.2.2", "552 5.2.2 mailbox full", 552, false},
                            {"5.7.1", "550 5.7.1 message rejected as spam", 550, false},
                            {"5.4.6", "554 5.4.6 too many hops", 554, false}};

std::string returned_header(const Envelope& to) {
    return fmt::format(
        "From: Glass Recruiters <followups@glass.example>\nTo: {}\nSubject: {}\nMessage-ID: <{}>\n", to.from,
        to.subject, to.message_id);
}

std::string head(const Envelope& to, const std::string& from, const std::string& subject,
                 const std::string& more = "Return-Path: <>\nAuto-Submitted: auto-replied\n") {
    return fmt::format("{}From: {}\nTo: {}\nSubject: {}\nDate: Mon, 30 Nov 2026 09:31:00 -0700\nMessage-ID: "
                       "<s{}@mx.example>\nMIME-Version: 1.0\n",
                       more, from, to.to, subject, to.number);
}

std::string report(const std::string& text, const std::string& status, const std::string& returned,
                   const std::string& type = "message/delivery-status",
                   const std::string& text_type = "text/plain") {
    return "Content-Type: multipart/report; report-type=delivery-status; boundary=\"=_r\"\n\n--=_r\n"
           "Content-Type: "
           + text_type + "; charset=utf-8\n\n" + text + "\n--=_r\nContent-Type: " + type + "\n\n" + status
           + "\n--=_r\n" + returned + "\n--=_r--\n";
}

std::string fields(const Envelope& to, const std::string& action, const std::string& status,
                   const std::string& diagnostic) {
    return fmt::format(
        "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; {}\nAction: {}\nStatus: {}\n"
        "Diagnostic-Code: smtp; {}\n",
        to.from, action, status, diagnostic);
}

std::string as_headers(const Envelope& to) {
    return "Content-Type: text/rfc822-headers\n\n" + returned_header(to);
}

std::string as_mail(const Envelope& to) {
    return "Content-Type: message/rfc822\n\n" + returned_header(to) + "\nHello\n";
}

/// The manners from the fifth on.
void further_bounce(ServerMail& mail, std::size_t manner, const Fault& fault, const Envelope& to) {
    const std::string words = fault.words;
    switch (manner) {
    case 5:
        mail.manner = "SES";
        mail.bytes = head(to, "MAILER-DAEMON@mail.example", "Delivery Status Notification (Failure)", "")
                     + report("An error occurred while trying to deliver the mail.",
                              fields(to, "failed", fault.status, words), as_headers(to));
        break;
    case 6:
        mail.manner = "an internationalized report";
        mail.bytes = head(to, "MAILER-DAEMON@mx.example", "Undelivered Mail Returned to Sender")
                     + report("Not delivered.", fields(to, "failed", fault.status, words),
                              "Content-Type: message/global-headers\n\n" + returned_header(to),
                              "message/global-delivery-status");
        break;
    case 7:
        mail.manner = "expired";
        mail.nobody = false;
        mail.code = 450;
        mail.bytes = head(to, "<>", "Delivery expired")
                     + report("It waited for five days.",
                              fields(to, "expired", "4.4.7", "450 4.4.7 timed out"), as_headers(to));
        break;
    case 8:
        mail.manner = "words in German";
        mail.bytes = head(to, "Mailer-Daemon@mx.example", "Unzustellbar: " + to.subject)
                     + "\nIhre Nachricht konnte nicht zugestellt werden.\n\n" + to.from + ": " + words
                     + "\n\n--- Kopie\n" + returned_header(to);
        break;
    default:
        mail.manner = "sendmail, of several";
        mail.bytes = head(to, "Mail Delivery Subsystem <MAILER-DAEMON@mx.example>",
                          "Returned mail: see transcript for details")
                     + report("   ----- The following addresses had permanent fatal errors -----",
                              "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; other@mx.example\n"
                              "Action: relayed\nStatus: 2.1.5\n\n"
                                  + fields(to, "failed", fault.status, words).substr(32),
                              as_mail(to));
    }
}

} // namespace

ServerMail bounce_mail(Chance& chance, const Envelope& to) {
    const auto& fault = chance.pick(faults);
    ServerMail mail{{}, {}, fault.nobody, fault.code};
    const std::string words = fault.words;
    const auto manner = chance.below(10);
    switch (manner) {
    case 0:
        mail.manner = "Postfix";
        mail.bytes =
            head(to, "MAILER-DAEMON@mx.example (Mail Delivery System)", "Undelivered Mail Returned to Sender")
            + report("I'm sorry to have to inform you that your message could not be delivered.",
                     fields(to, "failed", fault.status, words), as_mail(to));
        break;
    case 1:
        mail.manner = "Exchange";
        mail.bytes = head(to, "postmaster@mx.example", "Undeliverable: " + to.subject)
                     + report("<html><body><p>Delivery has failed to these recipients.</p></body></html>",
                              fields(to, "failed (not here)", fault.status, words), as_headers(to),
                              "message/delivery-status", "text/html");
        break;
    case 2:
        mail.manner = "Exim";
        mail.bytes =
            head(to, "Mail Delivery System <Mailer-Daemon@mx.example>",
                 "Mail delivery failed: returning message to sender",
                 "Return-path: <>\nX-Failed-Recipients: " + to.from + "\nAuto-Submitted: auto-replied\n")
            + "\nA message that you sent could not be delivered to one or more of its recipients.\n\n  "
            + to.from + "\n    SMTP error from remote mail server after RCPT TO: " + words
            + "\n\n------ This is a copy of your message, including all the headers. ------\n\n"
            + returned_header(to) + "\nHello\n";
        break;
    case 3:
        mail.manner = "qmail";
        mail.bytes =
            head(to, "MAILER-DAEMON@mx.example", "failure notice", "Return-Path: <>\n")
            + "\nHi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver "
              "your message to the following addresses.\nThis is a permanent error; I've given up. Sorry "
              "it didn't work out.\n\n<"
            + to.from + ">:\nRemote host said: " + words
            + "\n\n--- Below this line is a copy of the message.\n\n" + returned_header(to) + "\nHello\n";
        break;
    case 4:
        mail.manner = "Gmail";
        mail.bytes = head(to, "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
                          "Delivery Status Notification (Failure)")
                     + report("** Address not found **\n\nYour message wasn't delivered.",
                              fields(to, "failed", fault.status, words), as_mail(to));
        break;
    default: further_bounce(mail, manner, fault, to);
    }
    return mail;
}

ServerMail machine_mail(Chance& chance, const Envelope& to) {
    ServerMail mail;
    const auto from = "Dana Reyes <" + to.from + ">";
    switch (chance.below(7)) {
    case 0:
        mail.manner = "a delay in a report";
        mail.bytes = head(to, "MAILER-DAEMON@mx.example", "Delayed Mail (still being retried)")
                     + report("It is still being retried.",
                              fields(to, "delayed", "4.4.1", "450 4.4.1 no answer"), as_headers(to));
        break;
    case 1:
        mail.manner = "a delay in words";
        mail.bytes =
            head(to, "Mail Delivery System <Mailer-Daemon@mx.example>",
                 "Warning: message 1k2 delayed 24 hours",
                 "X-Failed-Recipients: " + to.from + "\nAuto-Submitted: auto-replied\n")
            + "\nThis message was created automatically. It has not been delivered to one or more of its "
              "recipients after more than 24 hours. Delivery attempts will continue to be made.\n";
        break;
    case 2:
        mail.manner = "an absence";
        mail.bytes = head(to, from, "Automatic reply: " + to.subject, "Auto-Submitted: auto-replied\n")
                     + "\ndone for this year. I am back in January; my stand-in is unknown.\n";
        break;
    case 3:
        mail.manner = "an absence in German";
        mail.bytes = head(to, from, "Abwesenheitsnotiz: " + to.subject, "Precedence: bulk\n")
                     + "\nErledigt wird alles ab Januar.\n";
        break;
    case 4:
        mail.manner = "a receipt";
        mail.bytes = head(to, from, "Read: " + to.subject, "")
                     + report("done", "Disposition: manual-action/MDN-sent-manually; displayed\n",
                              as_headers(to), "message/disposition-notification");
        break;
    case 5:
        mail.manner = "an arrival in a report";
        mail.bytes =
            head(to, "MAILER-DAEMON@mx.example", "Successful Mail Delivery Report")
            + report("It was delivered.", fields(to, "delivered", "2.0.0", "250 ok"), as_headers(to));
        break;
    default:
        mail.manner = "an answer of a calendar";
        mail.bytes =
            head(to, from, "Accepted: " + to.subject, "Auto-Submitted: auto-generated\n")
            + "Content-Type: text/calendar; method=REPLY; charset=utf-8\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\n"
              "VERSION:2.0\nEND:VCALENDAR\n";
    }
    return mail;
}

} // namespace followup::run
