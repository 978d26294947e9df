#include "core/base/text.hpp"
#include "core/mail/facts.hpp"
#include "core/mail/wording.hpp"
#include "core/plan/meetings.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::mail {
namespace {

using plan::Duty;
using plan::Kind;

base::Zone zone_of(const ledger::Round& round) {
    const auto zone = base::Zone::named(round.zone);
    return zone ? *zone : base::Zone::utc();
}

/// All that a sentence is made from.
struct Telling {
    const Duty& duty;
    const ledger::Case& known;
    const ledger::Round& round;
    const Tongue& tongue;
    queue::Eyes eyes;
    base::Zone zone = zone_of(round);

    [[nodiscard]] std::string ended() const { return tongue.moment(round.interview.ended, zone); }
    [[nodiscard]] Values values() const {
        return Values{}.text("employer", known.employer.name).text("ended", ended());
    }
};

std::string letter_words(const Telling& telling, base::seconds letter_due) {
    const auto* person = person_of(telling.duty, telling.known);
    auto whom = person == nullptr ? telling.duty.whom : person->met.name;
    if (person != nullptr && !person->met.title.empty()) whom += ", " + person->met.title;
    const auto hours = std::chrono::floor<base::hours>(letter_due).count();
    return telling.tongue.phrase("because-letter",
                                 telling.values().text("whom", whom).text("hours", std::to_string(hours)));
}

std::string client_words(const Telling& telling) {
    const auto& told = telling.round.candidate_debriefing;
    const auto opened = telling.duty.opened;
    auto values = telling.values().text("candidate", telling.known.candidate.name);
    if (told && opened >= told->learned)
        return telling.tongue.phrase(
            "because-client-debrief",
            values.text("told", telling.tongue.moment(told->at, telling.duty.owner.zone)));
    // Opened with the interview itself: the agency asks the employer first. Later: nobody told how it went.
    const bool first = opened <= telling.round.accepted;
    return telling.tongue.phrase(first ? "because-client-first" : "because-client-untold", values);
}

/// Why a date moved. What the plan says by itself is said in the reader's language, what people said is not
/// touched.
std::string moved_reason(const plan::Revision& date, const Telling& telling) {
    const auto& tongue = telling.tongue;
    for (const auto& tried : telling.round.calls)
        if (tried.at == date.since && date.reason.word == queue::word(tried.result))
            return tried.result == queue::Called::Outcome::voicemail ? tongue.phrase("moved-voicemail")
                                                                     : tongue.phrase("moved-no-answer");
    for (const auto& news : telling.known.news) {
        if (news.at != date.since || news.heard.news != queue::Heard::News::new_date || !news.heard.date)
            continue;
        const auto decides = when::last_date(news.heard.date->value, telling.zone);
        return tongue.phrase("moved-new-date", Values{}.text("date", tongue.date(decides)));
    }
    if (date.reason.word == "pushed") return {}; // that it was is said already
    if (date.reason.word == "reopened") {
        auto why = date.reason;
        why.word.clear();
        const auto said = why.read(telling.eyes);
        return said.empty() ? tongue.phrase("moved-reopened")
                            : tongue.phrase("moved-reopened-why", Values{}.text("reason", said));
    }
    auto why = date.reason;
    const auto word = tongue.phrase_if_any("moved-" + dashed(why.word));
    if (word.empty()) return reason_words(why, tongue, telling.eyes);
    why.word = word;
    return why.read(telling.eyes);
}

/// As it was said; a date as it is written in files is said in words.
std::string spoken_words(const queue::Spoken& on, const Telling& telling) {
    const bool written = on.words.size() >= 10 && on.words[4] == '-' && on.words[7] == '-';
    return written ? in_words(on.value, telling.zone, telling.tongue) : on.words;
}

std::string call_words(const Telling& telling) {
    const auto& tongue = telling.tongue;
    const auto* promised = promise_of(telling.duty, telling.known);
    if (promised == nullptr) return telling.duty.because;
    const auto& said = promised->promise.said.read(telling.eyes);
    const auto words =
        said.empty() ? tongue.phrase("because-call",
                                     Values{}
                                         .text("whom", promised->promise.call)
                                         .text("phrase", spoken_words(promised->dates.front().on, telling)))
                     : tongue.phrase("because-call-said", Values{}.text("said", said));
    const auto& dates = telling.duty.dates;
    if (dates.size() < 2) return words;
    std::vector<Values> moves;
    for (std::size_t n = 1; n < dates.size(); ++n)
        moves.push_back(Values{}
                            .text("to", tongue.date(telling.zone.date(dates[n].due)))
                            .text("reason", moved_reason(dates[n], telling)));
    return tongue.phrase("because-moved", Values{}
                                              .text("because", words)
                                              .text("first", tongue.date(telling.zone.date(dates[0].due)))
                                              .list("moves", std::move(moves)));
}

std::string step_words(const Telling& telling) {
    const auto* step = step_of(telling.duty, telling.known);
    if (step == nullptr || step->dates.empty()) return telling.duty.because;
    auto values = telling.values();
    const auto& last = telling.duty.dates.back();
    // The interview's own file has named another time than the step's.
    const bool followed = telling.duty.dates.size() > 1 && telling.duty.kind == Kind::step && !last.said;
    values.text("when",
                followed ? meeting_words(plan::meeting_of(last, telling.zone), telling.zone, telling.tongue)
                         : in_words(step->dates.back().on.value, telling.zone, telling.tongue));
    if (telling.duty.kind == Kind::names) return telling.tongue.phrase("because-names", values);
    return telling.tongue.phrase("because-step-" + dashed(queue::word(step->next.what)), values);
}

std::string decision_sentence(const Telling& telling) {
    const auto& said = telling.round.decisions;
    if (said.empty()) return telling.duty.because;
    const auto date = when::last_date(said.back().on.value, telling.zone);
    return telling.tongue.phrase("because-decision",
                                 telling.values().text("date", telling.tongue.date(date)));
}

std::string next_words(const Telling& telling) {
    auto values = telling.values();
    values.text("candidate", telling.known.candidate.name);
    const bool offer = std::ranges::any_of(
        telling.known.offers, [](const ledger::Offer& each) { return !each.telling.at && each.stands(); });
    if (offer) return telling.tongue.phrase("because-untold", values);
    return telling.tongue.phrase(
        "because-next",
        values.text("since", telling.tongue.moment(telling.duty.opened, telling.duty.owner.zone)));
}

} // namespace

