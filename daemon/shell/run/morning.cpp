#include "shell/run/morning.hpp"

#include "core/mail/since.hpp"
#include "core/plan/digest.hpp"
#include "core/web/acts.hpp"
#include "shell/run/dead_letters.hpp"
#include "shell/run/fetches.hpp"
#include "shell/run/reached.hpp"
#include "shell/run/told_lately.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <set>

namespace followup::run {
namespace {

constexpr int listed_cases_max = 300; ///< more than anybody reads in a morning

std::string told_note(const std::string& recruiter) {
    return "digest told " + recruiter;
}

/// Up to when they had been told before the last digest.
std::string told_before_note(const std::string& recruiter) {
    return "digest told before " + recruiter;
}

std::string older_note(const std::string& recruiter) {
    return "digest older " + recruiter;
}

/// The number of the last digest's mail.
std::string written_note(const std::string& reader) {
    return "digest written to " + reader;
}

base::Result<void> ask_for_quiet(Bookkeeper& keeper, Morning& morning, const std::string& person,
                                 const std::string& name, Instant now) {
    const auto last = gone_quiet(keeper, person, now);
    if (!last) return std::unexpected(last.error());
    if (*last) morning.quiet.try_emplace(person, mail::QuietCalendar{name, (*last)->at, (*last)->client});
    return {};
}

/// A recruiter's cases of which something may be said, each once: the most urgent first.
base::Result<std::vector<std::int64_t>> speaking(store::Store& store, const std::string& recruiter,
                                                 Instant week_end, Instant since, Morning& morning) {
    auto owing = store.cases_owing(recruiter, week_end, listed_cases_max + 1);
    if (!owing) return owing;
    const auto kept = std::ssize(*owing);
    if (morning.cases + kept > listed_cases_max) {
        morning.unlisted += static_cast<int>(morning.cases + kept - listed_cases_max);
        owing->resize(
            static_cast<std::size_t>(std::max<std::ptrdiff_t>(listed_cases_max - morning.cases, 0)));
    }
    morning.cases += static_cast<int>(owing->size());
    const auto untold = store.untold_cases(recruiter, listed_cases_max);
    if (!untold) return untold;
    const auto stirred = store.stirred_cases(recruiter, since, listed_cases_max);
    if (!stirred) return stirred;
    std::set<std::int64_t> seen{owing->begin(), owing->end()};
    for (const auto* more : {&*untold, &*stirred})
        for (const auto number : *more)
            if (seen.insert(number).second) owing->push_back(number);
    return owing;
}

/// Candidates to whom no mail goes: asked about until there is an answer.
base::Result<void> add_unreachable(Bookkeeper& keeper, Morning& morning, const std::string& recruiter,
                                   const plan::Person& reader) {
    const auto all = unreachable_of(keeper, recruiter);
    if (!all) return std::unexpected(all.error());
    const auto& tongue = keeper.mail_style().tongue(reader.language);
    for (const auto& each : *all) {
        mail::DigestLine line;
        line.part = mail::DigestLine::Part::unreached;
        line.due = each.since;
        line.case_id = each.case_id;
        line.who = each.name;
        line.what = tongue.phrase("unreached-line", words::Values{}.text("to", each.address.text()));
        line.when = tongue.phrase("unreached-since",
                                  words::Values{}.text("date", tongue.date(reader.zone.date(each.since))));
        morning.lines.push_back(std::move(line));
    }
    return {};
}

} // namespace

base::Result<Instant> Mornings::told_until(const plan::Person& reader, Instant now) {
    const auto note = x_keeper.x_store.note(told_note(reader.id));
    if (!note) return std::unexpected(note.error());
    if (*note)
        if (const auto until = base::parse_instant(**note)) return until;
    // The first one: from when digests were due at all.
    const auto last = x_keeper.last_digest(reader.id);
    if (!last) return std::unexpected(last.error());
    return last->value_or(now - base::days{1});
}

base::Result<void> Mornings::told(const plan::Person& reader, const Morning& morning, Instant now) {
    auto& store = x_keeper.x_store;
    if (auto set = store.set_note(told_before_note(reader.id), base::rfc3339(morning.since)); !set)
        return set;
    if (auto set = store.set_note(told_note(reader.id), base::rfc3339(now)); !set) return set;
    if (morning.older == 0) return {};
    return store.set_note(older_note(reader.id), base::rfc3339(now));
}

base::Result<void> Mornings::untell(const std::string& reader, Instant due) {
    auto& store = x_keeper.x_store;
    const auto told = store.note(told_note(reader));
    if (!told) return std::unexpected(told.error());
    if (told->value_or("") != base::rfc3339(due)) return {};
    const auto before = store.note(told_before_note(reader));
    if (!before) return std::unexpected(before.error());
    if (*before)
        if (auto set = store.set_note(told_note(reader), **before); !set) return set;
    const auto counted = store.note(older_note(reader));
    if (!counted) return std::unexpected(counted.error());
    if (counted->value_or("") != base::rfc3339(due)) return {};
    return store.set_note(older_note(reader), "");
}

base::Result<void> Mornings::wrote(const std::string& reader, const store::MailRow& digest) {
    return x_keeper.x_store.set_note(written_note(reader), std::to_string(digest.number));
}

base::Result<std::int64_t> Mornings::last_written(const std::string& reader) {
    const auto written = x_keeper.x_store.note(written_note(reader));
    if (!written) return std::unexpected(written.error());
    const auto text = written->value_or("");
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

base::Result<void> Mornings::take_back_unsent(const std::string& reader, Instant now) {
    auto& store = x_keeper.x_store;
    const auto number = last_written(reader);
    if (!number) return std::unexpected(number.error());
    if (*number == 0) return {};
    const auto standing = store.mail_standing(*number);
    if (!standing) return std::unexpected(standing.error());
    // Of one in doubt nobody knows yet whether it left.
    if (!*standing || (*standing)->state != mail::State::deferred) return {};
    auto digest = store.mail(*number);
    if (!digest && store.is_mail_set_aside(*number)) return {}; // it does not go out as it is
    if (!digest) return std::unexpected(digest.error());
    if (!*digest) return {};
    if (auto again = untell(reader, (*digest)->due); !again) return again;
    std::set<std::int64_t> touched;
    return x_keeper.take_back(std::move(**digest), Stale::settled, now, touched);
}

base::Result<void> Mornings::take_back(const store::MailRow& mail) {
    // A note may have been written at the very same moment.
    const auto number = last_written(mail.person);
    if (!number) return std::unexpected(number.error());
    const auto last = x_keeper.last_digest(mail.person);
    if (!last) return std::unexpected(last.error());
    if (*number != mail.number || !*last || **last != mail.due) return {};
    if (auto again = untell(mail.person, mail.due); !again) return again;
    const auto zone = x_keeper.x_config->rules.agency.zone_of(mail.person);
    return x_keeper.set_last_digest(mail.person, zone.instant(zone.date(mail.due), base::seconds{0}));
}

base::Result<bool> Mornings::settled(const plan::Person& reader, const store::MailRow& mail, Instant now) {
    const auto number = last_written(reader.id);
    if (!number) return std::unexpected(number.error());
    if (*number != mail.number) return false;
    const auto stood = x_keeper.x_store.note(stood_note(reader.id));
    if (!stood) return std::unexpected(stood.error());
    const auto before = x_keeper.x_store.note(told_before_note(reader.id));
    if (!before) return std::unexpected(before.error());
    const auto since = base::parse_instant(before->value_or(""));
    const auto tags = base::split(stood->value_or(""), ' ');
    if (!since || tags.front() != base::rfc3339(mail.due)) return false;
    const auto morning = of(reader, *since, now);
    if (!morning) return std::unexpected(morning.error());
    std::set<std::string> owed;
    for (const auto& line : morning->lines)
        for (const auto& duty : line.duties)
            owed.insert(base::short_tag(x_keeper.x_keys.links, duty));
    return std::ranges::any_of(tags.begin() + 1, tags.end(),
                               [&](const std::string& tag) { return !tag.empty() && !owed.contains(tag); });
}

base::Result<std::vector<mail::DigestLine>> Mornings::since(const Morning& morning, const Planned& of,
                                                            const plan::Person& reader, Instant now) {
    auto& store = x_keeper.x_store;
    const auto number = of.row.number;
    auto undelivered = undelivered_in(store, number);
    if (!undelivered) return std::unexpected(undelivered.error());
    auto tellers = store.tellers(number, morning.since);
    if (!tellers) return std::unexpected(tellers.error());
    std::erase_if(*tellers, [&reader](const auto& told) { return told.second == reader.id; });
    const mail::Beside beside{morning.since, std::move(*tellers), std::move(*undelivered)};
    const auto history = store.history(number);
    if (!history) return std::unexpected(history.error());
    return mail::since_lines(**history, *of.known, *of.plan, reader, x_keeper.x_config->rules.agency,
                             x_keeper.mail_style(), beside, now);
}

base::Result<void> Mornings::add_lines(Morning& morning, std::int64_t number, const plan::Person& reader,
                                       Instant now) {
    const auto of = x_keeper.planned(number, now);
    if (!of && x_keeper.x_store.is_set_aside(number)) return {};
    if (!of) return std::unexpected(of.error());
    const auto reached = reached_in(x_keeper.x_store, number, *of->plan);
    if (!reached) return std::unexpected(reached.error());
    auto lines = mail::digest_lines(*of->known, *of->plan, reader, x_keeper.x_config->rules.agency,
                                    x_keeper.mail_style(), *reached, now);
    for (auto& line : lines) {
        auto duties = line.duties;
        if (line.part == mail::DigestLine::Part::untold && duties.empty())
            duties = {web::told_on_page_of(*of->known, *of->plan)};
        line.pages = x_keeper.pages_of(*of->plan, duties, number, reader.id, now);
    }
    auto happened = since(morning, *of, reader, now);
    if (!happened) return std::unexpected(happened.error());
    std::ranges::move(*happened, std::back_inserter(lines));
    if (lines.empty()) return {};
    const auto& candidate = of->known->candidate;
    if (auto asked = ask_for_quiet(x_keeper, morning, ledger::identity(candidate), candidate.name, now);
        !asked)
        return asked;
    std::ranges::move(lines, std::back_inserter(morning.lines));
    return {};
}

base::Result<Morning> Mornings::of(const plan::Person& reader, Instant now) {
    const auto until = told_until(reader, now);
    if (!until) return std::unexpected(until.error());
    return of(reader, *until, now);
}

base::Result<Morning> Mornings::of(const plan::Person& reader, Instant since, Instant now) {
    const auto& rules = x_keeper.x_config->rules;
    auto& store = x_keeper.x_store;
    const auto away = x_keeper.stand_ins();
    if (!away) return std::unexpected(away.error());
    Morning morning;
    morning.since = since;
    const auto counted = store.note(older_note(reader.id));
    if (!counted) return std::unexpected(counted.error());
    for (const auto& recruiter : rules.agency.recruiters) {
        if ((*away)->reader(recruiter.id, rules.agency, now) != reader.id) continue;
        const auto cases =
            speaking(store, recruiter.id, plan::week_end(reader.zone, now), morning.since, morning);
        if (!cases) return std::unexpected(cases.error());
        for (const auto number : *cases)
            if (auto added = add_lines(morning, number, reader, now); !added)
                return std::unexpected(added.error());
        if (auto added = add_unreachable(x_keeper, morning, recruiter.id, reader); !added)
            return std::unexpected(added.error());
        if (!counted->value_or("").empty() || recruiter.id != reader.id) continue;
        const auto older = store.count_carried_over(recruiter.id);
        if (!older) return std::unexpected(older.error());
        morning.older = static_cast<int>(*older);
    }
    if (morning.lines.empty()) return morning;
    if (auto asked = ask_for_quiet(x_keeper, morning, reader.id, reader.name, now); !asked)
        return std::unexpected(asked.error());
    return morning;
}

} // namespace followup::run
