#include "core/queue/somebody.hpp"

#include "core/base/text.hpp"
#include "core/queue/names.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace followup::queue {
namespace {

constexpr std::size_t digits_min = 6;  // fewer are no number that means one person
constexpr std::size_t letters_min = 3; // of a word that is looked for alone
constexpr std::size_t between_max = 4; // signs between two words of one name
constexpr std::string_view mark = "…"; // what stands where they stood

/// Parts of names that alone mean nobody.
constexpr std::array<std::string_view, 16> particles{"von", "van", "der", "den", "del", "dos", "das", "bin",
                                                     "ibn", "the", "and", "und", "mac", "san", "zur", "zum"};
constexpr std::array<std::string_view, 5> articles{"the", "a", "der", "die", "das"};
/// Names that are words as well.
constexpr std::array<std::string_view, 60> ordinary{
    "will",  "may",     "mark",  "grace", "rose",   "hope",   "faith", "joy",     "art",     "bill",
    "frank", "rich",    "young", "long",  "short",  "king",   "price", "field",   "hill",    "wood",
    "stone", "rivers",  "banks", "day",   "page",   "case",   "best",  "good",    "little",  "small",
    "brown", "black",   "white", "green", "gray",   "grey",   "north", "west",    "south",   "east",
    "law",   "bond",    "cook",  "baker", "klein",  "gross",  "lang",  "kurz",    "jung",    "alt",
    "weiss", "schwarz", "braun", "koch",  "sommer", "winter", "engel", "sonntag", "freitag", "montag"};

bool among(const auto& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

/// A part of the text: [begin, end).
struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct Word {
    Range at;
    std::string compared;
    bool capital = false;
};

/// How many bytes of a word begin there; 0: none. Signs of UTF-8 that join or quote are of no word.
std::size_t letter(std::string_view text) {
    const auto c = static_cast<unsigned char>(text.front());
    if (c < 0x80) return std::isalnum(c) != 0 ? 1 : 0;
    if (c == 0xC2 || text.starts_with("\xE2\x80") || text.starts_with("\xE2\x81")
        || text.starts_with("\xE3\x80"))
        return 0;
    return 1;
}

std::vector<Word> split_words(std::string_view text) {
    std::vector<Word> words;
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        while (at < text.size() && letter(text.substr(at)) > 0)
            // What goes on in a character is of it.
            do
                ++at;
            while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
        if (at == begin) {
            ++at;
            while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
                ++at;
            continue;
        }
        const auto word = text.substr(begin, at - begin);
        words.push_back({{begin, at}, compared(word), base::ascii_lower(word) != word});
    }
    return words;
}

bool signs_of_address(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view{"-_+"}.contains(c);
}

void find_addresses(const std::set<std::string>& addresses, std::string_view text,
                    std::vector<Range>& found) {
    const auto lower = base::ascii_lower(text);
    for (const auto& address : addresses)
        for (auto at = lower.find(address); at != std::string::npos; at = lower.find(address, at + 1)) {
            const auto end = at + address.size();
            const bool before = at > 0 && (signs_of_address(lower[at - 1]) || lower[at - 1] == '.');
            const bool after = end < lower.size() && signs_of_address(lower[end]);
            if (!before && !after) found.push_back({at, end});
        }
}

/// Runs of digits and what is written between them.
void find_numbers(const std::set<std::string>& numbers, std::string_view text, std::vector<Range>& found) {
    const auto of_number = [](char c) {
        return base::is_digit(c) || std::string_view{"+()-./ "}.contains(c);
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!base::is_digit(text[at]) && text[at] != '+' && text[at] != '(') continue;
        const auto begin = at;
        while (at < text.size() && of_number(text[at]))
            ++at;
        auto end = at;
        while (end > begin && !base::is_digit(text[end - 1]))
            --end;
        const auto digits = digits_of(text.substr(begin, end - begin));
        // "+1 312 555 0100" and "(312) 555-0100" are one.
        if (!digits.empty() && std::ranges::any_of(numbers, [&](const auto& number) {
                return number.ends_with(digits) || digits.ends_with(number);
            }))
            found.push_back({begin, end});
    }
}

/// What is looked for: each a sequence of words.
struct Patterns {
    std::vector<std::vector<std::string>> whole; ///< names and titles
    std::set<std::string> alone;                 ///< words of names
};

bool enough_letters(std::string_view word) {
    return static_cast<std::size_t>(std::ranges::count_if(
               word, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }))
           >= letters_min;
}

