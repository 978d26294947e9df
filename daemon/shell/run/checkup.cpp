#include "shell/run/checkup.hpp"

#include "core/base/text.hpp"
#include "core/mail/note.hpp"
#include "shell/run/setup.hpp"
#include "shell/smtp/dns.hpp"
#include "shell/smtp/relay.hpp"

#include <fmt/format.h>
#include <unistd.h>

namespace followup::run {
namespace {

/// "glass.example" of "followups@glass.example".
std::string domain_of(std::string_view address) {
    return std::string{address.substr(address.rfind('@') + 1)};
}

std::string host_of(std::string_view url) {
    auto host = url.substr(url.find("://") + 3);
    return std::string{host.substr(0, host.starts_with('[') ? host.find(']') + 1 : host.find(':'))};
}

std::string envelope_sender(const config::Config& config) {
    const auto bounces = base::MailAddress::parse(config.mail.bounces);
    return bounces ? bounces->ascii() : config.mail.from.address.ascii();
}

base::Result<std::string> test_mail(const config::Config& config, const base::MailAddress& to,
                                    const std::string& by, Instant now) {
    mail::Note note;
    note.to = {{}, to};
    note.subject = "A test mail of followupd";
    note.paragraphs = {
        fmt::format("This is a test: somebody typed followup check --mail. It came by way of {}.", by),
        "If you can read it, the way is open. If it lay among the junk, look at SPF, DKIM and "
        "DMARC of the sender's domain."};
    mail::Occasion occasion;
    occasion.now = now;
    occasion.mail_id = fmt::format("check {} {} {}", by, now.time_since_epoch().count(), ::getpid());
    const mail::Style style{.from = config.mail.from,
                            .texts = config.texts,
                            .transit = config.transit,
                            .calendar = config.rules.calendar};
    return mail::rendered(mail::note(note, config.rules.agency, style, occasion));
}

/// Takes from the dialogue what is worth telling.
void overhear(mail::Walked& walked, std::string_view& last, bool ours, std::string_view line) {
    if (ours) {
        last = line.starts_with("AUTH")       ? "AUTH"
               : line.starts_with("EHLO")     ? "EHLO"
               : line.starts_with("STARTTLS") ? "STARTTLS"
                                              : "";
        if (last == "EHLO") walked.offers.clear();
        return;
    }
    const auto code = line.substr(0, 3);
    if (last == "STARTTLS" && code == "220") walked.secured = true;
    if (last == "AUTH" && code == "235") walked.authenticated = true;
    if (last == "EHLO" && code == "250" && line.size() > 4) walked.offers.emplace_back(line.substr(4));
}

std::vector<mail::Finding> walk(const config::Config& config, const config::Relay& relay,
                                const base::MailAddress& to, Instant now) {
    const auto login = smtp_relay(config, relay);
    if (!login)
        return {{mail::Finding::Kind::bad, "the password cannot be read: " + base::text(login.error()),
                 "as root, while followupd runs, the one that systemd gave it is read"}};
    const auto bytes = test_mail(config, to, host_of(relay.url), now);
    if (!bytes) return {{mail::Finding::Kind::bad, base::text(bytes.error())}};
    mail::Walked walked{.url = relay.url,
                        .user = relay.user,
                        .plain = login->plain && !relay.url.starts_with("smtps:"),
                        .address = {},
                        .certificate = {},
                        .expires = {},
                        .offers = {},
                        .from = envelope_sender(config),
                        .to = to.ascii(),
                        .reply = {}};
    walked.secured = relay.url.starts_with("smtps:");
    std::string_view last;
    smtp::Session session{*login, config.mail.intervals};
    walked.reply = session.deliver(
        {walked.from, walked.to, *bytes},
        {.before_dot = [] { return true; },
         .stop = {},
         .abandon = {},
         .overhear = [&](bool ours, std::string_view line) { overhear(walked, last, ours, line); },
         .met =
             [&](const smtp::Met& met) {
                 walked.address = met.address;
                 walked.certificate = met.certificate;
                 walked.expires = met.expires;
             }});
    return mail::findings(walked, now);
}

mail::Records records(const std::string& domain, bool ask) {
    if (!ask) return {};
    auto texts = smtp::text_records(domain);
    if (!texts) return {};
    return {true, std::move(*texts)};
}

} // namespace

std::vector<Checked> check_relays(const config::Config& config, const base::MailAddress& to, Instant now) {
    smtp::open_library();
    std::vector<Checked> all;
    for (const auto& relay : config.mail.relays)
        all.push_back({relay.url, walk(config, relay, to, now)});
    return all;
}

Checked check_domain(const config::Config& config, bool ask) {
    const auto from = domain_of(config.mail.from.address.ascii());
    const auto sender = domain_of(envelope_sender(config));
    std::vector<std::string> hosts;
    for (const auto& relay : config.mail.relays)
        hosts.push_back(host_of(relay.url));
    return {from,
            mail::dns_findings(from, sender, records(sender, ask), records("_dmarc." + from, ask), hosts)};
}

} // namespace followup::run
