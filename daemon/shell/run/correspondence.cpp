#include "shell/run/correspondence.hpp"

#include "core/base/text.hpp"
#include "core/plan/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

constexpr std::size_t quoted_bytes_max = 4000;

std::string subject_of(const Ours& of) {
    if (!of.standing) return "Follow-ups";
    return of.standing->first.employer.name + ": " + of.standing->first.position;
}

} // namespace

base::Result<std::optional<Ours>> ours(Bookkeeper& keeper, std::int64_t number, Instant now) {
    auto& store = keeper.store();
    auto mail = store.mail(number);
    if (!mail) return std::unexpected(mail.error());
    if (!*mail) return std::optional<Ours>{};
    Ours of{std::move(**mail), {}, {}, {}};
    auto duties = store.duties_of_mail(number);
    if (!duties) return std::unexpected(duties.error());
    of.duties = std::move(*duties);
    if (of.mail.case_number == 0) return std::optional{std::move(of)};
    auto row = store.case_by_number(of.mail.case_number);
    if (!row) return std::unexpected(row.error());
    of.row = std::move(*row);
    if (!of.row) return std::optional{std::move(of)};
    auto standing = keeper.standing(of.row->number, now);
    if (!standing) return std::unexpected(standing.error());
    of.standing = std::move(*standing);
    return std::optional{std::move(of)};
}

std::string summaries(const Ours& of) {
    std::vector<std::string> lines;
    if (of.standing)
        for (const auto& duty : of.standing->second.duties)
            if (std::ranges::find(of.duties, duty.id) != of.duties.end())
                lines.push_back(plan::summary(duty, of.standing->first));
    return base::joined(lines, "\n");
}

base::Result<bool> tell_recruiter(Bookkeeper& keeper, const Ours& of, mail::Note note,
                                  const std::string& not_to, Instant now) {
    const auto& agency = keeper.config().rules.agency;
    const ledger::Recruiter* reader = nullptr;
    if (of.standing) {
        const auto found = keeper.reader_of(of.standing->first.recruiter, now);
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
    note.subject = subject_of(of);
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
    note.subject = subject_of(of);
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
    const auto told =
        tell_recruiter(keeper, of, std::move(note), came.from ? came.from->key() : std::string{}, now);
    if (!told) return std::unexpected(told.error());
    if (!*told) return Received{"an answer that nobody is there to read", true};
    return Received{fmt::format("an answer to mail {} was passed on", of.mail.number)};
}

} // namespace followup::run
