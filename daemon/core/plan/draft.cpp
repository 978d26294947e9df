#include "core/plan/draft.hpp"

#include "core/plan/stand_in.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>
#include <set>
#include <tuple>

namespace followup::plan {
namespace {

base::Zone zone_named(const std::string& name, const base::Zone& otherwise) {
    if (name.empty()) return otherwise;
    const auto zone = base::Zone::named(name);
    return zone ? *zone : otherwise;
}

/// Sorts nudges, which are too large to be swapped about while they are compared.
void put_in_order(std::vector<Nudge>& nudges, const auto& key) {
    std::vector<std::size_t> order(nudges.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t n) { return key(nudges[n]); });
    std::vector<Nudge> sorted;
    sorted.reserve(nudges.size());
    for (const auto n : order)
        sorted.push_back(std::move(nudges[n]));
    nudges = std::move(sorted);
}

/// Where a nudge goes that its reader's sending window does not let out when it is planned; never before
/// `since`.
Instant sendable(const hours::SendingWindow& window, const Person& to, Instant since, Instant planned,
                 const Duty& duty) {
    const auto wanted = std::max(planned, since);
    if (window.open(wanted, to.zone)) return wanted;
    const auto opening = window.next(wanted, to.zone);
    if (planned >= duty.due || opening < duty.due) return opening;
    // Waiting would miss the due time: the evening before, unless nothing had happened yet by then.
    const auto evening = window.last_before(wanted, to.zone);
    return evening < since ? opening : evening;
}

/// An end that was read from a weekday alone may be mended before anybody is asked for anything.
Instant sure_of(const ledger::Case& known, const Duty& duty) {
    constexpr base::minutes to_mend{15};
    for (const auto& round : known.rounds)
        if (round.interview.id == duty.interview && round.interview.ended_asked)
            return round.amended + to_mend;
    return duty.opened;
}

State state_of(queue::Closing::Act act) {
    switch (act) {
    case queue::Closing::Act::done: return State::done;
    case queue::Closing::Act::dropped: return State::dropped;
    case queue::Closing::Act::reopened: return State::open;
    }
    return State::open;
}

} // namespace

Draft::Draft(const ledger::Case& known_case, const Rules& all_rules, Instant at, Trace* trace)
    : known(known_case), rules(all_rules), policy(all_rules.policy), now(at), x_trace(trace) {
    const auto& agency = rules.agency;
    if (const auto* found = agency.recruiter(known.recruiter))
        x_recruiter = as_person(*found, agency);
    else
        x_recruiter = Person{.role = Role::recruiter,
                             .id = known.recruiter,
                             .name = known.recruiter,
                             .email = {},
                             .zone = agency.zone,
                             .language = agency.language};
    x_candidate = as_person(known, agency);
}

base::Zone Draft::zone(const ledger::Round& round) {
    return zone_named(round.zone, base::Zone::utc());
}

base::Zone Draft::zone_of(const Duty& duty) const {
    for (const auto& round : known.rounds)
        if (round.interview.id == duty.interview) return zone(round);
    return duty.owner.zone;
}

void Draft::reopen(Duty& duty, const Turn& turn) const {
    duty.closed.reset();
    duty.state = State::open;
    duty.reason = turn.reason;
    if (duty.due > turn.at) return;
    // Its date has passed: there is always a date, so it gets the next one its owner can keep.
    const auto zone = zone_of(duty);
    const auto next = workday(zone.date(turn.at), 1);
    const bool call = duty.kind == Kind::call;
    const auto due = call ? at_clock(zone, next, "call_by", policy.call_by)
                          : later(turn.at, "letter_late_due", policy.letter_late_due);
    if (due != duty.due) ++duty.revision;
    revise(duty, due, turn.at, turn.learned,
           {.word = "reopened", .own = turn.reason.own, .tell = turn.reason.tell});
    meant_as(duty, call ? Shape::on_date : Shape::deadline, {});
}

