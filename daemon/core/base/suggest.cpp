#include "core/base/suggest.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace followup::base {

namespace {

using Letters = std::vector<char32_t>;

Letters letters(std::string_view text) {
    return code_points(ascii_lower(text));
}

/// The distance, or `enough` once it is known not to be less.
std::size_t distance(const Letters& a, const Letters& b, std::size_t enough) {
    if ((a.size() > b.size() ? a.size() - b.size() : b.size() - a.size()) >= enough) return enough;
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        auto least = std::min(row[0], last[0]);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
            least = std::min({least, row[j], last[j]});
        }
        // A swap reaches back two rows: both must be beyond.
        if (least >= enough) return enough;
        std::swap(before, last);
        std::swap(last, row);
    }
    return std::min(last[b.size()], enough);
}

} // namespace

std::size_t distance(std::string_view left, std::string_view right) {
    const auto a = letters(left);
    const auto b = letters(right);
    return distance(a, b, std::max(a.size(), b.size()) + 1);
}

std::string suggest(std::string_view word, std::span<const std::string> known, std::string_view otherwise) {
    const std::string* best = nullptr;
    std::size_t least = std::min<std::size_t>(3, std::max<std::size_t>(word.size(), 1));
    // A very long "word" is no misspelling of anything, and the distance is quadratic.
    if (word.size() <= 80) {
        const auto written = letters(word);
        for (const auto& each : known) {
            if (each.size() > 80) continue;
            const auto far = distance(written, letters(each), least);
            if (far < least) {
                least = far;
                best = &each;
            }
        }
    }
    if (best != nullptr) return fmt::format("did you mean '{}'?", *best);
    if (!otherwise.empty()) return std::string{otherwise};
    return known.empty() ? std::string{} : "it must be one of " + listed(known);
}

std::string listed(std::span<const std::string> words) {
    std::string list;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) list += i + 1 == words.size() ? " or " : ", ";
        list += "'" + words[i] + "'";
    }
    return list;
}

} // namespace followup::base
