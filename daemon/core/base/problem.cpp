#include "core/base/problem.hpp"

namespace followup::base {

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

} // namespace followup::base