Duty& Draft::add(Duty duty, std::vector<Turn> turns, std::optional<Lapse> lapse) {
    for (const auto& ending : known.endings)
        if (!ending.reopened || duty.opened < *ending.reopened)
            turns.push_back({State::dropped, ending.origin.at, ending.origin.learned, ending.reason});
    if (const auto by_hand = known.closings.find(duty.id); by_hand != known.closings.end())
        for (const auto& each : by_hand->second)
            turns.push_back({state_of(each.act),
                             each.at,
                             each.learned,
                             {.word = {}, .own = each.reason, .tell = each.tell}});
    std::ranges::stable_sort(turns, {}, &Turn::at);
    // The dates of a call depend on each other: its rule has counted.
    if (duty.kind != Kind::call) duty.revision = times_moved(duty.dates);
    duty.owed = owed_by_dates(duty, lapse);
    const auto* ended = known.ended();
    for (const auto& turn : turns) {
        duty.cause = std::max(duty.cause, turn.learned);
        const bool lapsed = duty.state == State::open && lapse && turn.at >= lapse->at && now >= lapse->at;
        if (turn.state == State::open) {
            if (duty.state == State::open && !lapsed) continue;
            if (ended != nullptr && turn.at >= ended->origin.at) continue; // an end is an end
            reopen(duty, turn);
            if (lapsed) settle(duty.owed, lapse->at);
            duty.owed.push_back({turn.learned, std::nullopt});
            // A step's day passes whatever was thought of it in between.
            if (duty.kind != Kind::step || lapsed || !lapse || turn.at >= lapse->at) lapse.reset();
        } else if (duty.state == State::open) {
            // What lapsed before stays as it lapsed, unless it was really done.
            if (lapsed && turn.state == State::dropped && turn.learned > lapse->at) continue;
            duty.state = turn.state;
            duty.closed = turn.at;
            // Told late, it had lapsed for all we knew.
            const bool unheard = lapse && turn.learned > lapse->at;
            settle(duty.owed, unheard ? lapse->at : turn.learned);
            duty.reason = turn.reason;
        }
    }
    return close(std::move(duty), lapse);
}

Duty& Draft::close(Duty duty, const std::optional<Lapse>& lapse) {
    x_learned = duty.cause;
    duty.late = duty.opened > duty.due + policy.late_quiet;
    if (duty.state == State::open && lapse && now >= lapse->at) {
        duty.state = lapse->state;
        duty.closed = lapse->at;
        settle(duty.owed, lapse->at);
        duty.reason = {.word = lapse->word};
        duty.cause = std::max(duty.cause, lapse->at);
        duty.fell_due = duty.due <= lapse->at;
    } else if (duty.state == State::open) {
        duty.fell_due = duty.overdue(now);
        if (duty.fell_due)
            duty.cause = std::max(duty.cause, duty.due);
        else
            look_at(duty.due);
        if (lapse) look_at(lapse->at);
    }
    return add_as_is(std::move(duty));
}

Duty& Draft::add_as_is(Duty duty) {
    if (x_trace != nullptr) x_trace->duties.emplace_back(duty.id, x_trace->reckonings.size());
    return x_plan.duties.emplace_back(std::move(duty));
}

void Draft::nudge(const Duty& duty, std::string rule, const Person& to, Instant planned, std::string because,
                  int occurrence) {
    if (duty.state != State::open || duty.late || to.email.text().empty()) return;
    const auto since = std::max({duty.opened, duty.dates.back().since, x_learned, sure_of(known, duty)});
    const bool before = planned < duty.due;
    x_plan.nudges.push_back(Nudge{.duty = duty.id,
                                  .rule = std::move(rule),
                                  .occurrence = occurrence,
                                  .revision = duty.revision,
                                  .to = to,
                                  .planned = planned,
                                  .at = sendable(rules.window, to, since, planned, duty),
                                  .stage = before ? Stage::before_due : Stage::if_still_open,
                                  .because = std::move(because)});
}

void Draft::tell_of_date(const Duty& duty, bool first) {
    const auto& last = duty.dates.back();
    if (!last.said || last.said->edition == queue::Edition::first) return;
    if (duty.dates.size() == 1 && !first) return;
    const bool by_candidate = last.said->teller == queue::Teller::candidate;
    const auto* rule = duty.dates.size() == 1 ? "set" : "moved";
    nudge(duty, rule, by_candidate ? recruiter() : candidate(), last.learned,
          duty.dates.size() == 1 ? "a date has been set" : "its date has moved");
}

