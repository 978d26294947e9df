#include "core/ledger/folding.hpp"
#include "core/ledger/names.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::ledger {
namespace {

using queue::ForRecruiter;

/// The key of the person a promise is made to, or of the name alone.
std::string stem(Round& round, std::string_view name, const Fact& fact) {
    const auto* person = person_in(round, name, fact);
    return person != nullptr ? person->key : base::slug(name);
}

/// The n-th promise (from 0) to the same person.
Promised* nth_promise(Round& round, const std::string& stem_key, int n) {
    const auto key = n == 0 ? stem_key : stem_key + "-" + std::to_string(n + 1);
    const auto at = std::ranges::find(round.promises, key, &Promised::key);
    return at == round.promises.end() ? nullptr : &*at;
}

queue::Promise merged(queue::Promise now, const queue::Promise& before) {
    keep_if_unsaid(now.phone, before.phone);
    keep_if_unsaid(now.unless, before.unless);
    keep_if_unsaid(now.said, before.said);
    return now;
}

void apply_promise(Round& round, const Saying& saying, queue::Promise promise, int n) {
    const auto& fact = saying.fact;
    const auto key = stem(round, promise.call, fact);
    queue::Own phone;
    if (saying.confided) {
        phone = std::exchange(promise.phone, {});
        promise.said = {};
    }
    if (auto* known = nth_promise(round, key, n)) {
        // A date that moved since stays moved when the file says again what it said before.
        // What a debriefing promises is promised then, also for the same day.
        const bool anew = saying.source == Source::other && !first_edition(fact);
        if (anew || known->promise.on.value != promise.on.value)
            add_date(known->dates, promise.on, fact, {.word = "amended"}, anew);
        if (!first_edition(fact)) promise = merged(std::move(promise), known->promise);
        if (known->promise != promise || known->struck) known->changed = fact.accepted;
        known->promise = promise;
        if (!phone.empty()) known->phone = phone;
        known->struck = false;
        if (saying.source == Source::other) known->source = saying.source;
        return;
    }
    Promised fresh{.key = n == 0 ? key : key + "-" + std::to_string(n + 1),
                   .promise = promise,
                   .phone = phone,
                   .dates = {},
                   .learned = fact.accepted,
                   .changed = fact.accepted,
                   .source = saying.source};
    fresh.dates.push_back({promise.on, promise.on.said, fact.accepted, {}, origin_of(fact)});
    round.promises.push_back(std::move(fresh));
}

/// A call to somebody who is nearly called like one of those met: whom is it to?
void ask_whom(Case& known, Round& round, const Fact& fact, const queue::Promise& promise) {
    if (person_in(round, promise.call, fact) != nullptr) return;
    if (const auto* near = person_near(round.people, promise.call))
        ask(known, round, fact, Question::promised_to, {{"name", promise.call}, {"other", near->met.name}});
}

/// An answer to a doubt of somebody whom nobody met stands in no letter: whose doubt was it?
void ask_whose(Case& known, const Round& round, const Fact& fact) {
    if (first_edition(fact)) return;
    for (const auto& concern : round.told.objections) {
        if (concern.by.empty() || concern.answer.empty()) continue;
        const auto met = [&](const Round& each) {
            return person_told_of(each.people, concern.by) != nullptr;
        };
        if (std::ranges::any_of(known.rounds, met)) continue;
        const auto asked = [&](const Doubt& doubt) {
            const auto name = doubt.about.find("name");
            return name != doubt.about.end() && name->second == concern.by;
        };
        if (std::ranges::any_of(known.doubts, asked)) continue;
        ask(known, round, fact, Question::whose_concern, {{"name", concern.by}});
    }
}

void apply_promises(Case& known, Round& round, const Saying& saying,
                    const std::vector<queue::Promise>& promises) {
    std::map<std::string, int> seen;
    for (const auto& promise : promises) {
        apply_promise(round, saying, promise, seen[stem(round, promise.call, saying.fact)]++);
        ask_whom(known, round, saying.fact, promise);
    }
}

/// What interview files of the first edition said before and this one, with the steps of these numbers, does
/// not say any more.
void strike(Round& round, const Fact& fact, const queue::Interview& said, const std::vector<int>& steps) {
    for (auto& person : round.people) {
        const bool named = std::ranges::any_of(
            said.met, [&](const queue::Met& met) { return person_meant(round.people, met) == &person; });
        if (named || person.struck || person.source == Source::other) continue;
        person.struck = true;
        person.changed = fact.accepted;
    }
    std::vector<std::string> promised;
    std::map<std::string, int> seen;
    for (const auto& promise : said.promises) {
        const auto key = stem(round, promise.call, fact);
        const int n = seen[key]++;
        promised.push_back(n == 0 ? key : key + "-" + std::to_string(n + 1));
    }
    for (auto& promise : round.promises) {
        if (promise.struck || promise.source == Source::other) continue;
        if (std::ranges::find(promised, promise.key) != promised.end()) continue;
        promise.struck = true;
        promise.changed = fact.accepted;
    }
    for (auto& step : round.steps) {
        if (step.struck || step.source == Source::other) continue;
        if (std::ranges::find(steps, step.number) != steps.end()) continue;
        step.struck = true;
        step.changed = fact.accepted;
    }
}

void add_decision(Round& round, const Fact& fact, const queue::Spoken& decision, std::string word) {
    if (round.decisions.empty())
        round.decisions.push_back({decision, decision.said, fact.accepted, {}, origin_of(fact)});
    else
        add_date(round.decisions, decision, fact, {.word = std::move(word)});
}

/// The interview as it is known now: what this file does not say is as it was.
queue::Interview merged(queue::Interview now, const queue::Interview& before) {
    keep_if_unsaid(now.case_id, before.case_id);
    keep_if_unsaid(now.round, before.round);
    keep_if_unsaid(now.place, before.place);
    keep_if_unsaid(now.began, before.began);
    keep_if_unsaid(now.said_at, before.said_at);
    keep_if_unsaid(now.decision, before.decision);
    keep_if_unsaid(now.employer.zone, before.employer.zone);
    keep_if_unsaid(now.employer.address, before.employer.address);
    keep_if_unsaid(now.employer.phone, before.employer.phone);
    keep_if_unsaid(now.employer.language, before.employer.language);
    now.candidate = ledger::merged(std::move(now.candidate), before.candidate);
    if (now.began && *now.began > now.ended) now.began.reset(); // of the time before it moved
    return now;
}

/// An end that was moved to a time to come, or to another day, says nothing of the beginning: that it would
/// begin when it was to begin before is nobody's word.
void forget_beginning(queue::Interview& now, const queue::Interview& said, const queue::Interview& before,
                      const Fact& fact) {
    if (said.began || said.ended == before.ended) return;
    const auto zone = base::Zone::named(fact.event.zone).value_or(base::Zone::utc());
    if (said.ended > fact.accepted || zone.date(said.ended) != zone.date(before.ended)) now.began.reset();
}

/// When the interview is, as this file says, if that is new.
void add_end(Round& round, const Fact& fact) {
    const auto& said = round.interview;
    const auto* last = round.ends.empty() ? nullptr : &round.ends.back();
    const bool same = last != nullptr && last->ended == said.ended;
    if (same && (!said.began || said.began == last->began)) return;
    // It takes place after all, at another time.
    if (!same || last->began) round.cancelled.reset();
    round.ends.push_back({said.ended, fact.accepted, origin_of(fact), said.began});
}

} // namespace

