#include "core/ledger/folding.hpp"
#include "core/ledger/names.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::ledger {
namespace {

/// To whom a call is promised that nobody has made yet.
std::string names_to_call(const Round& round) {
    std::vector<std::string> names;
    for (const auto& promise : round.promises) {
        const auto spoke = [&](const Tried& tried) {
            return tried.key == promise.key && tried.result == queue::Called::Outcome::spoke;
        };
        if (!promise.struck && std::ranges::none_of(round.calls, spoke))
            names.push_back(promise.promise.call);
    }
    return base::joined(names, ", ");
}

std::string met_names(const Round& round) {
    std::vector<std::string> names;
    for (const auto& person : round.people)
        if (!person.struck) names.push_back(person.met.name);
    return names.empty() ? "nobody" : base::joined(names, ", ");
}

/// By when a promise was known that an event may mean; all that are, by the rule of the first edition.
Instant known_by(const Fact& fact) {
    return first_edition(fact) ? Instant::max() : fact.accepted;
}

} // namespace

Person* person_in(Round& round, std::string_view name, const Fact& fact) {
    return first_edition(fact) ? person_named(round.people, name) : person_told_of(round.people, name);
}

Promised* promise_named(Round& round, std::string_view name, const Fact& fact) {
    const auto by = known_by(fact);
    const Person* person = person_in(round, name, fact);
    const auto key = person != nullptr ? person->key : base::slug(name);
    const auto meant = [by](const Promised& each) {
        const bool struck = each.struck && each.changed <= by;
        return (each.learned <= by ? 2 : 0) + (struck ? 0 : 1);
    };
    Promised* last = nullptr;
    for (auto& promise : round.promises) {
        const bool fits =
            of_person(promise.key, key) || base::folded(promise.promise.call) == base::folded(name);
        if (fits && (last == nullptr || meant(promise) >= meant(*last))) last = &promise;
    }
    return last;
}

namespace {

/// What is told of a thing brings it back, unless it was struck later.
template <class Thing>
void bring_back(Thing& thing, const Fact& fact) {
    if (first_edition(fact) || fact.accepted >= thing.changed) thing.struck = false;
}

/// Two people of one name: nobody guesses which of them is meant.
bool asked_which(Case& known, const Round& round, const Fact& fact, const std::string& name) {
    const bool id = std::ranges::any_of(round.people, [&](const Person& p) { return p.met.id == name; });
    if (id || fact.event.edition == queue::Edition::first || !several_named(round.people, name)) return false;
    ask(known, round, fact, Question::which_person, {{"name", name}});
    return true;
}

} // namespace

void apply_letter(Case& known, Round& round, const Fact& fact, const queue::Letter& letter) {
    if (asked_which(known, round, fact, letter.to)) return;
    const auto* person = person_in(round, letter.to, fact);
    if (person == nullptr) {
        const auto* near = person_near(round.people, letter.to);
        if (near != nullptr)
            return ask(known, round, fact, Question::letter_to,
                       {{"name", letter.to}, {"other", near->met.name}});
        return ask(known, round, fact, Question::letter_to_stranger,
                   {{"name", letter.to}, {"met", met_names(round)}});
    }
    if (person->struck && letter.sent_at > person->changed)
        known.warnings.push_back(fmt::format("a letter went to '{}', who was struck from those met in {}",
                                             letter.to, round.interview.id));
    const Sent sent{letter.sent_at, letter.by, fact.accepted};
    const auto [at, fresh] = round.letters.emplace(person->key, sent);
    if (!fresh && sent.sent_at < at->second.sent_at) at->second = sent;
}

void apply_called(Case& known, Round& round, const Fact& fact, const queue::Called& called) {
    if (asked_which(known, round, fact, called.whom)) return;
    auto* promise = promise_named(round, called.whom, fact);
    Tried tried{.key = promise != nullptr ? promise->key : "",
                .whom = called.whom,
                .at = fact.event.at,
                .result = called.result,
                .next = called.next.has_value(),
                .learned = fact.accepted};
    const bool stranger = promise == nullptr && person_in(round, called.whom, fact) == nullptr;
    const auto* near = stranger ? person_near(round.people, called.whom) : nullptr;
    if (near != nullptr)
        ask(known, round, fact, Question::called_whom, {{"name", called.whom}, {"other", near->met.name}});
    else if (const auto open = names_to_call(round); stranger && !open.empty())
        ask(known, round, fact, Question::called_stranger, {{"name", called.whom}, {"open", open}});
    else if (promise == nullptr)
        known.warnings.push_back(fmt::format("'{}' was called, but no call to them was promised in {}",
                                             called.whom, round.interview.id));
    if (promise != nullptr && called.next) {
        const auto before = promise->dates.size();
        add_date(promise->dates, *called.next, fact, {.word = std::string{queue::word(called.result)}}, true);
        if (promise->dates.size() > before) promise->dates.back().agreed = true;
        if (!first_edition(fact)) bring_back(*promise, fact);
    } else if (called.next && fact.event.edition != queue::Edition::first)
        // "Call me again on Friday": a date that was named is a promise.
        apply_pushed(known, round, fact,
                     {.interview = {}, .whom = called.whom, .to = *called.next, .reason = {}, .tell = {}});
    round.calls.push_back(std::move(tried));
}

