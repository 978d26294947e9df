#include "core/mail/digest.hpp"
#include "core/plan/digest.hpp"
#include "shell/run/bookkeeper.hpp"
#include "shell/run/morning.hpp"
#include "shell/run/told_lately.hpp"

namespace followup::run {
namespace {

std::string note_of(const std::string& recruiter) {
    return "digest " + recruiter;
}

} // namespace

base::Result<std::optional<Instant>> Bookkeeper::last_digest(const std::string& recruiter) {
    if (const auto known = x_digests.find(recruiter); known != x_digests.end()) return known->second;
    const auto note = x_store.note(note_of(recruiter));
    if (!note) return std::unexpected(note.error());
    if (!*note) return std::optional<Instant>{};
    const auto at = base::parse_instant(**note);
    if (!at) return std::optional{Instant{}}; // bits of it were flipped: rather one more than none
    x_digests[recruiter] = *at;
    return *at;
}

base::Result<void> Bookkeeper::set_last_digest(const std::string& recruiter, Instant at) {
    x_digests.erase(recruiter); // read back once it is committed
    return x_store.set_note(note_of(recruiter), base::rfc3339(at));
}

base::Result<std::optional<Instant>> Bookkeeper::next_digest() {
    const auto& rules = x_config->rules;
    std::optional<Instant> first;
    for (const auto& recruiter : rules.agency.recruiters) {
        const auto last = last_digest(recruiter.id);
        if (!last) return std::unexpected(last.error());
        if (!*last) continue;
        const auto next = plan::next_digest(rules, rules.agency.zone_of(recruiter.id), **last);
        if (!first || next < *first) first = next;
    }
    return first;
}

base::Result<void> Bookkeeper::write_digest(const plan::Person& reader, Instant now,
                                            std::vector<store::MailRow>& claimed) {
    const auto stopped = wants_no_mails(reader.id);
    if (!stopped) return std::unexpected(stopped.error());
    if (*stopped) return {};
    Mornings mornings{*this};
    if (auto back = mornings.take_back_unsent(reader.id, now); !back) return back;
    auto morning = mornings.of(reader, now);
    if (!morning) return std::unexpected(morning.error());
    if (auto told = mornings.told(reader, *morning, now); !told) return told;
    mail::Digest digest{.lines = std::move(morning->lines),
                        .since = morning->since,
                        .unlisted = morning->unlisted,
                        .older = morning->older};
    if (digest.empty()) return {};
    auto blank = new_mail(now);
    if (!blank) return std::unexpected(blank.error());
    blank->occasion.unsubscribe_url = unsubscribe_url(0, reader.id);
    blank->occasion.answers = answers_to(blank->number);
    x_ready.wrote_to(reader.id);
    std::vector<std::string> tags;
    for (const auto& line : digest.lines)
        for (const auto& duty : line.duties)
            tags.push_back(base::short_tag(x_keys.links, duty));
    if (auto kept = x_store.set_note(stood_note(reader.id), digest_note(now, tags)); !kept) return kept;
    for (const auto& line : digest.lines)
        for (const auto& duty : line.duties)
            x_untold.emplace_back(
                [this, now, id = line.case_id, number = blank->number,
                 nudge = plan::Nudge{.duty = duty,
                                     .rule = "digest",
                                     .to = reader,
                                     .planned = now,
                                     .at = now,
                                     .because = {}}] { x_witness.nudged(now, id, nudge, number); });
    for (auto& [person, calendar] : morning->quiet)
        digest.quiet.push_back(std::move(calendar));
    auto row = rendered(
        mail::digest(reader, std::move(digest), x_config->rules.agency, mail_style(), blank->occasion),
        blank->number);
    if (!row) return std::unexpected(row.error());
    row->person = reader.id;
    row->due = now;
    row->claimed = now;
    if (auto inserted = x_store.insert(*row, {}); !inserted) return std::unexpected(inserted.error());
    if (auto noted = mornings.wrote(reader.id, *row); !noted) return noted;
    claimed.push_back(std::move(*row));
    return {};
}

base::Result<void> Bookkeeper::write_digests(Instant now, int mails_max,
                                             std::vector<store::MailRow>& claimed) {
    const auto& rules = x_config->rules;
    for (const auto& recruiter : rules.agency.recruiters) {
        const auto last = last_digest(recruiter.id);
        if (!last) return std::unexpected(last.error());
        const auto reader = plan::as_person(recruiter, rules.agency);
        if (*last) {
            if (plan::next_digest(rules, reader.zone, **last) > now) continue;
            if (std::ssize(claimed) >= mails_max) return {};
            const auto away = stand_ins();
            if (!away) return std::unexpected(away.error());
            // Missed, because we were down: at night and early in the morning the next one tells the same.
            const bool there = (*away)->reader(recruiter.id, rules.agency, now) == recruiter.id;
            const auto next = plan::next_digest(rules, reader.zone, now);
            const bool soon = reader.zone.date(next) == reader.zone.date(now);
            if (there && !soon && rules.window.open(now, reader.zone))
                if (auto written = write_digest(reader, now, claimed); !written) return written;
        }
        if (auto set = set_last_digest(recruiter.id, now); !set) return set;
    }
    return {};
}

} // namespace followup::run
