#include "core/ledger/names.hpp"
#include "simulate/laws.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::simulated {
namespace {

constexpr std::string_view law_of_audience = "1, audience";

/// What stands about the place where the word was found.
std::string around(const std::string& words, const Canary& canary) {
    const auto at = words.find(word(canary));
    if (at == std::string::npos) return {};
    return words.substr(at < 80 ? 0 : at - 80, 120);
}

/// What was talked about with one person stands in the letter to that person alone.
bool of_another_letter(const Text& text, const std::string& field) {
    constexpr std::string_view talk = "met.talked_about/";
    return text.reader == Readers::letters && field.starts_with(talk)
           && !ledger::nearly_called(text.whom, field.substr(talk.size()));
}

/// Words that would tell her of an outcome which her recruiter is to tell her.
constexpr std::string_view outcomes[] = {"rejected",  "the offer", "an offer",
                                         "abgelehnt", "Absage",    "Angebot"};

/// What she may choose from in a form tells nothing.
std::string without_choices(std::string words) {
    constexpr std::string_view end = "</select>";
    for (auto at = words.find("<select"); at != std::string::npos; at = words.find("<select", at))
        words.erase(at, words.find(end, at) + end.size() - at);
    return words;
}

void check_withheld(const Turn& turn, const Text& text, Findings& findings) {
    const auto words = without_choices(text.words);
    for (const auto said : outcomes)
        if (const auto at = words.find(said); at != std::string::npos)
            findings.broken(turn, law_of_audience,
                            fmt::format("{} gives the outcome away: {}", text.what,
                                        words.substr(at < 80 ? 0 : at - 80, 160)));
}

} // namespace

void check_audience(const Turn& turn, const Canaries& words, Found& found, Findings& findings) {
    // Of an offer that she was told before, and of what she told herself, she may read.
    const auto& offers = turn.known->offers;
    const bool knows =
        std::ranges::any_of(offers, [](const auto& offer) { return offer.telling.at.has_value(); })
        || std::ranges::any_of(turn.known->news, [](const auto& news) {
               return news.origin.teller == queue::Teller::candidate;
           });
    const bool withheld = turn.plan->untold.has_value() && !knows;
    for (const auto& text : turn.texts) {
        for (const auto& canary : canaries_unfolded(text.words)) {
            const auto& field = words.field(canary);
            if (text.reader > canary.readers || of_another_letter(text, field))
                findings.broken(turn, law_of_audience,
                                fmt::format("{}{} holds {}: …{}", text.what,
                                            text.whom.empty() ? "" : " to " + text.whom, field,
                                            around(text.words, canary)));
            if (text.reader == Readers::hers) found.by_candidate.insert(canary.number);
            if (text.reader == Readers::own) found.by_recruiter.insert(canary.number);
        }
        if (withheld && text.reader != Readers::own) check_withheld(turn, text, findings);
    }
}

void check_all_found(const Turn& turn, const std::set<Canary>& told, const Canaries& words,
                     const Found& found, Findings& findings) {
    for (const auto& canary : told)
        if (!found.by_recruiter.contains(canary.number))
            findings.broken(turn, law_of_audience,
                            fmt::format("{} ({}) is read by nobody", words.field(canary), word(canary)));
}

} // namespace followup::simulated
