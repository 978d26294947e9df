#include "shell/run/answers.hpp"

#include "core/base/digest.hpp"
#include "core/base/text.hpp"
#include "core/mail/mime.hpp"
#include "core/mail/written.hpp"
#include "shell/run/acting.hpp"
#include "shell/run/copied.hpp"
#include "shell/run/correspondence.hpp"
#include "shell/run/drafting.hpp"
#include "shell/run/obeying.hpp"
#include "shell/run/whose_answer.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

using mail::Sort;
using mail::Verb;

base::Result<Received> take_bounce(Bookkeeper& keeper, const Ours& of, const Came& came, Instant now) {
    const auto number = of.mail.number;
    if (store::came_back(of.mail)) return Received{fmt::format("mail {} had come back before", number)};
    if (of.mail.state != mail::State::sent)
        return Received{fmt::format("a bounce of mail {}, which was not sent", number)};
    const auto noted = keeper.came_back(number, came.mail.code, came.mail.reason, came.mail.nobody, now);
    if (!noted) return std::unexpected(noted.error());
    return Received{fmt::format("mail {} came back: {}", number, came.mail.code)};
}

/// Of a program that nobody answers, and of which the recruiter has to know.
base::Result<Received> take_warning(Bookkeeper& keeper, const Ours& of, const Came& came,
                                    std::string_view phrase, Instant now) {
    const auto first = first_today(keeper, fmt::format("{} {}", phrase, of.mail.number), now);
    if (!first) return std::unexpected(first.error());
    if (!*first) return Received{fmt::format("a warning of mail {} once more", of.mail.number)};
    return pass_on(keeper, of, came, {phrase}, now);
}

/// When an answer was written, by its own Date, as far as that can be believed.
Instant written_at(const mail::Incoming& came, Instant at) {
    constexpr base::days back_max{7};
    return came.written && *came.written > at - back_max ? std::min(*came.written, at) : at;
}

/// Of somebody whom the mail did not go to.
base::Result<Received> take_from_other(Bookkeeper& keeper, const Ours& of, const Came& came, Writer writer,
                                       Instant now) {
    if (writer == Writer::employer) return pass_on(keeper, of, came, {"passed-employer"}, now);
    if (writer != Writer::alias) return pass_on(keeper, of, came, {"passed-elsewhere"}, now);
    auto passed = pass_on(keeper, of, came, {"passed-alias"}, now);
    if (!passed) return passed;
    // It may be somebody else: nothing is said of the case, and where its mails go.
    const auto& from = *came.mail.from;
    const auto first = first_today(keeper, fmt::format("alias {} {}", of.mail.case_number, from.key()), now);
    if (!first) return std::unexpected(first.error());
    if (!*first) return passed;
    const auto& candidate = of.cases.front().standing.first;
    const auto reader = plan::as_person(candidate, keeper.config().rules.agency);
    const auto& tongue = keeper.mail_style().tongue(reader.language);
    mail::Note note;
    note.answers = came.mail.tag;
    note.to = {came.mail.from_name.empty() ? from.text() : came.mail.from_name, from};
    note.language = reader.language;
    note.subject = tongue.phrase("answer-alias-subject");
    note.thread = came.mail.message_id;
    note.replied = true;
    note.paragraphs = {tongue.phrase("answer-alias")};
    if (auto told = keeper.write_note(note, of.mail.case_number, reader.id, now); !told)
        return std::unexpected(told.error());
    return passed;
}

/// Who the mail went to, as they are a reader of its cases now; nothing: they are not any more.
std::optional<plan::Person> reader_of_mail(const Bookkeeper& keeper, const Ours& of) {
    const auto& agency = keeper.config().rules.agency;
    if (of.cases.empty()) {
        const auto* recruiter = agency.recruiter(of.mail.person);
        return recruiter == nullptr ? std::nullopt : std::optional{plan::as_person(*recruiter, agency)};
    }
    const auto people = people_of(of.cases.front().standing, agency);
    const auto reader = std::ranges::find(people, of.mail.person, &plan::Person::id);
    return reader == people.end() ? std::nullopt : std::optional{*reader};
}

