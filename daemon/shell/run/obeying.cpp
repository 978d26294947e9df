#include "shell/run/obeying.hpp"

#include "core/base/text.hpp"
#include "core/mail/wording.hpp"
#include "core/queue/writing.hpp"
#include "shell/run/acting.hpp"
#include "shell/run/dead_letters.hpp"
#include "shell/run/meant.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace followup::run {
namespace {

using mail::Verb;
using words::Values;

/// What became of one duty: told, refused, or asked about.
struct Outcome {
    std::vector<std::string> told;
    std::string wrong;
    std::vector<std::string> asked; ///< how a doubtful date was read, and where to confirm it
    bool asks_for_next = false;
};

/// Whether the event of that deed keeps what this reader wrote behind it.
bool keeps_notes(web::Act act, const plan::Duty& duty, const plan::Person& reader) {
    using enum web::Act;
    const bool of_event = act == spoke || act == voicemail || act == no_answer || act == heard
                          || (act == done && duty.kind != plan::Kind::letter);
    return of_event && reader.role == plan::Role::recruiter;
}

web::Press press_of(const Bookkeeper& keeper, const mail::Command& command, const plan::Duty& duty,
                    const plan::Person& reader) {
    web::Press press{.act = act_of(command.verb)};
    if (press.act == web::Act::push) press.date = command.words;
    if (press.act == web::Act::heard) press = web::news_in(command.words, keeper.mail_style().all_texts());
    // What a recruiter writes behind it is a note of that event; what else she says is read by somebody.
    if (keeps_notes(press.act, duty, reader) && press.notes.empty()) press.notes = command.more;
    return press;
}

std::string wrong_words(const base::Problem& wrong) {
    return wrong.what + (wrong.mend.empty() ? "" : " " + wrong.mend);
}

/// How a doubtful date was read, with the page that confirms it.
std::vector<std::string> question(const Bookkeeper& keeper, const Doing& doing, const web::Press& press,
                                  const web::ReadBack& read) {
    const auto& tongue = keeper.mail_style().tongue(doing.reader.language);
    std::vector<std::string> paragraphs{tongue.phrase("answer-doubt") + "\n" + read.means};
    for (const auto& warning : read.warnings)
        paragraphs.back() += "\n" + warning;
    const auto pages =
        keeper.pages_of(doing.standing.second, {doing.duty.id}, doing.row.number, doing.reader.id, doing.now);
    if (pages.empty())
        paragraphs.push_back(tongue.phrase("answer-doubt-by-mail"));
    else
        paragraphs.push_back(tongue.phrase("answer-doubt-page") + "\n"
                             + confirming_page(pages.begin()->second, press));
    return paragraphs;
}

base::Result<Outcome> deed(Bookkeeper& keeper, const Meant& what, const plan::Person& reader,
                           const mail::Command& command, Instant at) {
    const Doing doing{what.of->row, what.of->standing, *what.duty, reader, at};
    const auto press = press_of(keeper, command, *what.duty, reader);
    if (!press.date.empty()) {
        const auto read = reading(keeper, doing, press);
        if (!read) return base::problem("answer", "could not be read", "");
        if (read->wrong) return Outcome{.told = {}, .wrong = wrong_words(*read->wrong), .asked = {}};
        if (read->read && read->doubtful)
            return Outcome{.told = {}, .wrong = {}, .asked = question(keeper, doing, press, *read->read)};
    }
    const auto done =
        press.act == web::Act::undo ? undo(keeper, doing) : act(keeper, doing, press, std::nullopt);
    if (!done) return base::problem("answer", "could not be recorded", "");
    Outcome outcome{done->told, {}, {}, done->asks_for_next};
    if (done->wrong) outcome.wrong = wrong_words(*done->wrong);
    return outcome;
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
                                         now - undo_span, reader);
        if (!found || found->fact <= latest) continue;
        latest = found->fact;
        last = {each};
    }
    return last;
}

/// All that a command came to.
struct Obeyed {
    std::vector<std::string> paragraphs; ///< for its writer
    std::string recorded;                ///< lines that begin with LF; empty: nothing
    bool asked = false;                  ///< its writer has to say more
    bool settled = false;                ///< it was about nothing that is open
};

