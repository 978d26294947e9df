#include "core/ledger/folding.hpp"
#include "core/ledger/names.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::ledger {
namespace {

using How = Ending::How;
using queue::ForRecruiter;

/// She knows what she did or heard herself, and what she was told in so many words.
Telling telling_of(const Fact& fact, const queue::Shared& tell, bool her_own) {
    if (tell.empty() && !her_own && fact.event.teller != queue::Teller::candidate) return {};
    return {fact.event.at, fact.accepted, tell};
}

void end(Case& known, const Fact& fact, How how, Reason reason, Telling telling) {
    if (known.ended() != nullptr) return; // an end is an end; whatever comes later changes nothing
    reason.word = word(how);
    known.endings.push_back({how, origin_of(fact), std::move(reason), std::move(telling), {}});
}

} // namespace

std::string_view word(How how) {
    switch (how) {
    case How::rejected: return "rejected";
    case How::withdrawn: return "withdrawn";
    case How::closed: return "closed";
    case How::accepted: return "accepted";
    case How::declined: return "declined";
    }
    return {};
}

void apply_withdrawn(Case& known, const Fact& fact, const queue::Withdrawn& withdrawn) {
    end(known, fact, How::withdrawn, {{}, withdrawn.reason, withdrawn.tell},
        telling_of(fact, withdrawn.tell, true));
}

void apply_closed(Case& known, const Fact& fact, const queue::CaseClosed& closed) {
    end(known, fact, How::closed, {{}, closed.reason, closed.tell, true},
        telling_of(fact, closed.tell, false));
}

void apply_answered(Case& known, const Fact& fact, const queue::Answered& answered) {
    for (auto& offer : known.offers)
        if (offer.stands()) offer.answered = origin_of(fact);
    const bool accepted = answered.answer == queue::Answered::Answer::accepted;
    const auto how = accepted ? How::accepted : How::declined;
    if (const auto* ended = known.ended(); ended != nullptr && ended->how != how)
        for (const auto& round : known.rounds)
            if (round.interview.id == answered.interview)
                ask(known, round, fact, Question::answered_after_end,
                    {{"how", std::string{word(how)}}, {"ended", std::string{word(ended->how)}}});
    end(known, fact, how, {{}, answered.notes, {}}, telling_of(fact, {}, true));
}

void apply_outcome(Case& known, const Fact& fact, const queue::Heard& heard) {
    using enum queue::Heard::News;
    if (heard.news == rejected)
        return end(known, fact, How::rejected, {{}, {}, heard.tell, true},
                   telling_of(fact, heard.tell, false));
    if (heard.news != offer || known.ended() != nullptr) return;
    const auto again = std::ranges::find_if(known.offers, &Offer::stands);
    if (again != known.offers.end()) {
        // The same offer once more: what is new in it counts.
        if (heard.date) add_date(again->dates, *heard.date, fact, {.word = "offer"});
        if (!again->telling.at) again->telling = telling_of(fact, heard.tell, false);
        return;
    }
    Offer fresh{origin_of(fact), heard.interview, {}, heard.notes, telling_of(fact, heard.tell, false), {}};
    if (heard.date) add_date(fresh.dates, *heard.date, fact, {});
    known.offers.push_back(std::move(fresh));
}

void apply_told(Case& known, const Fact& fact, const queue::Told& told) {
    const auto now = [&](Telling& telling) {
        if (!telling.at)
            telling = {fact.event.at, fact.accepted, told.tell, origin_of(fact)};
        else if (!told.tell.empty())
            telling.words = told.tell, telling.by = origin_of(fact);
    };
    bool any = false;
    for (auto& ending : known.endings) {
        if (ending.reopened) continue;
        const bool told_before = ending.telling.by && ending.reason.tell == ending.telling.words;
        now(ending.telling);
        // What she was told last is what her pages say of it.
        if (told_before && !told.tell.empty())
            ending.reason.tell = told.tell;
        else
            keep_if_unsaid(ending.reason.tell, told.tell);
        any = true;
    }
    for (auto& offer : known.offers)
        if (offer.stands()) now(offer.telling), any = true;
    if (any) return;
    for (const auto& round : known.rounds)
        if (round.interview.id == told.interview) ask(known, round, fact, Question::told_of_nothing, {});
}

void apply_reopened(Case& known, const Fact& fact) {
    bool any = false;
    for (auto& ending : known.endings)
        if (!ending.reopened) ending.reopened = fact.accepted, any = true;
    // What goes on by itself is an offer that was told in error; not one that nobody had told of yet.
    if (!any)
        for (auto& offer : known.offers)
            if (offer.stands() && offer.origin.fact < fact.number) offer.reopened = fact.accepted, any = true;
    if (any)
        known.reopenings.push_back(origin_of(fact));
    else
        known.warnings.emplace_back("the case was opened again, but it had not ended");
}

