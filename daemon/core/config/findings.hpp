#pragma once

#include "core/config/node.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace followup::config {

/// What came up while a file was read: problems and warnings in any order, and the keys that were asked for.
class Findings {
  public:
    explicit Findings(std::string file) : x_file(std::move(file)) {}

    void wrong(At at, std::string what, std::string mend = {});
    /// A problem of another room, placed here.
    void wrong(At at, const base::Problem& problem) { wrong(at, problem.what, problem.mend); }
    /// A problem that has its own place.
    void wrong(base::Problem problem) { x_elsewhere.push_back(std::move(problem)); }
    void warn(At at, const std::string& what);
    void asked(std::string key) { x_keys.insert(std::move(key)); }

    /// Problems so far.
    [[nodiscard]] std::size_t count() const { return x_problems.size() + x_elsewhere.size(); }
    /// By place; those with a place of their own last.
    [[nodiscard]] base::Problems problems() const;
    [[nodiscard]] std::vector<std::string> warnings() const;
    /// "policy.letter_due", "recruiter.id".
    [[nodiscard]] const std::set<std::string>& keys() const { return x_keys; }
    [[nodiscard]] const std::string& file() const { return x_file; }

  private:
    std::string x_file;
    std::multimap<At, base::Problem> x_problems; ///< of one place in the order in which they came up
    base::Problems x_elsewhere;
    std::multimap<At, std::string> x_warnings;
    std::set<std::string> x_keys;
};

} // namespace followup::config
