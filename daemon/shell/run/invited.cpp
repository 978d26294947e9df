#include "shell/run/invited.hpp"

#include "core/base/text.hpp"
#include "core/web/views.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

/// Of what somebody sends us so much is asked of the ledger.
constexpr std::size_t asked_max = 200;
/// One invitation has not more candidates than that.
constexpr int candidates_max = 50;

calendar::KnownInterview interview_known(const ledger::Case& known, const ledger::Round& round) {
    const auto& said = round.interview;
    calendar::KnownInterview found;
    found.id = said.id;
    found.recruiter = known.recruiter;
    found.candidate = {.name = known.candidate.name, .email = known.candidate.email.text()};
    found.employer = known.employer.name;
    found.position = known.position;
    for (const auto& person : round.people)
        if (!person.struck)
            found.met.push_back({.name = person.met.name,
                                 .email = person.met.email ? person.met.email->text() : std::string{}});
    found.off = round.cancelled.has_value();
    found.invitation = said.invitation;
    return found;
}

/// Gathers what is known, each interview once.
class InvitationLookup {
  public:
    InvitationLookup(Bookkeeper& keeper, const web::Who& who) : x_keeper(keeper), x_who(who) {}

    base::Result<calendar::Knows> look(const calendar::Asked& asked) {
        for (int n = 1; n <= candidates_max; ++n) {
            const auto found = by_id(n == 1 ? asked.id : fmt::format("{}-{}", asked.id, n));
            if (!found) return std::unexpected(found.error());
            if (!*found) break;
        }
        for (std::size_t n = 0; n < std::min(asked.addresses.size(), asked_max); ++n)
            if (auto looked = by_address(asked.addresses[n], asked.digits); !looked)
                return std::unexpected(looked.error());
        // In the first edition an id began with the candidate's name.
        for (std::size_t n = 0; n < std::min(asked.names.size(), asked_max); ++n)
            if (const auto found = by_id(base::slug(asked.names[n]).substr(0, 40) + "-" + asked.digits);
                !found)
                return std::unexpected(found.error());
        if (const auto found = by_id("interview-" + asked.digits); !found)
            return std::unexpected(found.error());
        return std::move(x_found);
    }

  private:
    /// Whether there is an interview of that id, whoever may see it.
    base::Result<bool> by_id(const std::string& id) {
        const auto row = x_keeper.store().case_of_interview(id);
        if (!row) return std::unexpected(row.error());
        if (!*row) return false;
        if (!may_see(x_keeper, x_who, (*row)->recruiter)) return true;
        const auto known = x_keeper.story((*row)->number);
        if (!known) return std::unexpected(known.error());
        for (const auto& round : (*known)->rounds)
            if (round.interview.id == id) add(**known, round);
        return true;
    }

    /// The interviews of a candidate whose id ends so.
    base::Result<void> by_address(const std::string& address, const std::string& digits) {
        const auto people = x_keeper.store().called(base::ascii_lower(address));
        if (!people) return std::unexpected(people.error());
        bool seen = false;
        for (const auto& person : *people)
            for (const auto number : person.cases) {
                const auto row = x_keeper.store().case_by_number(number);
                if (!row) return std::unexpected(row.error());
                if (!*row || !may_see(x_keeper, x_who, (*row)->recruiter)) continue;
                const auto known = x_keeper.story(number);
                if (!known && x_keeper.store().is_set_aside(number)) continue;
                if (!known) return std::unexpected(known.error());
                seen = true;
                for (const auto& round : (*known)->rounds)
                    if (!digits.empty() && round.interview.id.ends_with("-" + digits)) add(**known, round);
            }
        if (seen) x_found.candidates.push_back(address);
        return {};
    }

    void add(const ledger::Case& known, const ledger::Round& round) {
        auto& all = x_found.interviews;
        if (std::ranges::find(all, round.interview.id, &calendar::KnownInterview::id) == all.end())
            all.push_back(interview_known(known, round));
    }

    Bookkeeper& x_keeper;
    const web::Who& x_who;
    calendar::Knows x_found;
};

} // namespace

base::Result<calendar::Knows> known_of(Bookkeeper& keeper, const calendar::Asked& asked,
                                       const web::Who& who) {
    return InvitationLookup{keeper, who}.look(asked);
}

web::Reply answer_invited(Bookkeeper& keeper, const web::Request& request, const Caller& caller) {
    const auto knows = known_of(keeper, calendar::asked_from_json(request.body), caller.who);
    if (!knows) return web::json(503, web::problems_json({knows.error()}));
    return web::json(200, calendar::as_json(*knows) + "\n");
}

} // namespace followup::run