base::Result<Received> take_answer(Bookkeeper& keeper, const Ours& of, const Came& came, bool guessed,
                                   Instant at, Instant now) {
    const auto writer = writer_of_answer(of, came.mail);
    if (writer != Writer::reader) return take_from_other(keeper, of, came, writer, now);
    const auto reader = reader_of_mail(keeper, of);
    if (!reader) return pass_on(keeper, of, came, {of.cases.empty() ? "passed-no-case" : "passed-left"}, now);
    if (const auto to = copied_to(keeper, came); !guessed && !to.empty())
        return take_copy(keeper, of, came, *reader, to, written_at(came.mail, at), now);
    const auto& tongue = keeper.mail_style().tongue(reader->language);
    const bool recruiter = reader->role == plan::Role::recruiter;
    const auto& command = came.mail.command;
    if (came.is_empty() && came.mail.sort != Sort::command) {
        const auto first =
            first_today(keeper, fmt::format("empty {} {}", of.mail.case_number, reader->id), now);
        if (!first) return std::unexpected(first.error());
        if (*first)
            if (auto told = answer(keeper, of, came, *reader, {tongue.phrase("answer-empty")}, now); !told)
                return std::unexpected(told.error());
        return Received{fmt::format("an answer to mail {} without a word", of.mail.number)};
    }
    if (guessed && !recruiter) {
        // It is not certain which of our mails is meant: nothing is recorded by it.
        std::vector<std::string> paragraphs{tongue.phrase("answer-which-mail")};
        if (!of.cases.empty())
            for (const auto& [duty, page] : keeper.pages_of(of.cases.front().standing.second, of.duties,
                                                            of.cases.front().row.number, reader->id, now))
                paragraphs.back() += "\n" + page;
        return pass_on_and_say(keeper, of, came, *reader, {"passed-guessed"}, std::move(paragraphs), now);
    }
    const bool acts =
        came.mail.sort == Sort::command && !guessed && now <= of.mail.claimed + keeper.config().link_life;
    // A command that names its mail is heeded however many cases it was about.
    const bool general = command.verb == Verb::stop || (recruiter && command.verb == Verb::again);
    if (acts && (!of.cases.empty() || general))
        return obey(keeper, of, came, *reader, written_at(came.mail, at), now);
    if (recruiter) return keep_note(keeper, of, came, *reader, at, now);
    const auto* why = came.mail.sort != Sort::command ? "passed-unread"
                      : of.cases.empty()              ? "passed-no-case"
                                                      : "passed-too-old";
    return pass_on_and_say(keeper, of, came, *reader, {why}, {}, now);
}

/// Of a mail that names no reminder of ours: who wrote it is no reader of ours.
base::Result<Received> take_stranger(Bookkeeper& keeper, const Came& came, Instant now) {
    using enum mail::Outsiders::Heeded;
    const int most = keeper.config().mail.strangers_per_hour;
    const auto heeded = keeper.outsiders().came("strangers", now, most);
    if (heeded == no) return Received{"a mail without a tag of ours, of more than are passed on", true};
    const auto why =
        heeded == last ? Why{"passed-stranger-last", std::to_string(most)} : Why{"passed-stranger"};
    const auto told = pass_on(keeper, {}, came, why, now);
    if (!told) return told;
    return Received{"a mail without a tag of ours", told->keep};
}

/// An answer in its turn: of more than anybody writes within an hour one tells the recruiter, and the others
/// stay where they are. So two machines that answer each other come to an end.
base::Result<Received> take_in_turn(Bookkeeper& keeper, const Ours& of, const Came& came, bool guessed,
                                    Instant at, Instant now) {
    using enum mail::Outsiders::Heeded;
    const int most = keeper.config().mail.answers_per_hour;
    // Whoever else has the tag takes nothing from its reader.
    const auto reader = base::MailAddress::parse(of.mail.to);
    const bool theirs = came.mail.from && reader && *came.mail.from == *reader;
    const auto source =
        fmt::format("answers {} {} {}", of.mail.case_number, of.mail.person, theirs ? "own" : "of others");
    const auto heeded = keeper.outsiders().came(source, now, most);
    if (heeded == yes) return take_answer(keeper, of, came, guessed, at, now);
    if (heeded == no)
        return Received{fmt::format("an answer to mail {}, of more than are heeded", of.mail.number), true};
    return pass_on(keeper, of, came, {"passed-many", std::to_string(most)}, now);
}

