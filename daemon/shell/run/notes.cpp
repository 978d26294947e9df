#include "shell/run/answers.hpp"

#include <algorithm>

namespace followup::run {

base::Result<void> Bookkeeper::queue_note(const mail::Note& note, std::int64_t case_number,
                                          const std::string& person, Instant now, Instant not_before) {
    const auto blank = new_mail(now);
    if (!blank) return std::unexpected(blank.error());
    auto row =
        rendered(mail::note(note, x_config->rules.agency, mail_style(), blank->occasion), blank->number);
    if (!row) return std::unexpected(row.error());
    row->case_number = case_number;
    row->person = person;
    row->state = mail::State::deferred; // picked up with the next claim
    row->wait_until = std::max(now, not_before);
    row->due = now;
    row->claimed = now;
    x_ready.changed(case_number); // theirs would say that it is the first
    return x_store.insert(*row, {});
}

base::Result<void> Bookkeeper::write_note(const mail::Note& note, std::int64_t case_number,
                                          const std::string& person, Instant now) {
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    if (auto queued = queue_note(note, case_number, person, now); !queued) return give_up(queued.error());
    if (!note.answers.empty())
        if (auto noted = x_store.set_note(answered_note, note.answers); !noted) return give_up(noted.error());
    return commit();
}

} // namespace followup::run
