#include "core/queue/facts.hpp"

#include "core/base/text.hpp"
#include "core/hours/ics_values.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <map>

namespace followup::queue {
namespace {

constexpr std::size_t people_max = 50;
constexpr std::string_view ended_example = "ended = 2026-11-20T15:30:00-06:00";

/// Reports the second of two people in one list that would be taken for the same person. Two of one name are
/// told apart by their ids or addresses.
class Doubles {
  public:
    void check(Table& table, const Met& met) {
        const auto place = table.place();
        const auto name = base::folded(met.name);
        if (!name.empty())
            for (const auto& [other, line] : x_people)
                if (base::folded(other.name) == name && !told_apart(other, met))
                    table.report().problem(
                        place,
                        fmt::format("{} is already among the people met, in line {}", quoted(met.name), line),
                        "leave one of them out; two people of one name are told apart by "
                        "id = \"…\" for each of them");
        x_people.emplace_back(met, place.line);
        if (!met.id.empty() && !x_ids.try_emplace(met.id, place).second)
            table.report().problem(place,
                                   fmt::format("the id {} is already taken by the person in line {}",
                                               quoted(met.id), x_ids[met.id].line),
                                   "give each person another id");
    }

  private:
    static bool told_apart(const Met& left, const Met& right) {
        const bool ids = !left.id.empty() && !right.id.empty() && left.id != right.id;
        return ids || (left.email && right.email && *left.email != *right.email);
    }

    std::vector<std::pair<Met, unsigned>> x_people;
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
    met.salutation = table.text("salutation", Text::name);
    met.talked_about = table.text("talked_about", Text::line);
    met.language = table.text("language", Text::id);
    table.finish();
    return met;
}

Promise read_promise(Table& table, Dates& dates) {
    Promise promise;
    promise.call = table.needed_text("call", Text::name, "call = \"Margaret Chen\"");
    promise.on = dates.needed_spoken(table, "on", "on = \"a week from Monday\"").value_or(Spoken{});
    promise.phone = table.text("phone", Text::name);
    promise.unless = table.choice<Unless>("unless");
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
    candidate.salutation = table.text("salutation", Text::name);
    candidate.was = table.text("was", Text::name);
    table.finish();
    return candidate;
}

Employer read_employer(Table& table) {
    Employer employer;
    employer.name = table.needed_text("name", Text::name, "name = \"Acme Robotics\"");
    if (const auto zone = table.zone("zone")) employer.zone = zone->name();
    employer.address = table.text("address", Text::lines);
    employer.phone = table.text("phone", Text::name);
    employer.was = table.text("was", Text::name);
    employer.language = table.text("language", Text::id);
    table.finish();
    return employer;
}

template <class Text>
std::vector<Text> for_readers(std::vector<std::string> texts) {
    return {std::make_move_iterator(texts.begin()), std::make_move_iterator(texts.end())};
}

/// Concerns: a list of texts, or of tables { text, by, share, answer }.
template <class Text>
std::vector<Concern<Text>> read_concerns(Table& table) {
    std::vector<Concern<Text>> concerns;
    const auto* node = table.written().get("objections");
    const auto* list = node == nullptr ? nullptr : node->as_array();
    const bool tables =
        list != nullptr && std::ranges::any_of(*list, [](const toml::node& each) { return each.is_table(); });
    if (!tables) {
        for (auto& text : table.texts("objections", queue::Text::lines))
            concerns.push_back({std::move(text), {}, false, {}});
        return concerns;
    }
    std::ignore = table.find("objections"); // it is known
    for (const auto& each : *list) {
        const auto* written = each.as_table();
        if (written == nullptr) {
            const auto text = each.value<std::string>();
            if (text && !base::trimmed(*text).empty())
                concerns.push_back({*text, {}, false, {}});
            else
                table.wrong_type("objections", each, "a text, or { text = \"…\", by = \"…\" }");
            continue;
        }
        Table concern{*written, "an objection", table.report()};
        Concern<Text> read;
        read.text = concern.needed_text("text", queue::Text::lines, "text = \"…\", the concern");
        read.by = concern.text("by", queue::Text::name);
        read.share = concern.flag("share");
        read.answer = concern.text("answer", queue::Text::lines);
        concern.finish();
        if (!read.text.empty()) concerns.push_back(std::move(read));
    }
    return concerns;
}

} // namespace

template <class Body>
void read_facts(Table& table, Dates& dates, Body& body) {
    body.decision = dates.spoken(table, "decision");
    body.problem = table.text("problem", Text::lines);
    constexpr bool first = std::is_same_v<Body, Interview>;
    using Readers = std::conditional_t<first, Shared, Own>;
    body.strengths = for_readers<Readers>(table.texts("strengths", Text::lines));
    body.projects = for_readers<Readers>(table.texts("projects", Text::lines));
    body.objections = read_concerns<Readers>(table);
    body.notes = table.text("notes", Text::lines);
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

std::optional<Revision> read_revision(Table& table) {
    if (!table.written().contains("invitation")) return std::nullopt;
    auto said = table.needed_table("invitation", "invitation = { sequence = 1 }");
    if (!said) return std::nullopt;
    Revision revision;
    constexpr int sequence_max = std::numeric_limits<int>::max();
    revision.sequence = said->integer("sequence", 0, sequence_max).value_or(0);
    if (const auto stamp = said->text("stamp", Text::name); !stamp.empty()) {
        const auto time = hours::read_time("DTSTART:" + stamp);
        if (time && time->utc)
            revision.stamp = Instant{time->local.time_since_epoch()};
        else
            table.report().problem(place(*said->written().get("stamp")),
                                   fmt::format("{} is no DTSTAMP", quoted(stamp)),
                                   "write it as the invitation does: stamp = \"20261120T100000Z\"");
    }
    said->finish();
    return revision;
}

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
    interview.position_was = table.text("was", Text::name);
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
    interview.invitation = read_revision(table);
}

} // namespace followup::queue
