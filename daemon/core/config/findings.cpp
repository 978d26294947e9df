#include "core/config/findings.hpp"

#include <fmt/format.h>

namespace followup::config {
namespace {

template <class T>
std::vector<T> values(const std::multimap<At, T>& list) {
    std::vector<T> plain;
    for (const auto& [at, each] : list)
        plain.push_back(each);
    return plain;
}

std::string place(const std::string& file, At at) {
    return fmt::format("{}:{}:{}", file, at.line, at.column);
}

} // namespace

void Findings::wrong(At at, std::string what, std::string mend) {
    x_problems.emplace(at, base::Problem{place(x_file, at), std::move(what), std::move(mend)});
}

void Findings::warn(At at, const std::string& what) {
    x_warnings.emplace(at, place(x_file, at) + ": " + what);
}

base::Problems Findings::problems() const {
    auto all = values(x_problems);
    all.insert(all.end(), x_elsewhere.begin(), x_elsewhere.end());
    return all;
}

std::vector<std::string> Findings::warnings() const {
    return values(x_warnings);
}

} // namespace followup::config
