#include "simulate/laws.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::simulated {
namespace {

constexpr std::string_view law_of_ended = "4, an end";

bool news(const plan::Nudge& nudge) {
    return nudge.duty.contains("/news/") || nudge.duty.contains("/doubt/");
}

} // namespace

void check_ended(const Turn& turn, Findings& findings) {
    const auto* ended = turn.known->ended();
    if (ended == nullptr || turn.now > ended->origin.learned + base::days{60}) return;
    const auto wrong = [&](const std::string& what) {
        findings.broken(turn, law_of_ended,
                        fmt::format("the case has ended ({}): {}", ledger::word(ended->how), what));
    };
    for (const auto& nudge : turn.sent)
        if (!news(nudge))
            wrong(fmt::format("{} is reminded of {} ({})", nudge.to.id, nudge.duty, nudge.rule));
    for (const auto& id : turn.listed)
        wrong("the digest lists " + id);
    for (const auto& duty : turn.plan->duties)
        if (duty.state == plan::State::open) wrong(duty.id + " is open");
    for (const auto& text : turn.texts)
        if (text.what == "an overdue entry") wrong(fmt::format("{}: {}", text.what, text.words));
}

} // namespace followup::simulated
