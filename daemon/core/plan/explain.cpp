#include "core/plan/explain.hpp"

#include "core/base/text.hpp"
#include "core/queue/telling.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::plan {
namespace {

using How = Reckoning::How;

/// "24 h", "1 h 30 min".
std::string length_words(base::seconds length) {
    const auto hours = std::chrono::floor<base::hours>(length);
    const auto minutes = std::chrono::floor<base::minutes>(length - hours);
    if (minutes.count() == 0) return fmt::format("{} h", hours.count());
    if (hours.count() == 0) return fmt::format("{} min", minutes.count());
    return fmt::format("{} h {} min", hours.count(), minutes.count());
}

/// The closed days that were passed over, holidays by name: "Thu 26 Nov 2026 (Thanksgiving Day)".
std::string passed_over(const Reckoning& reckoning, const hours::Calendar& calendar) {
    const auto [first, last] = std::minmax(reckoning.counted_from, reckoning.day);
    std::vector<std::string> days;
    for (auto day = first + base::days{1}; day < last; day += base::days{1}) {
        if (calendar.working(day)) continue;
        const auto closed = calendar.closed(day, day);
        const bool named = !closed.empty() && !closed.front().name.empty();
        days.push_back(named ? fmt::format("{} ({})", base::spoken(day), closed.front().name)
                             : base::spoken(day));
    }
    return days.empty() ? std::string{} : fmt::format("; closed: {}", base::joined(days, ", "));
}

std::string workdays_words(const Reckoning& reckoning, const hours::Calendar& calendar) {
    const int count = std::abs(reckoning.count);
    const auto* side = reckoning.count < 0 ? "before" : "after";
    const auto which =
        count == 1 ? fmt::format("the working day {}", side) : fmt::format("{} working days {}", count, side);
    return fmt::format("{} {} is {}{}", which, base::spoken(reckoning.counted_from),
                       base::spoken(reckoning.day), passed_over(reckoning, calendar));
}

bool of_due(const Reckoning& reckoning) {
    return !reckoning.key.ends_with("nudge") && !reckoning.key.ends_with("told");
}

/// The part of a trace that belongs to one duty.
struct Part {
    const Trace& trace;
    std::size_t begin = 0; ///< where the rules for its dates may begin
    std::size_t added = 0; ///< where its nudges begin
    std::size_t end = 0;
};

Part part_of(const Trace& trace, std::string_view duty) {
    Part part{trace, 0, 0, trace.reckonings.size()};
    for (std::size_t n = 0; n < trace.duties.size(); ++n) {
        if (trace.duties[n].first != duty) continue;
        part.begin = n == 0 ? 0 : trace.duties[n - 1].second;
        part.added = trace.duties[n].second;
        if (n + 1 < trace.duties.size()) part.end = trace.duties[n + 1].second;
    }
    return part;
}

/// The words of the reckoning at `n`, those of the working days it counted first.
std::vector<std::string> steps(const Part& part, std::size_t n, const Rules& rules,
                               const base::Zone& reader) {
    std::vector<std::string> words;
    const auto& all = part.trace.reckonings;
    // A day is counted directly before the clock is set on it.
    const bool counted = n > part.begin && all[n].how == How::clock && all[n - 1].how == How::workdays
                         && all[n - 1].day == all[n].day;
    if (counted) words.push_back(in_words(all[n - 1], rules.calendar, reader));
    words.push_back(in_words(all[n], rules.calendar, reader));
    return words;
}

std::vector<std::string> due_steps(const Part& part, Instant due, const Rules& rules,
                                   const base::Zone& reader) {
    for (std::size_t n = part.added; n-- > part.begin;) {
        const auto& each = part.trace.reckonings[n];
        if (each.how != How::workdays && each.at == due && of_due(each)) return steps(part, n, rules, reader);
    }
    return {};
}

/// A call at a time that was moved to a working day keeps its time there.
std::vector<std::string> moved_steps(const Part& part, Instant due, const ledger::Case& known,
                                     const Duty& duty, const Rules& rules, const base::Zone& reader) {
    auto zone = reader;
    for (const auto& round : known.rounds)
        if (round.interview.id == duty.interview) zone = base::Zone::named(round.zone).value_or(reader);
    for (std::size_t n = part.added; n-- > part.begin;) {
        const auto& each = part.trace.reckonings[n];
        if (each.how == How::workdays && each.day == zone.date(due))
            return {in_words(each, rules.calendar, reader), "at the time of day it had"};
    }
    return {};
}

/// What was said for the date that a duty has since then: words, reading and its steps.
std::optional<std::string> spoken_for(const ledger::Case& known, const Duty& duty, Instant since) {
    const auto part = std::string_view{duty.id}.substr(duty.id.rfind('/') + 1);
    const auto search = [&](const std::vector<ledger::PromisedDate>& dates) -> std::optional<std::string> {
        const auto at = std::ranges::find(dates, since, &ledger::PromisedDate::since);
        if (at == dates.end()) return std::nullopt;
        auto words = queue::told(at->on);
        if (!at->on.because.empty()) words += ": " + at->on.because;
        return words;
    };
    for (const auto& round : known.rounds) {
        if (round.interview.id != duty.interview) continue;
        if (duty.kind == Kind::decision) return search(round.decisions);
        for (const auto& promise : round.promises)
            if (duty.kind == Kind::call && promise.key == part) return search(promise.dates);
        for (const auto& step : round.steps)
            if ((duty.kind == Kind::step || duty.kind == Kind::names) && std::to_string(step.number) == part)
                return search(step.dates);
    }
    return std::nullopt;
}

/// ": second interview"; empty when nobody said why.
std::string why(const Duty& duty) {
    const auto words = duty.reason.read(queue::ForRecruiter{});
    return words.empty() ? words : ": " + words;
}

std::string change_words(const Change& change, const Duty& duty, const base::Zone& reader) {
    using enum Change::What;
    switch (change.what) {
    case opened: return fmt::format("owed from then on, due {}", base::spoken(duty.due, reader));
    case moved:
        return fmt::format("moved from {} to {}", base::spoken(change.from, reader),
                           base::spoken(duty.due, reader));
    case reopened: return "open again";
    case fell_due: return "due already when it was told";
    case done: return "done" + why(duty);
    case dropped: return "dropped" + why(duty);
    case expired: return "expired";
    }
    return {};
}

std::vector<Explained::Cause> causes(const ledger::History& history, const Rules& rules, std::string_view id,
                                     const base::Zone& reader) {
    std::vector<Explained::Cause> list;
    for (const auto& effect : effects(history, rules)) {
        const auto& fact = history.facts[effect.fact];
        Explained::Cause cause{fact.number,
                               fact.event.at,
                               fact.accepted,
                               std::string{queue::kind(fact.event.body)},
                               queue::told(fact.event, reader, queue::ForRecruiter{}),
                               {}};
        for (const auto& change : effect.changes)
            if (const auto& duty = effect.after.duties[change.duty]; duty.id == id)
                cause.changes.push_back(change_words(change, duty, reader));
        if (!cause.changes.empty()) list.push_back(std::move(cause));
    }
    return list;
}

Explained::Reminder reminder(const Nudge& nudge, const Duty& duty, const Part& part, const Rules& rules,
                             const base::Zone& reader) {
    Explained::Reminder result{nudge, {}};
    for (std::size_t n = part.added; n < part.end; ++n) {
        const auto& each = part.trace.reckonings[n];
        if (each.how == How::workdays || each.at != nudge.planned) continue;
        result.steps = steps({part.trace, part.added, part.added, part.end}, n, rules, reader);
        break;
    }
    // What nobody reckoned: when it is due, or when somebody told what the reminder is about.
    if (result.steps.empty())
        result.steps.push_back((nudge.planned == duty.due ? "when it is due, " : "when it was told, ")
                               + base::spoken(nudge.planned, reader));
    if (auto shift = shift_words(nudge, rules.window); !shift.empty())
        result.steps.push_back(std::move(shift));
    return result;
}

} // namespace

