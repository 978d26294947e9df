#include "core/words/phrases.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace followup::words {

base::Checked<Phrases> phrases(std::string_view text, const std::string& file) {
    Phrases found;
    base::Problems problems;
    std::size_t number = 0;
    for (const auto& line : base::split(text, '\n')) {
        ++number;
        if (line.empty() || std::string_view{"#> \t\r"}.contains(line.front())) continue;
        const auto colon = line.find(':');
        const auto where = fmt::format("{}:{}:1", file, number);
        if (colon == line.npos || colon == 0 || line.find(' ') < colon) {
            problems.push_back({where, "this is no phrase", "write NAME: TEXT, in one line"});
            continue;
        }
        const auto name = line.substr(0, colon);
        const auto words = base::trimmed(std::string_view{line}.substr(colon + 1));
        if (!found.emplace(name, Phrase{std::string{words}, number}).second)
            problems.push_back({where, fmt::format("the phrase '{}' stands there twice", base::escaped(name)),
                                "take one of them out"});
    }
    if (!problems.empty()) return std::unexpected(std::move(problems));
    return found;
}

bool is_open_ended(std::string_view name) {
    constexpr std::array<std::string_view, 5> beginnings = {"zone-", "doubt-", "asked-", "first-", "when-"};
    return std::ranges::any_of(beginnings, [name](auto begins) { return name.starts_with(begins); });
}

} // namespace followup::words