base::Result<Obeyed> obeyed(Bookkeeper& keeper, const std::vector<Meant>& duties, const plan::Person& reader,
                            const mail::Command& command, Instant at, Instant now) {
    const auto& tongue = keeper.mail_style().tongue(reader.language);
    Obeyed all;
    if (duties.empty()) {
        all.settled = true;
        all.paragraphs = {tongue.phrase("answer-settled")};
        return all;
    }
    if (duties.size() > 1 && base::folded(command.words) != "all") {
        all.asked = true;
        all.paragraphs = which_words(keeper, duties, reader, now);
        return all;
    }
    bool asks_for_next = false;
    for (const auto& each : duties) {
        const auto outcome = deed(keeper, each, reader, command, at);
        if (!outcome) return std::unexpected(outcome.error());
        if (!outcome->wrong.empty())
            all.paragraphs.push_back(tongue.phrase("answer-wrong", Values{}.text("why", outcome->wrong)));
        all.asked = all.asked || !outcome->asked.empty();
        all.paragraphs.insert(all.paragraphs.end(), outcome->asked.begin(), outcome->asked.end());
        asks_for_next = asks_for_next || outcome->asks_for_next;
        for (const auto& line : outcome->told)
            all.recorded += "\n" + line;
    }
    if (all.recorded.empty()) return all;
    all.paragraphs.push_back(tongue.phrase("recorded") + all.recorded);
    if (asks_for_next) all.paragraphs.push_back(tongue.phrase("answer-next"));
    if (command.verb != Verb::undo) all.paragraphs.push_back(tongue.phrase("answer-undo"));
    return all;
}

/// Takes a file in that somebody's answer tells; a refusal names no problem, for it may hold what was typed.
base::Result<void> take_told(Bookkeeper& keeper, const plan::Person& reader, const std::string& bytes,
                             std::string_view what, Instant now) {
    Incoming file{.name = "answer", .bytes = bytes};
    if (reader.role == plan::Role::candidate)
        file.teller = queue::Teller::candidate;
    else
        file.by.recruiter = reader.id;
    const auto taken = keeper.take(std::span{&file, 1}, now);
    if (!taken) return std::unexpected(taken.error());
    if (!taken->front().accepted) return base::problem("answer", fmt::format("{} was refused", what), "");
    return {};
}

} // namespace

base::Result<Received> stop_mails(Bookkeeper& keeper, const Ours& of, const Came& came,
                                  const plan::Person& reader, Instant at, Instant now) {
    const auto& tongue = keeper.mail_style().tongue(reader.language);
    const auto page = keeper.unsubscribe_page(of.mail.case_number, reader.id);
    if (came.has_more()) {
        // "Stop, she has called me": that is about something else than our mails.
        std::vector<std::string> paragraphs{tongue.phrase("answer-stop-sure")};
        if (!page.empty()) paragraphs.back() += "\n" + page;
        return pass_on_and_say(keeper, of, came, reader, {"passed-unread"}, std::move(paragraphs), now);
    }
    const auto stopped = keeper.wants_no_mails(reader.id);
    if (!stopped) return std::unexpected(stopped.error());
    if (*stopped) return Received{"no more mails were asked for once more"};
    const auto interview = reader.role == plan::Role::candidate && !of.cases.empty()
                               ? of.cases.front().standing.first.rounds.back().interview.id
                               : std::string{};
    const std::array entries{queue::Entry{"to", reader.id}, queue::Entry{"at", base::rfc3339(at), true},
                             queue::Entry{"interview", interview}, queue::Entry{"wanted", "none"}};
    if (auto told = take_told(keeper, reader, queue::written("mails", entries), "the wish for no mails", now);
        !told)
        return std::unexpected(told.error());
    std::vector<std::string> paragraphs{tongue.phrase("answer-stopped")};
    if (!page.empty()) paragraphs.push_back(tongue.phrase("answer-resume") + "\n" + page);
    if (auto told = answer(keeper, of, came, reader, std::move(paragraphs), now); !told)
        return std::unexpected(told.error());
    return Received{"no more mails, as an answer asked for"};
}

