#include "core/ledger/folding.hpp"
#include "core/ledger/names.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::ledger {
namespace {

std::string met_names(const Round& round) {
    std::vector<std::string> names;
    for (const auto& person : round.people)
        if (!person.struck) names.push_back(person.met.name);
    return names.empty() ? "nobody" : base::joined(names, ", ");
}

/// "ann-lee" and "ann-lee-2" are promises to ann-lee; "ann-lee-smith" is one to somebody else.
bool of_person(std::string_view promise, std::string_view person) {
    if (!promise.starts_with(person)) return false;
    const auto rest = promise.substr(person.size());
    return rest.empty()
           || (rest.size() > 1 && rest.front() == '-'
               && rest.find_first_not_of("0123456789", 1) == std::string_view::npos);
}

} // namespace

Promised* promise_named(Round& round, std::string_view name) {
    const auto* person = person_named(round.people, name);
    const auto key = person != nullptr ? person->key : base::slug(name);
    Promised* last = nullptr;
    for (auto& promise : round.promises) {
        const bool fits =
            of_person(promise.key, key) || base::folded(promise.promise.call) == base::folded(name);
        if (fits && (last == nullptr || last->struck || !promise.struck)) last = &promise;
    }
    return last;
}

void apply_letter(Case& known, Round& round, const Fact& fact, const queue::Letter& letter) {
    const auto* person = person_named(round.people, letter.to);
    if (person == nullptr) {
        known.warnings.push_back(fmt::format("a letter went to '{}', who is not among those met in {}: {}",
                                             letter.to, round.interview.id, met_names(round)));
        return;
    }
    if (person->struck && letter.sent_at >= person->changed)
        known.warnings.push_back(fmt::format("a letter went to '{}', who was struck from those met in {}",
                                             letter.to, round.interview.id));
    const Sent sent{letter.sent_at, letter.by, fact.accepted};
    const auto [at, fresh] = round.letters.emplace(person->key, sent);
    if (!fresh && sent.sent_at < at->second.sent_at) at->second = sent;
}

void apply_called(Case& known, Round& round, const Fact& fact, const queue::Called& called) {
    auto* promise = promise_named(round, called.whom);
    Tried tried{.key = promise != nullptr ? promise->key : "",
                .whom = called.whom,
                .at = fact.event.at,
                .result = called.result,
                .next = called.next.has_value(),
                .notes = called.notes,
                .learned = fact.accepted};
    if (promise == nullptr)
        known.warnings.push_back(fmt::format("'{}' was called, but no call to them was promised in {}",
                                             called.whom, round.interview.id));
    if (promise != nullptr && called.next)
        add_date(promise->dates, *called.next, fact, std::string{queue::word(called.result)});
    round.calls.push_back(std::move(tried));
}

void apply_pushed(Round& round, const Fact& fact, const queue::Pushed& pushed) {
    if (auto* promise = promise_named(round, pushed.whom)) {
        // What another event told stays, also when the interview's file does not say it any more.
        promise->struck = false;
        promise->source = Source::other;
        add_date(promise->dates, pushed.to, fact, pushed.reason.empty() ? "pushed" : pushed.reason);
        return;
    }
    // A date that moved is a promise, also when its first date was never told.
    std::vector<std::string> taken;
    for (const auto& each : round.promises)
        taken.push_back(each.key);
    const auto* person = person_named(round.people, pushed.whom);
    Promised fresh{.key = fresh_key(person != nullptr ? person->key : pushed.whom, taken),
                   .promise = {.call = pushed.whom, .on = pushed.to, .phone = {}, .said = {}},
                   .dates = {},
                   .learned = fact.accepted,
                   .changed = fact.accepted,
                   .source = Source::other};
    add_date(fresh.dates, pushed.to, fact, pushed.reason);
    round.promises.push_back(std::move(fresh));
}

void apply_heard(Case& known, Round& round, const Fact& fact, const queue::Heard& heard) {
    known.news.push_back({heard, fact.event.at, fact.accepted});
    const auto reason = std::string{queue::word(heard.news)};
    if (heard.news == queue::Heard::News::new_date && heard.date)
        add_date(round.decisions, *heard.date, fact, reason);
    if (heard.news != queue::Heard::News::second_interview || !heard.date) return;
    Step* at = nullptr;
    for (auto& step : round.steps)
        if (step.next.what == queue::NextKind::second_interview
            && (at == nullptr || (at->struck && !step.struck)))
            at = &step;
    if (at != nullptr) {
        at->struck = false; // as for a promise that is pushed
        at->source = Source::other;
        add_date(at->dates, *heard.date, fact, reason);
        return;
    }
    int number = 0;
    for (const auto& step : round.steps)
        number = std::max(number, step.number);
    Step step{.number = number + 1,
              .next = {.what = queue::NextKind::second_interview,
                       .when = heard.date,
                       .with = {},
                       .note = heard.notes},
              .dates = {},
              .learned = fact.accepted,
              .named = {},
              .changed = fact.accepted,
              .source = Source::other};
    add_date(step.dates, *heard.date, fact, {});
    round.steps.push_back(std::move(step));
}

void apply_closing(Case& known, const Fact& fact, const queue::Closing& closing) {
    known.closings[closing.duty].push_back(
        {closing.act, fact.event.at, closing.by, closing.reason, fact.accepted});
}

void apply_withdrawn(Case& known, const Fact& fact, const queue::Withdrawn& withdrawn) {
    const auto reason = withdrawn.reason.empty() ? "withdrawn" : "withdrawn: " + withdrawn.reason;
    for (auto& round : known.rounds)
        if (round.accepted <= fact.accepted && !round.withdrawn)
            round.withdrawn = Closed{queue::Closing::Act::dropped, fact.event.at, {}, reason, fact.accepted};
}

} // namespace followup::ledger
