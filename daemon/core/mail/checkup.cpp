#include "core/mail/checkup.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::mail {
namespace {

using FindingKind = Finding::Kind;

constexpr base::seconds soon = base::days{21}; ///< a certificate that ends within it is worth a word

std::string said(const Reply& reply) {
    const auto code = reply.code == 0 ? std::string{} : std::to_string(reply.code) + " ";
    return base::escaped(code + reply.text, 400);
}

bool tells_of(const Reply& reply, std::initializer_list<std::string_view> words) {
    const auto text = base::ascii_lower(reply.text);
    return std::ranges::any_of(words, [&](std::string_view word) { return text.contains(word); });
}

Finding not_reached(const Walked& walked) {
    const auto& reply = walked.reply;
    const auto what = fmt::format("{} was not reached: {}", walked.url, said(reply));
    if (reply.code != 0)
        return {FindingKind::bad, what, "it answers, and lets nobody in from here: ask whoever runs it why"};
    if (tells_of(reply, {"resolve"}))
        return {FindingKind::bad, what,
                "no such name: look at its spelling in [mail] relays, and at the DNS of this machine"};
    if (tells_of(reply, {"refused", "couldn't connect"}))
        return {FindingKind::bad, what,
                "nothing listens there: look at the port (587 for smtp://, 465 for smtps://)"};
    if (tells_of(reply, {"timed out", "timeout"}))
        return {FindingKind::bad, what,
                "no answer: a firewall is in between, or the port is another (587 for smtp://, 465 for "
                "smtps://)"};
    return {FindingKind::bad, what,
            "look at the address in [mail] relays, and at the network of this machine"};
}

Finding not_secured(const Walked& walked) {
    const auto& reply = walked.reply;
    const auto what = fmt::format("TLS did not begin: {}", said(reply));
    if (tells_of(reply, {"expired"}))
        return {FindingKind::bad, what, "its certificate has expired: whoever runs the server renews it"};
    if (tells_of(reply, {"subject name", "does not match", "hostname mismatch"}))
        return {FindingKind::bad, what,
                "its certificate is made out to another name: write that name in [mail] relays"};
    if (tells_of(reply, {"certificate", "issuer", "self-signed", "self signed"}))
        return {FindingKind::bad, what,
                "its certificate is signed by nobody whom this machine trusts: install the signer's (in "
                "/usr/local/share/ca-certificates, then update-ca-certificates)"};
    if (walked.url.starts_with("smtps:"))
        return {FindingKind::bad, what,
                "does it speak TLS from the first byte? Else write smtp:// (port 587)"};
    return {FindingKind::bad, what,
            "it must offer STARTTLS; does it speak TLS at once? Then write smtps:// (port 465)"};
}

Finding not_let_in(const Walked& walked) {
    const auto& reply = walked.reply;
    const auto what = fmt::format("the login of {} failed: {}", walked.user, said(reply));
    if (reply.code == 0 && tells_of(reply, {"does not offer auth"}))
        return {FindingKind::bad, what,
                "it offers no AUTH here: is this its port for submission (587 or 465, not 25)? If it wants "
                "no login, take 'user' and 'credential' away"};
    if (reply.code == 535 || reply.code == 534 || reply.code == 530)
        return {FindingKind::bad, what,
                "look at 'user', and at the file that the credential is loaded from (no blank, no further "
                "line)"};
    return {FindingKind::bad, what, "ask whoever runs the server what this means"};
}

Finding recipient_refused(const Walked& walked) {
    const auto& reply = walked.reply;
    const auto what = fmt::format("the recipient {} was refused: {}", walked.to, said(reply));
    if (tells_of(reply, {"relay"}))
        return {FindingKind::bad, what,
                "the server does not send to other domains for us: it wants a login ('user' and "
                "'credential'), or this machine's address on its list"};
    if (tells_of(reply, {"smtputf8"}))
        return {FindingKind::bad, what, "nobody with such an address can be reached by way of this server"};
    if (reply.code >= 400 && reply.code < 500)
        return {FindingKind::hint, what, "put off, not refused: the daemon would try again by itself"};
    return {FindingKind::bad, what, "try an address that you know to exist"};
}

Finding end_of(const Walked& walked) {
    const auto& reply = walked.reply;
    switch (reply.stage) {
    case Stage::connect:
        // smtps:// begins with TLS, before a word was said.
        if (!walked.address.empty() && tells_of(reply, {"certificate", "ssl", "tls"}))
            return not_secured(walked);
        return not_reached(walked);
    case Stage::tls: return not_secured(walked);
    case Stage::ehlo:
        if (!walked.plain && !walked.secured) return not_secured(walked);
        return {FindingKind::bad, "it did not greet us: " + said(reply),
                "perhaps it does not like the name in EHLO: set [mail] helo to this machine's full name"};
    case Stage::auth: return not_let_in(walked);
    case Stage::mail:
        return {FindingKind::bad, fmt::format("the sender {} was refused: {}", walked.from, said(reply)),
                "the server sends for others only: let it send for this address, or set [mail] bounces (or "
                "from) to one that it knows"};
    case Stage::rcpt: return recipient_refused(walked);
    case Stage::data:
    case Stage::body:
    case Stage::dot:
        return {FindingKind::bad, "the mail was not taken: " + said(reply),
                reply.code == 0 ? "the connection ended in the middle: whether it arrived cannot be known"
                                : "the server does not like the mail itself: its words say why"};
    case Stage::done: break;
    }
    return {
        FindingKind::good, fmt::format("the mail was taken: {}", said(reply)),
        fmt::format("look whether it arrives at {}, and whether it lies among the junk there", walked.to)};
}

void add_certificate(std::vector<Finding>& found, const Walked& walked, Instant now) {
    if (walked.plain && !walked.address.empty()) {
        found.push_back({FindingKind::good, "plain text, to this machine only"});
        return;
    }
    if (!walked.secured || walked.certificate.empty()) return;
    const auto until = walked.expires
                           ? fmt::format(", until {}", base::rfc3339(*walked.expires).substr(0, 10))
                           : std::string{};
    found.push_back(
        {FindingKind::good, fmt::format("TLS, with a certificate for {}{}", walked.certificate, until)});
    if (walked.expires && *walked.expires - now < soon)
        found.push_back(
            {FindingKind::hint,
             fmt::format("that is in {} days", std::chrono::floor<base::days>(*walked.expires - now).count()),
             "renew it in time: without it no mail goes out"});
}

void add_offers(std::vector<Finding>& found, const Walked& walked) {
    if (walked.offers.empty()) return;
    std::string size = "it names no largest size of a mail";
    bool unicode = false;
    for (const auto& offer : walked.offers) {
        const auto word = base::ascii_lower(offer);
        if (word.starts_with("size ")) size = "mails of up to " + word.substr(5) + " bytes";
        unicode = unicode || word == "smtputf8";
    }
    found.push_back({FindingKind::good, size});
    if (!unicode)
        found.push_back({FindingKind::hint, "SMTPUTF8 is not offered",
                         "nobody can be reached whose address has other letters than a to z before the '@'"});
}

bool has_tag(const std::string& record, std::string_view tag) {
    return base::ascii_lower(record).starts_with(tag);
}

} // namespace

