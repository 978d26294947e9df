#include "core/base/text.hpp"
#include "core/ledger/case.hpp"
#include "core/words/in_english.hpp"
#include "shell/run/bookkeeper.hpp"

#include <ranges>

/// What is known when a file is read: interviews, employers, candidates.
namespace followup::run {

queue::Context Bookkeeper::context(const Incoming& file, Instant now) {
    const auto& rules = x_config->rules;
    queue::Context context;
    context.file = file.name;
    context.arrived = now;
    context.agency_zone = rules.agency.zone;
    context.calendar = rules.calendar;
    context.order = x_config->order;
    context.teller = file.teller;
    context.in_english = [texts = x_config->texts](std::string_view phrase) {
        return words::in_english(phrase, *texts);
    };
    for (const auto& recruiter : rules.agency.recruiters)
        context.recruiters.push_back(recruiter.id);
    context.recruiter = [&agency = rules.agency](std::string_view id) -> std::optional<std::string> {
        const auto* known = agency.recruiter(id);
        return known == nullptr ? std::nullopt : std::optional{known->zone};
    };
    context.interview = [this](std::string_view id) -> std::optional<queue::Known> {
        const auto row = x_store.case_of_interview(id);
        if (!row || !*row) return std::nullopt;
        const auto known = story((*row)->number);
        if (!known) return std::nullopt;
        for (const auto& round : (*known)->rounds)
            if (round.interview.id == id) return queue::Known{round.zone, round.interview.ended};
        return std::nullopt;
    };
    context.employer = [this](std::string_view name) -> std::optional<queue::KnownEmployer> {
        const auto number = x_store.case_with_employer(base::folded(name));
        if (!number || !*number) return std::nullopt;
        const auto known = story(**number);
        if (!known) return std::nullopt;
        const auto& employer = (*known)->employer;
        return queue::KnownEmployer{employer.zone, employer.address, employer.phone, employer.language};
    };
    return context;
}

base::Result<void> Bookkeeper::know_candidate(const queue::Event& event, std::int64_t case_number,
                                              std::set<std::int64_t>& touched) {
    const auto& said = std::get<queue::Interview>(event.body);
    const auto person = x_store.candidate_of(case_number);
    if (!person) return std::unexpected(person.error());
    const auto own = x_store.history(case_number);
    if (!own) return std::unexpected(own.error());
    // The only case knows all there is, unless what others told is kept: they may have moved away since.
    if (person->cases.size() < 2 && !(*own)->candidate) return {};
    auto known = said.candidate;
    known.was.clear();
    if ((*own)->candidate) known = ledger::merged(std::move(known), *(*own)->candidate);
    for (const auto number : person->cases) {
        if (number == case_number) continue;
        const auto other = story(number);
        if (!other && x_store.is_set_aside(number)) continue;
        if (!other) return std::unexpected(other.error());
        // Two people under one address, in a ledger of the first edition: each case knows its own.
        if (ledger::mistaken((*other)->candidate, event)) return {};
        known = ledger::merged(std::move(known), (*other)->candidate);
    }
    const auto of = x_store.know_candidate(case_number, known);
    if (!of) return std::unexpected(of.error());
    touched.insert(of->begin(), of->end());
    return {};
}

} // namespace followup::run
