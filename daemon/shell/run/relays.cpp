#include "shell/run/relays.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

namespace followup::run {
namespace {

constexpr std::size_t words_bytes_max = 300;

std::string relay_note(const std::string& relay) {
    return "refused by " + relay;
}

std::string words_of(const mail::Reply& reply, const std::string& to) {
    auto text = reply.text.starts_with(std::to_string(reply.code))
                    ? reply.text
                    : fmt::format("{} {}", reply.code, reply.text);
    if (!to.empty()) text = base::replaced(text, to, "(the recipient)");
    return base::escaped(base::cut(text, words_bytes_max));
}

} // namespace

mail::Verdict Relays::judge(const store::MailRow& mail, const mail::Reply& reply, int tries,
                            const std::string& relay) const {
    const auto record = x_records.find(relay);
    if (record == x_records.end()) return mail::classify(reply, tries);
    return mail::classify(reply, tries, record->second.around(mail.number, mail.to, reply));
}

int Relays::refusals(std::int64_t mail, const std::string& relay) const {
    const auto record = x_records.find(relay);
    return record == x_records.end() ? 0 : record->second.refusals(mail);
}

base::Result<void> Relays::note(const store::MailRow& mail, const mail::Reply& reply,
                                const mail::Verdict& verdict, const std::string& relay) {
    auto& record = x_records[relay];
    record.seen(mail.number, mail.to, reply, verdict);
    // A bare 5xx to MAIL is told of when it goes on.
    const auto around = record.around(mail.number, mail.to, reply);
    const bool refused = verdict.blame == mail::Blame::sender
                         && (mail::refuses_us(reply) || around.recipients >= mail::Around::recipients_enough);
    if (!refused && verdict.state != mail::State::sent) return {};
    const auto known = refusing(relay);
    if (!known) return std::unexpected(known.error());
    const auto words = refused ? words_of(reply, mail.to) : std::string{};
    if (known->value_or("") == words) return {};
    x_words.erase(relay); // read back once it is committed
    return x_store.set_note(relay_note(relay), words);
}

base::Result<std::optional<std::string>> Relays::refusing(const std::string& relay) {
    auto known = x_words.find(relay);
    if (known == x_words.end()) {
        const auto note = x_store.note(relay_note(relay));
        if (!note) return std::unexpected(note.error());
        known = x_words.emplace(relay, note->value_or("")).first;
    }
    return known->second.empty() ? std::nullopt : std::optional{known->second};
}

} // namespace followup::run
