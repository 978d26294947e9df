#include "core/queue/names.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <array>

namespace followup::queue {
namespace {

/// Letters that folding leaves as they are, since they are no accents, and how they are typed without them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> plain_letters{{{"ł", "l"},
                                                                                       {"ı", "i"},
                                                                                       {"ø", "o"},
                                                                                       {"ß", "ss"},
                                                                                       {"đ", "d"},
                                                                                       {"ð", "d"},
                                                                                       {"æ", "ae"},
                                                                                       {"œ", "oe"},
                                                                                       {"þ", "th"},
                                                                                       {"ħ", "h"}}};

constexpr std::array<std::string_view, 17> titles{"ms",  "mr",   "mrs",   "mx",        "miss",      "dr",
                                                  "dr.", "prof", "prof.", "professor", "frau",      "herr",
                                                  "ms.", "mr.",  "mrs.",  "mx.",       "dipl.-ing."};

} // namespace

std::string compared(std::string_view name) {
    auto words = base::folded(name);
    for (const auto& [letter, plain] : plain_letters)
        if (words.contains(letter)) words = base::replaced(words, letter, plain);
    // Somebody may be called "Frau" and nothing else.
    for (auto blank = words.find(' '); blank != std::string::npos; blank = words.find(' ')) {
        if (std::ranges::find(titles, std::string_view{words}.substr(0, blank)) == titles.end()) break;
        words.erase(0, blank + 1);
    }
    return words;
}

} // namespace followup::queue
