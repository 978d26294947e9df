#include "core/base/loose.hpp"

#include "core/base/suggest.hpp"
#include "core/base/text.hpp"

#include <algorithm>
#include <utility>

namespace followup::base {
namespace {

/// The folded words of a name or an id: "dana-acme-1/letter" has four.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : folded(text)) {
        const auto byte = static_cast<unsigned char>(c);
        const bool inside = byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'';
        if (inside)
            word += c;
        else if (!word.empty())
            words.push_back(std::exchange(word, {}));
    }
    if (!word.empty()) words.push_back(std::move(word));
    return words;
}

std::vector<std::string> all_words(const Named& named) {
    auto words = words_of(named.id);
    for (const auto& name : named.names)
        for (auto& word : words_of(name))
            words.push_back(std::move(word));
    return words;
}

/// How well the words name it; a larger number is better, 0 not at all.
int fit(std::string_view asked, const std::vector<std::string>& asked_words, const Named& named) {
    if (asked == folded(named.id)) return 4;
    for (const auto& name : named.names)
        if (asked == folded(name)) return 3;
    // The address of one is not nearly that of another.
    if (asked_words.empty() || asked.contains('@')) return 0;
    const auto known = all_words(named);
    const auto stands = [&](const std::string& word) {
        return std::ranges::find(known, word) != known.end();
    };
    if (std::ranges::all_of(asked_words, stands)) return 2;
    const auto begins = [&](const std::string& word) {
        return std::ranges::any_of(known, [&](const std::string& each) { return each.starts_with(word); });
    };
    return std::ranges::all_of(asked_words, begins) ? 1 : 0;
}

} // namespace

std::vector<std::size_t> meant(std::string_view words, std::span<const Named> all) {
    const auto asked = folded(words);
    const auto asked_words = words_of(words);
    std::vector<std::size_t> found;
    int best = 1;
    for (std::size_t n = 0; n < all.size(); ++n) {
        const int fits = fit(asked, asked_words, all[n]);
        if (fits < best) continue;
        if (fits > best) found.clear();
        best = fits;
        found.push_back(n);
    }
    return found;
}

std::string nearest(std::string_view words, std::span<const Named> all) {
    std::vector<std::string> known;
    for (const auto& named : all) {
        known.push_back(named.id);
        for (const auto& name : named.names)
            known.push_back(folded(name));
        for (auto& word : all_words(named))
            known.push_back(std::move(word));
    }
    std::ranges::sort(known);
    const auto doubles = std::ranges::unique(known);
    known.erase(doubles.begin(), doubles.end());
    const auto suggested = suggest(folded(words), known, "-");
    return suggested == "-" ? std::string{} : suggested;
}

} // namespace followup::base
