#include "shell/run/correspondence.hpp"

#include "core/base/text.hpp"
#include "core/mail/mime.hpp"
#include "core/mail/wording.hpp"
#include "core/plan/stand_in.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

using words::Values;

constexpr std::size_t quoted_bytes_max = 64 * 1024;

/// That of the mail that is answered, as an answer has it.
std::string reply_subject(const Ours& of, const words::Tongue& tongue) {
    const auto subject = subject_of(of.mail);
    return "Re: " + (subject.empty() ? tongue.phrase("reminders") : subject);
}

/// Whether the mail itself is attached: a relay takes no more than so much.
bool goes_along(const Bookkeeper& keeper, const Came& came) {
    constexpr std::size_t mebibyte = 1024 * 1024;
    const auto most = static_cast<std::size_t>(keeper.config().mail.original_mb_max) * mebibyte;
    return came.lying.size == 0 && !came.bytes.empty() && came.bytes.size() <= most;
}

/// What the mail was about, a line for each duty.
std::string summaries(const Ours& of, const words::Tongue& tongue) {
    std::vector<std::string> lines;
    for (const auto& each : of.cases)
        for (const auto& duty : each.standing.second.duties)
            if (std::ranges::find(of.duties, duty.id) != of.duties.end())
                lines.push_back(mail::summary(duty, each.standing.first, tongue));
    return base::joined(lines, "\n");
}

std::string passed_subject(const Ours& of, const words::Tongue& tongue) {
    const auto what = tongue.phrase("passed-what");
    if (of.cases.empty()) return tongue.phrase("subject-came", Values{}.text("what", what));
    const auto& known = of.cases.front().standing.first;
    return tongue.phrase("subject-of-case", Values{}
                                                .text("candidate", known.candidate.name)
                                                .text("employer", known.employer.name)
                                                .text("what", what));
}

/// Who reads what others wrote.
struct Office {
    base::Mailbox to;
    std::string person; ///< a recruiter's id, or "team"
    std::string language;
};

/// Whoever looks after the case, else the agency, unless that is who wrote (`not_to`, an address in lower
/// case); nothing when there is nobody to tell.
base::Result<std::optional<Office>> office_of(Bookkeeper& keeper, const Ours& of, const std::string& not_to,
                                              Instant now) {
    const auto& agency = keeper.config().rules.agency;
    const ledger::Recruiter* reader = nullptr;
    if (!of.cases.empty()) {
        const auto found = keeper.reader_of(of.cases.front().standing.first.recruiter, now);
        if (!found) return std::unexpected(found.error());
        reader = *found;
    }
    if (reader != nullptr && reader->email.key() != not_to) {
        const auto who = plan::as_person(*reader, agency);
        return Office{{reader->name, reader->email}, reader->id, who.language};
    }
    if (agency.email && agency.email->key() != not_to)
        return Office{{agency.name, *agency.email}, "team", agency.language};
    return std::optional<Office>{};
}

/// Who wrote it: the candidate by her name, everybody else by the address.
std::string writer_of(const Ours& of, const mail::Incoming& came, const words::Tongue& tongue) {
    if (!came.from) return tongue.phrase("passed-nobody");
    for (const auto& each : of.cases)
        if (const auto& who = each.standing.first.candidate; who.email == *came.from)
            return who.name + " (" + came.from->text() + ")";
    return came.from->text();
}

/// Their own words, with what they quote where they wrote into it.
std::string words_of(const Came& came) {
    const auto& words = came.below ? came.mail.whole : came.mail.text;
    return std::string{base::cut(words, quoted_bytes_max)};
}

/// Behind what it says: the names of what is attached, and where the mail itself is.
std::vector<std::string> about_original(const Bookkeeper& keeper, const Came& came,
                                        const words::Tongue& tongue) {
    std::vector<std::string> names;
    for (const auto& name : came.mail.files)
        names.push_back(name.empty() ? tongue.phrase("passed-unnamed") : name);
    std::vector<std::string> paragraphs;
    if (!names.empty())
        paragraphs.push_back(
            tongue.phrase("passed-files", Values{}.text("files", base::joined(names, ", "))));
    if (goes_along(keeper, came)) {
        paragraphs.push_back(tongue.phrase("passed-original"));
    } else {
        constexpr std::size_t mebibyte = 1024 * 1024;
        const auto size = std::max(came.lying.size, came.bytes.size());
        paragraphs.push_back(tongue.phrase("passed-left-out",
                                           Values{}
                                               .text("size", std::to_string((size + mebibyte - 1) / mebibyte))
                                               .text("place", std::string{came.lying.place})));
    }
    return paragraphs;
}

std::string passed_note(const Bookkeeper& keeper, const std::string& what) {
    return "told today " + base::short_tag(keeper.link_keys().master, what);
}

} // namespace

base::Result<std::optional<Ours>> ours(Bookkeeper& keeper, std::int64_t number, Instant now) {
    auto& store = keeper.store();
    auto mail = store.mail(number);
    if (!mail) return std::unexpected(mail.error());
    if (!*mail) return std::optional<Ours>{};
    Ours of{std::move(**mail), {}, {}};
    auto duties = store.duties_of_mail(number);
    if (!duties) return std::unexpected(duties.error());
    of.duties = std::move(*duties);
    auto numbers = store.cases_of_mail(number);
    if (!numbers) return std::unexpected(numbers.error());
    // A note is about a case and reminds of nothing.
    if (numbers->empty() && of.mail.case_number != 0) numbers->push_back(of.mail.case_number);
    for (const auto each : *numbers) {
        auto row = store.case_by_number(each);
        if (!row) return std::unexpected(row.error());
        if (!*row) continue;
        auto standing = keeper.standing(each, now);
        if (!standing && keeper.store().is_set_aside(each)) continue;
        if (!standing) return std::unexpected(standing.error());
        of.cases.push_back({std::move(**row), std::move(*standing)});
    }
    return std::optional{std::move(of)};
}

