#include "core/plan/planned.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace followup::plan {
namespace {

std::string wall(Instant time, const base::Zone& zone) {
    const auto day = zone.date(time);
    return fmt::format("{} {} {}", base::iso(day).substr(5), base::clock(zone.local(time) - day),
                       zone.abbreviation(time));
}

ledger::Recruiter recruiter(std::string id, std::string name, std::string zone) {
    const auto email = base::MailAddress::parse(id + "@glass.example").value();
    return {.id = std::move(id),
            .name = std::move(name),
            .email = email,
            .phone = {},
            .zone = std::move(zone),
            .login = {},
            .language = {},
            .inherits = {}};
}

} // namespace

Rules rules(std::vector<when::ClosedDay> closed) {
    Rules rules;
    rules.calendar = hours::Calendar{std::move(closed)};
    rules.agency.name = "Glass Recruiters";
    rules.agency.zone = base::Zone::named("America/Chicago").value();
    rules.agency.domain = "glass.example";
    rules.agency.recruiters = {recruiter("pat", "Pat Moreno", ""),
                               recruiter("kim", "Kim Bell", "America/New_York")};
    return rules;
}

Plan planned(const Story& story, std::string_view now) {
    return derive(story.known(), rules(), at(now));
}

std::string duties(const Plan& plan, std::string_view part) {
    std::string lines;
    for (const auto& duty : plan.duties) {
        if (!duty.id.contains(part)) continue;
        lines += fmt::format("{} {} {}{}\n", duty.id.substr(duty.id.find('/') + 1),
                             wall(duty.due, duty.owner.zone), word(duty.state),
                             duty.reason.empty() ? "" : " (" + duty.reason.read(queue::ForRecruiter{}) + ")");
    }
    return lines;
}

std::string nudges(const Plan& plan, std::string_view part) {
    std::string lines;
    for (const auto& nudge : plan.nudges) {
        if (!nudge.duty.contains(part)) continue;
        lines += fmt::format("{} {} {}{}{} {}\n", wall(nudge.at, nudge.to.zone),
                             nudge.to.id.substr(0, nudge.to.id.find('@')), nudge.rule,
                             nudge.occurrence == 0 ? "" : fmt::format("#{}", nudge.occurrence),
                             nudge.revision == 0 ? "" : fmt::format(" r{}", nudge.revision),
                             nudge.duty.substr(nudge.duty.find('/') + 1));
    }
    return lines;
}

Duty duty(const Plan& plan, std::string_view part) {
    const auto found = std::ranges::find(plan.duties, "a/" + std::string{part}, &Duty::id);
    if (found != plan.duties.end()) return *found;
    ADD_FAILURE() << "no duty " << part << " among\n" << duties(plan);
    return {};
}

} // namespace followup::plan
