#include "core/base/problem.hpp"

#include <string_view>

namespace followup::base {

namespace {

constexpr std::string_view opening = "“";
constexpr std::string_view closing = "”";

/// From the first mark to the last: what was written may hold such marks itself.
void leave_out_quotes(std::string& text) {
    const auto open = text.find(opening);
    const auto close = text.rfind(closing);
    if (open == std::string::npos) return;
    const auto begin = open + opening.size();
    const auto end = close == std::string::npos || close < begin ? text.size() : close;
    text.replace(begin, end - begin, "…");
}

} // namespace

std::string text(const Problem& problem) {
    std::string line = problem.where;
    if (!line.empty()) line += ": ";
    line += problem.what;
    if (!problem.mend.empty()) line += "; " + problem.mend;
    return line;
}

std::string text(const Problems& problems) {
    std::string lines;
    for (const auto& each : problems)
        lines += text(each) + "\n";
    return lines;
}

Problems discreet(Problems problems) {
    for (auto& each : problems) {
        leave_out_quotes(each.what);
        leave_out_quotes(each.mend);
    }
    return problems;
}

} // namespace followup::base
