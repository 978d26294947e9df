#include "core/letter/alike.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace followup::letter {
namespace {

/// More are not compared: a letter has a few hundred.
constexpr std::size_t compared_words_max = 2000;

std::vector<std::string> compared_words(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char c : text) {
        const bool part = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                          || static_cast<unsigned char>(c) >= 0x80;
        if (part)
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    if (words.size() > compared_words_max) words.resize(compared_words_max);
    for (auto& word : words)
        word = base::folded(word);
    return words;
}

/// The length of the longest row of words that both hold in the same order.
std::size_t longest_in_common(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    std::vector<std::size_t> row(right.size() + 1);
    for (const auto& word : left) {
        std::size_t corner = 0;
        for (std::size_t n = 0; n < right.size(); ++n) {
            const auto above = row[n + 1];
            row[n + 1] = word == right[n] ? corner + 1 : std::max(above, row[n]);
            corner = above;
        }
    }
    return row.back();
}

} // namespace

double alike(std::string_view left, std::string_view right) {
    const auto one = compared_words(left);
    const auto other = compared_words(right);
    if (one.empty() && other.empty()) return 1;
    return 2.0 * static_cast<double>(longest_in_common(one, other))
           / static_cast<double>(one.size() + other.size());
}

} // namespace followup::letter
