#include "shell/run/answers.hpp"

#include "core/base/digest.hpp"
#include "core/base/text.hpp"
#include "core/mail/incoming.hpp"
#include "core/mail/wording.hpp"
#include "core/plan/words.hpp"
#include "core/queue/writing.hpp"
#include "shell/run/acting.hpp"
#include "shell/run/correspondence.hpp"
#include "shell/run/meant.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace followup::run {
namespace {

using mail::Sort;
using mail::Verb;

/// The mail whose tag stands in an address that this one was sent to.
std::optional<std::int64_t> tagged(const Bookkeeper& keeper, const mail::Incoming& came,
                                   web::Purpose purpose) {
    const auto& mail = keeper.config().mail;
    const auto& address = purpose == web::Purpose::reply ? mail.replies : mail.bounces;
    const auto tag = mail::tag_in(came.to, address);
    return tag ? web::tagged_mail(keeper.link_keys(), purpose, *tag) : std::nullopt;
}

base::Result<Received> take_bounce(Bookkeeper& keeper, const Ours& of, const mail::Incoming& came,
                                   Instant now) {
    if (store::came_back(of.mail))
        return Received{fmt::format("mail {} had come back before", of.mail.number)};
    if (of.mail.state != mail::State::sent)
        return Received{fmt::format("a bounce of mail {}, which was not sent", of.mail.number)};
    const auto noted = keeper.came_back(of.mail.number, came.code, came.reason, now);
    if (!noted) return std::unexpected(noted.error());
    return Received{fmt::format("mail {} came back: {}", of.mail.number, came.code)};
}

/// What was recorded of one duty, told or refused.
struct Outcome {
    std::vector<std::string> told;
    std::string wrong;
    bool asks_for_next = false;
};

/// Whether the event of that deed keeps what this reader wrote behind it.
bool keeps_notes(web::Act act, const plan::Duty& duty, const plan::Person& reader) {
    using enum web::Act;
    const bool of_event = act == spoke || act == voicemail || act == no_answer || act == heard
                          || (act == done && duty.kind != plan::Kind::letter);
    return of_event && reader.role == plan::Role::recruiter;
}

base::Result<Outcome> deed(Bookkeeper& keeper, const Meant& what, const plan::Person& reader,
                           const mail::Command& command, Instant at) {
    const Doing doing{what.of->row, what.of->standing, *what.duty, reader, at};
    web::Press press{.act = act_of(command.verb)};
    if (press.act == web::Act::push) press.date = command.words;
    if (press.act == web::Act::heard) press = web::news_in(command.words, keeper.mail_style().all_texts());
    // What a recruiter writes behind it is a note of that event; what else she says is read by somebody.
    if (keeps_notes(press.act, *what.duty, reader) && press.notes.empty()) press.notes = command.more;
    const auto done =
        press.act == web::Act::undo ? undo(keeper, doing) : act(keeper, doing, press, std::nullopt);
    if (!done) return base::problem("answer", "could not be recorded", "");
    Outcome outcome{done->told, {}, done->asks_for_next};
    if (done->wrong)
        outcome.wrong = done->wrong->what + (done->wrong->mend.empty() ? "" : " " + done->wrong->mend);
    return outcome;
}

base::Result<Received> stop_mails(Bookkeeper& keeper, const Ours& of, const plan::Person& reader, Instant at,
                                  Instant now) {
    const auto stopped = keeper.wants_no_mails(reader.id);
    if (!stopped) return std::unexpected(stopped.error());
    if (*stopped) return Received{"no more mails were asked for once more"};
    const auto interview = reader.role == plan::Role::candidate && !of.cases.empty()
                               ? of.cases.front().standing.first.rounds.back().interview.id
                               : std::string{};
    const std::array entries{queue::Entry{"to", reader.id}, queue::Entry{"at", base::rfc3339(at), true},
                             queue::Entry{"interview", interview}, queue::Entry{"wanted", "none"}};
    const Incoming file{.name = "answer",
                        .bytes = queue::written("mails", entries),
                        .teller = reader.role == plan::Role::candidate ? queue::Teller::candidate
                                                                       : queue::Teller::recruiter};
    const auto taken = keeper.take(std::span{&file, 1}, now);
    if (!taken) return std::unexpected(taken.error());
    // Without its problems: they may hold what was typed, and this one is logged.
    if (!taken->front().accepted) return base::problem("answer", "the wish for no mails was refused", "");
    const auto resume = keeper.unsubscribe_page(of.mail.case_number, reader.id);
    const auto& tongue = keeper.mail_style().tongue(reader.language);
    std::vector<std::string> paragraphs{tongue.phrase("answer-stopped")};
    if (!resume.empty()) paragraphs.push_back(tongue.phrase("answer-resume") + "\n" + resume);
    if (auto told = answer(keeper, of, reader, std::move(paragraphs), now); !told)
        return std::unexpected(told.error());
    return Received{"no more mails, as an answer asked for"};
}

/// Of these duties the one that something was told of last: that is what is undone.
base::Result<std::vector<Meant>> last_told(Bookkeeper& keeper, const std::vector<Meant>& duties,
                                           const plan::Person& reader, Instant now) {
    std::vector<Meant> last;
    std::int64_t latest = 0;
    for (const auto& each : duties) {
        const auto history = keeper.store().history(each.of->row.number);
        if (!history) return std::unexpected(history.error());
        const auto found = web::undoable(**history, keeper.config().rules, *each.duty, {reader.name, now},
                                         now - base::days{30}, reader);
        if (!found || found->fact <= latest) continue;
        latest = found->fact;
        last = {each};
    }
    return last;
}

base::Result<Received> obey(Bookkeeper& keeper, const Ours& of, const mail::Incoming& came,
                            const plan::Person& reader, Instant at, Instant now) {
    const auto& command = came.command;
    if (command.verb == Verb::stop) {
        auto stopped = stop_mails(keeper, of, reader, at, now);
        if (!stopped || command.more.empty()) return stopped;
        return pass_on(keeper, of, came, {"passed-more"}, now);
    }
    const auto& tongue = keeper.mail_style().tongue(reader.language);
    auto duties = meant(of, command, reader.role, tongue);
    if (command.verb == Verb::undo && command.words.empty()) {
        const auto last = last_told(keeper, duties, reader, now);
        if (!last) return std::unexpected(last.error());
        duties = *last;
    }
    // What the mail invites to is never swallowed: news that fits nothing it was about is read by somebody.
    if (duties.empty() && command.verb == Verb::heard)
        return pass_on(keeper, of, came, {"passed-unread"}, now);
    const bool all = base::folded(command.words) == "all";
    std::vector<std::string> paragraphs;
    if (duties.empty())
        paragraphs = {tongue.phrase("answer-settled")};
    else if (duties.size() > 1 && !all)
        paragraphs = which_words(keeper, duties, reader, now);
    std::string recorded;
    bool asks = false;
    for (const auto& each : paragraphs.empty() ? duties : std::vector<Meant>{}) {
        const auto outcome = deed(keeper, each, reader, command, at);
        if (!outcome) return std::unexpected(outcome.error());
        if (!outcome->wrong.empty()) {
            paragraphs.push_back(tongue.phrase("answer-wrong", words::Values{}.text("why", outcome->wrong)));
        }
        asks = asks || outcome->asks_for_next;
        for (const auto& line : outcome->told)
            recorded += "\n" + line;
    }
    if (!recorded.empty()) {
        paragraphs.push_back(tongue.phrase("recorded") + recorded);
        if (asks) paragraphs.push_back(tongue.phrase("answer-next"));
        if (command.verb != Verb::undo) paragraphs.push_back(tongue.phrase("answer-undo"));
    }
    if (auto told = answer(keeper, of, reader, std::move(paragraphs), now); !told)
        return std::unexpected(told.error());
    // Not every news has a word of ours: then somebody reads what was said.
    const bool unclear = command.verb == Verb::heard
                         && !web::news_in(command.words, keeper.mail_style().all_texts()).notes.empty();
    const auto kept = [&](const Meant& each) {
        return !recorded.empty() && keeps_notes(act_of(command.verb), *each.duty, reader);
    };
    const bool more = !command.more.empty() && (duties.empty() || !std::ranges::all_of(duties, kept));
    if (unclear)
        if (auto passed = pass_on(keeper, of, came, {"passed-news"}, now); !passed) return passed;
    if (more && !unclear)
        if (auto passed =
                pass_on(keeper, of, came, {recorded.empty() ? "passed-unread" : "passed-more"}, now);
            !passed)
            return passed;
    return Received{fmt::format("an answer to mail {} {}", of.mail.number,
                                recorded.empty() ? "changed nothing" : "was recorded")};
}

base::Result<Received> take_answer(Bookkeeper& keeper, const Ours& of, const mail::Incoming& came, Instant at,
                                   Instant now) {
    const auto address = base::MailAddress::parse(of.mail.to);
    const bool theirs = came.from && address && *came.from == *address;
    if (!theirs) return pass_on(keeper, of, came, {"passed-elsewhere"}, now);
    if (came.sort != Sort::command) return pass_on(keeper, of, came, {"passed-unread"}, now);
    if (now > of.mail.claimed + keeper.config().link_life)
        return pass_on(keeper, of, came, {"passed-too-old"}, now);
    if (of.cases.empty()) {
        const auto* recruiter = keeper.config().rules.agency.recruiter(of.mail.person);
        if (came.command.verb == Verb::stop && recruiter != nullptr)
            return stop_mails(keeper, of, plan::as_person(*recruiter, keeper.config().rules.agency), at, now);
        return pass_on(keeper, of, came, {"passed-no-case"}, now);
    }
    const auto people = people_of(of.cases.front().standing, keeper.config().rules.agency);
    const auto reader = std::ranges::find(people, of.mail.person, &plan::Person::id);
    if (reader == people.end()) return pass_on(keeper, of, came, {"passed-left"}, now);
    return obey(keeper, of, came, *reader, at, now);
}

/// Of a mail that names no reminder of ours: who wrote it is no reader of ours.
base::Result<Received> take_stranger(Bookkeeper& keeper, const mail::Incoming& came, Instant now) {
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
base::Result<Received> take_in_turn(Bookkeeper& keeper, const Ours& of, const mail::Incoming& came,
                                    Instant at, Instant now) {
    using enum mail::Outsiders::Heeded;
    const int most = keeper.config().mail.answers_per_hour;
    // Whoever else has the tag takes nothing from its reader.
    const auto reader = base::MailAddress::parse(of.mail.to);
    const bool theirs = came.from && reader && *came.from == *reader;
    const auto source =
        fmt::format("answers {} {} {}", of.mail.case_number, of.mail.person, theirs ? "own" : "of others");
    const auto heeded = keeper.outsiders().came(source, now, most);
    if (heeded == yes) return take_answer(keeper, of, came, at, now);
    if (heeded == no)
        return Received{fmt::format("an answer to mail {}, of more than are heeded", of.mail.number), true};
    return pass_on(keeper, of, came, {"passed-many", std::to_string(most)}, now);
}

} // namespace

base::Result<Received> receive(Bookkeeper& keeper, std::string_view bytes, Instant at, Instant now,
                               std::string_view name) {
    auto came = mail::sorted(bytes, keeper.mail_style().all_texts());
    if (!name.empty()) {
        came.tag = base::hex(base::sha256(fmt::format("{}\n{}", name, bytes)));
        const auto answered = keeper.store().note(answered_note);
        if (!answered) return std::unexpected(answered.error());
        if (*answered == came.tag) return Received{"a mail that had been answered before an unclean end"};
    }
    const auto reply = tagged(keeper, came, web::Purpose::reply);
    const auto number = reply ? reply : tagged(keeper, came, web::Purpose::bounce);
    if (came.sort == Sort::machine || came.sort == Sort::notice)
        return Received{number ? fmt::format("an automatic answer to mail {}, which is no news", *number)
                               : "an automatic mail, which is no news"};
    if (!number) {
        if (came.sort == Sort::bounce) return Received{"a bounce of no mail of ours", true};
        return take_stranger(keeper, came, now);
    }
    auto of = ours(keeper, *number, now);
    if (!of) return std::unexpected(of.error());
    if (!*of) return Received{fmt::format("an answer to mail {}, which is forgotten", *number)};
    (*of)->came = came.tag;
    if (came.sort == Sort::bounce) return take_bounce(keeper, **of, came, now);
    return take_in_turn(keeper, **of, came, at, now);
}

} // namespace followup::run
