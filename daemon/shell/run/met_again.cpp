#include "core/base/text.hpp"
#include "core/ledger/names.hpp"
#include "shell/run/met_people.hpp"

#include <algorithm>

namespace followup::run {
namespace {

queue::Met named(std::string name) {
    queue::Met met;
    met.name = std::move(name);
    return met;
}

/// Everybody at the employer whom an interview or a debriefing tells of.
std::vector<queue::Met> everybody_in(const auto& said) {
    auto all = said.met;
    for (const auto& promise : said.promises)
        all.push_back(named(promise.call));
    for (const auto& next : said.next)
        for (const auto& seen : next.with)
            all.push_back(named(std::string{base::trimmed(seen.substr(0, seen.find(',')))}));
    for (const auto& concern : said.objections)
        if (!concern.by.empty()) all.push_back(named(concern.by));
    return all;
}

/// Whom an event means that is about one of those who were met before; empty: nobody, or somebody else.
std::string about(const queue::Body& body) {
    if (const auto* letter = std::get_if<queue::Letter>(&body)) return letter->to;
    if (const auto* called = std::get_if<queue::Called>(&body)) return called->whom;
    const auto* pushed = std::get_if<queue::Pushed>(&body);
    const auto* closing = std::get_if<queue::Closing>(&body);
    if (const auto* struck = std::get_if<queue::Struck>(&body)) {
        using enum queue::Struck::What;
        const bool person = struck->what == met || struck->what == promise;
        return person ? struck->which.read(queue::ForRecruiter{}) : std::string{};
    }
    const auto text = pushed != nullptr ? pushed->whom : closing != nullptr ? closing->duty : std::string{};
    const auto parts = base::split(text, '/');
    if (parts.size() == 3) return base::replaced(parts[2], "-", " "); // as a duty id has it
    return pushed != nullptr && parts.size() == 1 ? text : std::string{};
}

const ledger::Round* round_of(const ledger::Case& known, std::string_view interview) {
    for (const auto& round : known.rounds)
        if (round.interview.id == interview) return &round;
    return nullptr;
}

/// Whether somebody of that name is known there: met again, or promised a call.
bool knows(const ledger::Round& round, std::string_view name) {
    const auto bare = ledger::compared(name);
    const auto key = base::slug(name);
    return ledger::person_named(round.people, name) != nullptr
           || std::ranges::any_of(round.people, [&](const auto& each) { return each.key == key; })
           || std::ranges::any_of(round.promises, [&](const auto& each) {
                  return each.key == key || ledger::compared(each.promise.call) == bare;
              });
}

base::Problem gone(const queue::Event& event) {
    return {event.where, "it tells of somebody at the employer who has asked since to be forgotten",
            "leave them out, and hand it in again; an interview that ends after that may name them"};
}

} // namespace

base::Result<std::optional<Instant>> MetPeople::forgotten(const queue::Met& met,
                                                          const std::string& employer) {
    std::optional<Instant> last;
    std::vector<std::string> marks;
    for (const auto& name : {met.name, met.was})
        if (!name.empty()) marks.push_back(ledger::trace_of_name(name, employer));
    if (met.email) marks.push_back(ledger::trace_of_address(met.email->key()));
    if (met.name.contains('@')) marks.push_back(ledger::trace_of_address(met.name));
    for (const auto& mark : marks) {
        const auto at = x_keeper.x_store.forgotten(mark);
        if (!at) return std::unexpected(at.error());
        if (*at && (!last || **at > *last)) last = **at;
    }
    return last;
}

base::Result<MetPeople::ToldOf> MetPeople::told_of(const queue::Event& event) {
    ToldOf all{{}, {}, event.at};
    if (const auto* said = std::get_if<queue::Interview>(&event.body))
        return ToldOf{everybody_in(*said), said->employer.name, said->ended};
    const auto id = queue::interview_of(event.body);
    const auto row = x_keeper.x_store.case_of_interview(id);
    if (!row) return std::unexpected(row.error());
    if (!*row) return all;
    const auto of = story((*row)->number);
    if (!of) return std::unexpected(of.error());
    const auto* round = *of ? round_of(*(*of)->known, id) : nullptr;
    if (round == nullptr) return all;
    all.employer = round->interview.employer.name;
    if (const auto* said = std::get_if<queue::Debriefed>(&event.body)) {
        all.people = everybody_in(*said);
        all.happened = round->interview.ended;
    } else if (const auto* heard = std::get_if<queue::Heard>(&event.body)) {
        if (!heard->from.empty()) all.people.push_back(named(heard->from.read(queue::ForRecruiter{})));
    } else if (auto whom = about(event.body); !whom.empty() && !knows(*round, whom)) {
        all.people.push_back(named(std::move(whom)));
        all.happened = Instant::min(); // of what was before, whenever it is told
    }
    return all;
}

base::Result<bool> MetPeople::bars(const queue::Event& event, Taken& taken) {
    const auto anybody = x_traces.anybody();
    if (!anybody) return std::unexpected(anybody.error());
    if (!*anybody) return false;
    const auto told = told_of(event);
    if (!told) return std::unexpected(told.error());
    for (const auto& met : told->people) {
        const auto since = forgotten(met, told->employer);
        if (!since) return std::unexpected(since.error());
        if (!*since || told->happened > **since) continue;
        taken.problems.push_back(gone(event));
        return true;
    }
    return false;
}

} // namespace followup::run