std::vector<Finding> findings(const Walked& walked, Instant now) {
    std::vector<Finding> found;
    if (!walked.address.empty())
        found.push_back({FindingKind::good, fmt::format("{} is reached at {}", walked.url, walked.address)});
    add_certificate(found, walked, now);
    const bool greeted = walked.reply.stage >= Stage::auth;
    if (greeted) add_offers(found, walked);
    if (walked.authenticated)
        found.push_back({FindingKind::good, "logged in as " + walked.user});
    else if (walked.user.empty() && walked.reply.stage >= Stage::mail)
        found.push_back({FindingKind::good, "no login is set, and none was asked for"});
    if (walked.reply.stage > Stage::mail)
        found.push_back({FindingKind::good, "the sender " + walked.from + " is fine"});
    if (walked.reply.stage > Stage::rcpt)
        found.push_back({FindingKind::good, "the recipient " + walked.to + " is taken"});
    found.push_back(end_of(walked));
    return found;
}

bool can_align(std::string_view from, std::string_view sender) {
    const auto ours = base::split(base::ascii_lower(from), '.');
    const auto theirs = base::split(base::ascii_lower(sender), '.');
    const auto shorter = std::min(ours.size(), theirs.size());
    std::size_t same = 0;
    while (same < shorter && ours[ours.size() - same - 1] == theirs[theirs.size() - same - 1])
        ++same;
    if (same == ours.size() && same == theirs.size()) return true;
    // "co.uk" and "com.au" are no organization's; any other two labels may be.
    const bool of_registry = ours.size() > 1 && ours.back().size() == 2 && ours[ours.size() - 2].size() <= 3;
    return same >= (of_registry ? 3U : 2U);
}