std::string reason_words(const ledger::Reason& reason, const Tongue& tongue, const queue::Eyes& eyes) {
    constexpr std::string_view followed = "interview "; // by its id
    auto own = reason;
    auto word =
        reason.word.starts_with(followed)
            ? tongue.phrase("reason-interview", Values{}.text("id", reason.word.substr(followed.size())))
            : tongue.phrase_if_any("reason-" + dashed(reason.word));
    if (!word.empty()) own.word = std::move(word);
    return own.read(eyes);
}

std::string moved_words(const plan::Revision& date, const Duty& duty, const ledger::Case& known,
                        const Tongue& tongue, const queue::Eyes& eyes) {
    const auto* round = round_of(duty, known);
    if (round == nullptr) return reason_words(date.reason, tongue, eyes);
    return moved_reason(date, {duty, known, *round, tongue, eyes});
}

std::string because(const Duty& duty, const ledger::Case& known, base::seconds letter_due,
                    const Tongue& tongue, const queue::Eyes& eyes) {
    const auto* round = round_of(duty, known);
    if (round == nullptr) return duty.because;
    const Telling telling{duty, known, *round, tongue, eyes};
    switch (duty.kind) {
    case Kind::debrief: return tongue.phrase("because-debrief", telling.values());
    case Kind::client_debrief: return client_words(telling);
    case Kind::letter: return letter_words(telling, letter_due);
    case Kind::call: return call_words(telling);
    case Kind::decision: return decision_sentence(telling);
    case Kind::step:
    case Kind::names: return step_words(telling);
    case Kind::next: return next_words(telling);
    case Kind::answer: return tongue.phrase("because-answer", telling.values());
    }
    return duty.because;
}

} // namespace followup::mail
