#include "core/calendar/invite_people.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::calendar {
namespace {

bool same_address(std::string_view left, std::string_view right) {
    return !left.empty() && base::ascii_lower(left) == base::ascii_lower(right);
}

void remark(DraftPerson& person, const std::string& note) {
    person.note += (person.note.empty() ? "" : "; ") + note;
}

std::string called(const DraftPerson& person) {
    if (person.name.empty()) return person.email.empty() ? "somebody without a name" : person.email;
    return person.email.empty() ? person.name : fmt::format("{} <{}>", person.name, person.email);
}

const ledger::Recruiter* recruiter_of(const Guest& one, const ledger::Agency& agency) {
    const auto found = std::ranges::find(agency.recruiters, one.key,
                                         [](const ledger::Recruiter& each) { return each.email.key(); });
    return one.key.empty() || found == agency.recruiters.end() ? nullptr : &*found;
}

bool ours(const Guest& one, const ledger::Agency& agency) {
    if (one.key.empty()) return false;
    return recruiter_of(one, agency) != nullptr || (agency.email && agency.email->key() == one.key)
           || same_house(one.domain, base::ascii_lower(agency.domain));
}

/// What the ledger or the person who imports says of a name counts more than how a program writes it.
void name(Guest& one, const PeopleContext& context) {
    auto& person = one.person;
    if (const auto said = context.said.names.find(one.key); said != context.said.names.end()) {
        person.name = said->second;
        person.doubt.clear();
        one.office = false;
        return;
    }
    if (one.office && person.doubt.empty())
        person.doubt = "it may be the mailbox of a department, whom nobody meets";
    if (context.known == nullptr) return;
    auto all = context.known->met;
    all.push_back(context.known->candidate);
    for (const auto& each : all)
        if (same_address(each.email, one.key) && !each.name.empty()) {
            person.name = each.name;
            person.doubt.clear();
            person.salutation.clear();
        }
}

/// Why nobody writes a letter to them; empty: somebody may.
std::string why_left_out(const Guest& one, const PeopleContext& context) {
    if (one.group) return "is a list of people";
    if (one.listens) return "was invited for information only";
    const auto said = context.said.names.find(one.key);
    if (said != context.said.names.end() && said->second.empty()) return "is not met";
    for (const auto& each : context.others)
        if (same_address(each.candidate.email, one.key)) return "is the candidate of " + each.id;
    return {};
}

/// Takes the agency's own and what nobody writes letters to out of `all`.
void leave_out(std::vector<Guest>& all, const PeopleContext& context, Draft& draft) {
    std::erase_if(all, [&](const Guest& one) {
        if (one.nobody) return true;
        if (ours(one, context.agency)) {
            if (const auto* recruiter = recruiter_of(one, context.agency); recruiter != nullptr) {
                if (draft.recruiter.empty()) draft.recruiter = recruiter->id;
            } else {
                draft.left_out.push_back(called(one.person) + " is of the agency");
            }
            return true;
        }
        const auto why = why_left_out(one, context);
        if (!why.empty()) draft.left_out.push_back(called(one.person) + " " + why);
        return !why.empty() || (one.key.empty() && one.person.name.empty());
    });
}

/// The domains of the employer's house, as far as they can be told; none: nobody knows.
std::vector<std::string> houses(const std::vector<Guest>& all, const std::string& employer) {
    std::vector<std::string> found;
    for (const auto& each : all)
        if (!employer.empty() && called_like(each.domain, employer)
            && std::ranges::find(found, each.domain) == found.end())
            found.push_back(each.domain);
    if (!found.empty() || all.empty() || !all.front().organizer) return found;
    const auto& organizer = all.front();
    if (organizer.key.empty() || is_mail_provider(organizer.domain)) return found;
    const auto others = std::ranges::count_if(
        all, [&](const Guest& each) { return !each.organizer && same_house(each.domain, organizer.domain); });
    const bool alone = others == 0;
    // Somebody with a mailbox of their own was invited by somebody from a house.
    const bool to_a_private_one = employer.empty() && all.size() == 2 && is_mail_provider(all.back().domain);
    if (!alone || to_a_private_one) found.push_back(organizer.domain);
    return found;
}

/// Finds the candidate among those who were invited, or says why it must be asked who it is.
class CandidateSearch {
  public:
    /// `by_others`: somebody organizes who is not of the agency.
    CandidateSearch(const std::vector<Guest>& all, const PeopleContext& context, bool by_others, Draft& draft)
        : x_all(all), x_context(context), x_by_others(by_others), x_draft(draft),
          x_houses(houses(all, draft.employer)) {}

    /// The place in the list; its size when there is none.
    std::size_t find() {
        const auto& said = x_context.said.candidate;
        if (!said.empty()) {
            for (std::size_t at = 0; at < x_all.size(); ++at)
                if (same_address(x_all[at].key, said)) return at;
            if (x_context.known == nullptr) {
                x_draft.candidate_note = said + " is not among those invited";
                return x_all.size();
            }
        }
        return x_context.known != nullptr ? known() : guessed();
    }

    [[nodiscard]] bool of_house(const Guest& one) const {
        return std::ranges::any_of(x_houses,
                                   [&](const std::string& house) { return same_house(one.domain, house); });
    }

  private:
    [[nodiscard]] bool met_before(const Guest& one) const {
        return std::ranges::any_of(x_context.known->met,
                                   [&](const DraftPerson& each) { return is(one, each); });
    }