base::Result<Received> keep_note(Bookkeeper& keeper, const Ours& of, const Came& came,
                                 const plan::Person& reader, Instant at, Instant now) {
    constexpr std::size_t note_bytes_max = 8 * 1024; // as event files have it
    const auto& tongue = keeper.mail_style().tongue(reader.language);
    const auto& words = came.below ? came.mail.whole : came.mail.text;
    // What does not go into the note stays where it arrived.
    const bool rest = !came.mail.files.empty() || came.lying.size > 0 || words.size() > note_bytes_max;
    std::vector<std::string> paragraphs;
    std::string given_back;
    const bool kept = of.cases.size() == 1 && !words.empty();
    if (kept) {
        const auto& known = of.cases.front().standing.first;
        auto text = std::string{base::cut(words, note_bytes_max)};
        std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
        const std::array entries{queue::Entry{"interview", known.rounds.back().interview.id},
                                 queue::Entry{"at", base::rfc3339(at), true}, queue::Entry{"notes", text}};
        if (auto told = take_told(keeper, reader, queue::written("note", entries), "a note", now); !told)
            return std::unexpected(told.error());
        paragraphs.push_back(tongue.phrase(
            "answer-noted",
            Values{}.text("candidate", known.candidate.name).text("employer", known.employer.name)));
    } else {
        given_back = words;
        paragraphs.push_back(tongue.phrase(words.empty() ? "answer-empty" : "answer-not-noted", Values{}));
    }
    if (rest && !came.lying.place.empty())
        paragraphs.push_back(
            tongue.phrase("answer-lies", Values{}.text("place", std::string{came.lying.place})));
    if (auto told = answer(keeper, of, came, reader, std::move(paragraphs), now, given_back); !told)
        return std::unexpected(told.error());
    return Received{fmt::format("a recruiter's answer to mail {} {}", of.mail.number,
                                kept ? "is a note of the case" : "was given back"),
                    rest};
}

base::Result<Received> obey(Bookkeeper& keeper, const Ours& of, const Came& came, const plan::Person& reader,
                            Instant at, Instant now) {
    const auto& command = came.mail.command;
    if (command.verb == Verb::stop) return stop_mails(keeper, of, came, reader, at, now);
    if (command.verb == Verb::again) return try_again(keeper, of, came, reader, now);
    // Not every news has a word of ours: then somebody reads what was said, and nothing is guessed.
    const bool unclear = command.verb == Verb::heard
                         && !web::news_in(command.words, keeper.mail_style().all_texts()).notes.empty();
    if (unclear && reader.role == plan::Role::recruiter) return keep_note(keeper, of, came, reader, at, now);
    if (unclear) return pass_on_and_say(keeper, of, came, reader, {"passed-news"}, {}, now);
    auto duties = meant(of, command, reader.role, keeper.mail_style().tongue(reader.language));
    if (command.verb == Verb::undo && command.words.empty()) {
        const auto last = last_told(keeper, duties, reader, now);
        if (!last) return std::unexpected(last.error());
        duties = *last;
    }
    auto did = obeyed(keeper, duties, reader, command, at, now);
    if (!did) return std::unexpected(did.error());
    const auto what = fmt::format("an answer to mail {} {}", of.mail.number,
                                  did->recorded.empty() ? "changed nothing" : "was recorded");
    const bool mine = reader.role == plan::Role::recruiter;
    const auto in_event = [&](const Meant& each) {
        return !did->recorded.empty() && keeps_notes(act_of(command.verb), *each.duty, reader);
    };
    const bool noted = !duties.empty() && std::ranges::all_of(duties, in_event) && !came.below
                       && came.mail.files.empty() && came.lying.size == 0;
    const bool more = came.has_more();
    const bool lost = did->recorded.empty() && !did->asked && (!did->settled || !command.words.empty());
    if (noted || (!more && !lost)) {
        if (auto told = answer(keeper, of, came, reader, std::move(did->paragraphs), now); !told)
            return std::unexpected(told.error());
        return Received{what};
    }
    if (mine) {
        if (auto told = answer(keeper, of, came, reader, std::move(did->paragraphs), now); !told)
            return std::unexpected(told.error());
        return keep_note(keeper, of, came, reader, at, now);
    }
    const Why why{!did->recorded.empty() ? "passed-more" : "passed-unread", {}, did->recorded};
    if (did->recorded.empty() && !did->asked)
        return pass_on_and_say(keeper, of, came, reader, why, std::move(did->paragraphs), now);
    auto passed = pass_on(keeper, of, came, why, now);
    if (!passed) return passed;
    if (auto told = answer(keeper, of, came, reader, std::move(did->paragraphs), now); !told)
        return std::unexpected(told.error());
    return Received{what, passed->keep};
}

} // namespace followup::run
