#include "core/plan/draft.hpp"

#include <algorithm>
#include <fmt/format.h>

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

/// The last stretch up to now in which nothing was owed; nothing when there was none.
std::optional<Stretch> last_gap(const Draft& draft) {
    std::optional<Stretch> gap;
    auto covered = draft.known.rounds.front().accepted;
    for (const auto& each : settled(draft)) {
        if (each.from > draft.now) break;
        if (each.from > covered) gap = Stretch{covered, each.from};
        if (!each.until) return gap;
        covered = std::max(covered, *each.until);
    }
    if (covered <= draft.now) return Stretch{covered, std::nullopt};
    return gap;
}

/// While the candidate did not know of an offer; the last one there was.
std::optional<Stretch> untold(const Draft& draft) {
    std::optional<Stretch> last;
    for (const auto& offer : draft.known.offers) {
        Stretch stretch{offer.origin.learned, offer.telling.learned};
        const auto ends = [&](Instant at) {
            if (at >= stretch.from && (!stretch.until || at < *stretch.until)) stretch.until = at;
        };
        if (offer.answered) ends(offer.answered->learned);
        for (const auto& ending : draft.known.endings)
            ends(ending.origin.learned);
        if (!stretch.until || *stretch.until > stretch.from) last = stretch;
    }
    return last;
}

Duty fresh(const Draft& draft, Instant opened) {
    const auto& round = draft.known.rounds.back();
    auto duty = duty_of(round, Kind::next, {}, draft.recruiter(), opened);
    duty.whom = draft.known.employer.name;
    duty.carried_over = draft.known.carried_over;
    return duty;
}

/// The day on which the recruiter said to see on, if that was said while nothing else was owed.
const ledger::PromisedDate* date_set(const Draft& draft, Instant since) {
    const auto& dates = draft.known.next_dates;
    return dates.empty() || dates.back().learned < since ? nullptr : &dates.back();
}

void add_open(Draft& draft, Duty duty, Instant due, Instant since) {
    revise(duty, due, since, since, {});
    duty.fell_due = duty.overdue(draft.now);
    if (duty.fell_due)
        duty.cause = std::max(duty.cause, duty.due);
    else
        draft.look_at(duty.due);
    draft.add_as_is(std::move(duty));
}

/// Who closes it by hand and sets no date owes it again: the next working day.
Instant settled_last(const Draft& draft, Instant from) {
    const auto by_hand = draft.known.closings.find(draft.known.rounds.back().interview.id + "/next");
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
    const auto last = gap.until ? gap.from : settled_last(draft, gap.from);
    duty.because = fmt::format(
        "nothing else is owed for {} at {} since {}, and a case that is open has a date",
        draft.candidate().name, draft.known.employer.name, base::spoken(last, draft.recruiter().zone));
    if (gap.until) return close(draft, std::move(duty), next_morning(draft, last), gap);
    const auto* said = date_set(draft, last);
    if (said == nullptr) return add_open(draft, std::move(duty), next_morning(draft, last), last);
    const auto& zone = draft.recruiter().zone;
    const auto on = draft.spoken_target(said->on, Draft::zone(draft.known.rounds.back()));
    duty.carried_over = false;
    add_open(draft, std::move(duty),
             on.shape == Shape::on_date ? draft.at_clock(zone, on.date, "next_due", draft.policy.next_due)
                                        : on.due,
             said->learned);
}

} // namespace

void plan_next(Draft& draft) {
    const auto telling = untold(draft);
    if (telling && !telling->until) return plan_telling(draft, *telling);
    const auto gap = last_gap(draft);
    const bool gap_last = gap && (!gap->until || !telling || *gap->until >= *telling->until);
    if (gap_last) return plan_gap(draft, *gap);
    if (telling) plan_telling(draft, *telling);
}

} // namespace followup::plan
