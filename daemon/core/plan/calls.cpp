#include "core/base/text.hpp"
#include "core/ledger/names.hpp"
#include "core/plan/dates.hpp"
#include "core/plan/draft.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <set>

namespace followup::plan {
namespace {

using ledger::Promised;
using ledger::Round;

/// One thing that may have moved a promise, in order of time.
struct Mover {
    Instant at;
    Instant learned;
    Target to;
    Reason reason;
    std::optional<base::Date> before; ///< moves it only if it lies before that day
    base::Date after{};               ///< then to the working day after this one
    std::optional<ledger::Origin> said = {};
};

/// A call moved to the working day after a date, without a time, keeps the time it had.
Target on_day(const Draft& draft, const Target& before, base::Date after, const base::Zone& zone) {
    Target moved = before;
    const auto date = draft.workday(after, 1);
    const auto shift = date - before.date;
    moved.date = date;
    if (before.shape == Shape::on_date)
        moved.due = draft.at_clock(zone, date, "call_by", draft.policy.call_by);
    else {
        moved.due = zone.instant(zone.local(before.due) + shift);
        if (before.begins) moved.begins = zone.instant(zone.local(*before.begins) + shift);
    }
    return moved;
}

/// The person met as they are spelt now, if the promise was to one by an earlier name, or by part of it.
std::string name_now(const Round& round, const Promised& promised) {
    const auto& called = promised.promise.call;
    const auto folded = base::folded(called);
    for (const auto& person : round.people)
        if (std::ranges::find(person.names, folded) != person.names.end()) return person.met.name;
    const auto* person = ledger::person_told_of(round.people, called);
    return person != nullptr && ledger::of_person(promised.key, person->key) ? person->met.name : called;
}

std::string said_words(const Promised& promised) {
    const auto& first = promised.dates.front();
    const auto& said = promised.promise.said.read(queue::ForCandidate{});
    if (!said.empty()) return fmt::format("you said: “{}”", said);
    return fmt::format("you said you would call {} {}", promised.promise.call, first.on.words);
}

/// The history of its dates in words: "promised for Mon 30 Nov 2026, moved to Thu 3 Dec 2026: reason".
std::string moves_words(const Duty& duty, const base::Zone& zone) {
    if (duty.dates.size() < 2) return {};
    std::string words = "; promised for " + base::spoken(zone.date(duty.dates.front().due));
    for (std::size_t n = 1; n < duty.dates.size(); ++n) {
        const auto& reason = duty.dates[n].reason;
        const auto why = reason.word == "pushed" ? std::string{} : reason.read(queue::ForCandidate{});
        words += fmt::format(", moved to {}{}{}", base::spoken(zone.date(duty.dates[n].due)),
                             why.empty() ? "" : ": ", why);
    }
    return words;
}

/// Everything after the first date that moves this promise, except the dates themselves.
void add_tries(std::vector<Mover>& movers, const Draft& draft, const Round& round, const Promised& promised,
               const base::Zone& zone) {
    for (const auto& tried : round.calls) {
        if (tried.key != promised.key || tried.result == queue::Called::Outcome::spoke || tried.next)
            continue;
        Mover mover{.at = tried.at, .learned = tried.learned, .to = {}, .reason = {}, .before = {}};
        mover.after = zone.date(tried.at);
        mover.before = draft.rules.calendar.after(mover.after);
        mover.reason.word = queue::word(tried.result);
        movers.push_back(std::move(mover));
    }
}

void add_new_dates(std::vector<Mover>& movers, const Draft& draft, const base::Zone& zone) {
    for (const auto& news : draft.known.news) {
        if (news.heard.news != queue::Heard::News::new_date || !news.heard.date) continue;
        const auto date = when::last_date(news.heard.date->value, zone);
        Mover mover{.at = news.at, .learned = news.learned, .to = {}, .reason = {}, .before = date};
        mover.after = date;
        mover.reason = {.word = fmt::format("they will decide on {}", base::spoken(date)),
                        .own = {},
                        .tell = news.heard.tell};
        mover.said = news.origin;
        movers.push_back(std::move(mover));
    }
}

/// Walks through what may have moved the promise, tells `moved` of each date, and gives the one in force.
Target walk(const Draft& draft, const std::vector<Mover>& movers, const base::Zone& zone, const auto& moved) {
    std::optional<Target> in_force;
    for (const auto& mover : movers) {
        if (in_force && mover.before && in_force->date >= *mover.before) continue;
        in_force = in_force && mover.before ? on_day(draft, *in_force, mover.after, zone) : mover.to;
        moved(*in_force, mover);
    }
    return *in_force;
}

/// How often the date had changed, as we learned of what moves it. A date told late may undo a later one.
int times_moved(const Draft& draft, const std::vector<Mover>& movers, const base::Zone& zone) {
    std::set<Instant> times;
    for (const auto& mover : movers)
        if (mover.learned >= movers.front().learned) times.insert(mover.learned);
    if (times.size() < 2) return 0;
    int moved = -1;
    std::optional<Instant> before;
    for (const auto time : times) {
        auto known = movers;
        std::erase_if(known, [&](const Mover& mover) { return mover.learned > time; });
        const auto then = walk(draft, known, zone, [](const Target&, const Mover&) {}).due;
        if (before != then) ++moved;
        before = then;
    }
    return moved;
}

/// Gives the duty its dates in order; the target in force is returned.
Target apply_dates(Duty& duty, const Draft& draft, const Round& round, const Promised& promised) {
    const auto zone = Draft::zone(round);
    std::vector<Mover> movers;
    for (const auto& date : promised.dates)
        movers.push_back({date.since,
                          date.learned,
                          draft.spoken_target(date.on, zone),
                          date.reason,
                          {},
                          {},
                          date.agreed ? std::nullopt : std::optional{date.origin}});
    movers.front().reason = {};
    add_tries(movers, draft, round, promised, zone);
    add_new_dates(movers, draft, zone);
    std::stable_sort(movers.begin() + 1, movers.end(),
                     [](const Mover& left, const Mover& right) { return left.at < right.at; });
    duty.revision = times_moved(draft, movers, zone);
    return walk(draft, movers, zone, [&](const Target& to, const Mover& mover) {
        revise(duty, to.due, mover.at, mover.learned, mover.reason, mover.said);
        meant_as(duty, to.shape, to.begins);
    });
}

std::vector<Turn> call_turns(const Draft& draft, const Round& round, const Promised& promised) {
    std::vector<Turn> turns;
    // Who was spoken to before a call was promised is owed it all the same.
    const auto& first = promised.dates.front();
    const auto later = [&](Instant at) {
        return at >= std::min(first.on.said, first.learned) || first.origin.edition == queue::Edition::first;
    };
    // At one second what was agreed comes before the talk, unless it was agreed in it.
    if (!promised.struck) add_named_again(turns, promised.dates);
    for (const auto& tried : round.calls) {
        if (tried.key != promised.key || tried.result != queue::Called::Outcome::spoke || !later(tried.at))
            continue;
        turns.push_back({State::done, tried.at, tried.learned, {.word = "spoke"}});
        if (tried.next && !promised.struck) turns.push_back({State::open, tried.at, tried.learned, {}});
    }
    for (const auto& news : draft.known.news) {
        using enum queue::Heard::News;
        const auto what = news.heard.news;
        const bool settles = what == offer || what == second_interview;
        if (!settles || promised.promise.always()) continue;
        if (promised.dates.front().since > news.at) continue; // promised after that was known
        turns.push_back(
            {State::dropped,
             news.at,
             news.learned,
             {.word = std::string{queue::word(what)}, .own = {}, .tell = {}, .withheld = what == offer}});
    }
    if (promised.struck)
        turns.push_back(
            {State::dropped, promised.changed, promised.changed, {.word = "struck from the interview"}});
    // What was promised after an interview was called off is no part of it.
    if (!round.cancelled || first.learned <= round.cancelled->origin.learned) add_cancelled(turns, round);
    return turns;
}

/// A call before they decide hears nothing; one long after it comes too late to matter.
void warn_of_date(Draft& draft, const Round& round, const Duty& open, base::Date day) {
    if (open.state != State::open || round.decisions.empty()) return;
    const auto decision = when::last_date(round.decisions.back().on.value, Draft::zone(round));
    const int days = draft.policy.call_after_decision;
    const auto latest = days == 0 ? decision : draft.rules.calendar.after(decision, days);
    if (day >= decision && day <= latest) return;
    const auto& employer = round.interview.employer.name;
    const auto where = day < decision
                           ? fmt::format("before {} means to decide ({})", employer, base::spoken(decision))
                           : fmt::format("more than {} working days after {} means to decide ({})", days,
                                         employer, base::spoken(decision));
    draft.warn(fmt::format("the call to {} is promised for {}, {}", open.whom, base::spoken(day), where));
}

/// Pushed again and again, a promise is confirmed or closed by somebody who asks.
void confirm_pushes(Draft& draft, const Duty& open, const Promised& promised) {
    const auto pushes = ledger::moves(promised);
    const auto& last = promised.dates.back();
    if (pushes < draft.policy.call_pushes || open.dates.back().learned > last.learned) return;
    draft.nudge(open, "confirm", draft.recruiter(), last.learned,
                fmt::format("the date has been moved {} times: confirm it, or close the call", pushes));
}

void plan_call(Draft& draft, const Round& round, const Promised& promised) {
    const auto& policy = draft.policy;
    const auto zone = Draft::zone(round);
    auto duty = duty_of(round, Kind::call, promised.key, draft.candidate(), promised.learned);
    duty.whom = name_now(round, promised);
    duty.cause = std::max(duty.cause, promised.changed);
    const auto in_force = apply_dates(duty, draft, round, promised);
    duty.because = said_words(promised) + moves_words(duty, zone);
    const auto& open = draft.add(std::move(duty), call_turns(draft, round, promised));
    const bool timed = open.begins.has_value();
    warn_of_date(draft, round, open, in_force.date);
    confirm_pushes(draft, open, promised);
    const auto& owner = draft.candidate();
    draft.tell_of_date(open, false);
    const auto day = open.due == in_force.due ? in_force.date : zone.date(open.due);
    draft.nudge(open, "eve", owner,
                draft.at_clock(owner.zone, draft.workday(day, -1), "eve_nudge", policy.eve_nudge),
                "the working day before the call");
    const auto on_day_at = timed ? draft.sooner(*open.begins, "timed_call_nudge", policy.timed_call_nudge)
                                 : draft.at_clock(owner.zone, day, "day_nudge", policy.day_nudge);
    draft.nudge(open, "day", owner, on_day_at,
                timed ? "it is time for the call" : "today is the day of the call");
    const auto told = timed ? draft.later(open.due, "timed_call_told", policy.timed_call_told) : open.due;
    const auto mornings = draft.mornings(owner, std::max(open.due, open.opened), policy.call_mornings);
    for (const auto* to : {&owner, &draft.recruiter()}) {
        draft.nudge(open, "told", *to, told, "the time of the call has passed");
        for (int n = 0; n < policy.call_mornings; ++n)
            draft.nudge(open, "morning", *to,
                        draft.morning_for(*to, owner, mornings[static_cast<std::size_t>(n)]),
                        "the call is overdue", n + 1);
    }
}

} // namespace

void plan_calls(Draft& draft, const Round& round) {
    for (const auto& promised : round.promises)
        plan_call(draft, round, promised);
}

} // namespace followup::plan
