#include "core/plan/draft.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::plan {
namespace {

/// A stretch of time, as far as we knew of it; without an end it goes on.
struct Stretch {
    Instant from;
    std::optional<Instant> until;
};

/// When something was owed on a date, or the case had ended: then no next date is missing.
std::vector<Stretch> settled(const Draft& draft) {
    std::vector<Stretch> all;
    for (const auto& duty : draft.duties())
        if (duty.state == State::open || (duty.settled && *duty.settled > duty.opened))
            all.push_back({duty.opened, duty.state == State::open ? std::nullopt : duty.settled});
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

/// An offer that the candidate does not know of yet; null when there is none.
const ledger::Offer* untold(const Draft& draft) {
    if (draft.known.ended() != nullptr) return nullptr;
    for (const auto& offer : draft.known.offers)
        if (!offer.telling.at && !offer.answered) return &offer;
    return nullptr;
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

} // namespace

void plan_next(Draft& draft) {
    const auto& rules = draft.rules;
    if (const auto* offer = untold(draft)) {
        auto duty = fresh(draft, offer->origin.learned);
        duty.because = fmt::format("{} has made an offer, and nobody has told {} yet",
                                   draft.known.employer.name, draft.candidate().name);
        const auto due = rules.opening.later(offer->origin.learned, draft.policy.tell_due, rules.calendar,
                                             draft.recruiter().zone);
        return add_open(draft, std::move(duty), due, offer->origin.learned);
    }
    const auto gap = last_gap(draft);
    if (!gap) return;
    auto duty = fresh(draft, gap->from);
    const auto last = gap->until ? gap->from : settled_last(draft, gap->from);
    duty.because = fmt::format(
        "nothing else is owed for {} at {} since {}, and a case that is open has a date",
        draft.candidate().name, draft.known.employer.name, base::spoken(gap->from, draft.recruiter().zone));
    const auto due = next_morning(draft, last);
    if (!gap->until) {
        const auto* said = date_set(draft, last);
        if (said == nullptr) return add_open(draft, std::move(duty), due, last);
        const auto& zone = draft.recruiter().zone;
        const auto on = draft.spoken_target(said->on, Draft::zone(draft.known.rounds.back()));
        duty.carried_over = false;
        return add_open(draft, std::move(duty),
                        on.shape == Shape::on_date
                            ? draft.at_clock(zone, on.date, "next_due", draft.policy.next_due)
                            : on.due,
                        said->learned);
    }
    revise(duty, due, last, last, {});
    const auto* ended = draft.known.ended();
    const bool by_end = ended != nullptr && ended->origin.learned == *gap->until;
    duty.state = by_end ? State::dropped : State::done;
    duty.closed = gap->until;
    duty.settled = gap->until;
    duty.reason = by_end ? ended->reason : Reason{.word = "a date was set"};
    duty.cause = *gap->until;
    duty.fell_due = due <= *gap->until;
    draft.add_as_is(std::move(duty));
}

} // namespace followup::plan
