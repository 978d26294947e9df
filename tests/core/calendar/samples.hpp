#pragma once

#include "core/calendar/feed.hpp"
#include "core/words/texts.hpp"

#include <string>
#include <string_view>

namespace followup::calendar {

inline Instant at(std::string_view text) {
    return *base::parse_instant(text);
}

inline const words::Tongue& english() {
    return words::texts_built_in().tongue("en");
}
inline Voice in_english(Audience audience, Privacy privacy = Privacy::full) {
    return {audience, english(), base::hours{24}, privacy};
}

/// Half an hour after the interview of Dana's case.
inline const Instant soon = at("2026-11-20T22:00:00Z");

/// Dana Reyes, interviewed at Acme Robotics on Fri 20 Nov 2026, 15:30 in Chicago; Pat Moreno's candidate.
inline ledger::Agency glass() {
    ledger::Agency agency;
    agency.name = "Glass Recruiters";
    agency.zone = *base::Zone::named("America/Chicago");
    agency.domain = "glass.example";
    ledger::Recruiter pat;
    pat.id = "pat";
    pat.name = "Pat Moreno";
    pat.email = *base::MailAddress::parse("pat@glass.example");
    pat.phone = "+1 312 555 0100";
    agency.recruiters.push_back(pat);
    return agency;
}

inline ledger::Person chen() {
    ledger::Person person;
    person.key = "margaret-chen";
    person.met.name = "Margaret Chen";
    person.met.title = "VP Engineering";
    person.met.email = *base::MailAddress::parse("m.chen@acme.example");
    person.met.address = "400 W Lake St, Chicago";
    person.names = {"margaret chen"};
    return person;
}

inline ledger::Case dana() {
    ledger::Round round;
    round.zone = "America/Chicago";
    round.interview.id = "dana-acme-1";
    round.interview.employer.name = "Acme Robotics";
    round.interview.employer.address = "400 W Lake St, Chicago";
    round.interview.employer.phone = "+1 312 555 0199";
    round.told.problem = "the palletizer line loses an hour a day to false stops";
    round.told.projects = {"vision retrofit of line 3"};
    round.told.objections.emplace_back().text = "has not led a team of more than four";
    round.people.push_back(chen());
    ledger::Promised promised;
    promised.key = "margaret-chen";
    promised.promise.call = "Margaret Chen";
    promised.promise.phone = "+1 312 555 0142";
    promised.promise.said = "I will call you a week from Monday if I haven't heard from you.";
    round.promises.push_back(promised);
    ledger::Step step;
    step.next.what = queue::NextKind::second_interview;
    step.next.with = {"Luis Ortiz, Plant Manager"};
    round.steps.push_back(step);

    ledger::Case known;
    known.id = "dana-acme-1";
    known.recruiter = "pat";
    known.candidate.name = "Dana Reyes";
    known.candidate.email = *base::MailAddress::parse("dana@candidate.example");
    known.candidate.phone = "+1 303 555 0117";
    known.employer = round.interview.employer;
    known.position = "Controls Engineer";
    known.rounds.push_back(round);
    return known;
}

inline plan::Duty duty(plan::Kind kind, std::string_view part, plan::Shape shape, std::string_view due) {
    plan::Duty made;
    made.id = "dana-acme-1/" + std::string{plan::word(kind)} + (part.empty() ? "" : "/") + std::string{part};
    made.kind = kind;
    made.interview = "dana-acme-1";
    using enum plan::Kind;
    const bool recruiter = kind == client_debrief || kind == decision || kind == names || kind == next;
    made.owner.role = recruiter ? plan::Role::recruiter : plan::Role::candidate;
    made.owner.name = recruiter ? "Pat Moreno" : "Dana Reyes";
    made.owner.zone = *base::Zone::named(recruiter ? "America/Chicago" : "America/Denver");
    made.shape = shape;
    made.due = at(due);
    made.opened = at("2026-11-20T21:35:00Z");
    made.cause = made.opened;
    made.dates = {{made.due, made.opened, {}}};
    made.because = "it was said so";
    return made;
}

/// The call promised for Mon 30 Nov 2026, by 17:00 in Chicago.
inline plan::Duty call() {
    auto made = duty(plan::Kind::call, "margaret-chen", plan::Shape::on_date, "2026-11-30T23:00:00Z");
    made.whom = "Margaret Chen";
    return made;
}
/// The letter due Sat 21 Nov 2026, 15:30 in Chicago.
inline plan::Duty letter() {
    auto made = duty(plan::Kind::letter, "margaret-chen", plan::Shape::deadline, "2026-11-21T21:30:00Z");
    made.whom = "Margaret Chen";
    return made;
}

inline plan::Plan plan_of(std::vector<plan::Duty> duties) {
    plan::Plan plan;
    plan.duties = std::move(duties);
    return plan;
}

inline plan::Duty done(plan::Duty made, std::string_view closed, std::string reason) {
    made.state = plan::State::done;
    made.closed = at(closed);
    made.cause = *made.closed;
    made.reason.word = std::move(reason);
    return made;
}

inline Entry entry(std::string uid, std::string_view begin) {
    Entry made;
    made.uid = std::move(uid);
    made.time = Span{at(begin), at(begin) + base::minutes{30}};
    made.summary = "Letter to Margaret Chen (Acme Robotics)";
    made.description = "Due by Sat 21 Nov 2026";
    made.categories = {"Follow-up"};
    made.created = at("2026-11-20T21:35:00Z");
    made.cause = made.created;
    return made;
}

inline Feed feed_of(std::vector<Entry> entries) {
    Feed feed;
    feed.domain = "glass.example";
    feed.since = at("2026-11-20T21:35:00Z");
    feed.stamps = advanced({}, entries);
    feed.entries = std::move(entries);
    return feed;
}

} // namespace followup::calendar
