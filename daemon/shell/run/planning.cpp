#include "core/plan/plan.hpp"
#include "shell/run/bookkeeper.hpp"

#include <fmt/format.h>

namespace followup::run {
namespace {

/// Raised when the rules themselves change in the code: every open case is planned again once.
constexpr int rules_generation = 3;

long long count(base::seconds time) {
    return time.count();
}

std::shared_ptr<const ledger::Case> folded(const ledger::History& history) {
    return std::make_shared<const ledger::Case>(ledger::fold(history));
}

} // namespace

std::string rules_version(const plan::Rules& rules) {
    const auto& p = rules.policy;
    auto text = fmt::format("{} {} {} {} {} {} {} {} {}", rules_generation, count(p.debrief_due),
                            count(p.debrief_nudge), count(p.client_debrief_due),
                            static_cast<int>(p.debrief_first), count(p.letter_due), count(p.letter_nudge),
                            count(p.letter_last_nudge), count(p.letter_late_due));
    text += fmt::format(" {} {} {} {} {} {} {} {} {} {} {} {} {} {}", p.letter_mornings, count(p.call_by),
                        count(p.eve_nudge), count(p.day_nudge), count(p.timed_call_nudge),
                        count(p.timed_call_told), p.call_mornings, p.call_pushes, count(p.decision_due),
                        count(p.decision_nudge), p.names_days, count(p.names_due), count(p.names_nudge),
                        count(p.digest_at));
    text += fmt::format(" {} {} {}", count(rules.window.from), count(rules.window.until),
                        rules.agency.zone.name());
    for (const auto& day : rules.calendar.closed())
        text += " " + base::iso(day.date);
    for (const auto& recruiter : rules.agency.recruiters)
        text += fmt::format("\n{} {} {} {}", recruiter.id, recruiter.email.text(), recruiter.zone,
                            recruiter.name);
    return base::hex(base::sha256(text)).substr(0, 16);
}

Bookkeeper::Bookkeeper(store::Store& store, std::shared_ptr<const config::Config> config, const Keys& keys,
                       Witness& witness)
    : x_store(store), x_keys(keys), x_witness(witness) {
    configure(std::move(config));
}

void Bookkeeper::configure(std::shared_ptr<const config::Config> config) {
    x_config = std::move(config);
    x_rules_version = rules_version(x_config->rules);
    x_shelf->outdate_all();
}

std::unexpected<base::Problem> Bookkeeper::give_up(const base::Problem& problem) {
    x_store.rollback();
    x_untold.clear();
    x_stand_ins.reset();
    x_digests.clear();
    return std::unexpected(problem);
}

base::Result<void> Bookkeeper::commit() {
    if (auto committed = x_store.commit(); !committed) return give_up(committed.error());
    for (const auto& tell : x_untold)
        tell();
    x_untold.clear();
    return {};
}

base::Result<Bookkeeper::Written> Bookkeeper::written(std::int64_t case_number) {
    auto row = x_store.case_by_number(case_number);
    if (!row) return std::unexpected(row.error());
    auto history = x_store.history(case_number);
    if (!history) return std::unexpected(history.error());
    if (!*row || (*history)->facts.empty())
        return base::problem("ledger", fmt::format("case {} has no facts", case_number), "restore a backup");
    const auto folded = x_folded.find(case_number);
    const bool same = folded != x_folded.end() && folded->second.history == *history;
    return Written{std::move(**row), std::move(*history), same ? folded->second.known : nullptr, {}, {}};
}

void Bookkeeper::remember(std::int64_t case_number, Folded folded) {
    constexpr std::size_t folded_max = 512; // as many as the store keeps histories
    if (x_folded.size() >= folded_max) x_folded.clear();
    x_folded.insert_or_assign(case_number, std::move(folded));
}

base::Result<Bookkeeper::Planned> Bookkeeper::planned(std::int64_t case_number, Instant now) {
    auto of = written(case_number);
    if (!of) return std::unexpected(of.error());
    if (!of->known) remember(case_number, {of->history, of->known = folded(*of->history)});
    Planned result{std::move(of->row), std::move(of->known), {}};
    result.plan = plan::derive(*result.known, x_config->rules, now);
    return result;
}

base::Result<std::pair<ledger::Case, plan::Plan>> Bookkeeper::standing(std::int64_t case_number,
                                                                       Instant now) {
    auto result = planned(case_number, now);
    if (!result) return std::unexpected(result.error());
    return std::pair{*result->known, std::move(result->plan)};
}

base::Result<std::vector<Bookkeeper::Written>>
Bookkeeper::all_written(std::span<const std::int64_t> case_numbers) {
    std::vector<Written> all;
    for (const auto number : case_numbers) {
        auto one = written(number);
        if (!one) return std::unexpected(one.error());
        auto duties = x_store.duties(number);
        if (!duties) return std::unexpected(duties.error());
        auto nudges = x_store.nudges(number);
        if (!nudges) return std::unexpected(nudges.error());
        one->duties = std::move(*duties);
        one->nudges = std::move(*nudges);
        all.push_back(std::move(*one));
    }
    return all;
}

base::Result<std::vector<Bookkeeper::Planned>> Bookkeeper::replan(std::span<const std::int64_t> case_numbers,
                                                                  Instant now) {
    const auto all = all_written(case_numbers);
    if (!all) return std::unexpected(all.error());
    using Replanned = std::pair<Planned, plan::Difference>;
    Ahead<Replanned> ahead{x_helper, all->size(), [&](std::size_t n) {
                               const auto& of = (*all)[n];
                               Planned fresh{of.row, of.known ? of.known : folded(*of.history), {}};
                               fresh.plan = plan::derive(*fresh.known, x_config->rules, now);
                               auto difference = plan::difference(of.duties, of.nudges, fresh.plan, now);
                               return Replanned{std::move(fresh), std::move(difference)};
                           }};
    std::vector<Planned> planned;
    for (std::size_t n = 0; n < all->size(); ++n) {
        auto [fresh, difference] = ahead.take(n);
        remember(fresh.row.number, {(*all)[n].history, fresh.known});
        if (auto kept = x_store.keep(fresh.row.number, fresh.plan, difference, x_rules_version); !kept)
            return std::unexpected(kept.error());
        for (const auto& change : difference.changes)
            x_untold.emplace_back(
                [this, now, id = fresh.known->id, change, duty = fresh.plan.duties[change.duty]] {
                    x_witness.changed(now, id, change, duty);
                });
        outdate_feeds(fresh);
        planned.push_back(std::move(fresh));
    }
    return planned;
}

base::Result<bool> Bookkeeper::look(Instant now, int cases_max) {
    auto due = x_store.cases_to_look_at(now, cases_max);
    if (!due) return std::unexpected(due.error());
    if (std::ssize(*due) < cases_max) {
        const auto older = x_store.cases_not_at(x_rules_version, cases_max - static_cast<int>(due->size()));
        if (!older) return std::unexpected(older.error());
        due->insert(due->end(), older->begin(), older->end());
    }
    if (due->empty()) return false;
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    if (auto kept = replan(*due, now); !kept) return give_up(kept.error());
    if (auto committed = commit(); !committed) return std::unexpected(committed.error());
    return std::ssize(*due) >= cases_max;
}

base::Result<std::optional<Instant>> Bookkeeper::next_due() {
    const auto planned = x_store.next_due();
    if (!planned) return planned;
    const auto morning = next_digest();
    if (!morning) return morning;
    return *planned && *morning ? std::min(*planned, *morning) : *planned ? *planned : *morning;
}

base::Result<const plan::StandIns*> Bookkeeper::stand_ins() {
    if (!x_stand_ins) {
        const auto facts = x_store.caseless("stand_in");
        if (!facts) return std::unexpected(facts.error());
        std::vector<queue::StandIn> said;
        for (const auto& fact : *facts)
            if (const auto* each = std::get_if<queue::StandIn>(&fact.event.body)) said.push_back(*each);
        x_stand_ins.emplace(std::move(said));
    }
    return &*x_stand_ins;
}

base::Result<std::vector<std::string>> Bookkeeper::stood_in_for(const std::string& recruiter, Instant now) {
    const auto away = stand_ins();
    if (!away) return std::unexpected(away.error());
    const auto& agency = x_config->rules.agency;
    std::vector<std::string> absent;
    for (const auto& each : agency.recruiters)
        if (each.id != recruiter && (*away)->reader(each.id, agency, now) == recruiter)
            absent.push_back(each.id);
    return absent;
}

base::Result<Bookkeeper::Foreseen> Bookkeeper::foresee(std::span<const Incoming> files, Instant now) {
    Foreseen foreseen;
    std::set<std::int64_t> touched;
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    for (const auto& file : files) {
        auto read = queue::read(file.bytes, context(file, now));
        if (read) foreseen.events.insert(foreseen.events.end(), read->events.begin(), read->events.end());
        auto taken = take_events(std::move(read), now, touched);
        if (!taken) return give_up(taken.error());
        foreseen.taken.push_back(std::move(*taken));
    }
    for (const auto number : touched) {
        auto result = planned(number, now);
        if (!result) return give_up(result.error());
        foreseen.cases.emplace_back(*result->known, std::move(result->plan));
    }
    x_store.rollback();
    x_stand_ins.reset();
    return foreseen;
}

} // namespace followup::run
