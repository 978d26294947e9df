#include "core/calendar/told.hpp"

#include "core/base/address.hpp"
#include "core/base/text.hpp"
#include "core/calendar/clean.hpp"
#include "core/queue/toml_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace followup::calendar {
namespace {

constexpr std::size_t text_bytes_max = 8 * 1024;
constexpr std::size_t value_bytes_max = 200;

bool is_letter(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80U || base::is_digit(c) || (byte | 0x20U) - 'a' < 26U;
}

/// Whether folded `words` stand in the folded text, and no longer word does.
bool says(std::string_view text, const std::string& words) {
    for (auto at = text.find(words); !words.empty() && at != std::string_view::npos;
         at = text.find(words, at + 1)) {
        const auto end = at + words.size();
        if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end])))
            return true;
    }
    return false;
}

/// The one name of those that the text says; `several` when it says more than one.
std::string one_said(std::string_view text, const std::vector<std::string>& names,
                     std::vector<std::string>* several = nullptr) {
    std::vector<std::string> said;
    std::set<std::string> seen;
    for (const auto& each : names)
        if (const auto words = base::folded(each); says(text, words) && seen.insert(words).second)
            said.push_back(each);
    // "Acme Robotics" says "Acme" as well.
    const auto all = said;
    std::erase_if(said, [&](const std::string& each) {
        return std::ranges::any_of(all, [&](const std::string& other) {
            return other.size() > each.size() && says(base::folded(other), base::folded(each));
        });
    });
    if (said.size() > 1 && several != nullptr) *several = said;
    return said.size() == 1 ? said.front() : std::string{};
}

/// The words of a phrase "told-…" of every language, folded.
std::vector<std::string> labels(const words::Texts& texts, std::string_view phrase) {
    std::vector<std::string> all;
    for (const auto* tongue : texts.tongues())
        for (const auto& each : base::split(tongue->phrase_if_any(phrase), ','))
            if (auto word = base::folded(each); !word.empty()) all.push_back(std::move(word));
    return all;
}

std::string value(std::string_view text) {
    return clean_line(std::string{base::trimmed(text)}, value_bytes_max);
}

/// What stands behind "LABEL:" on one of the lines.
std::string labelled(const std::vector<std::string>& lines, const std::vector<std::string>& names) {
    for (const auto& line : lines) {
        const auto colon = line.find(':');
        if (colon == std::string::npos) continue;
        if (std::ranges::find(names, base::folded(line.substr(0, colon))) != names.end())
            return value(std::string_view{line}.substr(colon + 1));
    }
    return {};
}

/// The longest beginning of those words that can be read, as it is read.
std::string readable(std::string_view words, const Readable& ends) {
    constexpr std::size_t words_max = 8;
    auto all = base::split(base::trimmed(words), ' ');
    std::erase(all, std::string{});
    if (all.size() > words_max) all.resize(words_max);
    for (; !all.empty(); all.pop_back()) {
        auto phrase = base::joined(all, " ");
        while (!phrase.empty() && std::string_view{".,;!"}.contains(phrase.back()))
            phrase.pop_back();
        if (phrase.empty()) continue;
        if (auto time = ends(phrase)) return std::move(*time);
    }
    return {};
}

/// When it ended: the one moment behind a word such as "ended".
std::string ended(const std::vector<std::string>& lines, const std::vector<std::string>& names,
                  const Readable& ends) {
    std::set<std::string> found;
    for (const auto& line : lines) {
        const auto words = base::split(line, ' ');
        for (std::size_t n = 0; n + 1 < words.size(); ++n) {
            auto word = base::folded(words[n]);
            if (word.ends_with(':')) word.pop_back();
            if (std::ranges::find(names, word) == names.end()) continue;
            const std::vector<std::string> rest(words.begin() + static_cast<std::ptrdiff_t>(n) + 1,
                                                words.end());
            if (auto phrase = readable(base::joined(rest, " "), ends); !phrase.empty())
                found.insert(std::move(phrase));
        }
    }
    return found.size() == 1 ? *found.begin() : std::string{};
}

