#include "core/mail/acme.hpp"

#include "core/base/require.hpp"

#include <algorithm>

namespace followup::mail::acme {
namespace {

using plan::Kind;
using plan::Shape;

constexpr std::string_view sentence =
    "Since you expect to decide next week, I will give you a call a week from Monday "
    "if I haven't heard from you by then.";

queue::Concern<queue::Shared> concern(std::string text, std::string answer) {
    queue::Concern<queue::Shared> made;
    made.text = std::move(text);
    made.answer = std::move(answer);
    return made;
}

queue::Spoken spoken(std::string words, when::Value value) {
    return {.words = std::move(words),
            .value = value,
            .by = false,
            .warnings = {},
            .because = {},
            .zone = "America/Chicago",
            .said = at("2026-11-20T21:30:00Z"),
            .closed = {}};
}

ledger::Person met(std::string key, std::string name, std::string title, queue::Role role) {
    ledger::Person person;
    person.key = std::move(key);
    person.met.name = std::move(name);
    person.met.title = std::move(title);
    person.met.role = role;
    return person;
}

ledger::Promised promise() {
    ledger::Promised promised;
    promised.key = "margaret-chen";
    promised.promise.call = "Margaret Chen";
    promised.promise.phone = "+1 312 555 0142";
    promised.promise.said = std::string{sentence};
    promised.promise.on = spoken("a week from Monday", *base::parse_date("2026-11-30"));
    promised.dates.push_back({.on = promised.promise.on, .since = {}, .learned = {}, .reason = {}});
    return promised;
}

ledger::Step step() {
    ledger::Step step;
    step.next.what = queue::NextKind::second_interview;
    step.next.when = spoken("December 8 at 10am", at("2026-12-08T16:00:00Z"));
    step.dates.push_back({.on = *step.next.when, .since = {}, .learned = {}, .reason = {}});
    return step;
}

ledger::Round first_round() {
    ledger::Round round;
    auto& said = round.interview;
    said.id = "dana-acme-1";
    said.recruiter = "pat";
    said.ended = at("2026-11-20T21:30:00Z");
    auto& told = round.told;
    told.problem = "the palletizer line loses an hour a day to false stops";
    told.projects = {"vision retrofit of line 3", "move of the test cell to Joliet"};
    told.strengths = {"brought a packaging line back to 97 % in four months"};
    told.objections = {concern("has not led a team of more than four",
                               "four people ran three shifts with me, and none of them left")};
    round.zone = "America/Chicago";
    auto chen = met("margaret-chen", "Margaret Chen", "VP Engineering", queue::Role::main);
    chen.met.email = address("m.chen@acme.example");
    chen.met.address = "400 W Lake St, Chicago, IL 60606";
    round.people = {chen, met("luis-ortiz", "Luis Ortiz", "Plant Manager", queue::Role::manager),
                    met("siobhan-oneill", "Siobhán O’Neill", "", queue::Role::panel)};
    round.promises = {promise()};
    round.steps = {step()};
    round.decisions.push_back({.on = spoken("end of next week", *base::parse_date("2026-11-27")),
                               .since = {},
                               .learned = {},
                               .reason = {}});
    return round;
}

plan::Duty duty(std::string part, Kind kind, const plan::Person& owner, std::string whom, Shape shape,
                std::string_view due, std::string because) {
    plan::Duty made;
    made.id = "dana-acme-1/" + std::move(part);
    made.kind = kind;
    made.interview = "dana-acme-1";
    made.owner = owner;
    made.whom = std::move(whom);
    made.shape = shape;
    made.due = at(due);
    made.dates.push_back({.due = made.due, .since = {}, .reason = {}});
    made.because = std::move(because);
    return made;
}

plan::Duty letter(std::string part, std::string whom, std::string_view met_as) {
    return duty(
        std::move(part), Kind::letter, dana(), std::move(whom), Shape::deadline, "2026-11-21T21:30:00Z",
        "you met " + std::string{met_as}
            + " in the interview that ended Fri 20 Nov 2026, 15:30 CST; a letter goes to everyone met "
              "within 24 hours");
}

} // namespace

base::Instant at(std::string_view rfc3339) {
    return *base::parse_instant(rfc3339);
}
base::Zone zone(std::string_view name) {
    return *base::Zone::named(name);
}
base::MailAddress address(std::string_view text) {
    return *base::MailAddress::parse(text);
}

ledger::Agency agency() {
    ledger::Agency agency;
    agency.name = "Glass Recruiters";
    agency.zone = zone("America/Chicago");
    agency.domain = "glass.example";
    ledger::Recruiter pat;
    pat.id = "pat";
    pat.name = "Pat Moreno";
    pat.email = address("pat@glass.example");
    pat.phone = "+1 312 555 0100";
    agency.recruiters = {pat};
    return agency;
}

Style style() {
    Style style;
    style.from = {"Glass Recruiters", address("followups@glass.example")};
    style.id_key.fill(7);
    return style;
}

ledger::Case known() {
    ledger::Case known;
    known.id = "dana-acme-1";
    known.recruiter = "pat";
    known.candidate = {.id = "",
                       .name = "Dana Reyes",
                       .email = address("dana@candidate.example"),
                       .phone = "+1 303 555 0117",
                       .zone = "America/Denver",
                       .language = ""};
    known.employer = {.name = "Acme Robotics",
                      .zone = "America/Chicago",
                      .address = "400 W Lake St, Chicago, IL 60606",
                      .phone = ""};
    known.position = "Controls Engineer";
    known.rounds = {first_round()};
    return known;
}

plan::Person dana() {
    return {.role = plan::Role::candidate,
            .id = "dana@candidate.example",
            .name = "Dana Reyes",
            .email = address("dana@candidate.example"),
            .zone = zone("America/Denver"),
            .language = "en"};
}

plan::Person pat() {
    return {.role = plan::Role::recruiter,
            .id = "pat",
            .name = "Pat Moreno",
            .email = address("pat@glass.example"),
            .zone = zone("America/Chicago"),
            .language = "en"};
}

plan::Plan plan() {
    plan::Plan plan;
    plan.duties = {
        duty("debrief", Kind::debrief, dana(), "Pat Moreno", Shape::deadline, "2026-11-20T23:30:00Z",
             "the interview at Acme Robotics ended Fri 20 Nov 2026, 15:30 CST; the recruiter is called as "
             "soon as "
             "possible afterwards"),
        duty("client-debrief", Kind::client_debrief, pat(), "Acme Robotics", Shape::deadline,
             "2026-11-21T03:02:00Z",
             "Dana Reyes told how it went Fri 20 Nov 2026, 17:02 CST; the employer is asked directly after"),
        letter("letter/luis-ortiz", "Luis Ortiz", "Luis Ortiz (Plant Manager)"),
        letter("letter/margaret-chen", "Margaret Chen", "Margaret Chen (VP Engineering)"),
        letter("letter/siobhan-oneill", "Siobhán O’Neill", "Siobhán O’Neill"),
        duty("call/margaret-chen", Kind::call, dana(), "Margaret Chen", Shape::on_date,
             "2026-11-30T23:00:00Z", "you said: “" + std::string{sentence} + "”"),
        duty("decision", Kind::decision, pat(), "Acme Robotics", Shape::deadline, "2026-11-30T16:00:00Z",
             "Acme Robotics meant to decide by Fri 27 Nov 2026"),
        duty("names/1", Kind::names, pat(), "Acme Robotics", Shape::deadline, "2026-12-04T18:00:00Z",
             "nobody is named yet for the second interview on Tue 8 Dec 2026, 10:00 CST"),
        duty("step/1", Kind::step, dana(), "second interview", Shape::at_time, "2026-12-08T16:00:00Z",
             "the second interview at Acme Robotics was set for Tue 8 Dec 2026, 10:00 CST")};
    return plan;
}

plan::Posting posting(const plan::Person& to, const std::vector<std::string>& duties) {
    plan::Posting posting;
    posting.to = to;
    posting.case_id = "dana-acme-1";
    for (const auto& id : duties) {
        plan::Nudge nudge;
        nudge.duty = "dana-acme-1/" + id;
        nudge.to = to;
        posting.nudges.push_back(std::move(nudge));
    }
    return posting;
}

Occasion occasion(std::string_view now) {
    Occasion occasion;
    occasion.mail_id = "mail-1";
    occasion.now = at(now);
    return occasion;
}

plan::Duty& duty(plan::Plan& plan, std::string_view id) {
    const auto found = std::ranges::find(plan.duties, "dana-acme-1/" + std::string{id}, &plan::Duty::id);
    base::require(found != plan.duties.end(), "the story has no such duty");
    return *found;
}

} // namespace followup::mail::acme
