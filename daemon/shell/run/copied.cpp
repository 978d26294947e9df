#include "shell/run/copied.hpp"

#include "core/base/text.hpp"
#include "core/mail/mime.hpp"
#include "core/mail/vouched.hpp"
#include "shell/run/acting.hpp"
#include "shell/run/obeying.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

/// A letter that was sent, by the address it went to.
struct SentLetter {
    const OurCase* of;
    const plan::Duty* duty;
};

std::vector<SentLetter> letters_to(const Ours& of, const std::vector<std::string>& to) {
    std::vector<SentLetter> letters;
    for (const auto& each : of.cases)
        for (const auto& duty : each.standing.second.duties) {
            if (duty.kind != plan::Kind::letter || duty.state != plan::State::open) continue;
            for (const auto& round : each.standing.first.rounds)
                for (const auto& person : round.people) {
                    const bool theirs = person.met.email && round.interview.id == duty.interview
                                        && base::folded(person.met.name) == base::folded(duty.whom)
                                        && std::ranges::find(to, person.met.email->key()) != to.end();
                    if (theirs) letters.push_back({&each, &duty});
                }
        }
    return letters;
}

bool is_vouched(const Bookkeeper& keeper, const Came& came) {
    const auto writer = mail::writer_of_mail(came.bytes, keeper.config().mail.authserv_id);
    return writer && writer->vouched;
}

base::Result<Received> ask_of_letters(Bookkeeper& keeper, const Ours& of, const Came& came,
                                      const plan::Person& reader, const std::vector<SentLetter>& letters,
                                      Instant now) {
    const auto& tongue = keeper.mail_style().tongue(reader.language);
    std::vector<std::string> paragraphs{tongue.phrase("copy-ask")};
    for (const auto& each : letters)
        for (const auto& [duty, page] :
             keeper.pages_of(each.of->standing.second, {each.duty->id}, each.of->row.number, reader.id, now))
            paragraphs.back() += "\n" + page;
    return pass_on_and_say(keeper, of, came, reader, {"passed-copy"}, std::move(paragraphs), now);
}

base::Result<Received> take_letters(Bookkeeper& keeper, const Ours& of, const Came& came,
                                    const plan::Person& reader, const std::vector<SentLetter>& letters,
                                    Instant at, Instant now) {
    const auto& tongue = keeper.mail_style().tongue(reader.language);
    std::string recorded;
    for (const auto& each : letters) {
        const Doing doing{each.of->row, each.of->standing, *each.duty, reader, at};
        const auto done = act(keeper, doing, web::Press{.act = web::Act::done}, std::nullopt);
        if (!done) return base::problem("copy", "a letter could not be recorded", "");
        for (const auto& line : done->told)
            recorded += "\n" + line;
    }
    if (recorded.empty()) return pass_on_and_say(keeper, of, came, reader, {"passed-unread"}, {}, now);
    // What was sent is kept with this mail: sealed, and gone with the candidate.
    const auto passed = pass_on(keeper, of, came, {"passed-copy", {}, recorded}, now);
    if (!passed) return passed;
    if (auto told = answer(
            keeper, of, came, reader,
            {tongue.phrase("recorded") + recorded, tongue.phrase("copy-kept"), tongue.phrase("answer-undo")},
            now);
        !told)
        return std::unexpected(told.error());
    return Received{fmt::format("a copy of a letter, for mail {}, was recorded", of.mail.number),
                    passed->keep};
}

/// The words of the mail below whom it went to and what it was about.
void put_envelope(Came& came, const std::vector<std::string>& to) {
    const auto head = "→ " + base::joined(to, ", ") + "\n" + came.mail.subject + "\n\n";
    came.mail.text = head + came.mail.text;
    came.mail.whole = head + came.mail.whole;
}

} // namespace

std::vector<std::string> copied_to(const Bookkeeper& keeper, const Came& came) {
    const auto& config = keeper.config().mail;
    const auto parts = mail::parts_of(came.bytes.substr(0, came.bytes.find("\r\n\r\n")));
    std::vector<std::string> to;
    for (const auto& [name, value] : parts.front().headers)
        if (name == "to" || name == "cc")
            for (auto& each : mail::addresses_in(value))
                to.push_back(std::move(each));
    const auto ours = [&](const std::string& each) {
        if (each == config.from.address.key()) return true;
        for (const auto& address : {config.replies, config.bounces, config.interviews})
            if (!address.empty()
                && (each == base::ascii_lower(address) || mail::tag_in({each}, address).has_value()))
                return true;
        return false;
    };
    if (std::ranges::any_of(to, ours)) to.clear();
    return to;
}

base::Result<Received> take_copy(Bookkeeper& keeper, const Ours& of, Came came, const plan::Person& reader,
                                 const std::vector<std::string>& to, Instant at, Instant now) {
    const bool vouched = is_vouched(keeper, came);
    if (reader.role == plan::Role::candidate) {
        const auto letters = letters_to(of, to);
        if (letters.empty()) return pass_on_and_say(keeper, of, came, reader, {"passed-unread"}, {}, now);
        if (!vouched) return ask_of_letters(keeper, of, came, reader, letters, now);
        return take_letters(keeper, of, came, reader, letters, at, now);
    }
    put_envelope(came, to);
    if (vouched) return keep_note(keeper, of, came, reader, at, now);
    const auto& tongue = keeper.mail_style().tongue(reader.language);
    // An answer to that mail only she can write who gets it.
    if (auto told = answer(keeper, of, came, reader, {tongue.phrase("copy-note-ask")}, now, came.mail.text);
        !told)
        return std::unexpected(told.error());
    return Received{fmt::format("a copy of a recruiter's mail, for mail {}, was given back", of.mail.number)};
}

} // namespace followup::run