Patterns patterns_of(const Somebody& who) {
    Patterns all;
    for (const auto* texts : {&who.names, &who.ids})
        for (const auto& text : *texts) {
            auto words = words_of(compared(text));
            for (const auto& word : words)
                if (texts == &who.names && enough_letters(word) && !among(particles, word)
                    && !who.spared.contains(word))
                    all.alone.insert(word);
            // A name of one word is no more than that word.
            const bool short_id = texts == &who.ids && text.size() < letters_min;
            if (!short_id && (words.size() > 1 || (!words.empty() && !who.spared.contains(words.front()))))
                all.whole.push_back(std::move(words));
        }
    for (const auto& title : who.titles)
        if (auto words = words_of(title); words.size() > 1) all.whole.push_back(std::move(words));
    std::ranges::sort(all.whole, std::ranges::greater{}, [](const auto& each) { return each.size(); });
    return all;
}

/// Whether two words with that between them can be one name.
bool joins(std::string_view between) {
    return between.size() <= between_max && std::ranges::all_of(between, [](char c) {
               return std::string_view{" \t\r\n-._'"}.contains(c) || static_cast<unsigned char>(c) >= 0x80;
           });
}

/// How many words from `at` on are one of the names or titles.
std::size_t whole_at(const Patterns& patterns, std::string_view text, const std::vector<Word>& words,
                     std::size_t at) {
    for (const auto& pattern : patterns.whole) {
        if (pattern.size() > words.size() - at) continue;
        bool fits = true;
        for (std::size_t n = 0; fits && n < pattern.size(); ++n) {
            fits = words[at + n].compared == pattern[n];
            if (!fits || n == 0) continue;
            const auto before = words[at + n - 1].at.end;
            fits = joins(text.substr(before, words[at + n].at.begin - before));
        }
        if (fits) return pattern.size();
    }
    return 0;
}

void find_words(const Patterns& patterns, std::string_view text, std::vector<Range>& found) {
    const auto words = split_words(text);
    for (std::size_t n = 0; n < words.size(); ++n) {
        if (const auto count = whole_at(patterns, text, words, n); count > 0) {
            found.push_back({words[n].at.begin, words[n + count - 1].at.end});
            n += count - 1;
        } else if (patterns.alone.contains(words[n].compared)
                   && (words[n].capital || !among(ordinary, words[n].compared))) {
            found.push_back(words[n].at);
        }
    }
}

} // namespace

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> all;
    for (auto& word : split_words(text))
        all.push_back(std::move(word.compared));
    return all;
}

std::string digits_of(std::string_view number) {
    std::string digits;
    std::ranges::copy_if(number, std::back_inserter(digits), base::is_digit);
    return digits.size() < digits_min ? std::string{} : digits;
}

bool Somebody::is(const Met& met) const {
    if (!met.id.empty() && !ids.empty()) return ids.contains(met.id);
    if (met.email && addresses.contains(met.email->key())) return true;
    const auto named = [&](std::string_view name) {
        const auto bare = compared(name);
        return !bare.empty()
               && std::ranges::any_of(names, [&](const auto& each) { return compared(each) == bare; });
    };
    return (named(met.name) || named(met.was)) && !(met.email && !addresses.empty());
}

bool Somebody::called(std::string_view text) const {
    const auto trimmed = base::trimmed(text);
    const auto bare = compared(trimmed);
    return !bare.empty()
           && (addresses.contains(base::ascii_lower(trimmed)) || ids.contains(std::string{trimmed})
               || std::ranges::any_of(names, [&](const auto& each) { return compared(each) == bare; }));
}

bool Somebody::named_in(std::string_view text) const {
    std::vector<Range> found;
    find_addresses(addresses, text, found);
    find_numbers(numbers, text, found);
    auto whole = patterns_of(
        {.names = names, .addresses = {}, .ids = {}, .numbers = {}, .titles = {}, .spared = spared});
    whole.alone.clear();
    find_words(whole, text, found);
    return !found.empty();
}

bool Somebody::seen_as(std::string_view name_or_title) const {
    if (called(name_or_title) || named_in(name_or_title)) return true;
    const auto left = taken_out_of(name_or_title);
    if (left == name_or_title) return false;
    return std::ranges::all_of(words_of(left), [](const auto& word) { return among(articles, word); });
}

std::string Somebody::taken_out_of(std::string_view text) const {
    std::vector<Range> found;
    find_addresses(addresses, text, found);
    find_numbers(numbers, text, found);
    find_words(patterns_of(*this), text, found);
    std::ranges::sort(found, {}, &Range::begin);
    std::string left;
    std::size_t at = 0;
    for (const auto& range : found) {
        if (range.end <= at) continue;
        // One right behind another is one gap: "Margaret (Chen)" leaves no trace of how it was written.
        const auto gap = text.substr(at, range.begin > at ? range.begin - at : 0);
        if (at == 0 || !base::trimmed(gap).empty() || !left.ends_with(mark)) {
            left += gap;
            left += mark;
        }
        at = range.end;
    }
    return left + std::string{text.substr(at)};
}

std::set<std::string> Somebody::known_by() const {
    auto all = names;
    all.insert(addresses.begin(), addresses.end());
    for (const auto& word : patterns_of(*this).alone)
        if (!among(ordinary, word)) all.insert(word);
    return all;
}

} // namespace followup::queue
