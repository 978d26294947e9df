#include "core/mail/digest.hpp"
#include "core/plan/digest.hpp"
#include "shell/run/bookkeeper.hpp"
#include "shell/run/fetches.hpp"

namespace followup::run {
namespace {

constexpr int listed_cases_max = 300; ///< more than anybody reads in a morning

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

base::Result<void> Bookkeeper::ask_for_quiet(Morning& morning, const std::string& person,
                                             const std::string& name, Instant now) {
    const auto last = gone_quiet(*this, person, now);
    if (!last) return std::unexpected(last.error());
    if (*last) morning.quiet.try_emplace(person, mail::QuietCalendar{name, (*last)->at, (*last)->client});
    return {};
}

base::Result<Morning> Bookkeeper::morning_of(const plan::Person& reader, Instant now) {
    const auto& rules = x_config->rules;
    const auto away = stand_ins();
    if (!away) return std::unexpected(away.error());
    Morning morning;
    for (const auto& recruiter : rules.agency.recruiters) {
        if ((*away)->reader(recruiter.id, rules.agency, now) != reader.id) continue;
        const auto cases =
            x_store.cases_owing(recruiter.id, plan::week_end(reader.zone, now), listed_cases_max + 1);
        if (!cases) return std::unexpected(cases.error());
        for (const auto number : *cases) {
            if (++morning.cases > listed_cases_max) break;
            const auto of = planned(number, now);
            if (!of && x_store.is_set_aside(number)) continue;
            if (!of) return std::unexpected(of.error());
            auto lines = mail::digest_lines(*of->known, *of->plan, reader, rules.agency, mail_style(), now);
            if (lines.empty()) continue;
            const auto& candidate = of->known->candidate;
            if (auto asked = ask_for_quiet(morning, ledger::identity(candidate), candidate.name, now); !asked)
                return std::unexpected(asked.error());
            for (auto& line : lines)
                line.pages = pages_of(*of->plan, line.duties, number, reader.id, now);
            std::ranges::move(lines, std::back_inserter(morning.lines));
        }
    }
    if (morning.lines.empty()) return morning;
    if (auto asked = ask_for_quiet(morning, reader.id, reader.name, now); !asked)
        return std::unexpected(asked.error());
    return morning;
}

base::Result<void> Bookkeeper::write_digest(const plan::Person& reader, Instant now,
                                            std::vector<store::MailRow>& claimed) {
    const auto stopped = wants_no_mails(reader.id);
    if (!stopped) return std::unexpected(stopped.error());
    if (*stopped) return {};
    auto morning = morning_of(reader, now);
    if (!morning) return std::unexpected(morning.error());
    if (morning->lines.empty()) return {};
    auto blank = new_mail(now);
    if (!blank) return std::unexpected(blank.error());
    blank->occasion.unsubscribe_url = unsubscribe_url(0, reader.id);
    blank->occasion.answers = answers_to(blank->number);
    x_ready.wrote_to(reader.id);
    for (const auto& line : morning->lines)
        x_told_lately.tell(reader.id, line.duties, now);
    for (const auto& line : morning->lines)
        for (const auto& duty : line.duties)
            x_untold.emplace_back(
                [this, now, id = line.case_id, number = blank->number,
                 nudge = plan::Nudge{.duty = duty,
                                     .rule = "digest",
                                     .to = reader,
                                     .planned = now,
                                     .at = now,
                                     .because = {}}] { x_witness.nudged(now, id, nudge, number); });
    std::vector<mail::QuietCalendar> quiet;
    for (auto& [person, calendar] : morning->quiet)
        quiet.push_back(std::move(calendar));
    auto row =
        rendered(mail::digest(reader, std::move(morning->lines),
                              morning->cases > listed_cases_max ? morning->cases - listed_cases_max : 0,
                              x_config->rules.agency, mail_style(), blank->occasion, quiet),
                 blank->number);
    if (!row) return std::unexpected(row.error());
    row->person = reader.id;
    row->due = now;
    row->claimed = now;
    if (auto inserted = x_store.insert(*row, {}); !inserted) return std::unexpected(inserted.error());
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