    std::size_t known() {
        const auto& candidate = x_context.known->candidate;
        x_draft.candidate = candidate;
        for (std::size_t at = 0; at < x_all.size(); ++at)
            if (is(x_all[at], candidate)) return at;
        // Somebody else from outside in her place is a candidate, too, or somebody to be met.
        if (!x_context.said.candidate.empty()) return x_all.size();
        std::vector<std::string> outside;
        for (const auto& each : x_all)
            if (!each.key.empty() && !of_house(each) && !met_before(each)) {
                outside.push_back(called(each.person));
                x_draft.candidates.push_back(each.person);
            }
        if (!outside.empty())
            x_draft.candidate_doubt = fmt::format("{} is not among those invited, and {} is", candidate.name,
                                                  base::joined(outside, ", "));
        return x_all.size();
    }

    std::size_t guessed() {
        std::vector<std::size_t> outside;
        for (std::size_t at = 0; at < x_all.size(); ++at)
            if (!x_all[at].key.empty() && !of_house(x_all[at])) outside.push_back(at);
        const auto house = base::joined(x_houses, ", ");
        if (outside.empty()) {
            x_draft.candidate_note =
                house.empty() ? "nobody is invited" : "nobody is invited who is not of " + house;
            return x_all.size();
        }
        std::vector<std::size_t> candidates;
        for (const auto at : outside)
            if (std::ranges::find(x_context.candidates, x_all[at].key) != x_context.candidates.end())
                candidates.push_back(at);
        if (!house.empty() && candidates.size() == 1) {
            x_draft.candidate_note = "a candidate already, and not of " + house;
            return candidates.front();
        }
        const bool sole = outside.size() == 1 && !x_all[outside.front()].organizer;
        if (sole && (!house.empty() || !x_by_others)) {
            x_draft.candidate_note =
                house.empty() ? "the only one invited" : "the only one invited who is not of " + house;
            return outside.front();
        }
        return asked(outside, house);
    }

    std::size_t asked(const std::vector<std::size_t>& outside, const std::string& house) {
        std::vector<std::string> names;
        for (const auto at : outside) {
            x_draft.candidates.push_back(x_all[at].person);
            names.push_back(called(x_all[at].person));
        }
        const auto all = base::joined(names, ", ");
        if (outside.size() == 1)
            x_draft.candidate_note = alone(outside.front());
        else if (house.empty())
            x_draft.candidate_note =
                fmt::format("it cannot be told who of these is of the employer: {}", all);
        else
            x_draft.candidate_note =
                fmt::format("{} people are invited who are not of {}: {}", outside.size(), house, all);
        return x_all.size();
    }

    /// Of one who sent it, or was invited by nobody knows whom.
    [[nodiscard]] std::string alone(std::size_t outside) const {
        std::vector<std::string> others;
        for (std::size_t at = 0; at < x_all.size(); ++at)
            if (at != outside) others.push_back(called(x_all[at].person));
        return fmt::format("{} {}{}", called(x_all[outside].person),
                           x_all[outside].organizer ? "sent the invitation" : "is invited",
                           others.empty() ? "" : ", and with them " + base::joined(others, ", "));
    }

    const std::vector<Guest>& x_all;
    const PeopleContext& x_context;
    bool x_by_others;
    Draft& x_draft;
    std::vector<std::string> x_houses;
};

/// Takes somebody among those met, or as one of whom that is not certain.
void meet(Guest one, Draft& draft) {
    auto& person = one.person;
    const bool doubtful = std::ranges::any_of(
        draft.candidates, [&](const DraftPerson& each) { return each.email == person.email; });
    if (person.away) remark(person, "declined; take the # away if they came after all");
    if (one.organizer) remark(person, "sent the invitation; leave out if not met");
    if (doubtful) {
        remark(person, "take the # away unless this is the candidate");
        person.away = true;
    }
    if (std::ranges::any_of(draft.met, [&](const DraftPerson& each) {
            return !person.name.empty() && base::folded(each.name) == base::folded(person.name);
        })) {
        remark(person, "the same name once more");
        person.away = true;
    }
    draft.met.push_back(std::move(person));
}

} // namespace

bool sort_people(std::vector<Guest> all, const PeopleContext& context, Draft& draft) {
    for (auto& each : all)
        name(each, context);
    const bool by_others = !all.empty() && all.front().organizer && !ours(all.front(), context.agency);
    leave_out(all, context, draft);
    if (draft.recruiter.empty()) draft.recruiter = context.said.own;
    if (draft.recruiter.empty() && context.agency.recruiters.size() == 1)
        draft.recruiter = context.agency.recruiters.front().id;
    CandidateSearch search{all, context, by_others, draft};
    const auto candidate = search.find();
    if (candidate < all.size()) {
        auto person = all[candidate].person;
        if (person.away && context.said.candidate.empty())
            draft.candidate_doubt = called(person) + " declined the invitation";
        person.away = false;
        // The address that is known identifies her.
        if (context.known != nullptr) {
            person.email = context.known->candidate.email;
            person.name = context.known->candidate.name;
            person.doubt.clear();
        }
        draft.candidate = std::move(person);
    }
    const bool by_employer = !all.empty() && all.front().organizer && search.of_house(all.front());
    for (std::size_t at = 0; at < all.size(); ++at)
        if (at != candidate) meet(std::move(all[at]), draft);
    return by_employer;
}

} // namespace followup::calendar
