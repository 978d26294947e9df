#include "core/calendar/appointments.hpp"

#include "core/base/digest.hpp"
#include "core/base/text.hpp"
#include "core/calendar/labelled.hpp"
#include "core/when/reading.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace followup::calendar {
namespace {

using base::days;
using ledger::Case;
using ledger::Round;

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

/// "Interview", "Second interview": by what its file says, else by its place in the case.
std::string title(const Round& round, const Case& known) {
    static constexpr std::array<std::string_view, 4> ordinals = {"Interview", "Second interview",
                                                                 "Third interview", "Fourth interview"};
    const auto place = static_cast<int>(&round - known.rounds.data()) + 1;
    const auto number = round.interview.round.value_or(place);
    if (number < 1 || number > std::ssize(ordinals)) return fmt::format("Interview {}", number);
    return std::string{ordinals.at(static_cast<std::size_t>(number - 1))};
}

/// "Fri 20 Nov 2026, 13:00 to 14:30 MST"
std::string from_to(const Span& span, const base::Zone& zone) {
    if (zone.date(span.begin) != zone.date(span.end))
        return fmt::format("{} to {}", base::spoken(span.begin, zone), base::spoken(span.end, zone));
    return fmt::format("{}, {} to {} {}", base::spoken(zone.date(span.begin)),
                       base::clock(zone.local(span.begin) - zone.date(span.begin)),
                       base::clock(zone.local(span.end) - zone.date(span.end)), zone.abbreviation(span.end));
}

/// Of an interview that nobody has said when it begins, a block before its end stands in the calendar: its
/// title says what is known. What the first edition showed is shown as it was.
std::string only_end(const Round& round, const Span& span, const base::Zone& zone) {
    const bool before = !round.ends.empty() && round.ends.back().origin.edition == queue::Edition::first;
    if (round.interview.began || before) return {};
    return fmt::format(", ends {}", base::clock(zone.local(span.end) - zone.date(span.end)));
}

std::string people(const Round& round) {
    std::vector<std::string> names;
    for (const auto& each : round.people)
        if (!each.struck) names.push_back(listed({each.met.name, each.met.title}));
    return base::joined(names, "; ");
}

std::string interview_words(const Round& round, const Case& known, const Reader& reader, const Span& span) {
    std::vector<std::string> lines;
    lines.push_back(round.interview.began ? from_to(span, reader.zone)
                                          : "Ends " + base::spoken(span.end, reader.zone));
    const auto zone = zone_of(round);
    if (zone.offset(span.end) != reader.zone.offset(span.end))
        add_labelled(lines, "At " + known.employer.name,
                     round.interview.began ? from_to(span, zone) : "ends " + base::spoken(span.end, zone));
    add_labelled(lines, "Position", known.position);
    add_labelled(lines, "With", people(round));
    const auto& employer = round.interview.employer;
    add_labelled(lines, "Employer", listed({employer.name, employer.phone}));
    const auto* recruiter = reader.agency.recruiter(known.recruiter);
    const bool own = reader.audience == Audience::candidate;
    if (recruiter != nullptr && own)
        add_labelled(lines, "Afterwards",
                     fmt::format("call {}", listed({recruiter->name, recruiter->phone})));
    if (recruiter != nullptr && reader.audience == Audience::team)
        add_labelled(lines, "Recruiter", recruiter->name);
    if (!own)
        add_labelled(lines, "Candidate",
                     listed({known.candidate.name, known.candidate.phone, known.candidate.email.text()}));
    return base::joined(lines, "\n");
}

std::string decision_words(const Round& round, const Case& known, const Reader& reader) {
    const auto zone = zone_of(round);
    std::vector<std::string> lines;
    const auto& last = round.decisions.back();
    const auto date = base::spoken(when::last_date(last.on.value, zone));
    const bool phrase = !last.on.words.empty() && !std::isdigit(static_cast<unsigned char>(last.on.words[0]));
    lines.push_back(fmt::format("{} means to decide by {}{}", known.employer.name, date,
                                phrase ? fmt::format(" (said: “{}”)", last.on.words) : ""));
    std::vector<std::string> before;
    for (std::size_t n = 0; n + 1 < round.decisions.size(); ++n)
        before.push_back(base::spoken(when::last_date(round.decisions[n].on.value, zone)));
    add_labelled(lines, "Before, it was", listed(before));
    add_labelled(lines, "Position", known.position);
    if (reader.audience != Audience::candidate)
        add_labelled(lines, "Candidate",
                     listed({known.candidate.name, known.candidate.phone, known.candidate.email.text()}));
    return base::joined(lines, "\n");
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
    const bool own = reader.audience == Audience::candidate;
    const auto& employer = known.employer.name;
    Entry made;
    made.time = appointment.time;
    if (appointment.what == Appointment::What::interview) {
        const auto& span = std::get<Span>(appointment.time);
        made.uid = base::uuid5(round.interview.id + "/interview") + "@" + reader.agency.domain;
        made.summary = fmt::format("{}{} at {}{}", own ? "" : known.candidate.name + ": ",
                                   title(round, known), employer, only_end(round, span, reader.zone));
        made.description = interview_words(round, known, reader, span);
        made.location =
            round.interview.place.empty() ? round.interview.employer.address : round.interview.place;
        made.categories = {"Follow-up", "Interview"};
        made.created = round.accepted;
        made.cause = changed(round);
    } else {
        made.uid = base::uuid5(round.interview.id + "/decides") + "@" + reader.agency.domain;
        made.summary = own ? fmt::format("{} means to decide", employer)
                           : fmt::format("{} means to decide about {}", employer, known.candidate.name);
        made.description = decision_words(round, known, reader);
        made.categories = {"Follow-up", "Decision"};
        made.created = round.decisions.front().learned;
        made.cause = round.decisions.back().learned;
    }
    return made;
}

} // namespace followup::calendar
