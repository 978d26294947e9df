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
    duty.shape = call ? Shape::on_date : Shape::deadline;
    duty.begins.reset();
    if (due != duty.due) ++duty.revision;
    revise(duty, due, turn.at, turn.learned, turn.reason.empty() ? "reopened" : "reopened: " + turn.reason);
}

Duty& Draft::add(Duty duty, std::vector<Turn> turns, std::optional<Instant> expires) {
    if (const auto by_hand = known.closings.find(duty.id); by_hand != known.closings.end())
        for (const auto& each : by_hand->second)
            turns.push_back({state_of(each.act), each.at, each.learned, each.reason});
    std::ranges::stable_sort(turns, {}, &Turn::at);
    // The dates of a call depend on each other: its rule has counted.
    if (duty.kind != Kind::call) duty.revision = times_moved(duty.dates);
    for (const auto& turn : turns) {
        duty.cause = std::max(duty.cause, turn.learned);
        if (turn.state == State::open) {
            const bool lapsed = duty.state == State::open && expires && turn.at >= *expires;
            if (duty.state == State::open && !lapsed) continue;
            reopen(duty, turn);
            expires.reset();
        } else if (duty.state == State::open) {
            duty.state = turn.state;
            duty.closed = turn.at;
            duty.reason = turn.reason;
        }
    }
    x_learned = duty.cause;
    if (duty.state == State::open && expires && now >= *expires) {
        duty.state = State::expired;
        duty.closed = expires;
        duty.reason = "nobody said what became of it";
        duty.cause = std::max(duty.cause, *expires);
        duty.fell_due = true;
    } else if (duty.state == State::open) {
        duty.fell_due = duty.overdue(now);
        if (duty.fell_due)
            duty.cause = std::max(duty.cause, duty.due);
        else
            x_turning_points.push_back(duty.due);
        if (expires) x_turning_points.push_back(*expires);
    }
    if (x_trace != nullptr) x_trace->duties.emplace_back(duty.id, x_trace->reckonings.size());
    return x_plan.duties.emplace_back(std::move(duty));
}

void Draft::nudge(const Duty& duty, std::string rule, const Person& to, Instant planned, std::string because,
                  int occurrence) {
    if (duty.state != State::open || to.email.text().empty()) return;
    const auto since = std::max({duty.opened, duty.dates.back().since, x_learned});
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

std::vector<Instant> Draft::mornings(const Person& owner, Instant after, int count) const {
    std::vector<Instant> times;
    auto date = owner.zone.date(after);
    for (int n = 0; n < count; ++n) {
        date = workday(date, 1);
        times.push_back(at_clock(owner.zone, date, "day_nudge", policy.day_nudge));
    }
    return times;
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

Duty duty_of(const ledger::Round& round, Kind kind, const std::string& part, const Person& owner,
             Instant opened) {
    Duty duty;
    duty.id = fmt::format("{}/{}{}{}", round.interview.id, word(kind), part.empty() ? "" : "/", part);
    duty.kind = kind;
    duty.interview = round.interview.id;
    duty.owner = owner;
    duty.opened = opened;
    duty.cause = opened;
    return duty;
}

void revise(Duty& duty, Instant due, Instant since, Instant learned, std::string reason) {
    if (!duty.dates.empty() && duty.due == due) return;
    duty.due = due;
    duty.dates.push_back({due, since, std::move(reason), learned});
    duty.cause = std::max(duty.cause, learned);
}

int times_moved(const std::vector<Revision>& dates) {
    std::set<Instant> times;
    for (const auto& date : dates)
        times.insert(date.learned);
    if (times.size() < 2) return 0;
    int moved = -1;
    std::optional<Instant> before;
    for (const auto time : times) {
        const auto last = std::find_if(dates.rbegin(), dates.rend(),
                                       [&](const Revision& date) { return date.learned <= time; });
        if (before != last->due) ++moved;
        before = last->due;
    }
    return moved;
}

void add_withdrawn(std::vector<Turn>& turns, const ledger::Round& round) {
    if (round.withdrawn)
        turns.push_back(
            {State::dropped, round.withdrawn->at, round.withdrawn->learned, round.withdrawn->reason});
}

} // namespace followup::plan
