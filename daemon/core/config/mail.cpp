#include "core/base/text.hpp"
#include "core/config/sections.hpp"
#include "core/config/values.hpp"
#include "core/mail/checkup.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace followup::config {
namespace {

using base::seconds;
using mail::Intervals;

constexpr seconds wait_min{1};
constexpr seconds wait_max = base::days{30};

struct Wait {
    const char* key;
    seconds Intervals::* member;
};
constexpr std::array<Wait, 9> waits = {{{"doubt_wait", &Intervals::doubt_wait},
                                        {"greylist_wait", &Intervals::greylist_wait},
                                        {"recipient_wait", &Intervals::recipient_wait},
                                        {"reject_repeat", &Intervals::reject_repeat},
                                        {"policy_repeat", &Intervals::policy_repeat},
                                        {"give_up", &Intervals::give_up},
                                        {"connect_timeout", &Intervals::connect_timeout},
                                        {"reply_timeout", &Intervals::reply_timeout},
                                        {"total_timeout", &Intervals::total_timeout}}};

void read_intervals(Section& mail, Intervals& into) {
    for (const auto& each : waits)
        mail.duration(each.key, into.*each.member, wait_min, wait_max);
    mail.durations("retry", into.retry, wait_min, wait_max);
    mail.durations("probe", into.probe, wait_min, wait_max);
    mail.count("doubts_max", into.doubts_max, 1, 10);
    mail.count("crashes_max", into.crashes_max, 1, 10);
    mail.count("breaker_failures", into.breaker_failures, 1, 100);
    mail.count("sessions", into.sessions, 1, 16);
    mail.count("per_minute", into.per_minute, 0, 100'000);
    for (const auto& [key, wait] :
         {std::pair{"connect_timeout", into.connect_timeout}, std::pair{"reply_timeout", into.reply_timeout}})
        if (wait > into.total_timeout)
            mail.wrong(mail.has(key) ? key : "total_timeout",
                       fmt::format("'{}' ({}) must not be more than 'total_timeout' ({})", key,
                                   in_words(wait), in_words(into.total_timeout)));
}

void read_ration(Section& mail, plan::Ration& into) {
    mail.count("per_day", into.per_day, 0, 1000);
    mail.duration("together_every", into.together_every, wait_min, base::days{1});
    mail.duration("late_after", into.late_after, wait_min, base::days{7});
    mail.count("late_together", into.late_together, 0, 1000);
}

Relay read_relay(Section& from, const std::string& file) {
    std::string url;
    Relay into;
    from.required("url", url);
    if (auto relay = config::relay(url))
        into = std::move(*relay);
    else if (!url.empty())
        from.findings().wrong(from.at("url"), relay.error());
    from.text("user", into.user);
    from.text("credential", into.credential);
    if (into.user.empty() != into.credential.empty())
        from.wrong(into.user.empty() ? "credential" : "user", "'user' and 'credential' belong together",
                   "name the login, and the systemd credential that holds its password");
    if (!into.credential.empty() && !is_credential(into.credential))
        from.wrong("credential", "a credential has letters, digits, '.', '_' and '-'",
                   "write its name, not the password");
    from.text("ca_file", into.ca_file);
    if (!into.ca_file.empty()) into.ca_file = beside(file, into.ca_file);
    from.finish();
    return into;
}

std::string host_of(const base::MailAddress& address) {
    const auto& text = address.ascii();
    return text.substr(text.rfind('@') + 1);
}

void read_address(Section& mail, const std::string& key, std::string& into) {
    std::string address;
    mail.text(key, address);
    if (address.empty()) return;
    if (const auto known = base::MailAddress::parse(address))
        into = known->text();
    else
        mail.findings().wrong(mail.at(key), known.error());
}

/// Whose results are heeded, and what a draft of an interview needs to be confirmed.
void check_interviews(Section& mail, Mail& into, const Config& config) {
    mail.text("authserv_id", into.authserv_id);
    if (into.interviews.empty()) return;
    const auto key = base::ascii_lower(into.interviews);
    if (key == base::ascii_lower(into.replies) || key == base::ascii_lower(into.bounces))
        mail.wrong("interviews", "'interviews' is the address of 'replies' or 'bounces' as well",
                   "give it an address of its own");
    if (config.rules.agency.public_url.empty())
        mail.findings().warn(
            mail.at("interviews"),
            "a forwarded invitation is confirmed by a link, and there is no [agency] "
            "'public_url' that it could lead to: it is read back, and nobody can confirm it");
    if (into.authserv_id.empty())
        mail.findings().warn(mail.at("interviews"),
                             "without 'authserv_id' nobody knows who really sent a mail: copies of letters "
                             "and of mails to employers wait until somebody confirms them");
}

} // namespace

void read_mail(Section mail, const std::string& file, Config& config) {
    auto& into = config.mail;
    std::string from;
    mail.required("from", from);
    if (auto box = base::parse_mailbox(from))
        into.from = std::move(*box);
    else if (!from.empty())
        mail.findings().wrong(mail.at("from"), box.error());
    read_address(mail, "replies", into.replies);
    read_address(mail, "bounces", into.bounces);
    read_address(mail, "interviews", into.interviews);
    check_interviews(mail, into, config);
    const auto bounces = base::MailAddress::parse(into.bounces);
    if (bounces && !from.empty() && !followup::mail::can_align(host_of(into.from.address), host_of(*bounces)))
        mail.findings().warn(mail.at("bounces"),
                             fmt::format("mails are from {} and bounces go to {}: SPF cannot satisfy DMARC, "
                                         "all hangs on DKIM",
                                         host_of(into.from.address), host_of(*bounces)));
    mail.text("inbox", into.inbox);
    if (!into.inbox.empty()) into.inbox = beside(file, into.inbox);
    mail.text("maildir", into.maildir);
    if (!into.maildir.empty()) into.maildir = beside(file, into.maildir);
    std::string helo;
    mail.text("helo", helo);
    if (auto name = domain(helo))
        into.helo = *name;
    else if (!helo.empty())
        mail.findings().wrong(mail.at("helo"), name.error());
    for (auto& each : mail.tables("relays"))
        into.relays.push_back(read_relay(each, file));
    if (!into.relays.empty() && !into.maildir.empty())
        mail.findings().warn(mail.at("maildir"), "'maildir' is not used: there is a relay");
    read_intervals(mail, into.intervals);
    read_ration(mail, into.ration);
    mail.count("storm_floor", into.storm_floor, 0, 1'000'000);
    mail.count("storm_times", into.storm_times, 1, 1000);
    mail.count("strangers_per_hour", into.strangers_per_hour, 0, 10'000);
    mail.count("answers_per_hour", into.answers_per_hour, 0, 10'000);
    mail.count("original_mb_max", into.original_mb_max, 0, 15);
    mail.finish();
}

} // namespace followup::config
