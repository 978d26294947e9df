#include "shell/run/whose.hpp"

#include "core/ledger/case.hpp"

#include <algorithm>

namespace followup::run {
namespace {

/// Nothing: the case cannot be read, and is set aside.
base::Result<std::optional<queue::Candidate>> candidate_in(store::Store& store, std::int64_t case_number) {
    const auto history = store.history(case_number);
    if (!history && store.is_set_aside(case_number)) return std::optional<queue::Candidate>{};
    if (!history) return std::unexpected(history.error());
    try {
        return std::optional{ledger::fold(**history).candidate};
    } catch (const std::exception&) { // its words may be the story's
        store.set_aside(case_number, "its story");
        return std::optional<queue::Candidate>{};
    }
}

/// As the first of their cases that can be read knows them; nothing: none can.
base::Result<std::optional<queue::Candidate>> known_as(store::Store& store, const store::Known& person) {
    for (const auto number : person.cases) {
        auto known = candidate_in(store, number);
        if (!known || *known) return known;
    }
    return std::optional<queue::Candidate>{};
}

/// Why an interview's candidate is not that person; nothing: they are.
base::Result<std::optional<base::Problem>> mistaken_for(store::Store& store, const store::Known& person,
                                                        const queue::Event& event) {
    std::optional<base::Problem> mistaken;
    for (const auto number : person.cases) {
        const auto candidate = candidate_in(store, number);
        if (!candidate) return std::unexpected(candidate.error());
        if (!*candidate) continue;
        mistaken = ledger::mistaken(**candidate, event);
        if (!mistaken) break; // a ledger of the first edition may know several people by it
    }
    return mistaken;
}

} // namespace

base::Result<Whose> whose_is(store::Store& store, const queue::Event& event,
                             const std::optional<store::CaseRow>& of) {
    const auto& said = std::get<queue::Interview>(event.body).candidate;
    const auto own = ledger::identity(said);
    if (of) {
        if (!said.id.empty()) return Whose{own, {}};
        const auto known = candidate_in(store, of->number);
        if (!known) return std::unexpected(known.error());
        return Whose{!*known || (*known)->id.empty() ? own : (*known)->id, {}};
    }
    const auto people = store.called(own);
    if (!people) return std::unexpected(people.error());
    std::optional<base::Problem> mistaken;
    for (const auto& person : *people) {
        if (person.identity != own) {
            if (!said.id.empty()) continue;
            const auto known = known_as(store, person);
            if (!known) return std::unexpected(known.error());
            if (!*known || (*known)->email != said.email) continue; // they read elsewhere now
        }
        auto other = mistaken_for(store, person, event);
        if (!other) return std::unexpected(other.error());
        if (!*other) return Whose{person.identity, {}};
        if (!mistaken) mistaken = std::move(*other);
    }
    return Whose{own, std::move(mistaken)};
}

std::string sought(const std::string& said) {
    queue::Candidate candidate;
    if (auto address = base::MailAddress::parse(said))
        candidate.email = *address;
    else
        candidate.id = said;
    return ledger::identity(candidate);
}

base::Result<std::vector<store::Known>> everybody(store::Store& store, const std::string& said) {
    auto found = store.called(sought(said));
    if (!found || !found->empty()) return found;
    const auto row = store.case_of_interview(said);
    if (!row) return std::unexpected(row.error());
    if (!*row) return found;
    auto one = store.candidate_of((*row)->number);
    if (!one) return std::unexpected(one.error());
    found->push_back(std::move(*one));
    return found;
}

base::Result<std::optional<std::string>> reader_meant(store::Store& store, const ledger::Agency& agency,
                                                      const queue::Mails& said) {
    const auto name = sought(said.to);
    for (const auto& recruiter : agency.recruiters)
        if (recruiter.id == said.to || recruiter.email.key() == name) return std::optional{recruiter.id};
    auto found = store.called(name);
    if (!found) return std::unexpected(found.error());
    if (const auto exact = std::ranges::find(*found, name, &store::Known::identity); exact != found->end())
        return std::optional{name};
    if (found->size() > 1 && !said.interview.empty()) {
        const auto row = store.case_of_interview(said.interview);
        if (!row) return std::unexpected(row.error());
        if (*row)
            std::erase_if(*found, [&](const store::Known& each) {
                return std::ranges::find(each.cases, (*row)->number) == each.cases.end();
            });
    }
    if (found->size() != 1) return std::optional<std::string>{};
    return std::optional{found->front().identity};
}

} // namespace followup::run
