#include "shell/run/correspondence.hpp"

#include "core/base/text.hpp"
#include "core/mail/mime.hpp"
#include "core/plan/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

constexpr std::size_t quoted_bytes_max = 4000;

/// That of the mail that is answered, as an answer has it.
std::string reply_subject(const Ours& of) {
    const auto subject =
        mail::parts_of(std::string_view{of.mail.bytes}.substr(0, of.mail.bytes.find("\r\n\r\n")))
            .front()
            .header("subject");
    return "Re: " + (subject.empty() ? std::string{"Follow-ups"} : subject);
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

std::string summaries(const Ours& of) {
    std::vector<std::string> lines;
    for (const auto& each : of.cases)
        for (const auto& duty : each.standing.second.duties)
            if (std::ranges::find(of.duties, duty.id) != of.duties.end())
                lines.push_back(plan::summary(duty, each.standing.first));
    return base::joined(lines, "\n");
}

base::Result<bool> tell_recruiter(Bookkeeper& keeper, const Ours& of, std::string_view what, mail::Note note,
                                  const std::string& not_to, Instant now) {
    const auto& agency = keeper.config().rules.agency;
    const ledger::Recruiter* reader = nullptr;
    if (!of.cases.empty()) {
        const auto found = keeper.reader_of(of.cases.front().standing.first.recruiter, now);
        if (!found) return std::unexpected(found.error());
        reader = *found;
    }
    std::string person = "team";
    if (reader != nullptr && reader->email.key() != not_to) {
        note.to = {reader->name, reader->email};
        person = reader->id;
    } else if (agency.email && agency.email->key() != not_to) {
        note.to = {agency.name, *agency.email};
    } else {
        return false;
    }
    const auto& tongue = keeper.mail_style().tongue(note.language);
    note.subject = tongue.phrase("subject-came", words::Values{}.text("what", what));
    if (!of.cases.empty())
        note.subject = tongue.phrase("subject-of-case",
                                     words::Values{}
                                         .text("candidate", of.cases.front().standing.first.candidate.name)
                                         .text("employer", of.cases.front().standing.first.employer.name)
                                         .text("what", what));
    const auto wishes = keeper.wishes(person);
    if (!wishes) return std::unexpected(wishes.error());
    if (wishes->neutral) note.subject = tongue.phrase("subject-neutral");
    if (auto written = keeper.write_note(note, of.mail.case_number, person, now); !written)
        return std::unexpected(written.error());
    return true;
}

base::Result<void> answer(Bookkeeper& keeper, const Ours& of, const plan::Person& reader,
                          std::vector<std::string> paragraphs, Instant now) {
    mail::Note note;
    note.to = {reader.name, reader.email};
    const auto tag = web::mail_tag(keeper.link_keys(), web::Purpose::reply, of.mail.number);
    if (const auto back = base::MailAddress::parse(web::tagged(keeper.config().mail.replies, tag)))
        note.reply_to = base::Mailbox{keeper.config().rules.agency.name, *back};
    note.subject = reply_subject(of);
    note.language = reader.language;
    note.thread = of.mail.message_id;
    note.paragraphs = std::move(paragraphs);
    return keeper.write_note(note, of.mail.case_number, reader.id, now);
}

base::Result<Received> pass_on(Bookkeeper& keeper, const Ours& of, const mail::Incoming& came,
                               const std::string& why, Instant now) {
    const auto from = came.from ? came.from->text() : std::string{"somebody without an address"};
    mail::Note note;
    note.paragraphs = {fmt::format("{} answered a reminder. {}", from, why)};
    if (const auto about = summaries(of); !about.empty())
        note.paragraphs.push_back("The reminder was about:\n" + about);
    note.quoted = base::cut(came.text, quoted_bytes_max);
    if (came.from) note.reply_to = base::Mailbox{{}, *came.from};
    const auto told = tell_recruiter(keeper, of, "an answer", std::move(note),
                                     came.from ? came.from->key() : std::string{}, now);
    if (!told) return std::unexpected(told.error());
    if (!*told) return Received{"an answer that nobody is there to read", true};
    return Received{fmt::format("an answer to mail {} was passed on", of.mail.number)};
}

} // namespace followup::run
