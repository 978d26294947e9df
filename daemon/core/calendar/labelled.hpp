#pragma once

#include <string>
#include <string_view>
#include <vector>

/// The lines of a description.
namespace followup::calendar {

/// Appends "LABEL: VALUE"; nothing for an empty value.
void add_labelled(std::vector<std::string>& lines, std::string_view label, const std::string& value);

/// The parts that are known (not empty), with commas.
[[nodiscard]] std::string listed(std::vector<std::string> parts);

} // namespace followup::calendar
