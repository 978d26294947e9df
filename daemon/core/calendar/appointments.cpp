#include "core/calendar/appointments.hpp"

#include "core/base/digest.hpp"
#include "core/base/text.hpp"
#include "core/calendar/labelled.hpp"
#include "core/mail/wording.hpp"
#include "core/when/reading.hpp"

#include <algorithm>

namespace followup::calendar {
namespace {

using base::days;
using ledger::Case;
using ledger::Round;
using words::Values;

constexpr days asked_stays{14};
/// How long an interview is shown of which only the end is known.
constexpr base::minutes shown_length{30};

base::Zone zone_of(const Round& round) {
    auto zone = base::Zone::named(round.zone);
    return zone ? *zone : base::Zone::utc();
}

/// Whether it was called off, or the case had ended before it began.
bool called_off(const Case& known, const Round& round, Instant began) {
    if (round.cancelled) return true;
    return std::ranges::any_of(known.endings, [&](const ledger::Ending& ending) {
        return ending.origin.at < began && (!ending.reopened || round.accepted < *ending.reopened);
    });
}

/// Whether a step of an earlier interview stands for it in the calendar: the second interview, on its day.
bool shown_as_step(const Round& round, const plan::Plan& plan) {
    const auto zone = zone_of(round);
    return std::ranges::any_of(plan.duties, [&](const plan::Duty& duty) {
        return duty.kind == plan::Kind::step && duty.state != plan::State::dropped
               && duty.interview != round.interview.id
               && duty.whom == queue::word(queue::NextKind::second_interview)
               && zone.date(duty.begins.value_or(duty.due - base::seconds{1}))
                      == zone.date(round.interview.ended);
    });
}

void add_interview(std::vector<Appointment>& list, const Round& round, const Case& known,
                   const plan::Plan& plan) {
    const auto end = round.interview.ended;
    auto begin = round.interview.began.value_or(end - shown_length);
    if (begin >= end) begin = end - shown_length;
    if (called_off(known, round, begin) || shown_as_step(round, plan)) return;
    list.push_back(
        {Appointment::What::interview, &round, Span{begin, end}, begin - ahead_max, end + past_stays});
}

void add_decision(std::vector<Appointment>& list, const Round& round, const plan::Plan& plan) {
    const auto asked = std::ranges::find_if(plan.duties, [&](const plan::Duty& duty) {
        return duty.kind == plan::Kind::decision && duty.interview == round.interview.id;
    });
    if (round.decisions.empty() || asked == plan.duties.end() || asked->state == plan::State::dropped) return;
    const auto date = when::last_date(round.decisions.back().on.value, zone_of(round));
    const Instant midnight{date.time_since_epoch()};
    auto until = midnight + past_stays;
    if (asked->state == plan::State::done)
        until = std::min(until, asked->closed.value_or(asked->due) + asked_stays);
    list.push_back({Appointment::What::decision, &round, AllDay{date}, midnight - ahead_max, until});
}

/// "Second interview at Acme Robotics": by what its file says, else by its place in the case.
std::string title(const Round& round, const Case& known, const words::Tongue& tongue) {
    const auto place = static_cast<int>(&round - known.rounds.data()) + 1;
    const auto number = std::to_string(round.interview.round.value_or(place));
    const auto values = Values{}.text("number", number).text("employer", known.employer.name);
    auto own = tongue.phrase_if_any("entry-interview-" + number, values);
    return own.empty() ? tongue.phrase("entry-interview", values) : own;
}

/// "Fri 20 Nov 2026, 13:00 to 14:30 MST"
std::string from_to(const Span& span, const base::Zone& zone, const words::Tongue& tongue) {
    return mail::in_words(when::Window{span.begin, span.end}, zone, tongue);
}

/// Of an interview that nobody has said when it begins, a block before its end stands in the calendar: its
/// title says what is known. What the first edition showed is shown as it was.
std::string only_end(std::string summary, const Round& round, const Span& span, const Reader& reader) {
    const bool before = !round.ends.empty() && round.ends.back().origin.edition == queue::Edition::first;
    if (round.interview.began || before) return summary;
    return reader.tongue.phrase(
        "entry-ends-at",
        Values{}.text("summary", summary).text("clock", reader.tongue.clock(span.end, reader.zone)));
}

std::string people(const Round& round) {
    std::vector<std::string> names;
    for (const auto& each : round.people)
        if (!each.struck) names.push_back(listed({each.met.name, each.met.title}));
    return base::joined(names, "; ");
}

void add_candidate(Labelled& lines, const Case& known) {
    lines.labelled("candidate",
                   listed({known.candidate.name, known.candidate.phone, known.candidate.email.text()}));
}

std::string interview_words(const Round& round, const Case& known, const Reader& reader, const Span& span) {
    const auto& tongue = reader.tongue;
    Labelled lines{tongue};
    lines.add(round.interview.began
                  ? from_to(span, reader.zone, tongue)
                  : tongue.phrase("entry-ends", Values{}.text("at", tongue.moment(span.end, reader.zone))));
    const auto zone = zone_of(round);
    if (zone.offset(span.end) != reader.zone.offset(span.end))
        lines.labelled(
            "at-employer",
            round.interview.began
                ? from_to(span, zone, tongue)
                : tongue.phrase("entry-ends-there", Values{}.text("at", tongue.moment(span.end, zone))),
            Values{}.text("employer", known.employer.name));
    lines.labelled("position", known.position);
    lines.labelled("with", people(round));
    const auto& employer = round.interview.employer;
    lines.labelled("employer", listed({employer.name, employer.phone}));
    const auto* recruiter = reader.agency.recruiter(known.recruiter);
    const bool own = reader.audience == Audience::candidate;
    if (recruiter != nullptr && own)
        lines.labelled("afterwards",
                       tongue.phrase("entry-call-then",
                                     Values{}.text("whom", listed({recruiter->name, recruiter->phone}))));
    if (recruiter != nullptr && reader.audience == Audience::team)
        lines.labelled("recruiter", recruiter->name);
    if (!own) add_candidate(lines, known);
    return lines.text();
}

std::string decision_words(const Round& round, const Case& known, const Reader& reader) {
    const auto zone = zone_of(round);
    const auto& tongue = reader.tongue;
    Labelled lines{tongue};
    const auto& last = round.decisions.back();
    const bool phrase = !last.on.words.empty() && !std::isdigit(static_cast<unsigned char>(last.on.words[0]));
    lines.add(
        tongue.phrase("entry-decides-by", Values{}
                                              .text("employer", known.employer.name)
                                              .text("date", tongue.date(when::last_date(last.on.value, zone)))
                                              .text("said", phrase ? last.on.words : std::string{})));
    std::vector<std::string> before;
    for (std::size_t n = 0; n + 1 < round.decisions.size(); ++n)
        before.push_back(tongue.date(when::last_date(round.decisions[n].on.value, zone)));
    lines.labelled("before", listed(before));
    lines.labelled("position", known.position);
    if (reader.audience != Audience::candidate) add_candidate(lines, known);
    return lines.text();
}

Instant changed(const Round& round) {
    auto at = std::max(round.accepted, round.amended);
    for (const auto& each : round.people)
        at = std::max(at, each.changed);
    return at;
}

} // namespace

std::vector<Appointment> appointments(const Case& known, const plan::Plan& plan) {
    std::vector<Appointment> list;
    for (const auto& round : known.rounds) {
        add_interview(list, round, known, plan);
        add_decision(list, round, plan);
    }
    return list;
}

Entry entry(const Appointment& appointment, const Case& known, const Reader& reader) {
    const auto& round = *appointment.round;
    const auto& tongue = reader.tongue;
    const bool own = reader.audience == Audience::candidate;
    Entry made;
    made.time = appointment.time;
    made.categories = {tongue.phrase("category-follow-up")};
    if (appointment.what == Appointment::What::interview) {
        const auto& span = std::get<Span>(appointment.time);
        made.uid = base::uuid5(round.interview.id + "/interview") + "@" + reader.agency.domain;
        made.summary = only_end(title(round, known, tongue), round, span, reader);
        if (!own)
            made.summary = tongue.phrase(
                "entry-of", Values{}.text("name", known.candidate.name).text("summary", made.summary));
        made.description = interview_words(round, known, reader, span);
        made.location =
            round.interview.place.empty() ? round.interview.employer.address : round.interview.place;
        made.categories.push_back(tongue.phrase("category-interview"));
        made.created = round.accepted;
        made.cause = changed(round);
    } else {
        made.uid = base::uuid5(round.interview.id + "/decides") + "@" + reader.agency.domain;
        made.summary = tongue.phrase(
            own ? "entry-decides" : "entry-decides-about",
            Values{}.text("employer", known.employer.name).text("candidate", known.candidate.name));
        made.description = decision_words(round, known, reader);
        made.categories.push_back(tongue.phrase("category-decision"));
        made.created = round.decisions.front().learned;
        made.cause = round.decisions.back().learned;
    }
    return made;
}

} // namespace followup::calendar