std::string in_words(const Reckoning& reckoning, const hours::Calendar& calendar, const base::Zone& reader) {
    switch (reckoning.how) {
    case How::workdays: return workdays_words(reckoning, calendar);
    case How::after:
    case How::before:
        return fmt::format("[policy] {} = {}, {} {}", reckoning.key, length_words(reckoning.number),
                           reckoning.how == How::after ? "after" : "before",
                           base::spoken(reckoning.from, reader));
    case How::clock:
        return fmt::format("[policy] {} = {} in {}, on {}", reckoning.key, base::clock(reckoning.number),
                           reckoning.zone.name(), base::spoken(reckoning.day));
    }
    return {};
}

std::string shift_words(const Nudge& nudge, const hours::SendingWindow& window) {
    if (nudge.at == nudge.planned) return {};
    const auto& zone = nudge.to.zone;
    const auto hours =
        fmt::format("{} to {} in {}", base::clock(window.from), base::clock(window.until), zone.name());
    if (nudge.at < nudge.planned)
        return fmt::format("{} is outside the sending hours ({}) and waiting would miss the due time: the "
                           "evening before",
                           base::spoken(nudge.planned, zone), hours);
    if (window.open(nudge.planned, zone)) return "that had passed when it became known";
    return fmt::format("{} is outside the sending hours ({}): it waits for them",
                       base::spoken(nudge.planned, zone), hours);
}

std::optional<Explained> explain(const ledger::History& history, const Rules& rules, Instant now,
                                 std::string_view duty, const base::Zone& reader) {
    const auto known = ledger::fold(history);
    Trace trace;
    const auto plan = derive(known, rules, now, &trace);
    const auto at = std::ranges::find(plan.duties, duty, &Duty::id);
    if (at == plan.duties.end()) return std::nullopt;
    Explained result{*at, causes(history, rules, duty, reader), {}, {}};
    const auto part = part_of(trace, duty);
    for (const auto& date : at->dates) {
        Explained::Date each{date.due, date.since, date.reason.read(queue::ForRecruiter{}), {}};
        if (auto said = spoken_for(known, *at, date.since)) each.steps.push_back(std::move(*said));
        auto reckoned = due_steps(part, date.due, rules, reader);
        each.steps.insert(each.steps.end(), reckoned.begin(), reckoned.end());
        if (each.steps.empty()) each.steps = moved_steps(part, date.due, known, *at, rules, reader);
        result.dates.push_back(std::move(each));
    }
    for (const auto& nudge : plan.nudges)
        if (nudge.duty == duty) result.reminders.push_back(reminder(nudge, *at, part, rules, reader));
    return result;
}

} // namespace followup::plan
