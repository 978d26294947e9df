#include "core/web/acts.hpp"

#include "core/queue/telling.hpp"
#include "core/queue/writing.hpp"

#include <algorithm>
#include <array>

namespace followup::web {
namespace {

using plan::Kind;
using queue::Entry;
using What = plan::Change::What;

constexpr std::string_view undone = "it was told in error";

Entry at_entry(const Doer& doer) {
    return {"at", base::rfc3339(doer.at), true};
}

std::string closing(std::string_view act, const plan::Duty& duty, const Doer& doer) {
    return queue::written(act, std::array{Entry{"duty", duty.id}, at_entry(doer), Entry{"by", doer.name},
                                          Entry{"reason", std::string{undone}}});
}

/// The zone in which the dates of the duty's interview are read.
base::Zone zone_of(const ledger::Case& known, const plan::Duty& duty) {
    for (const auto& round : known.rounds)
        if (round.interview.id == duty.interview)
            return base::Zone::named(round.zone).value_or(base::Zone::utc());
    return base::Zone::utc();
}

/// A date that a duty gets back; one that has passed gives the next working day, for there is always a date.
Former former(Instant due, const base::Zone& zone, const plan::Rules& rules, Instant now) {
    if (due <= now) return {rules.calendar.after(zone.date(now), 1), {}, true};
    const bool by_day = zone.local(due) - zone.date(due) == rules.policy.call_by;
    if (by_day) return {zone.date(due), {}, false};
    return {zone.date(due), due, false};
}

std::string as_written(const Former& date, const base::Zone& zone) {
    return date.at ? base::rfc3339(*date.at, zone) : base::iso(date.day);
}

/// The date that the employer had named before the last one; nothing when it was the first.
std::optional<Former> former_decision(const ledger::Case& known, const plan::Duty& duty,
                                      const base::Zone& zone, Instant now) {
    for (const auto& round : known.rounds) {
        const auto& dates = round.decisions;
        if (round.interview.id != duty.interview || dates.size() < 2) continue;
        const auto day = when::last_date(dates[dates.size() - 2].on.value, zone);
        return Former{day, {}, day < zone.date(now)};
    }
    return std::nullopt;
}

/// The event that opens the case again that this one ended, or takes the offer back that it told of; empty
/// when it did neither.
std::string reopening(const ledger::Fact& fact, const ledger::Case& known, const plan::Duty& duty,
                      const Doer& doer) {
    const auto* ended = known.ended();
    const bool ends = ended != nullptr && ended->origin.fact == fact.number;
    const bool offers =
        ended == nullptr && std::ranges::any_of(known.offers, [&](const ledger::Offer& offer) {
            return offer.stands() && offer.origin.fact == fact.number;
        });
    if (!ends && !offers) return {};
    return queue::written("reopened", std::array{Entry{"interview", duty.interview}, at_entry(doer),
                                                 Entry{"reason", std::string{undone}}});
}

/// The event that takes one change back; empty when there is nothing to take back.
std::string reversal(const plan::Change& change, const plan::Duty& duty, const ledger::Case& known,
                     const plan::Rules& rules, const Doer& doer) {
    // It follows from the rest.
    if (duty.kind == Kind::next && change.what != What::moved) return {};
    switch (change.what) {
    case What::done:
    case What::dropped: return closing("reopened", duty, doer);
    case What::opened: return closing("dropped", duty, doer);
    case What::moved: break;
    case What::reopened:
    case What::fell_due:
    case What::expired: return {};
    }
    const auto zone = zone_of(known, duty);
    std::optional<Former> date = former(change.from, zone, rules, doer.at);
    if (duty.kind == Kind::decision) date = former_decision(known, duty, zone, doer.at);
    const bool owed_again = duty.kind == Kind::call || duty.kind == Kind::next; // on the next day there is
    const bool dated =
        owed_again || duty.kind == Kind::step || duty.kind == Kind::decision || duty.kind == Kind::answer;
    if (!dated || !date || (date->passed && !owed_again)) return {};
    return queue::written("pushed", std::array{Entry{"interview", duty.interview}, at_entry(doer),
                                               Entry{"whom", duty.kind == Kind::call ? duty.whom : duty.id},
                                               Entry{"to", as_written(*date, zone), true},
                                               Entry{"reason", std::string{undone}}});
}

bool is_undoing(const queue::Body& body) {
    const queue::Own told_so{std::string{undone}};
    if (const auto* closed = std::get_if<queue::Closing>(&body))
        return closed->act == queue::Closing::Act::reopened || closed->reason == told_so;
    if (const auto* pushed = std::get_if<queue::Pushed>(&body)) return pushed->reason == told_so;
    if (const auto* news = std::get_if<queue::Heard>(&body)) return news->notes == told_so;
    if (const auto* whole = std::get_if<queue::ReopenedCase>(&body)) return whole->reason == told_so;
    return false;
}

bool can_be_undone(What what) {
    return what == What::done || what == What::dropped || what == What::moved;
}

/// The last thing that did something to a duty for which `concerns` holds, and its undoing.
template <class Concerns>
std::optional<Undoable> last_thing(const ledger::History& history, const plan::Rules& rules, const Doer& doer,
                                   Instant since, const plan::Person& reader, Concerns concerns) {
    const auto all = plan::effects(history, rules);
    const auto known = ledger::fold(history);
    for (auto effect = all.rbegin(); effect != all.rend(); ++effect) {
        const auto& fact = history.facts[effect->fact];
        if (fact.accepted < since) return std::nullopt;
        const auto of_duty = std::ranges::find_if(effect->changes, [&](const plan::Change& change) {
            return concerns(effect->after.duties[change.duty], change.what);
        });
        if (of_duty == effect->changes.end()) continue;
        const auto& duty = effect->after.duties[of_duty->duty];
        const bool interview = std::holds_alternative<queue::Interview>(fact.event.body);
        if (interview || is_undoing(fact.event.body) || !can_be_undone(of_duty->what)) return std::nullopt;
        const bool hers = fact.event.teller == queue::Teller::candidate;
        if (reader.role == plan::Role::candidate && !hers) return std::nullopt;
        const auto zone = zone_of(known, duty);
        std::optional<Former> back;
        if (of_duty->what == What::moved) back = former(of_duty->from, zone, rules, doer.at);
        Undoable result{fact.accepted,
                        fact.number,
                        queue::told(fact.event, reader.zone, plan::eyes(reader)),
                        fact.event,
                        reopening(fact, known, duty, doer),
                        back,
                        zone};
        for (const auto& change : effect->changes)
            result.file += reversal(change, effect->after.duties[change.duty], known, rules, doer);
        return result;
    }
    return std::nullopt;
}

} // namespace

std::optional<Undoable> undoable(const ledger::History& history, const plan::Rules& rules,
                                 const plan::Duty& duty, const Doer& doer, Instant since,
                                 const plan::Person& reader) {
    return last_thing(history, rules, doer, since, reader, [&](const plan::Duty& each, What what) {
        return each.id == duty.id && what != What::fell_due;
    });
}

std::optional<Undoable> undoable(const ledger::History& history, const plan::Rules& rules, const Doer& doer,
                                 Instant since, const plan::Person& reader) {
    // What the recruiter owes because nothing else has a date comes and goes with the rest.
    return last_thing(history, rules, doer, since, reader, [](const plan::Duty& each, What what) {
        return each.kind == Kind::next ? what == What::dropped
                                       : can_be_undone(what) || what == What::reopened;
    });
}

} // namespace followup::web