std::string subject_of(const store::MailRow& mail) {
    return mail::parts_of(std::string_view{mail.bytes}.substr(0, mail.bytes.find("\r\n\r\n")))
        .front()
        .header("subject");
}

base::Result<bool> first_today(Bookkeeper& keeper, const std::string& what, Instant now) {
    const auto name = passed_note(keeper, what);
    const auto before = keeper.store().note(name);
    if (!before) return std::unexpected(before.error());
    const auto last = base::parse_instant(before->value_or(""));
    if (last && *last <= now && now < *last + base::days{1}) return false;
    if (auto set = keeper.store().set_note(name, base::rfc3339(now)); !set)
        return std::unexpected(set.error());
    return true;
}

base::Result<void> answer(Bookkeeper& keeper, const Ours& of, const Came& came, const plan::Person& reader,
                          std::vector<std::string> paragraphs, Instant now, const std::string& quoted) {
    mail::Note note;
    note.answers = came.mail.tag;
    note.to = {reader.name, reader.email};
    const auto tag = web::mail_tag(keeper.link_keys(), web::Purpose::reply, of.mail.number);
    if (const auto back = base::MailAddress::parse(web::tagged(keeper.config().mail.replies, tag)))
        note.reply_to = base::Mailbox{keeper.config().rules.agency.name, *back};
    note.subject = reply_subject(of, keeper.mail_style().tongue(reader.language));
    note.language = reader.language;
    note.thread = of.mail.message_id;
    note.replied = true;
    note.paragraphs = std::move(paragraphs);
    note.quoted = quoted;
    return keeper.write_note(note, of.mail.case_number, reader.id, now);
}

base::Result<Received> pass_on(Bookkeeper& keeper, const Ours& of, const Came& came, const Why& why,
                               Instant now) {
    const auto& mail = came.mail;
    const auto found = office_of(keeper, of, mail.from ? mail.from->key() : std::string{}, now);
    if (!found) return std::unexpected(found.error());
    if (!*found) return Received{"an answer that nobody is there to read", true};
    const auto& office = **found;
    const auto& tongue = keeper.mail_style().tongue(office.language);
    mail::Note note;
    note.answers = mail.tag;
    note.to = office.to;
    note.language = office.language;
    const auto reason = tongue.phrase(
        why.phrase,
        Values{}.text("most", why.most).text("to", of.mail.to).text("place", std::string{came.lying.place}));
    note.paragraphs = {tongue.phrase("passed-answered",
                                     Values{}.text("from", writer_of(of, mail, tongue)).text("why", reason))};
    if (!why.recorded.empty()) note.paragraphs.push_back(tongue.phrase("passed-recorded") + why.recorded);
    if (const auto about = summaries(of, tongue); !about.empty())
        note.paragraphs.push_back(tongue.phrase("passed-about") + "\n" + about);
    for (auto& paragraph : about_original(keeper, came, tongue))
        note.paragraphs.push_back(std::move(paragraph));
    note.quoted = words_of(came);
    note.paragraphs.push_back(tongue.phrase(note.quoted.empty() ? "passed-no-words" : "passed-words"));
    const bool along = goes_along(keeper, came);
    if (along) note.original = mail::enclosure(came.bytes);
    if (mail.from) note.reply_to = base::Mailbox{{}, *mail.from};
    note.subject = passed_subject(of, tongue);
    const auto wishes = keeper.wishes(office.person);
    if (!wishes) return std::unexpected(wishes.error());
    if (wishes->neutral) note.subject = tongue.phrase("subject-neutral");
    if (auto written = keeper.write_note(note, of.mail.case_number, office.person, now); !written)
        return std::unexpected(written.error());
    return Received{of.mail.number == 0 ? std::string{"a mail to no reminder of ours was passed on"}
                                        : fmt::format("an answer to mail {} was passed on", of.mail.number),
                    !along};
}

base::Result<Received> pass_on_and_say(Bookkeeper& keeper, const Ours& of, const Came& came,
                                       const plan::Person& writer, const Why& why,
                                       std::vector<std::string> paragraphs, Instant now) {
    auto passed = pass_on(keeper, of, came, why, now);
    if (!passed) return passed;
    const auto first =
        first_today(keeper, fmt::format("{} {} {}", why.phrase, of.mail.case_number, writer.id), now);
    if (!first) return std::unexpected(first.error());
    if (!*first) return passed;
    const auto& tongue = keeper.mail_style().tongue(writer.language);
    std::string recruiter;
    if (!of.cases.empty()) {
        const auto found = keeper.reader_of(of.cases.front().standing.first.recruiter, now);
        if (!found) return std::unexpected(found.error());
        if (*found != nullptr) recruiter = (*found)->name;
    }
    if (recruiter.empty()) recruiter = keeper.config().rules.agency.name;
    if (writer.role == plan::Role::candidate)
        paragraphs.push_back(tongue.phrase("answer-passed", Values{}.text("recruiter", recruiter)));
    if (paragraphs.empty()) return passed;
    if (auto told = answer(keeper, of, came, writer, std::move(paragraphs), now); !told)
        return std::unexpected(told.error());
    return passed;
}

} // namespace followup::run
