#include "shell/run/bookkeeper.hpp"
#include "shell/run/unreadable.hpp"

#include <map>

namespace followup::run {

base::Result<std::vector<FeedReader>> Bookkeeper::readers() {
    const auto config = x_config;
    const auto& agency = config->rules.agency;
    std::vector<FeedReader> all;
    for (const auto& recruiter : agency.recruiters)
        all.push_back({{recruiter.id, plan::Role::recruiter}, recruiter.name});
    all.push_back({{"team", plan::Role::recruiter}, agency.name});
    const auto cases = x_store.all_cases();
    if (!cases) return std::unexpected(cases.error());
    std::map<std::string, std::string> candidates;
    for (const auto number : *cases) {
        if (!x_breath.take("a list of readers")) return std::unexpected(ending());
        if (is_gone(x_store, number)) continue;
        const auto known = story(number);
        if (!known && x_store.is_set_aside(number)) continue;
        if (!known) return std::unexpected(known.error());
        candidates[ledger::identity((*known)->candidate)] = (*known)->candidate.name;
    }
    for (const auto& [person, name] : candidates)
        all.push_back({{person}, name});
    return all;
}

} // namespace followup::run
