#include "simulate/laws.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::simulated {
namespace {

constexpr std::string_view law = "6, doubt";

bool asked(const plan::Nudge& nudge) {
    return nudge.duty.contains("/doubt/") && nudge.to.role == plan::Role::recruiter;
}

/// What of the event may have been meant otherwise.
std::string named_by(const queue::Body& body) {
    if (const auto* letter = std::get_if<queue::Letter>(&body)) return letter->to;
    if (const auto* called = std::get_if<queue::Called>(&body)) return called->whom;
    if (const auto* pushed = std::get_if<queue::Pushed>(&body)) return pushed->whom;
    return {};
}

/// How many warnings are not among those there were: a later event may answer an earlier question.
std::vector<std::string> fresh_warnings(const Turn& turn) {
    auto before = turn.before->warnings;
    std::vector<std::string> fresh;
    for (const auto& warning : turn.known->warnings) {
        const auto at = std::ranges::find(before, warning);
        if (at == before.end())
            fresh.push_back(warning);
        else
            before.erase(at);
    }
    return fresh;
}

} // namespace

void check_doubt(const Turn& turn, Findings& findings) {
    for (const auto& nudge : turn.sent) {
        if (!asked(nudge)) continue;
        const auto shown = [&](const Text& text) {
            return text.what == "a mail" && text.reader == Readers::own && text.words.contains("c");
        };
        if (std::ranges::none_of(turn.texts, shown))
            findings.broken(turn, law, nudge.duty + " is asked in no mail");
    }
    if (turn.fact == nullptr || turn.before == nullptr) return;
    const auto fresh = fresh_warnings(turn);
    if (fresh.empty()) return;
    const auto from_here = [&](const ledger::Doubt& doubt) { return doubt.origin.fact == turn.fact->number; };
    const auto doubt = std::ranges::find_if(turn.known->doubts, from_here);
    if (doubt == turn.known->doubts.end())
        return findings.broken(turn, law, "nobody reads this warning: " + fresh.front());
    const auto name = named_by(turn.fact->event.body);
    if (!name.empty() && !doubt->words.contains(name))
        findings.broken(turn, law, fmt::format("the question does not say “{}”: {}", name, doubt->words));
    if (std::ranges::none_of(turn.plan->nudges, asked))
        findings.broken(turn, law, "nobody is asked: " + doubt->words);
}

} // namespace followup::simulated
