#include "shell/run/arrivals.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

std::shared_ptr<const config::Config> glass() {
    const auto text = "[agency]\nname = \"Glass Recruiters\"\nzone = \"America/Chicago\"\n"
                      "domain = \"glass.example\"\npublic_url = \"https://glass.example\"\n"
                      "[[recruiter]]\nid = \"pat\"\nname = \"Pat Moreno\"\nemail = \"pat@glass.example\"\n"
                      "[mail]\nfrom = \"Glass Recruiters <followups@glass.example>\"\n"
                      "replies = \"replies@glass.example\"\nbounces = \"bounces@glass.example\"\n";
    const auto none = [](const std::string& path) -> base::Result<std::string> {
        return base::problem(path, "is not there");
    };
    auto read = config::read(text, "test.toml", none, {}, base::Date{std::chrono::days{20000}});
    if (!read) throw std::runtime_error(base::text(read.error()));
    return std::make_shared<const config::Config>(std::move(*read));
}

std::string interview_of(const std::string& address, bool german, bool call) {
    auto text =
        fmt::format("[[interview]]\nid = \"dana-1\"\nrecruiter = \"pat\"\n"
                    "candidate = {{ name = \"Dana Reyes\", email = \"{}\", zone = \"America/Denver\"{} }}\n"
                    "employer = {{ name = \"Harbour Works\", zone = \"America/Chicago\" }}\n"
                    "position = \"Controls Engineer\"\nended = 2026-11-27T15:30:00-06:00\n",
                    address, german ? ", language = \"de\"" : "");
    if (call) text += "[[interview.promise]]\ncall = \"Margaret Chen\"\non = \"November 30\"\n";
    return text;
}

bool is_about(store::Store& store, const store::MailRow& mail, std::string_view kind) {
    const auto duties = got(store.duties_of_mail(mail.number));
    return std::ranges::any_of(duties, [&](const std::string& id) {
        return id.ends_with(std::string{"/"} + std::string{kind})
               || id.contains("/" + std::string{kind} + "/");
    });
}

} // namespace

Arrivals::Arrivals() {
    keeper.reset();
    keeper = std::make_unique<Bookkeeper>(*store, glass(), keys, timeline);
}

Reminder Arrivals::reminded(const std::string& answers, const std::string& address) {
    const bool german = answers.ends_with("-de");
    const auto friday = at("2026-11-27T21:30:00Z");
    const bool call = answers.starts_with("call");
    take({"dana.toml", interview_of(address, german, call)}, friday);
    const bool recruiter = answers == "recruiter";
    if (call)
        take({"debriefed.toml", "[[debriefed]]\ninterview = \"dana-1\"\nwith = \"candidate\"\n"
                                "at = 2026-11-27T16:00:00-06:00\n"},
             friday + base::hours{1});
    std::vector<store::MailRow> all;
    for (auto when = friday; when <= monday; when += base::minutes{30})
        for (auto& mail : sent(when))
            all.push_back(std::move(mail));
    std::optional<store::MailRow> found;
    const std::string to = recruiter ? "pat@glass.example" : address;
    for (auto& mail : all) {
        const bool theirs = base::ascii_lower(mail.to) == base::ascii_lower(to) && mail.case_number != 0;
        if (theirs && is_about(*store, mail, call ? "call" : "debrief")) found = std::move(mail);
    }
    if (!found) throw std::runtime_error("no reminder went out");
    clock = monday;
    const auto whole = got(store->mail(found->number));
    Reminder reminder{*whole,
                      web::mail_tag(keeper->link_keys(), web::Purpose::reply, found->number),
                      web::mail_tag(keeper->link_keys(), web::Purpose::bounce, found->number),
                      {}};
    reminder.subject = mail::parts_of(whole->bytes).front().header("subject");
    return reminder;
}

Received Arrivals::come(const std::string& bytes, Instant now, const std::string& place) {
    clock = now;
    auto received = got(receive(*keeper, bytes, now, now, {"", place, 0}));
    for (const auto when : {now, now + base::minutes{1}})
        for (auto& mail : sent(when))
            if (auto whole = got(store->mail(mail.number))) out.push_back(std::move(*whole));
    return received;
}

std::size_t Arrivals::facts() {
    return got(store->history(1))->facts.size();
}

std::vector<queue::Event> Arrivals::events_since(std::size_t before) {
    std::vector<queue::Event> events;
    const auto history = got(store->history(1));
    for (auto n = before; n < history->facts.size(); ++n)
        events.push_back(history->facts[n].event);
    return events;
}

const plan::Duty& Arrivals::duty(std::string_view kind, Instant now) {
    stood = got(keeper->standing(1, now));
    for (const auto& each : stood.second.duties)
        if (each.id.contains("/" + std::string{kind})) return each;
    throw std::runtime_error("no such duty");
}

std::string read_whole(const store::MailRow& mail) {
    std::string all;
    for (const auto& part : mail::parts_of(mail.bytes, mail::Extent::whole)) {
        for (const auto* name : {"from", "to", "subject", "auto-submitted"})
            if (const auto value = part.header(name); !value.empty())
                all += std::string{name} + ": " + value + "\n";
        all += part.file + "\n";
        if (part.type.starts_with("text/")) all += part.text() + "\n";
    }
    return all;
}

std::vector<store::MailRow> to_address(const std::vector<store::MailRow>& mails, std::string_view address) {
    std::vector<store::MailRow> theirs;
    for (const auto& mail : mails)
        if (base::ascii_lower(mail.to) == base::ascii_lower(address)) theirs.push_back(mail);
    return theirs;
}

std::string put_in(std::string text, const Reminder& reminder, int number) {
    const std::pair<const char*, std::string> signs[] = {{"@TAG@", reminder.tag},
                                                         {"@BTAG@", reminder.bounce_tag},
                                                         {"@MSGID@", reminder.mail.message_id},
                                                         {"@SUBJECT@", reminder.subject},
                                                         {"@TO@", reminder.mail.to},
                                                         {"@N@", std::to_string(number)}};
    for (const auto& [sign, words] : signs)
        text = base::replaced(text, sign, words);
    const auto fill = text.find("@FILL:");
    if (fill == std::string::npos) return text;
    const auto end = text.find('@', fill + 1);
    const auto bytes = std::stoul(text.substr(fill + 6, end - fill - 6));
    std::string lines;
    while (lines.size() < bytes)
        lines += std::string(76, 'A') + "\n";
    return text.replace(fill, end - fill + 1, lines);
}

} // namespace followup::run
