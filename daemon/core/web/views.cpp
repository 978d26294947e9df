#include "core/web/views.hpp"

#include "core/plan/words.hpp"
#include "core/web/duty.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <map>
#include <tuple>

namespace followup::web {
namespace {

namespace json = boost::json;
using Cases = std::vector<std::pair<ledger::Case, plan::Plan>>;

/// Nudges for one reader at one time.
struct Together {
    const plan::Nudge* first = nullptr;
    std::vector<const plan::Nudge*> all;
};

std::vector<Together> together(const Cases& cases) {
    std::map<std::tuple<base::Instant, std::string, std::string>, Together> groups;
    for (const auto& [known, plan] : cases) {
        for (const auto& nudge : plan.nudges) {
            auto& group = groups[{nudge.at, known.id, nudge.to.id}];
            if (group.first == nullptr) group.first = &nudge;
            group.all.push_back(&nudge);
        }
    }
    std::vector<Together> list;
    for (auto& [key, group] : groups)
        list.push_back(std::move(group));
    return list;
}

json::object nudge_json(const Together& group) {
    json::array about;
    json::array rules;
    bool conditional = false;
    for (const auto* nudge : group.all) {
        if (std::ranges::find(about, json::value(nudge->duty)) == about.end())
            about.emplace_back(nudge->duty);
        rules.emplace_back(nudge->rule);
        conditional = nudge->stage == plan::Stage::if_still_open;
    }
    return {{"at", base::rfc3339(group.first->at)},
            {"to", group.first->to.email.text()},
            {"role", plan::word(group.first->to.role)},
            {"name", group.first->to.name},
            {"zone", group.first->to.zone.name()},
            {"about", std::move(about)},
            {"rules", std::move(rules)},
            {"if_still_open", conditional}};
}

/// Rows of pointers to duties of all cases, by due time.
std::vector<std::pair<const plan::Duty*, const ledger::Case*>> by_due(const Cases& cases) {
    std::vector<std::pair<const plan::Duty*, const ledger::Case*>> rows;
    for (const auto& [known, plan] : cases)
        for (const auto& duty : plan.duties)
            rows.emplace_back(&duty, &known);
    std::ranges::stable_sort(rows, {},
                             [](const auto& row) { return std::tie(row.first->due, row.first->id); });
    return rows;
}

} // namespace

std::string plan_json(const Cases& cases, const std::vector<std::string>& warnings, json::array takes) {
    json::array duties;
    for (const auto& [duty, known] : by_due(cases))
        duties.push_back(duty_json(*duty, *known));
    json::array nudges;
    for (const auto& group : together(cases))
        nudges.push_back(nudge_json(group));
    json::array said(warnings.begin(), warnings.end());
    for (const auto& [known, plan] : cases)
        for (const auto& warning : plan.warnings)
            said.emplace_back(warning);
    return json::serialize(json::object{{"duties", std::move(duties)},
                                        {"nudges", std::move(nudges)},
                                        {"warnings", std::move(said)},
                                        {"takes", std::move(takes)}})
           + "\n";
}

std::string plan_text(const Cases& cases, const std::vector<std::string>& warnings,
                      const std::string& takes) {
    std::string text = takes.empty() ? takes : takes + "\n";
    const ledger::Case* heading = nullptr;
    for (const auto& [known, plan] : cases) {
        if (heading != &known)
            text += fmt::format("{}{}: {} at {} (case {})\n", heading == nullptr ? "" : "\n",
                                known.candidate.name, known.position, known.employer.name, known.id);
        heading = &known;
        for (const auto& duty : plan.duties) {
            const auto state = duty.state == plan::State::open ? std::string{}
                                                               : fmt::format(" [{}]", plan::word(duty.state));
            text += fmt::format("  {}{}\n      {}, {}\n      because {}\n", plan::summary(duty, known), state,
                                duty.owner.name, plan::due_words(duty, duty.owner.zone), duty.because);
        }
    }
    const auto groups = together(cases);
    if (!groups.empty()) text += "\nNudges\n";
    for (const auto& group : groups) {
        std::string about;
        bool conditional = false;
        for (const auto* nudge : group.all) {
            if (!about.contains(nudge->duty)) about += (about.empty() ? "" : ", ") + nudge->duty;
            conditional = nudge->stage == plan::Stage::if_still_open;
        }
        text += fmt::format("  {}  to {}: {}{}\n", base::spoken(group.first->at, group.first->to.zone),
                            group.first->to.name, about, conditional ? " (if still open)" : "");
    }
    std::string said;
    for (const auto& [known, plan] : cases)
        for (const auto& warning : plan.warnings)
            said += "warning: " + warning + "\n";
    for (const auto& warning : warnings)
        said += "warning: " + warning + "\n";
    if (text.empty()) text = "Nothing new follows: all of it is known, or waits for its interview.\n";
    if (!said.empty()) text += "\n" + said;
    return text;
}

std::string problems_json(const base::Problems& problems) {
    json::array list;
    for (const auto& problem : problems)
        list.push_back(
            json::object{{"where", problem.where}, {"what", problem.what}, {"mend", problem.mend}});
    return json::serialize(json::object{{"problems", std::move(list)}}) + "\n";
}

} // namespace followup::web
