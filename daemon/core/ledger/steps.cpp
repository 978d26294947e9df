#include "core/ledger/folding.hpp"
#include "core/ledger/names.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::ledger {
namespace {

using queue::ForRecruiter;
using queue::NextKind;

/// "Second-Interview" as the kind it means.
std::string kind_words(std::string_view name) {
    auto words = base::folded(name);
    std::ranges::replace(words, '-', ' ');
    return words;
}

bool is_kind(const Step& step, std::string_view name) {
    return base::folded(queue::word(step.next.what)) == kind_words(name);
}

/// INTERVIEW/step/NUMBER
bool is_id(const Round& round, const Step& step, std::string_view name) {
    return name == fmt::format("{}/step/{}", round.interview.id, step.number);
}

/// A fact names the step, which brings it back unless it was struck by a later one.
void name_again(Step& step, const Fact& fact) {
    const auto origin = origin_of(fact);
    if (step.told.fact < origin.fact) step.told = origin;
    if (!step.off) {
        if (first_edition(fact) || fact.accepted >= step.changed) step.struck = false;
    } else if (origin.fact > step.off->origin.fact) {
        step.struck = false;
        if (!step.back || origin.fact < step.back->fact) step.back = origin;
    }
}

/// A step that gets another date, or its first.
void move_step(Step& step, const queue::Spoken& to, const Fact& fact, Reason reason) {
    // What another event told stays, also when the interview's file does not say it any more.
    name_again(step, fact);
    step.source = Source::other;
    add_date(step.dates, to, fact, std::move(reason), true);
}

Step fresh_step(const Fact& fact, int number, queue::Next next, Source source) {
    return {.number = number,
            .next = std::move(next),
            .note = {},
            .dates = {},
            .learned = fact.accepted,
            .named = {},
            .changed = fact.accepted,
            .source = source,
            .told = origin_of(fact)};
}

/// Names grow, none is taken away.
std::vector<std::string> joined(std::vector<std::string> before, const std::vector<std::string>& now) {
    for (const auto& name : now)
        if (std::ranges::none_of(before, [&](const auto& each) { return compared(each) == compared(name); }))
            before.push_back(name);
    return before;
}

void apply_step(Round& round, const Saying& saying, int number, queue::Next next) {
    const auto& fact = saying.fact;
    queue::Own note;
    if (saying.confided) {
        note = next.note.read(ForRecruiter{});
        next.note = {};
    }
    auto at = std::ranges::find(round.steps, number, &Step::number);
    if (at == round.steps.end()) {
        at = round.steps.insert(round.steps.end(), fresh_step(fact, number, next, saying.source));
        at->note = note;
    } else {
        if (!first_edition(fact)) {
            next.with = joined(at->next.with, next.with);
            keep_if_unsaid(next.note, at->next.note);
            keep_if_unsaid(next.when, at->next.when);
        }
        if (at->next != next || at->struck) at->changed = fact.accepted;
        const bool same_date = at->next.when && next.when && at->next.when->value == next.when->value;
        if (next.when && !same_date) add_date(at->dates, *next.when, fact, {.word = "amended"});
        at->next = next;
        if (!note.empty()) at->note = note;
        name_again(*at, fact);
        if (!at->off) at->struck = false;
        if (saying.source == Source::other) at->source = saying.source;
    }
    if (at->dates.empty() && next.when)
        at->dates.push_back({*next.when, next.when->said, fact.accepted, {}, origin_of(fact)});
    if (!next.with.empty() && !at->named) at->named = fact.accepted;
}

/// The number of the step that is meant: the first of its kind that is not among those `taken`, else a new
/// one. One that was struck is not meant by a file that says nothing of it.
int step_meant(const Round& round, const queue::Next& next, const std::vector<int>& taken) {
    for (const auto& step : round.steps)
        if (step.next.what == next.what && std::ranges::find(taken, step.number) == taken.end())
            return step.number;
    return static_cast<int>(round.steps.size()) + 1;
}

/// The same time, or the same day where one of them names no more.
bool meets(const queue::Spoken& date, const queue::Spoken& when, const base::Zone& zone) {
    if (date.value == when.value) return true;
    const bool days =
        std::holds_alternative<base::Date>(date.value) || std::holds_alternative<base::Date>(when.value);
    return days && when::last_date(date.value, zone) == when::last_date(when.value, zone);
}

/// Those of the round that are still on and that a strike may mean; by its id it is one.
std::vector<Step*> meant_by(Round& round, const Fact& fact, const queue::Struck& struck) {
    const auto& name = struck.which.read(ForRecruiter{});
    const auto zone = base::Zone::named(round.zone).value_or(base::Zone::utc());
    std::vector<Step*> list;
    for (auto& step : round.steps) {
        if (step.struck) continue;
        if (is_id(round, step, name)) return {&step};
        const auto on_that = [&](const PromisedDate& date) {
            return date.learned <= fact.accepted && meets(date.on, *struck.when, zone);
        };
        if (is_kind(step, name) && (!struck.when || std::ranges::any_of(step.dates, on_that)))
            list.push_back(&step);
    }
    return list;
}

std::string dates_of(const std::vector<Step*>& steps, const base::Zone& zone) {
    std::vector<std::string> words;
    for (const auto* step : steps)
        words.push_back(step->dates.empty() ? std::string{"no date yet"}
                                            : when::in_words(step->dates.back().on.value, zone));
    return base::joined(words, "; ");
}

void strike_out(Step& step, const Fact& fact, const queue::Struck& struck) {
    step.off = Off{origin_of(fact), {"struck from the interview", struck.reason, struck.tell}};
    step.struck = step.told.fact <= fact.number;
    step.back.reset();
    if (!step.struck) step.back = step.told;
    step.changed = std::max(step.changed, fact.accepted);
}

} // namespace

