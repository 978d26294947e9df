#include "core/queue/facts.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace followup::queue {
namespace {

constexpr std::size_t people_max = 50;
constexpr std::string_view ended_example = "ended = 2026-11-20T15:30:00-06:00";

/// Reports the second of two people in one list that would be taken for the same person.
class Doubles {
  public:
    void check(Table& table, const Met& met) {
        const auto place = table.place();
        const auto name = base::folded(met.name);
        // Two people of one name are told apart by their ids.
        const auto [begin, end] = x_names.equal_range(name);
        const auto same = std::find_if(
            begin, end, [&](const auto& other) { return met.id.empty() || other.second.id.empty(); });
        if (!name.empty() && same != end)
            table.report().problem(place,
                                   fmt::format("{} is already among the people met, in line {}",
                                               quoted(met.name), same->second.place.line),
                                   "leave one of them out, or give each of them an id");
        x_names.emplace(name, Named{met.id, place});
        if (!met.id.empty() && !x_ids.try_emplace(met.id, place).second)
            table.report().problem(place,
                                   fmt::format("the id {} is already taken by the person in line {}",
                                               quoted(met.id), x_ids[met.id].line),
                                   "give each person another id");
    }

  private:
    struct Named {
        std::string id;
        Place place;
    };
    std::multimap<std::string, Named> x_names;
    std::map<std::string, Place> x_ids;
};

Met read_met(Table& table) {
    Met met;
    met.id = table.text("id", Text::id);
    met.name = table.needed_text("name", Text::name, "name = \"Margaret Chen\"");
    met.title = table.text("title", Text::name);
    met.role = table.choice<Role>("role").value_or(Role::other);
    met.email = table.address("email");
    met.phone = table.text("phone", Text::name);
    met.address = table.text("address", Text::lines);
    met.was = table.text("was", Text::name);
    table.finish();
    return met;
}

Promise read_promise(Table& table, Dates& dates) {
    Promise promise;
    promise.call = table.needed_text("call", Text::name, "call = \"Margaret Chen\"");
    promise.on = dates.needed_spoken(table, "on", "on = \"a week from Monday\"").value_or(Spoken{});
    promise.phone = table.text("phone", Text::name);
    promise.unless = table.choice<Unless>("unless").value_or(Unless::heard);
    promise.said = table.text("said", Text::lines);
    table.finish();
    return promise;
}

Next read_next(Table& table, Dates& dates) {
    Next next;
    next.what =
        table.needed_choice<NextKind>("what", "what = \"second interview\"").value_or(NextKind::other);
    next.when = dates.spoken(table, "when");
    next.with = table.texts("with", Text::line, true);
    next.note = table.text("note", Text::lines);
    table.finish();
    return next;
}

Candidate read_candidate(Table& table) {
    Candidate candidate;
    candidate.id = table.text("id", Text::id);
    candidate.name = table.needed_text("name", Text::name, "name = \"Dana Reyes\"");
    candidate.email = table.needed_address("email", "email = \"dana@candidate.example\"");
    candidate.phone = table.text("phone", Text::name);
    if (const auto zone = table.zone("zone")) candidate.zone = zone->name();
    candidate.language = table.text("language", Text::id);
    table.finish();
    return candidate;
}

Employer read_employer(Table& table) {
    Employer employer;
    employer.name = table.needed_text("name", Text::name, "name = \"Acme Robotics\"");
    if (const auto zone = table.zone("zone")) employer.zone = zone->name();
    employer.address = table.text("address", Text::lines);
    employer.phone = table.text("phone", Text::name);
    table.finish();
    return employer;
}

} // namespace

template <class Body>
void read_facts(Table& table, Dates& dates, Body& body) {
    body.decision = dates.spoken(table, "decision");
    body.problem = table.text("problem", Text::lines);
    body.strengths = table.texts("strengths", Text::lines);
    body.projects = table.texts("projects", Text::lines);
    body.objections = table.texts("objections", Text::lines);
    body.notes = table.text("notes", Text::lines);
    constexpr bool first = std::is_same_v<Body, Interview>;
    Doubles doubles;
    for (auto& each : table.tables("met", first ? "[[interview.met]]" : "[[debriefed.met]]", people_max)) {
        body.met.push_back(read_met(each));
        doubles.check(each, body.met.back());
    }
    for (auto& each :
         table.tables("promise", first ? "[[interview.promise]]" : "[[debriefed.promise]]", people_max))
        body.promises.push_back(read_promise(each, dates));
    for (auto& each : table.tables("next", first ? "[[interview.next]]" : "[[debriefed.next]]", people_max))
        body.next.push_back(read_next(each, dates));
}

template void read_facts(Table&, Dates&, Interview&);
template void read_facts(Table&, Dates&, Debriefed&);

Interview read_parties(Table& table) {
    Interview interview;
    interview.id = table.needed_text("id", Text::id, "id = \"dana-acme-1\"");
    interview.recruiter = table.needed_text("recruiter", Text::name, "recruiter = \"pat\"");
    if (auto candidate = table.needed_table("candidate", "candidate = { name = \"…\", email = \"…\" }"))
        interview.candidate = read_candidate(*candidate);
    if (auto employer = table.needed_table("employer", "employer = { name = \"…\" }"))
        interview.employer = read_employer(*employer);
    return interview;
}

void read_course(Table& table, Dates& dates, Instant arrived, Interview& interview) {
    interview.case_id = table.text("case", Text::id);
    interview.position = table.needed_text("position", Text::name, "position = \"Controls Engineer\"");
    interview.round = table.integer("round", 1, 1000);
    interview.place = table.text("place", Text::line);
    const auto ended = dates.needed_end(table, "ended", ended_example);
    interview.ended = ended ? ended->at : arrived;
    interview.ended_asked = ended && ended->asked;
    interview.began = dates.beginning(table, "began", interview.ended);
    if (ended && interview.began && *interview.began > interview.ended)
        table.report().problem(place(*table.written().get("began")), "the interview began after it ended",
                               "mend 'began' or 'ended'");
    interview.said_at = dates.gone(table, "said_at");
    const bool said_unread = table.written().contains("said_at") ? !interview.said_at : !ended;
    dates.said(interview.said_at.value_or(interview.ended), said_unread);
    dates.interview(interview.ended);
    read_facts(table, dates, interview);
}

} // namespace followup::queue
