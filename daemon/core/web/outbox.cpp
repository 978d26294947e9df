#include "core/web/outbox.hpp"

#include "core/base/text.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace followup::web {
namespace {

namespace json = boost::json;

json::value instant_or_null(const std::optional<Instant>& at) {
    return at ? json::value(base::rfc3339(*at)) : json::value(nullptr);
}

json::object object_of(const MailShown& mail) {
    return {{"mail", mail.number},
            {"state", mail::word(mail.state)},
            {"came_back", mail.came_back},
            {"person", mail.person},
            {"from", mail.from},
            {"to", mail.to},
            {"subject", mail.subject},
            {"due", base::rfc3339(mail.due)},
            {"claimed", base::rfc3339(mail.claimed)},
            {"handed", instant_or_null(mail.handed)},
            {"settled", instant_or_null(mail.settled)},
            {"wait_until", instant_or_null(mail.wait_until)},
            {"message_id", mail.message_id},
            {"duties", json::array(mail.duties.begin(), mail.duties.end())},
            {"tries", mail.tries},
            {"doubts", mail.doubts},
            {"crashes", mail.crashes},
            {"relay", mail.relay},
            {"code", mail.code},
            {"reply", mail.reply}};
}

bool is_trouble(const MailShown& mail) {
    using enum mail::State;
    return mail.came_back || mail.state == rejected || mail.state == in_doubt || mail.state == parked
           || mail.state == expired;
}

/// "550 user unknown (smtp://mail.example:587)"; empty when nobody said anything.
std::string said(int code, const std::string& reply, const std::string& relay) {
    std::string text = code == 0 ? std::string{} : std::to_string(code);
    // Many servers repeat the code at the front of their words.
    const bool repeated = !text.empty() && reply.starts_with(text);
    if (repeated) text.clear();
    if (!reply.empty()) text += (text.empty() ? "" : " ") + reply;
    if (!text.empty() && !relay.empty()) text += " (" + relay + ")";
    return base::escaped(text, 400);
}

/// "Wed 2 Dec 2026, 06:00:01 CST": the steps of a mail follow each other within seconds.
std::string to_the_second(Instant at, const base::Zone& zone) {
    const auto day = zone.date(at);
    const std::chrono::hh_mm_ss time{zone.local(at) - day};
    return fmt::format("{}, {:02}:{:02}:{:02} {}", base::spoken(day), time.hours().count(),
                       time.minutes().count(), time.seconds().count(), zone.abbreviation(at));
}

} // namespace

std::string state_words(const MailShown& mail) {
    if (mail.came_back) return "came back";
    if (mail.state == mail::State::parked) return "held";
    if (mail.state == mail::State::in_doubt) return "in doubt";
    if (mail.state == mail::State::deferred) return "waits";
    if (mail.state == mail::State::moot) return "not sent";
    if (mail.state == mail::State::merged) return "in one"; // with others
    return std::string{mail::word(mail.state)};
}

std::string held_text(const HeldShown& held, const Reader& reader) {
    auto text = reader.paint.alarm("Everything new is held") + " since "
                + base::spoken(held.since, reader.zone) + ".\n";
    text +=
        wrapped(fmt::format("Reminders of {}{} cases were due at once, and more than {} mails in an hour are "
                            "not usual here. The first of them:",
                            held.cases > held.limit ? "more than " : "", std::min(held.cases, held.limit),
                            held.limit),
                0, 0);
    for (const auto& each : held.first)
        text += fmt::format("        held      {}  {}\n", base::spoken(each.at, reader.zone), each.person)
                + wrapped(each.duty, 8, 10);
    text += "If that is right:        followup outbox release all\n"
            "If the clock was wrong:  set it right, and it goes on by itself\n\n";
    return text;
}

std::string outbox_text(std::span<const MailShown> mails, bool more, const Reader& reader) {
    if (mails.empty()) return "The outbox is empty.\n";
    std::string text;
    for (const auto& mail : mails) {
        const auto state = fmt::format("{:<9}", state_words(mail));
        const auto at = mail.settled.value_or(mail.claimed);
        text += fmt::format("{:>6}  {} {}  {}\n", mail.number,
                            is_trouble(mail) ? reader.paint.alarm(state) : state,
                            base::spoken(at, reader.zone), mail.to);
        if (!mail.subject.empty()) text += wrapped(mail.subject, 8, 10);
        if (mail.wait_until)
            text += wrapped("is tried again " + base::spoken(*mail.wait_until, reader.zone), 8, 10);
        const bool plain = mail.state == mail::State::sent && !mail.came_back;
        if (const auto words = said(mail.code, mail.reply, mail.relay); !plain && !words.empty())
            text += wrapped(words, 8, 10);
    }
    if (more) text += "Older ones are not listed; see all with --all.\n";
    return text;
}

std::string outbox_json(std::span<const MailShown> mails) {
    json::array list;
    for (const auto& mail : mails)
        list.push_back(object_of(mail));
    return json::serialize(list) + "\n";
}

std::string mail_text(const MailShown& mail, const Reader& reader) {
    const auto line = [](std::string_view name, const std::string& value) {
        return value.empty() ? std::string{} : wrapped(fmt::format("{:>10}: {}", name, value), 0, 12);
    };
    auto text = line("mail", fmt::format("{}, {}", mail.number, state_words(mail))) + line("to", mail.to)
                + line("subject", mail.subject) + line("Message-ID", mail.message_id);
    for (const auto& duty : mail.duties)
        text += line("about", duty);
    if (mail.wait_until) text += line("next try", base::spoken(*mail.wait_until, reader.zone));
    text += "\n" + reader.paint.heading("Its life") + "\n";
    for (const auto& step : mail.steps) {
        MailShown then;
        then.state = step.state;
        then.came_back = step.state == mail::State::sent && step.code >= 400;
        text += fmt::format("  {}  {}\n", to_the_second(step.at, reader.zone), state_words(then));
        if (const auto words = said(step.code, step.reply, step.relay); !words.empty())
            text += wrapped(words, 6, 8);
    }
    text += "\n" + reader.paint.heading("Its bytes") + "\n";
    for (const char c : mail.bytes)
        if (c == '\n' || c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)) text += c;
    return text;
}

std::string mail_json(const MailShown& mail) {
    auto all = object_of(mail);
    json::array steps;
    for (const auto& step : mail.steps)
        steps.push_back(json::object{{"at", base::rfc3339(step.at)},
                                     {"state", mail::word(step.state)},
                                     {"code", step.code},
                                     {"relay", step.relay},
                                     {"reply", step.reply}});
    all["steps"] = std::move(steps);
    all["bytes"] = mail.bytes;
    return json::serialize(all) + "\n";
}

} // namespace followup::web
