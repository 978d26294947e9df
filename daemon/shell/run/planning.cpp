#include "core/plan/plan.hpp"
#include "core/plan/vanished.hpp"
#include "shell/run/bookkeeper.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

/// Raised when the rules themselves change in the code: every open case is planned again once.
constexpr int rules_generation = 5;

/// When something lapsed that nobody did anything about; nothing: nothing did.
std::optional<Instant> lapses(const std::vector<plan::Change>& changes, Instant now) {
    const auto expired = std::ranges::find(changes, plan::Change::What::expired, &plan::Change::what);
    return expired == changes.end() ? std::nullopt : std::optional{now};
}

long long count(base::seconds time) {
    return time.count();
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
    text += fmt::format(" {} {} {} {} {} {} {}", p.debrief_mornings, count(p.client_debrief_at),
                        count(p.next_due), count(p.tell_due), count(p.late_quiet), count(rules.opening.opens),
                        count(rules.opening.closes));
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
    : x_store(store), x_keys(keys), x_witness(witness), x_breath(store), x_storms(store), x_relays(store),
      x_clock_doubt(store) {
    configure(std::move(config));
}

void Bookkeeper::configure(std::shared_ptr<const config::Config> config) {
    x_ready.clear(); // before anything changes that the helper reads
    x_config = std::move(config);
    x_rules_version = rules_version(x_config->rules);
    x_style = {.from = x_config->mail.from,
               .id_key = x_keys.mail_ids,
               .texts = x_config->texts,
               .letter_due = x_config->rules.policy.letter_due,
               .call_pushes = x_config->rules.policy.call_pushes,
               .transit = x_config->transit,
               .calendar = x_config->rules.calendar};
    x_worked_out.clear(); // the plans are of the old rules
    x_storms.forget();
    x_shelf->outdate_all();
}

void Bookkeeper::forget_stand_ins() {
    x_stand_ins.reset();
    x_ready.clear();
}

std::unexpected<base::Problem> Bookkeeper::give_up(const base::Problem& problem) {
    x_store.rollback();
    x_untold.clear();
    forget_stand_ins();
    x_digests.clear();
    x_storms.forget();
    x_relays.forget();
    return std::unexpected(problem);
}

base::Result<void> Bookkeeper::commit() {
    if (auto committed = x_store.commit(); !committed) return give_up(committed.error());
    for (const auto& tell : x_untold)
        tell();
    x_untold.clear();
    return {};
}

base::Result<Written> Bookkeeper::written(std::int64_t case_number, Instant now) {
    auto row = x_store.case_by_number(case_number);
    if (!row) return std::unexpected(row.error());
    if (!*row) return base::problem("ledger", fmt::format("there is no case {} any more", case_number));
    auto history = x_store.history(case_number);
    if (!history) return std::unexpected(history.error());
    if ((*history)->facts.empty()) {
        x_store.set_aside(case_number, "no facts");
        return base::problem("ledger", fmt::format("case {} has no facts", case_number), "restore a backup");
    }
    Written of{std::move(**row), std::move(*history), {}, {}, {}, {}};
    if (const auto at = x_worked_out.find(case_number);
        at != x_worked_out.end() && at->second.history == of.history) {
        const auto& [_, known, plan, planned] = at->second;
        of.known = known;
        if (planned <= now && (!plan->look_again || now < *plan->look_again)) of.plan = plan;
    }
    return of;
}

void Bookkeeper::work_out(Written& of, Instant now) const {
    try {
        if (!of.known) of.known = std::make_shared<const ledger::Case>(ledger::fold(*of.history));
        if (!of.plan)
            of.plan = std::make_shared<const plan::Plan>(plan::derive(*of.known, x_config->rules, now));
    } catch (const std::exception&) { // its words may be the story's
        of.plan.reset();
    }
}

bool Bookkeeper::makes_sense(const Written& of) {
    if (!of.plan) x_store.set_aside(of.row.number, "its story");
    return of.plan != nullptr;
}

void Bookkeeper::remember(const Written& of, Instant now) {
    constexpr std::size_t cases_max = 512; // as many as the store keeps histories
    auto at = x_worked_out.find(of.row.number);
    if (at == x_worked_out.end() && x_worked_out.size() >= cases_max) x_worked_out.clear();
    // A plan that holds from an earlier time on keeps that time.
    if (at != x_worked_out.end() && at->second.plan == of.plan) return;
    x_worked_out.insert_or_assign(of.row.number, WorkedOut{of.history, of.known, of.plan, now});
}

base::Result<Planned> Bookkeeper::planned(std::int64_t case_number, Instant now) {
    auto of = written(case_number, now);
    if (!of) return std::unexpected(of.error());
    work_out(*of, now);
    if (!makes_sense(*of)) return std::unexpected(x_store.history(case_number).error());
    remember(*of, now);
    return Planned{std::move(of->row), std::move(of->known), std::move(of->plan)};
}

base::Result<std::pair<ledger::Case, plan::Plan>> Bookkeeper::standing(std::int64_t case_number,
                                                                       Instant now) {
    auto result = planned(case_number, now);
    if (!result) return std::unexpected(result.error());
    return std::pair{*result->known, *result->plan};
}

base::Result<Written> Bookkeeper::all_written(std::int64_t case_number, Instant now) {
    auto of = written(case_number, now);
    if (!of) return of;
    auto duties = x_store.duties(case_number);
    if (!duties) return std::unexpected(duties.error());
    auto nudges = x_store.nudges(case_number);
    if (!nudges) return std::unexpected(nudges.error());
    of->duties = std::move(*duties);
    of->nudges = std::move(*nudges);
    return of;
}

plan::Difference Bookkeeper::difference(Written& of, Instant now) const {
    work_out(of, now);
    if (!of.plan) return {};
    if (auto next = plan::continued(*of.plan, of.duties))
        of.plan = std::make_shared<const plan::Plan>(std::move(*next));
    return plan::difference(of.duties, of.nudges, *of.plan, now);
}

base::Result<std::vector<Planned>> Bookkeeper::replan(std::span<const std::int64_t> case_numbers,
                                                      Instant now) {
    std::vector<Written> all;
    for (const auto number : case_numbers) {
        auto one = all_written(number, now);
        if (!one && x_store.is_set_aside(number)) continue;
        if (!one) return std::unexpected(one.error());
        all.push_back(std::move(*one));
    }
    // Each is worked out ahead by the helper, and by nobody else before it is taken.
    Ahead<plan::Difference> ahead{x_helper, all.size(),
                                  [&](std::size_t n) { return difference(all[n], now); }};
    std::vector<Planned> planned;
    for (std::size_t n = 0; n < all.size(); ++n) {
        const auto difference = ahead.take(n);
        const auto& of = all[n];
        if (!makes_sense(of)) continue;
        x_ready.changed(of.row.number);
        remember(of, now);
        Planned fresh{of.row, of.known, of.plan, difference.changes};
        if (auto kept = x_store.keep(fresh.row.number, *fresh.plan, difference, x_rules_version); !kept)
            return std::unexpected(kept.error());
        if (const auto lapsed = lapses(difference.changes, now))
            if (auto stirred = x_store.stir(fresh.row.number, *lapsed); !stirred)
                return std::unexpected(stirred.error());
        for (const auto& change : difference.changes)
            x_untold.emplace_back(
                [this, now, id = fresh.known->id, change, duty = fresh.plan->duties[change.duty]] {
                    x_witness.changed(now, id, change, duty);
                });
        for (auto& duty : plan::vanished(difference.gone, of.duties, *fresh.known, x_config->rules.agency))
            x_untold.emplace_back([this, now, id = fresh.known->id, duty = std::move(duty)] {
                x_witness.changed(now, id, {plan::Change::What::dropped, 0, {}}, duty);
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
    x_storms.forget(); // more may be due within the same second
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

base::Result<Foreseen> Bookkeeper::foresee(std::span<const Incoming> files, Instant now,
                                           const queue::Eyes& eyes) {
    Foreseen foreseen;
    std::set<std::int64_t> touched;
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    for (const auto& file : files) {
        auto read = queue::read(file.bytes, context(file, now));
        if (read) foreseen.events.insert(foreseen.events.end(), read->events.begin(), read->events.end());
        auto taken = take_events(std::move(read), file.by, now, touched);
        if (!taken) return give_up(taken.error());
        foreseen.taken.push_back(std::move(*taken));
    }
    for (const auto number : touched) {
        auto result = planned(number, now);
        if (!result && x_store.is_set_aside(number)) continue;
        if (!result) return give_up(result.error());
        foreseen.cases.emplace_back(*result->known, *result->plan);
    }
    x_store.rollback();
    forget_stand_ins();
    // What there was before is there again.
    for (const auto& after : foreseen.cases) {
        const auto row = x_store.case_by_id(after.first.id);
        if (!row) return std::unexpected(row.error());
        if (!*row) continue;
        const auto before = standing((*row)->number, now);
        if (!before) return std::unexpected(before.error());
        auto taken = web::taken_away(*before, after, eyes, now);
        if (!taken.empty()) foreseen.takes.push_back(std::move(taken));
    }
    return foreseen;
}

} // namespace followup::run
