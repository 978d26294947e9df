#include "shell/run/drafting.hpp"

#include "core/base/text.hpp"
#include "core/mail/vouched.hpp"
#include "shell/run/whose_answer.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

using mail::Sort;

/// The Message-IDs of mails for interviews are remembered as if they answered a mail of this number.
constexpr std::int64_t interviews_mail = -1;

std::string bulleted(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& each : lines)
        text += "\n– " + each;
    return text;
}

/// One of our own addresses: a mail from there would have us answer ourselves.
bool is_ours(const config::Mail& mail, const std::string& key) {
    for (const auto& each : {mail.replies, mail.bounces, mail.interviews})
        if (base::ascii_lower(each) == key) return true;
    return mail.from.address.key() == key;
}

const ledger::Recruiter* recruiter_with(const ledger::Agency& agency, const base::MailAddress& address) {
    const auto found = std::ranges::find(agency.recruiters, address, &ledger::Recruiter::email);
    return found == agency.recruiters.end() ? nullptr : &*found;
}

/// A mail that Outlook packed so that only Outlook can read it.
bool is_winmail(const mail::Incoming& came) {
    return std::ranges::any_of(
        came.files, [](const std::string& file) { return base::ascii_lower(file) == "winmail.dat"; });
}

/// The page that confirms the mail of that number; empty without a public address.
std::string draft_page_of(const Bookkeeper& keeper, std::int64_t number, const std::string& recruiter,
                          Instant now) {
    const auto& url = keeper.config().rules.agency.public_url;
    if (url.empty()) return {};
    return web::act_url(url, web::link_token(keeper.link_keys(), web::Purpose::act, number, draft_link,
                                             recruiter, now + draft_span));
}

/// What the draft says, and what its reader can do, in paragraphs.
std::vector<std::string> read_back_words(const Drafted& draft, const std::string& page, bool vouched,
                                         const words::Tongue& tongue) {
    const auto& shown = draft.shown;
    std::vector<std::string> all{tongue.phrase("draft-hello")};
    if (!vouched) all.push_back(tongue.phrase("draft-unvouched"));
    all.push_back(base::joined(shown.lines, "\n"));
    std::vector<std::string> lacks;
    for (const auto& each : shown.lacks)
        lacks.push_back(each.words);
    if (!lacks.empty()) all.push_back(tongue.phrase("draft-missing") + bulleted(lacks));
    if (!shown.doubts.empty()) all.push_back(tongue.phrase("draft-look") + bulleted(shown.doubts));
    if (!shown.follows.empty()) all.push_back(tongue.phrase("draft-follows") + bulleted(shown.follows));
    const bool can = lacks.empty() || std::ranges::any_of(shown.lacks, [](const web::DraftLack& each) {
                         return !each.field.empty();
                     });
    if (page.empty())
        all.push_back(tongue.phrase("draft-no-page"));
    else if (can)
        all.push_back(tongue.phrase(lacks.empty() ? "draft-link" : "draft-link-fill") + "\n" + page);
    return all;
}

base::Result<Received> read_back(Bookkeeper& keeper, const Came& came, const ledger::Recruiter& recruiter,
                                 bool vouched, Instant now) {
    constexpr std::size_t mebibyte = 1024 * 1024;
    const auto& agency = keeper.config().rules.agency;
    const auto reader = plan::as_person(recruiter, agency);
    const auto& tongue = keeper.mail_style().tongue(reader.language);
    mail::Note note;
    note.answers = came.mail.tag;
    note.to = {recruiter.name, recruiter.email};
    note.language = reader.language;
    note.thread = came.mail.message_id;
    note.replied = true;
    note.subject = tongue.phrase("draft-subject");
    if (const auto back = base::MailAddress::parse(keeper.config().mail.interviews))
        note.reply_to = base::Mailbox{agency.name, *back};
    const auto most = static_cast<std::size_t>(keeper.config().mail.original_mb_max) * mebibyte;
    std::string_view became = "could not be read";
    if (came.lying.size > 0 || came.bytes.size() > most) {
        note.paragraphs = {tongue.phrase("draft-large")};
    } else {
        const auto draft = drafted(keeper, came.bytes, recruiter, {}, now);
        if (!draft) return std::unexpected(draft.error());
        if (draft->shown.lines.empty()) {
            note.paragraphs = {tongue.phrase(is_winmail(came.mail) ? "draft-winmail" : "draft-nothing")};
        } else {
            const auto last = keeper.store().next_mail_number();
            if (!last) return std::unexpected(last.error());
            // Numbers are given in order, and it is our turn: the next one is this mail's.
            const auto page = draft_page_of(keeper, *last + 1, recruiter.id, now);
            note.paragraphs = read_back_words(*draft, page, vouched, tongue);
            // The page reads the draft out of it: so it is sealed, and goes when somebody is forgotten.
            note.original = mail::enclosure(came.bytes);
            became = "was read back";
        }
    }
    if (auto told = keeper.write_note(note, 0, recruiter.id, now); !told)
        return std::unexpected(told.error());
    return Received{fmt::format("a mail for interviews {}", became)};
}

} // namespace

bool for_interviews(const Bookkeeper& keeper, const mail::Incoming& came) {
    const auto address = base::ascii_lower(keeper.config().mail.interviews);
    if (address.empty()) return false;
    return std::ranges::find(came.to, address) != came.to.end() || mail::tag_in(came.to, address);
}

base::Result<Received> take_for_interviews(Bookkeeper& keeper, const Came& came, Instant now) {
    using enum mail::Outsiders::Heeded;
    if (came.mail.sort != Sort::letter && came.mail.sort != Sort::command)
        return Received{"an automatic mail to the address for interviews"};
    const auto& config = keeper.config();
    const auto writer = mail::writer_of_mail(came.bytes, config.mail.authserv_id);
    if (!writer || is_ours(config.mail, writer->address.key()))
        return Received{"a mail for interviews of nobody who is known"};
    const auto* recruiter = recruiter_with(config.rules.agency, writer->address);
    if (recruiter == nullptr) return Received{"a mail for interviews of nobody who is known"};
    const auto before = came_before(keeper, interviews_mail, came.mail.message_id);
    if (!before) return std::unexpected(before.error());
    if (*before) return Received{"a mail for interviews that had come before"};
    constexpr int an_hour = 10;
    // Who writes in somebody's name takes nothing from their own mails.
    const auto source =
        fmt::format("interviews {} {}", recruiter->id, writer->vouched ? "own" : "of anybody");
    if (keeper.outsiders().came(source, now, an_hour) == no)
        return Received{"a mail for interviews, of more than are heeded", true};
    auto done = read_back(keeper, came, *recruiter, writer->vouched, now);
    if (!done) return done;
    if (auto kept = remember_id(keeper, interviews_mail, came.mail.message_id); !kept)
        return std::unexpected(kept.error());
    return done;
}

} // namespace followup::run