/// Every address in the text, and the capitalized words in front of it.
std::vector<std::pair<std::string, std::string>> people_in(const std::vector<std::string>& lines) {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& line : lines) {
        std::vector<std::string> name;
        for (const auto& word : base::split(line, ' ')) {
            std::string bare = word;
            std::erase_if(bare, [](char c) { return std::string_view{"<>(),;\""}.contains(c); });
            while (bare.ends_with('.') || bare.ends_with(':'))
                bare.pop_back();
            if (const auto address = base::MailAddress::parse(bare); bare.contains('@') && address) {
                all.emplace_back(address->text(), base::joined(name, " "));
                name.clear();
                continue;
            }
            const bool accented = !bare.empty() && static_cast<unsigned char>(bare[0]) >= 0x80U;
            const bool capital =
                accented || (!bare.empty() && is_letter(bare[0]) && base::ascii_lower(bare) != bare);
            if (!capital || word.ends_with(':')) name.clear();
            if (capital && !word.ends_with(':')) name.push_back(bare);
        }
    }
    return all;
}

void take_candidate(Told& told, std::string_view folded, const std::vector<std::string>& lines,
                    std::span<const NamesKnown> known) {
    std::vector<std::string> names;
    for (const auto& each : known)
        names.push_back(each.candidate);
    told.candidate = one_said(folded, names, &told.several);
    const auto people = people_in(lines);
    for (const auto& each : known)
        for (const auto& [address, name] : people)
            if (told.several.empty() && base::ascii_lower(each.address) == base::ascii_lower(address)) {
                told.candidate = each.candidate;
                told.address = each.address;
            }
    std::set<std::string> addresses; // one name, two people
    for (const auto& each : known)
        if (!told.candidate.empty() && each.candidate == told.candidate) addresses.insert(each.address);
    if (told.address.empty() && addresses.size() == 1) told.address = *addresses.begin();
    const bool alone = told.candidate.empty() && told.several.empty() && people.size() == 1;
    if (!alone) return;
    told.address = people.front().first;
    // One word may be the beginning of a sentence.
    if (people.front().second.contains(' ')) told.candidate = value(people.front().second);
}

/// "Dana Reyes <dana@…>" behind a label.
void take_labelled_candidate(Told& told, const std::string& said) {
    if (said.empty()) return;
    const auto people = people_in({said});
    const auto end = said.find_first_of("<(,");
    if (!people.empty()) told.address = people.front().first;
    if (auto name = value(std::string_view{said}.substr(0, end)); !name.contains('@'))
        told.candidate = std::move(name);
    told.several.clear();
}

} // namespace

Told told_in(std::string_view text, std::span<const NamesKnown> known, const Readable& ends,
             const words::Texts& texts) {
    const auto lines = base::split(base::cut(text, text_bytes_max), '\n');
    const auto folded = base::folded(base::cut(text, text_bytes_max));
    Told told;
    take_candidate(told, folded, lines, known);
    take_labelled_candidate(told, labelled(lines, labels(texts, "told-candidate")));
    std::vector<std::string> employers;
    std::vector<std::string> positions;
    for (const auto& each : known) {
        employers.push_back(each.employer);
        positions.push_back(each.position);
    }
    told.employer = labelled(lines, labels(texts, "told-employer"));
    if (told.employer.empty()) told.employer = one_said(folded, employers);
    told.position = labelled(lines, labels(texts, "told-position"));
    if (told.position.empty()) told.position = one_said(folded, positions);
    told.ended = ended(lines, labels(texts, "told-ended"), ends);
    for (const auto& each : base::split(labelled(lines, labels(texts, "told-met")), ','))
        if (auto name = value(each); !name.empty()) told.met.push_back(std::move(name));
    return told;
}

std::string event_file(const Told& told, std::string_view id, std::string_view recruiter) {
    using queue::toml_string;
    std::string text = "[[interview]]\n";
    const auto add = [&text](std::string_view key, const std::string& written) {
        constexpr std::size_t width = 9;
        text += queue::toml_line(key, written, width);
    };
    add("id", toml_string(id));
    add("recruiter", toml_string(recruiter));
    if (!told.candidate.empty() && !told.address.empty())
        add("candidate", fmt::format("{{ name = {}, email = {} }}", toml_string(told.candidate),
                                     toml_string(told.address)));
    if (!told.employer.empty()) add("employer", fmt::format("{{ name = {} }}", toml_string(told.employer)));
    if (!told.position.empty()) add("position", toml_string(told.position));
    if (!told.ended.empty()) add("ended", told.ended);
    for (const auto& name : told.met)
        text += "\n[[interview.met]]\nname = " + toml_string(name) + "\n";
    return text;
}

} // namespace followup::calendar
