#include "core/mail/checkup.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace followup::mail {
namespace {

const Instant asked_at = *base::parse_instant("2026-11-22T12:00:00Z");

Walked walked(Stage stage, int code, std::string text) {
    Walked way{.url = "smtp://mail.glass.example:587",
               .user = "us",
               .plain = false,
               .address = "192.0.2.7",
               .certificate = "mail.glass.example",
               .expires = asked_at + base::days{60},
               .offers = {"mail.glass.example", "SIZE 1000", "SMTPUTF8", "AUTH PLAIN"},
               .secured = true,
               .authenticated = true,
               .from = "bounces@glass.example",
               .to = "me@home.example",
               .reply = {}};
    way.reply = {stage, code, std::move(text), {}, stage == Stage::done};
    return way;
}

std::string told(const std::vector<Finding>& found) {
    std::string all;
    for (const auto& each : found)
        all += std::string{each.kind == Finding::Kind::bad    ? "bad "
                           : each.kind == Finding::Kind::hint ? "hint "
                                                              : "ok "}
               + each.what + "; " + each.mend + "\n";
    return all;
}

bool well(const std::vector<Finding>& found) {
    return std::ranges::none_of(found, [](const auto& each) { return each.kind == Finding::Kind::bad; });
}

TEST(Checkups, TellEveryStepOfADeliveryThatWentWell) {
    EXPECT_EQ(
        told(findings(walked(Stage::done, 250, "2.0.0 queued as 4711"), asked_at)),
        "ok smtp://mail.glass.example:587 is reached at 192.0.2.7; \n"
        "ok TLS, with a certificate for mail.glass.example, until 2027-01-21; \n"
        "ok mails of up to 1000 bytes; \n"
        "ok logged in as us; \n"
        "ok the sender bounces@glass.example is fine; \n"
        "ok the recipient me@home.example is taken; \n"
        "ok the mail was taken: 250 2.0.0 queued as 4711; look whether it arrives at me@home.example, and "
        "whether it lies among the junk there\n");
}

TEST(Checkups, SayWhatToDoAboutEachThingThatGoesWrong) {
    const struct {
        Stage stage;
        int code;
        const char* text;
        const char* mend;
    } cases[] = {
        {Stage::connect, 0, "Could not resolve host: mail.glass.exmaple", "look at its spelling"},
        {Stage::connect, 0, "Failed to connect: Connection refused", "nothing listens there"},
        {Stage::connect, 0, "Failed to connect to mail port 587: Couldn't connect to server",
         "nothing listens there"},
        {Stage::connect, 0, "SSL certificate problem: self-signed certificate", "update-ca-certificates"},
        {Stage::connect, 0, "Connection timed out after 30001 ms", "a firewall"},
        {Stage::connect, 554, "no service for you", "lets nobody in from here"},
        {Stage::tls, 0, "SSL certificate problem: certificate has expired", "renews it"},
        {Stage::tls, 0, "SSL: no alternative certificate subject name matches target host name",
         "another name"},
        {Stage::tls, 0, "SSL certificate problem: self-signed certificate", "update-ca-certificates"},
        {Stage::auth, 535, "5.7.8 authentication failed", "the file that the credential is loaded from"},
        {Stage::auth, 0, "the relay does not offer AUTH, and a user is set for it", "not 25"},
        {Stage::mail, 550, "5.7.1 not your address", "[mail] bounces"},
        {Stage::rcpt, 554, "5.7.1 Relay access denied", "it wants a login"},
        {Stage::rcpt, 550, "5.1.1 no such user", "an address that you know to exist"},
        {Stage::dot, 552, "5.3.4 too big", "its words say why"},
        {Stage::dot, 0, "connection lost", "cannot be known"},
    };
    for (const auto& each : cases) {
        const auto found = findings(walked(each.stage, each.code, each.text), asked_at);
        EXPECT_FALSE(well(found)) << each.text;
        EXPECT_NE(found.back().mend.find(each.mend), std::string::npos) << told(found);
        EXPECT_NE(found.back().what.find(each.text), std::string::npos) << told(found);
    }
}

TEST(Checkups, TellThatStarttlsIsMissing) {
    auto way = walked(Stage::ehlo, 0, "STARTTLS not supported.");
    way.secured = false;
    EXPECT_NE(findings(way, asked_at).back().mend.find("must offer STARTTLS"), std::string::npos);
}

TEST(Checkups, WarnOfACertificateThatEndsSoonAndOfWhatIsNotOffered) {
    auto way = walked(Stage::done, 250, "ok");
    way.expires = asked_at + base::days{5};
    way.offers = {"mail.glass.example"};
    const auto found = findings(way, asked_at);
    EXPECT_TRUE(well(found));
    EXPECT_NE(told(found).find("hint that is in 5 days"), std::string::npos) << told(found);
    EXPECT_NE(told(found).find("hint SMTPUTF8 is not offered"), std::string::npos) << told(found);
}

TEST(Checkups, OnlyHintAtARecipientWhoIsPutOff) {
    EXPECT_TRUE(well(findings(walked(Stage::rcpt, 450, "4.2.0 greylisted"), asked_at)));
}

std::string domain(const Records& spf, const Records& dmarc, const std::string& sender = "glass.example") {
    return told(dns_findings("glass.example", sender, spf, dmarc, {"mail.glass.example"}));
}

TEST(Checkups, ReadWhatTheDnsSaysOfTheSender) {
    const auto good = domain({true, {"google-site=1", "v=spf1 mx -all"}}, {true, {"v=DMARC1; p=none"}});
    EXPECT_NE(
        good.find("ok SPF of glass.example: v=spf1 mx -all; see that it allows what mail.glass.example"),
        std::string::npos)
        << good;
    EXPECT_NE(good.find("ok DMARC of glass.example: v=DMARC1; p=none"), std::string::npos) << good;
    EXPECT_NE(good.find("d=glass.example"), std::string::npos) << "DKIM can only be seen in the mail";
    const auto none = domain({true, {}}, {true, {}});
    EXPECT_NE(none.find("hint glass.example has no SPF record"), std::string::npos) << none;
    EXPECT_NE(none.find("hint glass.example has no DMARC record"), std::string::npos) << none;
    EXPECT_NE(domain({true, {"v=spf1 a", "v=spf1 mx"}}, {}).find("bad glass.example has several SPF"),
              std::string::npos);
    const auto nobody = domain({}, {}, "bounces.example");
    EXPECT_NE(nobody.find("hint SPF of bounces.example could not be looked up"), std::string::npos) << nobody;
    EXPECT_NE(nobody.find("hint mails are from glass.example, and come back to bounces.example"),
              std::string::npos)
        << nobody;
}

TEST(Domains, AlignWhenTheyCanBeOfOneOrganization) {
    for (const auto& [from, sender] : {std::pair{"glass.example", "glass.example"},
                                       {"glass.example", "Bounces.Glass.Example"},
                                       {"mail.glass.example", "glass.example"},
                                       {"a.glass.example", "b.glass.example"},
                                       {"glass.co.uk", "mail.glass.co.uk"},
                                       {"glass.de", "post.glass.de"}})
        EXPECT_TRUE(can_align(from, sender)) << from << " " << sender;
    for (const auto& [from, sender] : {std::pair{"glass.example", "bounces.example"},
                                       {"glass.example", "glass.example.net"},
                                       {"glass.co.uk", "bounces.co.uk"},
                                       {"glass.com.au", "other.com.au"},
                                       {"glass.example", "example"},
                                       {"glass.example", "xglass.example"}})
        EXPECT_FALSE(can_align(from, sender)) << from << " " << sender;
}

} // namespace
} // namespace followup::mail
