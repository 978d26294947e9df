#include "core/plan/dates.hpp"
#include "core/plan/draft.hpp"
#include "core/plan/meetings.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <functional>

namespace followup::plan {
namespace {

/// A step of an hour or two is not asked about while it lasts: times the wait after a timed call.
constexpr int step_over = 3;

using ledger::Round;
using ledger::Step;

std::string done_by_words(const Round& following) {
    return fmt::format("interview {}", following.interview.id);
}

bool is_second_interview(const Step& step) {
    return step.next.what == queue::NextKind::second_interview;
}

/// The interview that the step is, once a file tells of it; null while none does.
const Round* held_as(const Step& step, const Round* following) {
    return following != nullptr && is_second_interview(step) ? following : nullptr;
}

/// What the interview that a step was makes of the step.
void add_interview(std::vector<Turn>& turns, Draft& draft, const Step& step, const Round& interview) {
    const auto& end = interview.ends.back();
    if (const auto& off = interview.cancelled) {
        // It is off, and so is the step, unless that has got another date since.
        if (step.dates.back().learned <= off->origin.learned)
            turns.push_back({State::dropped, off->origin.at, off->origin.learned, off->reason});
    } else if (!told_ahead(end)) {
        turns.push_back(
            {State::done, interview.interview.ended, interview.accepted, {.word = done_by_words(interview)}});
    } else if (draft.now < end.ended) {
        draft.look_at(end.ended); // until then she is reminded of it
    } else {
        turns.push_back({State::done, end.ended, end.ended, {.word = done_by_words(interview)}});
    }
}

/// Whether it was known by then whom she will see, or nobody had to be asked any more.
bool named_by(const Draft& draft, const Round& round, const Step& step, Instant by) {
    if (step.named && *step.named <= by) return true;
    const auto by_hand =
        draft.known.closings.find(fmt::format("{}/names/{}", round.interview.id, step.number));
    if (by_hand == draft.known.closings.end()) return false;
    return std::ranges::any_of(by_hand->second, [by](const ledger::Closed& each) {
        return each.act != queue::Closing::Act::reopened && each.learned <= by;
    });
}

/// What closes a step, or the names for it, whatever its own rule is. `reopens`: whether it is owed again
/// when the step is on after all.
std::vector<Turn> step_turns(const Round& round, const Step& step, bool reopens) {
    std::vector<Turn> turns;
    if (step.off) {
        const auto at = step.off->origin.learned;
        turns.push_back({State::dropped, at, at, step.off->reason});
        if (step.back && reopens) turns.push_back({State::open, step.back->learned, step.back->learned, {}});
    } else if (step.struck) {
        turns.push_back({State::dropped, step.changed, step.changed, {.word = "struck from the interview"}});
    }
    add_cancelled(turns, round);
    if (!step.struck) add_named_again(turns, step.dates);
    return turns;
}

/// Where the interview's own file names another time while it lies ahead, that is when it takes place.
/// Whoever has to hear of it hears of the interview.
void follow(Duty& duty, const Draft& draft, const Step& step, const Round& interview) {
    const auto zone = Draft::zone(interview);
    for (const auto& end : interview.ends) {
        if (!told_ahead(end) || end.learned < step.dates.back().learned) continue;
        const auto now = meeting_of(end);
        const auto differs = compared(meeting_of(duty.dates.back(), zone), now, zone);
        if (differs == Differs::nothing || (differs == Differs::more && !now.begins)) continue;
        const auto due = now.begins
                             ? *now.begins
                             : draft.at_clock(zone, day_of(now, zone), "call_by", draft.policy.call_by);
        revise(duty, due, end.learned, end.learned, {.word = done_by_words(interview)});
        meant_as(duty, now.begins ? Shape::at_time : Shape::on_date, now.begins);
    }
}

void plan_step(Draft& draft, const Round& round, const Step& step, const Round* following) {
    const auto zone = Draft::zone(round);
    auto duty = duty_of(round, Kind::step, std::to_string(step.number), draft.candidate(),
                        std::max(step.learned, step.dates.front().learned));
    duty.whom = queue::word(step.next.what);
    duty.cause = std::max(duty.cause, step.changed);
    duty.because =
        fmt::format("the {} at {} was set for {}",
                    step.next.what == queue::NextKind::other ? "next step" : queue::word(step.next.what),
                    round.interview.employer.name, when::in_words(step.dates.back().on.value, zone));
    for (const auto& date : step.dates) {
        const auto to = draft.spoken_target(date.on, zone);
        revise(duty, to.due, date.since, date.learned, date.reason, date.origin);
        meant_as(duty, to.shape, to.begins);
    }
    const auto* interview = held_as(step, following);
    if (interview != nullptr && !interview->cancelled) follow(duty, draft, step, *interview);
    const auto day = zone.date(duty.due);
    const bool before = step.dates.back().origin.edition == queue::Edition::first;
    // In the first edition it stayed open until somebody closed it.
    std::optional<Lapse> lapse;
    if (!before) {
        const auto end_of_day = [&](Instant due) {
            return zone.instant(zone.date(due) + base::days{1}, base::seconds{-1});
        };
        lapse = Lapse{end_of_day(duty.due), State::done, "its day has passed"};
        for (const auto& date : duty.dates)
            lapse->by_date.push_back(end_of_day(date.due));
    }
    auto turns = step_turns(round, step, true);
    if (interview != nullptr) add_interview(turns, draft, step, *interview);
    const auto& open = draft.add(std::move(duty), std::move(turns), lapse);
    const bool fresh = step.dates.front().origin.fact != round.origin.fact;
    draft.tell_of_date(open, fresh);
    // An interview that has a file is asked about by its own debriefing.
    if (!before && (interview == nullptr || interview->cancelled))
        draft.nudge(open, "how", draft.recruiter(),
                    open.begins
                        ? draft.later(open.due, "timed_call_told", step_over * draft.policy.timed_call_told)
                        : open.due,
                    "its time has passed: how did it go?");
    const auto& owner = draft.candidate();
    const auto eve = draft.at_clock(owner.zone, draft.workday(day, -1), "eve_nudge", draft.policy.eve_nudge);
    draft.nudge(open, "eve", owner, eve, "the working day before it");
}

/// Nobody has to be named for a step that is off, or in the file of an interview that names whom she will
/// see.
void add_no_names(std::vector<Turn>& turns, Draft& draft, const Round& round, const Step& step,
                  const Round* interview) {
    const auto id = fmt::format("{}/step/{}", round.interview.id, step.number);
    if (const auto by_hand = draft.known.closings.find(id); by_hand != draft.known.closings.end())
        for (const auto& each : by_hand->second) {
            if (each.origin.edition == queue::Edition::first || each.act == queue::Closing::Act::done)
                continue;
            const bool dropped = each.act == queue::Closing::Act::dropped;
            if (dropped || !named_by(draft, round, step, each.learned))
                turns.push_back({dropped ? State::dropped : State::open,
                                 each.at,
                                 each.learned,
                                 {.word = {}, .own = each.reason, .tell = each.tell}});
        }
    if (interview == nullptr) return;
    const bool ahead = !interview->cancelled && told_ahead(interview->ends.back());
    if (!ahead) return add_interview(turns, draft, step, *interview);
    const bool somebody = std::ranges::any_of(interview->people, std::not_fn(&ledger::Person::struck));
    if (somebody)
        turns.push_back(
            {State::done, interview->accepted, interview->accepted, {.word = done_by_words(*interview)}});
}

void plan_names(Draft& draft, const Round& round, const Step& step, const Round* following) {
    const auto opened = std::max(step.learned, step.dates.front().learned);
    if (!is_second_interview(step) || (step.named && *step.named <= opened)) return;
    const auto& owner = draft.recruiter();
    const auto zone = Draft::zone(round);
    auto duty = duty_of(round, Kind::names, std::to_string(step.number), owner, opened);
    duty.whom = round.interview.employer.name;
    duty.because = fmt::format("nobody is named yet for the second interview on {}",
                               when::in_words(step.dates.back().on.value, zone));
    base::Date day;
    Lapse lapse{{}, State::expired, "the interview has begun"};
    for (const auto& date : step.dates) {
        const auto to = draft.spoken_target(date.on, zone);
        day = draft.workday(to.date, -draft.policy.names_days);
        lapse.at = to.begins.value_or(to.due);
        revise(duty, draft.at_clock(owner.zone, day, "names_due", draft.policy.names_due), date.since,
               date.learned, date.reason);
        lapse.by_date.resize(duty.dates.size(), lapse.at);
        lapse.by_date.back() = lapse.at;
    }
    auto turns = step_turns(round, step, step.back && !named_by(draft, round, step, step.back->learned));
    add_no_names(turns, draft, round, step, held_as(step, following));
    if (step.named) turns.push_back({State::done, *step.named, *step.named, {.word = "named"}});
    add_offers(turns, duty, draft.known);
    const auto& open = draft.add(std::move(duty), std::move(turns), lapse);
    draft.nudge(open, "ask", owner,
                draft.at_clock(owner.zone, draft.workday(day, -1), "names_nudge", draft.policy.names_nudge),
                "the names are wanted in good time");
}

} // namespace

void plan_steps(Draft& draft, const Round& round, const Round* following) {
    for (const auto& step : round.steps) {
        if (step.dates.empty()) continue; // without a date nothing is owed yet
        plan_step(draft, round, step, following);
        plan_names(draft, round, step, following);
    }
}

void plan_decision(Draft& draft, const Round& round) {
    if (round.decisions.empty()) return;
    const auto& owner = draft.recruiter();
    const auto& policy = draft.policy;
    const auto zone = Draft::zone(round);
    auto duty = duty_of(round, Kind::decision, {}, owner, round.decisions.front().learned);
    duty.whom = round.interview.employer.name;
    base::Date date;
    for (const auto& said : round.decisions) {
        date = when::last_date(said.on.value, zone);
        const auto due =
            draft.at_clock(owner.zone, draft.workday(date, 1), "decision_due", policy.decision_due);
        revise(duty, due, said.since, said.learned, said.reason);
    }
    duty.because = fmt::format("{} meant to decide by {}", round.interview.employer.name, base::spoken(date));
    std::vector<Turn> turns;
    for (const auto& news : draft.known.news) {
        using enum queue::Heard::News;
        const auto what = news.heard.news;
        if (what != offer && what != second_interview) continue;
        if (round.decisions.front().since > news.at) continue;
        turns.push_back(
            {State::dropped,
             news.at,
             news.learned,
             {.word = std::string{queue::word(what)}, .own = {}, .tell = {}, .withheld = what == offer}});
    }
    add_cancelled(turns, round);
    add_named_again(turns, round.decisions);
    const auto& open = draft.add(std::move(duty), std::move(turns));
    draft.nudge(open, "ask", owner, draft.at_clock(owner.zone, date, "decision_nudge", policy.decision_nudge),
                "it is the day they meant to decide by");
}

} // namespace followup::plan
