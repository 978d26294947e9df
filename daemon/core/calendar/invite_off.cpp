#include "core/calendar/invite_off.hpp"

#include "core/base/text.hpp"
#include "core/calendar/invite_people.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::calendar {
namespace {

bool names_candidate(const Cancellation& off, const ledger::Agency& agency, const Said& said) {
    if (off.known != nullptr)
        return std::ranges::any_of(off.guests,
                                   [&](const Guest& each) { return is(each, off.known->candidate); });
    // Whether one of them is from outside the employer's house shows as in an invitation.
    Draft shown;
    shown.employer = said.employer;
    static_cast<void>(sort_people(off.guests, {agency, said, nullptr, {}, {}}, shown));
    return shown.candidate || !shown.candidates.empty();
}

/// Those whom it names, as the ledger calls them.
std::vector<std::string> named(const Cancellation& off) {
    std::vector<std::string> names;
    for (const auto& each : off.guests) {
        if (each.organizer) continue;
        auto name = each.person.name.empty() ? each.person.email : each.person.name;
        if (off.known != nullptr)
            for (const auto& met : off.known->met)
                if (is(each, met)) name = met.name;
        names.push_back(std::move(name));
    }
    return names;
}

} // namespace

std::optional<std::string> half_off(const Cancellation& off, const ledger::Agency& agency, const Said& said) {
    if (off.event.attendees.empty() || names_candidate(off, agency, said)) return std::nullopt;
    const auto names = named(off);
    return fmt::format(
        "this takes {} off the invitation to “{}”, and not the candidate: if the interview stands "
        "without them, hand in [[struck]] with interview = \"{}\" and met = \"{}\"; if it is "
        "off, [[cancelled]]",
        base::joined(names, ", "), off.id, off.id, names.empty() ? "…" : names.front());
}

} // namespace followup::calendar
