#include "core/mail/mime.hpp"
#include "core/plan/stand_in.hpp"
#include "shell/run/bookkeeper.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>

namespace followup::run {
namespace {

constexpr std::size_t files_named = 100; ///< in one mail; the others are counted

std::string subject_line_of(const store::MailRow& mail) {
    return mail::parts_of(std::string_view{mail.bytes}.substr(0, mail.bytes.find("\r\n\r\n")))
        .front()
        .header("subject");
}

/// "Refused: a.toml" in a line each.
std::string listed(const std::vector<store::MailRow>& mails) {
    std::string lines;
    for (const auto& mail : mails) {
        if (&mail == &mails.front() + files_named) break;
        lines += (lines.empty() ? "" : "\n") + subject_line_of(mail);
    }
    if (mails.size() > files_named) lines += fmt::format("\nand {} more", mails.size() - files_named);
    return lines;
}

/// Without what stands in quotes: words of the file.
std::string without_quotes(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> quotes{
        {{"\"", "\""}, {"“", "”"}, {"'", "'"}}};
    std::string kept;
    while (!text.empty()) {
        const auto opening =
            std::ranges::find_if(quotes, [text](const auto& each) { return text.starts_with(each.first); });
        // An apostrophe within a word opens nothing.
        const bool within = !kept.empty() && std::isalnum(static_cast<unsigned char>(kept.back())) != 0;
        const auto end = opening == quotes.end() || within
                             ? std::string_view::npos
                             : text.find(opening->second, opening->first.size());
        if (end == std::string_view::npos) {
            kept += text.front();
            text.remove_prefix(1);
            continue;
        }
        kept += "…";
        text.remove_prefix(end + opening->second.size());
    }
    return kept;
}

base::Problems unquoted(base::Problems problems) {
    for (auto& problem : problems)
        problem = {problem.where, without_quotes(problem.what), without_quotes(problem.mend)};
    return problems;
}

} // namespace

base::Result<void> Bookkeeper::tell_refused(const Incoming& file, const base::Problems& problems,
                                            Instant now) {
    const auto& agency = x_config->rules.agency;
    if (const auto* recruiter = agency.recruiter(queue::recruiter_named(file.bytes)))
        return tell_refused_to(recruiter, file, problems, now);
    if (agency.email) return tell_refused_to(nullptr, file, problems, now);
    // Whose it is nobody can tell: everybody hears of it, and of nothing that stands in it.
    const auto told = unquoted(problems);
    for (const auto& recruiter : agency.recruiters)
        if (auto done = tell_refused_to(&recruiter, file, told, now); !done) return done;
    return {};
}

base::Result<void> Bookkeeper::tell_refused_to(const ledger::Recruiter* recruiter, const Incoming& file,
                                               const base::Problems& problems, Instant now) {
    const auto& agency = x_config->rules.agency;
    const base::Mailbox to = recruiter != nullptr ? base::Mailbox{recruiter->name, recruiter->email}
                                                  : base::Mailbox{agency.name, *agency.email};
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    auto blank = new_mail(now);
    if (!blank) return give_up(blank.error());
    if (recruiter != nullptr) blank->occasion.language = recruiter->language;
    auto row = rendered(mail::refusal(to, file.name, problems, agency, mail_style(), blank->occasion),
                        blank->number);
    if (!row) return give_up(row.error());
    row->person = recruiter != nullptr ? recruiter->id : "team";
    row->state = mail::State::deferred; // picked up with the next claim
    row->wait_until = now;
    row->due = now;
    row->claimed = now;
    const auto& ration = x_config->mail.ration;
    const auto zone = agency.zone_of(row->person);
    const auto had = x_store.told_since(row->person, zone.instant(zone.date(now), base::seconds{0}), now);
    if (!had) return give_up(had.error());
    if (ration.per_day > 0 && had->count >= ration.per_day) {
        row->wait_until = std::max(now, had->last.value_or(now) + ration.together_every);
        row->reply = told_together;
    }
    if (auto inserted = x_store.insert(*row, {}); !inserted) return give_up(inserted.error());
    return commit();
}

base::Result<void> Bookkeeper::merge_refusals(const store::MailRow& first, Instant now,
                                              std::vector<store::MailRow>& claimed) {
    const auto numbers = x_store.waiting_mails_of(first.person, now);
    if (!numbers) return std::unexpected(numbers.error());
    std::vector<store::MailRow> mails;
    for (const auto number : *numbers) {
        auto mail = x_store.mail(number);
        if (!mail) return std::unexpected(mail.error());
        if (*mail && (*mail)->reply == told_together) mails.push_back(std::move(**mail));
    }
    if (mails.empty()) return {}; // they went into the mail of one before
    const auto& agency = x_config->rules.agency;
    const auto* recruiter = agency.recruiter(first.person);
    const auto address = base::MailAddress::parse(first.to);
    const auto blank = new_mail(now);
    if (!blank) return std::unexpected(blank.error());
    mail::Note note;
    note.to = {recruiter != nullptr ? recruiter->name : agency.name,
               address ? *address : x_config->mail.from.address};
    note.language = recruiter != nullptr ? plan::as_person(*recruiter, agency).language : agency.language;
    const auto& tongue = x_style.tongue(note.language);
    const auto count = words::Values{}.text("count", std::to_string(mails.size()));
    note.subject =
        mails.size() == 1 ? subject_line_of(mails.front()) : tongue.phrase("refused-several-subject", count);
    note.paragraphs = {tongue.phrase("refused-several"), listed(mails),
                       tongue.phrase("refused-several-mend")};
    auto row = rendered(mail::note(note, agency, mail_style(), blank->occasion), blank->number);
    if (!row) return std::unexpected(row.error());
    row->person = first.person;
    row->due = mails.front().due;
    row->claimed = now;
    if (auto inserted = x_store.insert(*row, {}); !inserted) return std::unexpected(inserted.error());
    for (auto& mail : mails) {
        mail.state = mail::State::merged;
        mail.wait_until.reset();
        mail.settled = now;
        mail.reply = fmt::format("told in mail {}", blank->number);
        const auto written = x_store.update(mail, mail::State::deferred, now);
        if (!written) return std::unexpected(written.error());
    }
    claimed.push_back(std::move(*row));
    return {};
}

} // namespace followup::run
