#include "shell/run/bookkeeper.hpp"

namespace followup::run {

base::Result<void> Bookkeeper::tell_refused(const Incoming& file, const base::Problems& problems,
                                            Instant now) {
    const auto& agency = x_config->rules.agency;
    const auto* recruiter = agency.recruiter(queue::recruiter_named(file.bytes));
    if (recruiter == nullptr && !agency.email) return {};
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
    if (auto inserted = x_store.insert(*row, {}); !inserted) return give_up(inserted.error());
    return commit();
}

base::Result<void> Bookkeeper::write_note(const mail::Note& note, std::int64_t case_number,
                                          const std::string& person, Instant now) {
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    const auto blank = new_mail(now);
    if (!blank) return give_up(blank.error());
    auto row =
        rendered(mail::note(note, x_config->rules.agency, mail_style(), blank->occasion), blank->number);
    if (!row) return give_up(row.error());
    row->case_number = case_number;
    row->person = person;
    row->state = mail::State::deferred; // picked up with the next claim
    row->wait_until = now;
    row->due = now;
    row->claimed = now;
    if (auto inserted = x_store.insert(*row, {}); !inserted) return give_up(inserted.error());
    return commit();
}

} // namespace followup::run