std::vector<Finding> dns_findings(const std::string& from_domain, const std::string& sender_domain,
                                  const Records& spf, const Records& dmarc,
                                  const std::vector<std::string>& relays) {
    std::vector<Finding> found;
    const auto senders = relays.empty() ? std::string{"your relay"} : base::joined(relays, ", ");
    const auto is_spf = [](const std::string& text) { return has_tag(text, "v=spf1"); };
    const auto one = std::ranges::find_if(spf.texts, is_spf);
    if (!spf.known)
        found.push_back(
            {FindingKind::hint, fmt::format("SPF of {} could not be looked up", sender_domain),
             fmt::format("it needs one TXT record \"v=spf1 ... ~all\" that allows what {} sends from",
                         senders)});
    else if (one == spf.texts.end())
        found.push_back(
            {FindingKind::hint, fmt::format("{} has no SPF record", sender_domain),
             fmt::format("add a TXT record such as \"v=spf1 mx ~all\" that allows what {} sends from",
                         senders)});
    else if (std::ranges::count_if(spf.texts, is_spf) > 1)
        found.push_back({FindingKind::bad, fmt::format("{} has several SPF records", sender_domain),
                         "that counts as none: put them into one"});
    else
        found.push_back({FindingKind::good,
                         fmt::format("SPF of {}: {}", sender_domain, base::escaped(*one, 300)),
                         fmt::format("see that it allows what {} sends from", senders)});
    found.push_back(
        {FindingKind::hint, fmt::format("DKIM: your relay signs for {}, followupd does not", from_domain),
         fmt::format("in the test mail as it arrived, look for a DKIM-Signature with d={}, and for "
                     "dkim=pass in Authentication-Results",
                     from_domain)});
    const auto policy =
        std::ranges::find_if(dmarc.texts, [](const std::string& text) { return has_tag(text, "v=dmarc1"); });
    if (!dmarc.known)
        found.push_back(
            {FindingKind::hint, fmt::format("DMARC of {} could not be looked up", from_domain),
             fmt::format("_dmarc.{} needs a TXT record, to begin with \"v=DMARC1; p=none\"", from_domain)});
    else if (policy == dmarc.texts.end())
        found.push_back({FindingKind::hint, fmt::format("{} has no DMARC record", from_domain),
                         fmt::format("add the TXT record \"v=DMARC1; p=none\" as _dmarc.{}", from_domain)});
    else
        found.push_back(
            {FindingKind::good, fmt::format("DMARC of {}: {}", from_domain, base::escaped(*policy, 300))});
    if (!can_align(from_domain, sender_domain))
        found.push_back(
            {FindingKind::hint,
             fmt::format("mails are from {}, and come back to {}: SPF cannot satisfy DMARC", from_domain,
                         sender_domain),
             "take a 'bounces' in the domain of 'from', or below it; without it all hangs on DKIM"});
    else if (from_domain != sender_domain)
        found.push_back({FindingKind::hint,
                         fmt::format("mails are from {}, and come back to {}", from_domain, sender_domain),
                         "SPF of the second counts for the first, unless its DMARC record says aspf=s"});
    return found;
}

} // namespace followup::mail
