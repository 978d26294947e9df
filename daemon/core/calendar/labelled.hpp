#pragma once

#include "core/words/tongue.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace followup::calendar {

/// The lines of a description in the reader's language.
class Labelled {
  public:
    explicit Labelled(const words::Tongue& tongue) : x_tongue(tongue) {}

    void add(std::string line) { x_lines.push_back(std::move(line)); }
    /// "LABEL: VALUE" with the phrase "label-…" that is named; nothing for an empty value.
    void labelled(std::string_view label, const std::string& value, const words::Values& of = {});
    [[nodiscard]] const words::Tongue& tongue() const { return x_tongue; }
    [[nodiscard]] std::string text() const;

  private:
    const words::Tongue& x_tongue;
    std::vector<std::string> x_lines;
};

/// The parts that are known (not empty), with commas.
[[nodiscard]] std::string listed(std::vector<std::string> parts);

} // namespace followup::calendar