queue::Candidate merged(queue::Candidate now, const queue::Candidate& before) {
    keep_if_unsaid(now.id, before.id);
    keep_if_unsaid(now.phone, before.phone);
    keep_if_unsaid(now.zone, before.zone);
    keep_if_unsaid(now.language, before.language);
    keep_if_unsaid(now.salutation, before.salutation);
    now.was.clear();
    return now;
}

int moves(const Promised& promised) {
    int count = 0;
    for (std::size_t n = 1; n < promised.dates.size(); ++n)
        if (promised.dates[n].on.value != promised.dates[n - 1].on.value) ++count;
    return count;
}

Origin origin_of(const Fact& fact) {
    return {fact.number, fact.event.at, fact.accepted, fact.event.teller, fact.event.edition};
}

void ask(Case& known, const Round& round, const Fact& fact, Question question, Asked about) {
    about.emplace("interview", round.interview.id);
    auto words = in_english(question, about);
    known.warnings.push_back(words);
    if (!first_edition(fact))
        known.doubts.push_back(
            {origin_of(fact), round.interview.id, question, std::move(about), std::move(words)});
}

void add_date(std::vector<PromisedDate>& dates, const queue::Spoken& on, const Fact& fact, Reason reason,
              bool anew) {
    const bool same = !dates.empty() && dates.back().on.value == on.value;
    if (same && (!anew || first_edition(fact))) return;
    // An interview's file is dated at its end; what an amendment moves is moved when it arrives.
    const bool amended = std::holds_alternative<queue::Interview>(fact.event.body);
    dates.push_back(
        {on, amended ? fact.accepted : fact.event.at, fact.accepted, std::move(reason), origin_of(fact)});
}

void apply_interview(Case& known, Round& round, const Fact& fact, const queue::Interview& said, bool opened) {
    const auto before = round.interview;
    const bool adds = !opened && !first_edition(fact);
    round.interview = adds ? merged(said, before) : said;
    if (adds) forget_beginning(round.interview, said, before, fact);
    apply_matter(round, fact, said);
    if (auto notes = std::exchange(round.interview.notes, {}); !notes.empty())
        round.notes.push_back(std::move(notes));
    round.zone = fact.event.zone;
    round.amended = fact.accepted;
    if (opened) {
        round.accepted = fact.accepted;
        round.origin = origin_of(fact);
    }
    add_end(round, fact);
    for (const auto& met : said.met)
        apply_person(known, round, fact, met, Source::interview, false);
    const Saying saying{fact};
    apply_promises(known, round, saying, said.promises);
    ask_whose(known, round, fact);
    const auto steps = apply_steps(round, saying, said.next);
    if (!opened && first_edition(fact)) strike(round, fact, said, steps);
    if (!said.decision) return;
    const bool again = before.decision && before.decision->value == said.decision->value;
    if (!again || round.decisions.empty()) add_decision(round, fact, *said.decision, "amended");
}

void apply_debriefing(Case& known, Round& round, const Fact& fact, const queue::Debriefed& said) {
    const bool client = said.with == queue::Debriefed::With::client;
    auto& slot = client ? round.client_debriefing : round.candidate_debriefing;
    if (!slot) slot = Debriefing{fact.event.at, fact.accepted, {}, fact.event.edition};
    if (!said.notes.empty()) slot->notes.push_back(said.notes);
    apply_matter(round, fact, said);
    for (const auto& met : said.met)
        apply_person(known, round, fact, met, Source::other, client);
    const Saying saying{fact, Source::other, client};
    apply_promises(known, round, saying, said.promises);
    ask_whose(known, round, fact);
    static_cast<void>(apply_steps(round, saying, said.next));
    if (said.decision) add_decision(round, fact, *said.decision, "debriefing");
}

} // namespace followup::ledger