const Ending* Case::ended() const {
    const auto at = std::ranges::find_if(endings, [](const Ending& each) { return !each.reopened; });
    return at == endings.end() ? nullptr : &*at;
}

std::string Reason::read(const queue::Eyes& eyes) const {
    if (std::holds_alternative<queue::ForCandidate>(eyes)) {
        if (!tell.empty()) return tell.read(queue::ForCandidate{});
        return withheld ? std::string{} : word;
    }
    const auto& said = own.empty() ? tell.read(ForRecruiter{}) : own.read(ForRecruiter{});
    if (word.empty() || said.empty()) return word + said;
    return word + ": " + said;
}

void apply_cancelled(Case& known, Round& round, const Fact& fact, const queue::Cancelled& cancelled) {
    if (fact.event.at >= round.interview.ended) {
        auto otherwise = off_otherwise(known, fact.event.at);
        ask(known, round, fact, Question::cancelled_late,
            {{"other", std::move(otherwise.words)}, {"events", std::move(otherwise.events)}});
        return;
    }
    auto& invitation = round.interview.invitation;
    if (cancelled.invitation && (!invitation || queue::older(*invitation, *cancelled.invitation)))
        invitation = cancelled.invitation;
    Off off{origin_of(fact), {"called off", cancelled.reason, cancelled.tell}};
    if (const auto& before = round.cancelled) {
        // Told again: what was said of it stays, and words for her that are new are news.
        const auto& was = before->reason.own.read(ForRecruiter{});
        const auto& now = cancelled.reason.read(ForRecruiter{});
        if (!was.empty() && was != now) off.reason.own = now.empty() ? was : was + "\n" + now;
        if (cancelled.tell.empty() || cancelled.tell == before->reason.tell) {
            off.origin = before->origin;
            off.reason.tell = before->reason.tell;
        }
    }
    round.cancelled = std::move(off);
}

namespace {

/// Takes what those words say out of a list; whether there was any.
template <class Items>
bool take_out(Items& items, const std::string& words, const auto& text_of) {
    const auto folded = base::folded(words);
    return std::erase_if(
               items,
               [&](const auto& each) { return base::folded(text_of(each).read(ForRecruiter{})) == folded; })
           > 0;
}

bool strike_matter(Case& known, const queue::Struck& struck) {
    const auto& words = struck.which.read(ForRecruiter{});
    const auto itself = [](const auto& text) -> const auto& { return text; };
    const auto concern = [](const auto& each) -> const auto& { return each.text; };
    bool found = false;
    const auto of = [&](auto& matter) {
        using enum queue::Struck::What;
        if (struck.what == objection) found |= take_out(matter.objections, words, concern);
        if (struck.what == project) found |= take_out(matter.projects, words, itself);
        if (struck.what == strength) found |= take_out(matter.strengths, words, itself);
    };
    for (auto& round : known.rounds) {
        of(round.told);
        of(round.confided);
        of(round.learned);
        if (struck.what != queue::Struck::What::note) continue;
        for (auto* held : {&round.candidate_debriefing, &round.client_debriefing})
            if (*held) found |= take_out((*held)->notes, words, itself);
        found |= take_out(round.notes, words, itself);
    }
    return found;
}

} // namespace

Strike apply_struck(Case& known, Round& round, const Fact& fact, const queue::Struck& struck) {
    using enum queue::Struck::What;
    const auto& words = struck.which.read(ForRecruiter{});
    const auto away = [&](auto* thing) {
        if (thing == nullptr || thing->struck) return Strike::nothing;
        thing->struck = true;
        thing->changed = fact.accepted;
        return Strike::done;
    };
    switch (struck.what) {
    case met: {
        auto* person = person_named(round.people, words);
        if (person != nullptr) person->doubt.clear();
        return away(person);
    }
    case promise: return away(promise_named(round, words, fact));
    case next: return strike_step(known, round, fact, struck);
    case objection:
    case project:
    case strength:
    case note: break;
    }
    return strike_matter(known, struck) ? Strike::done : Strike::nothing;
}

void ask_what_to_strike(Case& known, const Round& round, const Fact& fact, const queue::Struck& struck) {
    ask(known, round, fact, Question::struck_nothing,
        {{"what", std::string{queue::word(struck.what)}}, {"case", known.id}});
}

} // namespace followup::ledger