void Draft::tell(const News& news, const Person& to, Instant at) {
    if (to.email.text().empty() || news.origin.edition == queue::Edition::first) return;
    const auto same = [&](const Nudge& nudge) { return nudge.duty == news.id && nudge.to.id == to.id; };
    if (std::ranges::any_of(x_plan.nudges, same)) return; // one event may be news in two ways
    if (std::ranges::find(x_plan.news, news.id, &News::id) == x_plan.news.end()) x_plan.news.push_back(news);
    x_plan.nudges.push_back(Nudge{.duty = news.id,
                                  .rule = std::string{word(news.what)},
                                  .occurrence = 0,
                                  .revision = 0,
                                  .to = to,
                                  .planned = at,
                                  .at = rules.window.next(at, to.zone),
                                  .stage = Stage::before_due,
                                  .because = "it is news"});
}

std::vector<Instant> Draft::mornings(const Person& owner, Instant after, int count) const {
    std::vector<Instant> times;
    auto date = owner.zone.date(after);
    for (int n = 0; n < count; ++n) {
        date = workday(date, 1);
        times.push_back(at_clock(owner.zone, date, "day_nudge", policy.day_nudge));
    }
    return times;
}

Instant Draft::morning_for(const Person& to, const Person& owner, Instant morning) const {
    if (to.id == owner.id) return morning;
    return std::max(morning, at_clock(to.zone, to.zone.date(morning), "day_nudge", policy.day_nudge));
}

Instant Draft::later(Instant from, std::string_view key, base::seconds length) const {
    const auto at = from + length;
    if (x_trace != nullptr)
        x_trace->reckonings.push_back(
            {.how = Reckoning::How::after, .key = key, .number = length, .at = at, .from = from});
    return at;
}

Instant Draft::sooner(Instant from, std::string_view key, base::seconds length) const {
    const auto at = from - length;
    if (x_trace != nullptr)
        x_trace->reckonings.push_back(
            {.how = Reckoning::How::before, .key = key, .number = length, .at = at, .from = from});
    return at;
}

Instant Draft::at_clock(const base::Zone& zone, base::Date day, std::string_view key,
                        base::seconds clock) const {
    const auto at = zone.instant(day, clock);
    if (x_trace != nullptr)
        x_trace->reckonings.push_back({.how = Reckoning::How::clock,
                                       .key = key,
                                       .number = clock,
                                       .at = at,
                                       .from = {},
                                       .day = day,
                                       .counted_from = day,
                                       .count = 0,
                                       .zone = zone});
    return at;
}

base::Date Draft::workday(base::Date from, int count) const {
    const auto day = count < 0 ? rules.calendar.before(from, -count) : rules.calendar.after(from, count);
    if (x_trace != nullptr)
        x_trace->reckonings.push_back({.how = Reckoning::How::workdays,
                                       .key = {},
                                       .number = {},
                                       .at = {},
                                       .from = {},
                                       .day = day,
                                       .counted_from = from,
                                       .count = count});
    return day;
}

Target Draft::spoken_target(const queue::Spoken& spoken, const base::Zone& zone) const {
    auto result = target(spoken, zone, policy.call_by);
    if (result.shape == Shape::on_date) result.due = at_clock(zone, result.date, "call_by", policy.call_by);
    return result;
}

Plan Draft::finished() && {
    std::ranges::sort(x_plan.duties, {}, [](const Duty& duty) { return std::tie(duty.due, duty.id); });
    put_in_order(x_plan.nudges, [](const Nudge& nudge) {
        return std::tie(nudge.at, nudge.duty, nudge.rule, nudge.occurrence, nudge.to.id);
    });
    for (const auto& point : x_turning_points)
        if (point > now && (!x_plan.look_again || point < *x_plan.look_again)) x_plan.look_again = point;
    x_plan.warnings.insert(x_plan.warnings.begin(), known.warnings.begin(), known.warnings.end());
    return std::move(x_plan);
}

} // namespace followup::plan
