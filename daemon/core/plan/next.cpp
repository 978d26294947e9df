#include "core/plan/draft.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <utility>

namespace followup::plan {
namespace {

/// When something was owed on a date, or the case had ended: then no next date is missing.
std::vector<Stretch> settled(const Draft& draft) {
    std::vector<Stretch> all;
    for (const auto& duty : draft.duties())
        for (const auto& each : duty.owed)
            if (!each.until || *each.until > each.from) all.push_back(each);
    for (const auto& ending : draft.known.endings)
        all.push_back({ending.origin.learned, ending.reopened});
    std::ranges::sort(all, {}, &Stretch::from);
    return all;
}

/// A time in which the recruiter owes the next date, or owes the candidate word of an offer.
struct Period : Stretch {
    bool telling = false;
};

/// The stretches up to now in which nothing was owed.
void add_gaps(std::vector<Period>& all, const Draft& draft) {
    auto covered = draft.known.rounds.front().accepted;
    for (const auto& each : settled(draft)) {
        if (each.from > draft.now) break;
        if (each.from > covered) all.push_back({{covered, each.from}, false});
        if (!each.until) return;
        covered = std::max(covered, *each.until);
    }
    if (covered <= draft.now) all.push_back({{covered, std::nullopt}, false});
}

/// While the candidate did not know of an offer.
void add_untold(std::vector<Period>& all, const Draft& draft) {
    for (const auto& offer : draft.known.offers) {
        // The first edition did not ask whether she knew: nobody is said to have kept it from her.
        if (offer.origin.edition == queue::Edition::first) continue;
        Stretch stretch{offer.origin.learned, offer.telling.learned};
        // What was learned before the offer was heard of leaves nothing to tell.
        const auto ends = [&](Instant at) {
            at = std::max(at, stretch.from);
            if (!stretch.until || at < *stretch.until) stretch.until = at;
        };
        if (offer.answered) ends(offer.answered->learned);
        if (offer.reopened) ends(*offer.reopened);
        for (const auto& ending : draft.known.endings)
            if (!ending.reopened || *ending.reopened > stretch.from) ends(ending.origin.learned);
        if (!stretch.until || *stretch.until > stretch.from) all.push_back({stretch, true});
    }
}

/// The last round there was then: a later one is asked about under its own name, and what was asked before
/// keeps its id.
const ledger::Round& round_at(const Draft& draft, Instant at) {
    const auto* last = &draft.known.rounds.front();
    for (const auto& round : draft.known.rounds)
        if (round.accepted <= at) last = &round;
    return *last;
}

Duty fresh(const Draft& draft, Instant opened) {
    const auto& round = round_at(draft, opened);
    auto duty = duty_of(round, Kind::next, {}, draft.recruiter(), opened);
    duty.whom = draft.known.employer.name;
    // What opens later opens by itself, as in any case.
    const auto& taken_over = draft.known.taken_over;
    duty.carried_over = draft.known.carried_over && (!taken_over || opened <= *taken_over);
    return duty;
}

/// The day on which the recruiter said to see on, if that was said while nothing else was owed.
const ledger::PromisedDate* date_set(const Draft& draft, Instant since) {
    const auto& dates = draft.known.next_dates;
    return dates.empty() || dates.back().learned < since ? nullptr : &dates.back();
}

void add_open(Draft& draft, Duty duty, Instant due, Instant since, std::optional<ledger::Origin> said = {}) {
    revise(duty, due, since, since, {}, said);
    duty.fell_due = duty.overdue(draft.now);
    if (duty.fell_due)
        duty.cause = std::max(duty.cause, duty.due);
    else
        draft.look_at(duty.due);
    draft.add_as_is(std::move(duty));
}

/// Who closes it by hand and sets no date owes it again: the next working day.
Instant settled_last(const Draft& draft, const std::string& duty, Instant from) {
    const auto by_hand = draft.known.closings.find(duty);
    if (by_hand == draft.known.closings.end()) return from;
    for (const auto& each : by_hand->second)
        if (each.act != queue::Closing::Act::reopened) from = std::max(from, each.learned);
    return from;
}

Instant next_morning(const Draft& draft, Instant from) {
    const auto& zone = draft.recruiter().zone;
    return draft.at_clock(zone, draft.workday(zone.date(from), 1), "next_due", draft.policy.next_due);
}

void close(Draft& draft, Duty duty, Instant due, const Stretch& of) {
    revise(duty, due, of.from, of.from, {});
    const auto* ended = draft.known.ended();
    const bool by_end = ended != nullptr && ended->origin.learned == *of.until;
    duty.state = by_end ? State::dropped : State::done;
    duty.closed = of.until;
    duty.reason = by_end ? ended->reason : Reason{.word = "settled"};
    duty.cause = *of.until;
    duty.fell_due = due <= *of.until;
    draft.add_as_is(std::move(duty));
}

/// The recruiter tells the candidate of an offer, or told her.
void plan_telling(Draft& draft, const Stretch& of) {
    auto duty = fresh(draft, of.from);
    duty.carried_over = false;
    duty.because = fmt::format("{} has made an offer, and nobody has told {} yet", draft.known.employer.name,
                               draft.candidate().name);
    const auto due = draft.rules.opening.later(of.from, draft.policy.tell_due, draft.rules.calendar,
                                               draft.recruiter().zone);
    if (of.until)
        close(draft, std::move(duty), due, of);
    else
        add_open(draft, std::move(duty), due, of.from);
}

void plan_gap(Draft& draft, const Stretch& gap) {
    auto duty = fresh(draft, gap.from);
    const auto last = gap.until ? gap.from : settled_last(draft, duty.id, gap.from);
    duty.because = fmt::format(
        "nothing else is owed for {} at {} since {}, and a case that is open has a date",
        draft.candidate().name, draft.known.employer.name, base::spoken(gap.from, draft.recruiter().zone));
    if (gap.until) return close(draft, std::move(duty), next_morning(draft, last), gap);
    const auto* said = date_set(draft, last);
    if (said == nullptr) return add_open(draft, std::move(duty), next_morning(draft, last), last);
    const auto& zone = draft.recruiter().zone;
    const auto on = draft.spoken_target(said->on, Draft::zone(round_at(draft, gap.from)));
    duty.carried_over = false;
    add_open(draft, std::move(duty),
             on.shape == Shape::on_date ? draft.at_clock(zone, on.date, "next_due", draft.policy.next_due)
                                        : on.due,
             said->learned, said->origin);
}

} // namespace

void plan_next(Draft& draft) {
    std::vector<Period> all;
    add_gaps(all, draft);
    add_untold(all, draft);
    // What ends last counts, and word of an offer before a gap: what was before has become the same duty
    // again.
    std::ranges::stable_sort(all, {}, [](const Period& period) {
        return std::pair{period.until.value_or(Instant::max()), period.telling == !period.until};
    });
    std::map<std::string, Period> last; // by interview
    for (const auto& period : all)
        last.insert_or_assign(round_at(draft, period.from).interview.id, period);
    const bool telling = !all.empty() && all.back().telling && !all.back().until;
    for (const auto& [interview, period] : last) {
        if (period.telling)
            plan_telling(draft, period);
        else if (period.until || !telling)
            plan_gap(draft, period);
    }
}

} // namespace followup::plan
