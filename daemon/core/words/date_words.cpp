#include "core/words/date_words.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace followup::words {
namespace {

/// With ae, oe and ue for the umlauts.
std::string written_out(std::string_view text) {
    constexpr std::array umlauts{std::pair{std::string_view{"\xC3\xA4"}, "ae"},
                                 std::pair{std::string_view{"\xC3\xB6"}, "oe"},
                                 std::pair{std::string_view{"\xC3\xBC"}, "ue"}};
    std::string out{text};
    for (const auto& [letter, two] : umlauts)
        for (auto at = out.find(letter); at != std::string::npos; at = out.find(letter))
            out.replace(at, letter.size(), two);
    return out;
}

bool continues_word(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80 || base::is_digit(c);
}

} // namespace

DateWords::DateWords(const std::map<std::string, std::string, std::less<>>& phrases) {
    constexpr std::string_view beginning = "when-";
    for (auto at = phrases.lower_bound(beginning); at != phrases.end() && at->first.starts_with(beginning);
         ++at) {
        auto english = at->first.substr(beginning.size());
        std::ranges::replace(english, '-', ' ');
        for (const auto& each : base::split(at->second, ',')) {
            add(each, english);
            if (auto out = written_out(each); out != each) add(std::move(out), english);
        }
    }
    std::ranges::stable_sort(x_rules, [](const Rule& left, const Rule& right) {
        return std::tuple{left.said.front(), right.said.size()}
               < std::tuple{right.said.front(), left.said.size()};
    });
}

void DateWords::add(std::string said, const std::string& english) {
    said = base::folded(said);
    if (!said.empty()) x_rules.push_back({std::move(said), english});
}

const DateWords::Rule* DateWords::at(std::string_view text) const {
    if (text.empty()) return nullptr;
    const auto with_that_letter = std::ranges::equal_range(
        x_rules, text.front(), {}, [](const Rule& rule) { return rule.said.front(); });
    const auto found = std::ranges::find_if(with_that_letter, [&](const Rule& rule) {
        return text.starts_with(rule.said)
               && (text.size() == rule.said.size() || !continues_word(text[rule.said.size()]));
    });
    return found == with_that_letter.end() ? nullptr : &*found;
}

} // namespace followup::words