namespace {

/// Why a date moved: what a person said, for whom they said it, else the program's word.
Reason reason_of(const queue::Pushed& pushed) {
    const bool silent = pushed.reason.empty() && pushed.tell.empty();
    return {silent ? "pushed" : "", pushed.reason, pushed.tell};
}

} // namespace

void apply_pushed(Case& known, Round& round, const Fact& fact, const queue::Pushed& pushed) {
    const bool duty = pushed.whom.contains('/');
    if (apply_pushed_step(round, fact, pushed, reason_of(pushed))) return;
    auto whom = std::string_view{pushed.whom};
    if (whom == round.interview.id + "/next")
        return add_date(known.next_dates, pushed.to, fact, reason_of(pushed), true);
    if (whom == round.interview.id + "/decision")
        return add_date(round.decisions, pushed.to, fact, reason_of(pushed), true);
    if (whom.starts_with(round.interview.id + "/answer") && !known.offers.empty())
        return add_date(known.offers.back().dates, pushed.to, fact, reason_of(pushed), true);
    const auto call = round.interview.id + "/call/";
    Promised* promise = nullptr;
    if (duty) {
        if (whom.starts_with(call)) {
            const auto at = std::ranges::find(round.promises, whom.substr(call.size()), &Promised::key);
            if (at != round.promises.end()) promise = &*at;
        }
        if (promise == nullptr)
            return ask(known, round, fact, Question::pushed_nothing, {{"name", pushed.whom}});
    } else {
        promise = promise_named(round, whom, fact);
    }
    if (promise != nullptr) {
        // What another event told stays, also when the interview's file does not say it any more.
        bring_back(*promise, fact);
        promise->source = Source::other;
        add_date(promise->dates, pushed.to, fact, reason_of(pushed), true);
        return;
    }
    if (const auto* near = person_near(round.people, whom);
        near != nullptr && person_in(round, whom, fact) == nullptr)
        ask(known, round, fact, Question::pushed_whom, {{"name", pushed.whom}, {"other", near->met.name}});
    // A date that moved is a promise, also when its first date was never told.
    std::vector<std::string> taken;
    for (const auto& each : round.promises)
        taken.push_back(each.key);
    const auto* person = person_in(round, pushed.whom, fact);
    Promised fresh{.key = fresh_key(person != nullptr ? person->key : pushed.whom, taken),
                   .promise = {.call = pushed.whom, .on = pushed.to, .phone = {}, .unless = {}, .said = {}},
                   .phone = {},
                   .dates = {},
                   .learned = fact.accepted,
                   .changed = fact.accepted,
                   .source = Source::other};
    add_date(fresh.dates, pushed.to, fact, {{}, pushed.reason, pushed.tell});
    round.promises.push_back(std::move(fresh));
}

void apply_heard(Case& known, Round& round, const Fact& fact, const queue::Heard& heard) {
    using enum queue::Heard::News;
    if (const auto* ended = known.ended(); ended != nullptr && heard.news != acknowledged)
        ask(known, round, fact, Question::news_after_end, {{"ended", std::string{word(ended->how)}}});
    known.news.push_back({heard, fact.event.at, fact.accepted, origin_of(fact)});
    apply_outcome(known, fact, heard);
    if (heard.news == new_date && heard.date)
        add_date(round.decisions, *heard.date, fact, {.word = std::string{queue::word(heard.news)}});
    if (heard.news == second_interview && heard.date) apply_invitation(round, fact, heard);
}

void apply_closing(Case& known, const Fact& fact, const queue::Closing& closing) {
    known.closings[closing.duty].push_back({closing.act, fact.event.at, closing.by, closing.reason,
                                            fact.accepted, closing.tell, origin_of(fact)});
}

} // namespace followup::ledger
