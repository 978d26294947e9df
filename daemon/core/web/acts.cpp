#include "core/web/acts.hpp"

#include "core/base/text.hpp"
#include "core/queue/writing.hpp"
#include "core/when/reading.hpp"
#include "core/words/in_english.hpp"
#include "core/words/openings.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>

namespace followup::web {
namespace {

using plan::Kind;
using queue::Entry;

constexpr std::array<std::string_view, 12> act_words{"done",   "spoke",   "voicemail", "no-answer",
                                                     "heard",  "push",    "not-mine",  "undo",
                                                     "accept", "decline", "told",      "close"};

Entry at_entry(const Doer& doer) {
    return {"at", base::rfc3339(doer.at), true};
}

std::string closing(std::string_view act, const plan::Duty& duty, const Doer& doer, std::string reason) {
    return queue::written(act, std::array{Entry{"duty", duty.id}, at_entry(doer), Entry{"by", doer.name},
                                          Entry{"reason", std::move(reason)}});
}

std::string called(queue::Called::Outcome result, const Press& deed, const plan::Duty& duty,
                   const Doer& doer) {
    return queue::written("called",
                          std::array{Entry{"interview", duty.interview}, at_entry(doer),
                                     Entry{"whom", duty.whom}, Entry{"result", std::string{word(result)}},
                                     Entry{"next", deed.date}, Entry{"notes", deed.notes}});
}

std::string done(const Press& deed, const plan::Duty& duty, const Doer& doer) {
    const auto debriefed = [&](const char* with) {
        return queue::written("debriefed", std::array{Entry{"interview", duty.interview}, at_entry(doer),
                                                      Entry{"with", with}, Entry{"notes", deed.notes}});
    };
    switch (duty.kind) {
    case Kind::debrief: return debriefed("candidate");
    case Kind::client_debrief: return debriefed("client");
    case Kind::letter:
        return queue::written(
            "letter", std::array{Entry{"interview", duty.interview}, at_entry(doer), Entry{"to", duty.whom}});
    case Kind::call: return called(queue::Called::Outcome::spoke, deed, duty, doer);
    case Kind::answer:
    case Kind::decision:
    case Kind::step:
    case Kind::next:
    case Kind::names: break;
    }
    return closing("done", duty, doer, deed.notes);
}

std::string answered(queue::Answered::Answer answer, const Press& deed, const plan::Duty& duty,
                     const Doer& doer) {
    return queue::written("answered", std::array{Entry{"interview", duty.interview}, at_entry(doer),
                                                 Entry{"answer", std::string{queue::word(answer)}},
                                                 Entry{"notes", deed.notes}});
}

std::string heard(const Press& deed, const plan::Duty& duty, const Doer& doer) {
    return queue::written("heard",
                          std::array{Entry{"interview", duty.interview}, at_entry(doer),
                                     Entry{"from", duty.kind == Kind::call ? duty.whom : std::string{}},
                                     Entry{"news", std::string{word(deed.news)}}, Entry{"date", deed.date},
                                     Entry{"notes", deed.notes}});
}

/// A call that was made is owed again on the new date.
std::string pushed(const Press& deed, const plan::Duty& duty, const Doer& doer) {
    std::string again;
    if (duty.state == plan::State::done) again = closing("reopened", duty, doer, "another call was agreed");
    return again
           + queue::written("pushed", std::array{Entry{"interview", duty.interview}, at_entry(doer),
                                                 Entry{"whom", duty.kind == Kind::call ? duty.whom : duty.id},
                                                 Entry{"to", deed.date}, Entry{"reason", deed.notes}});
}

} // namespace

std::string_view word(Act act) {
    return act_words[static_cast<std::size_t>(act)];
}

std::optional<Act> act_named(std::string_view text) {
    const auto found = std::ranges::find(act_words, text);
    if (found == act_words.end()) return std::nullopt;
    return static_cast<Act>(found - act_words.begin());
}

Press news_in(std::string_view said, const words::Texts& texts) {
    using enum queue::Heard::News;
    constexpr std::array phrases{std::string_view{"said-second-interview"},
                                 std::string_view{"said-offer"},
                                 std::string_view{"said-rejected"},
                                 std::string_view{"said-new-date"},
                                 std::string_view{"said-asked"},
                                 std::string_view{"said-acknowledged"}};
    constexpr std::array news{second_interview, offer, rejected, new_date, asked, acknowledged};
    static_assert(phrases.size() == news.size());
    Press press{.act = Act::heard};
    const auto spoken = base::trimmed(said);
    const auto begins = words::Openings{texts, phrases}.met(spoken);
    if (!begins) {
        press.notes = spoken;
        return press;
    }
    auto rest = begins->rest;
    while (!rest.empty() && std::string_view{" :,.-"}.contains(rest.front()))
        rest.remove_prefix(1);
    for (const std::string_view before : {"on ", "am "})
        if (base::ascii_lower(rest).starts_with(before)) rest.remove_prefix(before.size());
    press.news = news[begins->phrase];
    const bool dated = press.news == second_interview || press.news == new_date;
    (dated ? press.date : press.notes) = base::trimmed(rest);
    return press;
}

std::string date_in_english(const std::string& phrase, const words::Texts& texts, Instant said,
                            const base::Zone& zone) {
    when::Context context;
    context.said = said;
    context.zone = zone;
    if (phrase.empty() || when::read(phrase, context)) return phrase;
    for (const auto* tongue : texts.tongues())
        if (auto english = words::in_english(phrase, *tongue); when::read(english, context)) return english;
    return phrase;
}

std::vector<Act> acts_for(const plan::Duty& duty) {
    if (duty.state != plan::State::open && duty.state != plan::State::expired) return {};
    switch (duty.kind) {
    case Kind::call:
        return {Act::spoke, Act::voicemail, Act::no_answer, Act::push, Act::heard, Act::not_mine};
    case Kind::decision: return {Act::heard, Act::done, Act::not_mine};
    case Kind::step: return {Act::done, Act::push, Act::not_mine};
    case Kind::answer: return {Act::accept, Act::decline, Act::push, Act::not_mine};
    case Kind::next: return {Act::push, Act::heard, Act::told, Act::close};
    case Kind::debrief:
    case Kind::client_debrief:
    case Kind::letter:
    case Kind::names: break;
    }
    return {Act::done, Act::not_mine};
}

namespace {

bool untold_end(const ledger::Case& known, const plan::Plan& plan) {
    return known.ended() != nullptr && plan.untold && !known.carried_over;
}

} // namespace

std::string told_on_page_of(const ledger::Case& known, const plan::Plan& plan) {
    if (!untold_end(known, plan)) return {};
    const auto settled = [](const plan::Duty& duty) { return duty.closed && acts_for(duty).empty(); };
    const auto found = std::ranges::find_if(plan.duties, settled);
    return found == plan.duties.end() ? std::string{} : found->id;
}

std::vector<Act> acts_after(const plan::Duty& duty, const Standing& standing, plan::Role reader) {
    const auto& [known, plan] = standing;
    if (untold_end(known, plan) && reader == plan::Role::recruiter) return {Act::told};
    if (duty.kind != Kind::call || duty.state != plan::State::done || known.ended() != nullptr) return {};
    std::vector<Act> acts{Act::push, Act::heard};
    if (reader == plan::Role::recruiter) acts.push_back(Act::close);
    return acts;
}

std::string event_for(const Press& deed, const plan::Duty& duty, const Doer& doer) {
    switch (deed.act) {
    case Act::spoke: return called(queue::Called::Outcome::spoke, deed, duty, doer);
    case Act::voicemail: return called(queue::Called::Outcome::voicemail, deed, duty, doer);
    case Act::no_answer: return called(queue::Called::Outcome::no_answer, deed, duty, doer);
    case Act::heard: return heard(deed, duty, doer);
    case Act::push: return pushed(deed, duty, doer);
    case Act::accept: return answered(queue::Answered::Answer::accepted, deed, duty, doer);
    case Act::decline: return answered(queue::Answered::Answer::declined, deed, duty, doer);
    case Act::told:
        return queue::written("told", std::array{Entry{"interview", duty.interview}, at_entry(doer)});
    case Act::close:
        return queue::written("closed", std::array{Entry{"interview", duty.interview}, at_entry(doer),
                                                   Entry{"reason", deed.notes}});
    case Act::not_mine: return closing("dropped", duty, doer, fmt::format("not mine, says {}", doer.name));
    case Act::done:
    case Act::undo: break;
    }
    return done(deed, duty, doer);
}

Instant time_of_deed(const ledger::Case& known, Instant now) {
    auto at = now;
    const auto after = [&at, now](Instant told) {
        if (told >= at && told < now + base::minutes{1}) at = told + base::seconds{1};
    };
    for (const auto& news : known.news)
        after(news.at);
    for (const auto& ending : known.endings)
        after(ending.origin.at);
    for (const auto& origin : known.reopenings)
        after(origin.at);
    for (const auto& [duty, closings] : known.closings)
        for (const auto& closing : closings)
            after(closing.at);
    for (const auto& round : known.rounds) {
        for (const auto& call : round.calls)
            after(call.at);
        for (const auto& [key, letter] : round.letters)
            after(letter.sent_at);
        for (const auto& promise : round.promises)
            for (const auto& date : promise.dates)
                after(date.since);
    }
    return at;
}

std::string state_words(const Standing& standing, const plan::Duty& duty) {
    const auto& known = standing.first;
    std::size_t told = known.news.size();
    for (const auto& round : known.rounds)
        told += round.calls.size();
    if (const auto by_hand = known.closings.find(duty.id); by_hand != known.closings.end())
        told += by_hand->second.size();
    return fmt::format("{} {} {}", duty.id, plan::kept_duty(duty).cause_hash, told);
}

} // namespace followup::web