Step* step_named(Round& round, std::string_view name) {
    const bool id = name.starts_with(round.interview.id + "/step/");
    Step* last = nullptr;
    for (auto& step : round.steps) {
        const bool fits = id ? is_id(round, step, name) : is_kind(step, name);
        if (fits && (last == nullptr || last->struck || !step.struck)) last = &step;
    }
    return last;
}

std::vector<int> apply_steps(Round& round, const Saying& saying, const std::vector<queue::Next>& list) {
    // In debriefings of the first edition each was by itself.
    const bool apart = saying.source == Source::other && first_edition(saying.fact);
    std::vector<int> numbers;
    for (const auto& next : list) {
        numbers.push_back(step_meant(round, next, apart ? std::vector<int>{} : numbers));
        apply_step(round, saying, numbers.back(), next);
    }
    return numbers;
}

void number_step(Round& round, const Fact& fact) {
    const auto second = [](const Step& step) { return step.next.what == NextKind::second_interview; };
    if (first_edition(fact) || std::ranges::any_of(round.steps, second)) return;
    round.steps.push_back(fresh_step(fact, static_cast<int>(round.steps.size()) + 1,
                                     {.what = NextKind::second_interview, .when = {}, .with = {}, .note = {}},
                                     Source::other));
}

void apply_invitation(Round& round, const Fact& fact, const queue::Heard& heard) {
    Step* at = nullptr;
    for (auto& step : round.steps)
        if (step.next.what == NextKind::second_interview && (at == nullptr || (at->struck && !step.struck)))
            at = &step;
    if (at == nullptr) {
        int number = 0;
        for (const auto& step : round.steps)
            number = std::max(number, step.number);
        auto step = fresh_step(
            fact, number + 1,
            {.what = NextKind::second_interview, .when = heard.date, .with = {}, .note = heard.tell},
            Source::other);
        step.note = heard.notes;
        add_date(step.dates, *heard.date, fact, {});
        round.steps.push_back(std::move(step));
        return;
    }
    Reason reason{.word = std::string{queue::word(heard.news)}, .own = {}, .tell = heard.tell};
    if (!heard.tell.empty() && at->next.note.empty()) at->next.note = heard.tell;
    if (at->dates.empty()) { // it is by this that it is known
        at->next.when = heard.date;
        if (at->note.empty()) at->note = heard.notes;
        reason = {};
    }
    move_step(*at, *heard.date, fact, std::move(reason));
}

bool apply_pushed_step(Round& round, const Fact& fact, const queue::Pushed& pushed, const Reason& reason) {
    auto* step = step_named(round, pushed.whom);
    if (step == nullptr || (step->struck && !pushed.whom.contains('/'))) return false;
    move_step(*step, pushed.to, fact, reason);
    return true;
}

OffOtherwise off_otherwise(const Case& known, Instant at) {
    OffOtherwise ways;
    const auto add = [&ways](const std::string& words, const std::string& event) {
        ways.words += words;
        ways.events += (ways.events.empty() ? "" : "; ") + event;
    };
    for (const auto& round : known.rounds) {
        const auto zone = base::Zone::named(round.zone).value_or(base::Zone::utc());
        const auto& id = round.interview.id;
        for (const auto& step : round.steps) {
            if (step.struck || step.dates.empty()) continue;
            const auto& on = step.dates.back().on.value;
            if (when::last_date(on, zone) < zone.date(at)) continue;
            add(fmt::format("; to call off the {} on {}, write [[struck]] with interview = \"{}\" and next = "
                            "\"{}/step/{}\"",
                            queue::word(step.next.what), when::in_words(on, zone), id, id, step.number),
                fmt::format("[[struck]] interview = \"{}\", next = \"{}/step/{}\"", id, id, step.number));
        }
        if (!round.cancelled && round.interview.ended > at)
            add(fmt::format("; to call off the one that ends {}, write [[cancelled]] with interview = \"{}\"",
                            base::spoken(round.interview.ended, zone), id),
                fmt::format("[[cancelled]] interview = \"{}\"", id));
    }
    return ways;
}

Strike strike_step(Case& known, Round& round, const Fact& fact, const queue::Struck& struck) {
    auto steps = meant_by(round, fact, struck);
    const auto* of = &round;
    // The case goes on under its last interview, while the step was named at an earlier one.
    for (auto& other : known.rounds) {
        if (!steps.empty()) break;
        of = &other;
        steps = meant_by(other, fact, struck);
    }
    if (steps.empty()) return Strike::nothing;
    if (steps.size() > 1) {
        const auto zone = base::Zone::named(of->zone).value_or(base::Zone::utc());
        ask(known, round, fact, Question::which_step,
            {{"count", std::to_string(steps.size())},
             {"name", std::string{struck.which.read(ForRecruiter{})}},
             {"interview", of->interview.id},
             {"dates", dates_of(steps, zone)}});
        return Strike::asked;
    }
    strike_out(*steps.front(), fact, struck);
    return Strike::done;
}

} // namespace followup::ledger
