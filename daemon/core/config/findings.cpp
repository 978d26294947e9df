#include "core/config/findings.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::config {
namespace {

template <class T>
std::vector<T> by_place(std::vector<std::pair<At, T>> list) {
    std::ranges::stable_sort(list, {}, &std::pair<At, T>::first);
    std::vector<T> sorted;
    for (auto& [at, each] : list)
        sorted.push_back(std::move(each));
    return sorted;
}

std::string place(const std::string& file, At at) {
    return fmt::format("{}:{}:{}", file, at.line, at.column);
}

} // namespace

void Findings::wrong(At at, std::string what, std::string mend) {
    x_problems.emplace_back(at, base::Problem{place(x_file, at), std::move(what), std::move(mend)});
}

void Findings::warn(At at, const std::string& what) {
    x_warnings.emplace_back(at, place(x_file, at) + ": " + what);
}

base::Problems Findings::problems() const {
    auto all = by_place(x_problems);
    all.insert(all.end(), x_elsewhere.begin(), x_elsewhere.end());
    return all;
}

std::vector<std::string> Findings::warnings() const {
    return by_place(x_warnings);
}

} // namespace followup::config