/// What came to a mail of ours.
base::Result<Received> take(Bookkeeper& keeper, const Ours& of, Came came, bool guessed, Instant at,
                            Instant now) {
    switch (came.mail.sort) {
    case Sort::bounce: return take_bounce(keeper, of, came, now);
    case Sort::complaint: return take_warning(keeper, of, came, "passed-complaint", now);
    case Sort::challenge: return take_warning(keeper, of, came, "passed-challenge", now);
    case Sort::notice:
    case Sort::machine:
        return Received{fmt::format("an automatic answer to mail {}, which is no news", of.mail.number)};
    case Sort::command:
    case Sort::letter: break;
    }
    const auto before = came_before(keeper, of.mail.number, came.mail.message_id);
    if (!before) return std::unexpected(before.error());
    if (*before) return Received{fmt::format("an answer to mail {} that had come before", of.mail.number)};
    came.below = mail::says_below(came.mail.whole, mail::every_text(mail::parts_of(of.mail.bytes)));
    auto done = take_in_turn(keeper, of, came, guessed, at, now);
    if (!done) return done;
    if (auto kept = remember_id(keeper, of.mail.number, came.mail.message_id); !kept)
        return std::unexpected(kept.error());
    return done;
}

/// What names no mail of ours.
base::Result<Received> take_unnamed(Bookkeeper& keeper, Came came, Instant at, Instant now) {
    if (came.mail.sort == Sort::machine || came.mail.sort == Sort::notice
        || came.mail.sort == Sort::challenge)
        return Received{"an automatic mail, which is no news"};
    if (came.mail.sort == Sort::bounce || came.mail.sort == Sort::complaint)
        return Received{"a bounce of no mail of ours", true};
    const auto guess = mail_guessed(keeper, came.mail);
    if (!guess) return std::unexpected(guess.error());
    if (*guess) {
        auto of = ours(keeper, **guess, now);
        if (!of) return std::unexpected(of.error());
        if (*of) return take(keeper, **of, std::move(came), true, at, now);
    }
    const auto before = came_before(keeper, 0, came.mail.message_id);
    if (!before) return std::unexpected(before.error());
    if (*before) return Received{"a mail without a tag of ours that had come before"};
    came.below = mail::says_below(came.mail.whole, {});
    auto done = take_stranger(keeper, came, now);
    if (!done) return done;
    if (auto kept = remember_id(keeper, 0, came.mail.message_id); !kept) return std::unexpected(kept.error());
    return done;
}

} // namespace

base::Result<Received> receive(Bookkeeper& keeper, std::string_view bytes, Instant at, Instant now,
                               const Lying& lying) {
    Came came{mail::sorted(bytes, keeper.mail_style().all_texts()), bytes, lying};
    if (!lying.name.empty()) {
        came.mail.tag = base::hex(base::sha256(fmt::format("{}\n{}", lying.name, bytes)));
        const auto answered = keeper.store().note(answered_note);
        if (!answered) return std::unexpected(answered.error());
        if (*answered == came.mail.tag)
            return Received{"a mail that had been answered before an unclean end"};
    }
    if (for_interviews(keeper, came.mail)) return take_for_interviews(keeper, came, now);
    const auto number = mail_named(keeper, came.mail);
    if (!number) return std::unexpected(number.error());
    if (!*number) return take_unnamed(keeper, std::move(came), at, now);
    auto of = ours(keeper, **number, now);
    if (!of) return std::unexpected(of.error());
    if (!*of) return Received{fmt::format("an answer to mail {}, which is forgotten", **number)};
    return take(keeper, **of, std::move(came), false, at, now);
}

} // namespace followup::run
