#include "simulate/laws.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::simulated {
namespace {

constexpr std::string_view law_of_doubt = "6, doubt";

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

/// Warnings of what is understood and changes nothing: whoever hands in sees them, nobody needs a mail.
constexpr std::string_view understood[] = {"was called, but no call to them was promised",
                                           "who was struck from those met", "but it had not ended",
                                           "look like one person"};

/// The warnings that are not among those there were: a later event may answer an earlier question.
std::vector<std::string> fresh_warnings(const Turn& turn) {
    auto before = turn.before->warnings;
    std::vector<std::string> fresh;
    for (const auto& warning : turn.known->warnings) {
        const auto plain = [&](std::string_view words) { return warning.contains(words); };
        if (std::ranges::any_of(understood, plain)) continue;
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
            return text.what == "a mail" && text.reader == Readers::own;
        };
        if (std::ranges::none_of(turn.texts, shown))
            findings.broken(turn, law_of_doubt, nudge.duty + " is asked in no mail");
    }
    if (turn.fact == nullptr || turn.before == nullptr) return;
    const auto fresh = fresh_warnings(turn);
    for (const auto& warning : fresh) {
        const auto put = [&](const ledger::Doubt& doubt) { return doubt.words == warning; };
        if (std::ranges::none_of(turn.known->doubts, put))
            findings.broken(turn, law_of_doubt, "nobody reads this warning: " + warning);
    }
    const auto name = named_by(turn.fact->event.body);
    for (const auto& doubt : turn.known->doubts) {
        if (doubt.origin.fact != turn.fact->number) continue;
        if (!name.empty() && !doubt.words.contains(name))
            findings.broken(turn, law_of_doubt,
                            fmt::format("the question does not say “{}”: {}", name, doubt.words));
        if (std::ranges::none_of(turn.plan->nudges, asked))
            findings.broken(turn, law_of_doubt, "nobody is asked: " + doubt.words);
    }
}

} // namespace followup::simulated
