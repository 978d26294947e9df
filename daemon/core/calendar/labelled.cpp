#include "core/calendar/labelled.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

namespace followup::calendar {

void add_labelled(std::vector<std::string>& lines, std::string_view label, const std::string& value) {
    if (!value.empty()) lines.push_back(fmt::format("{}: {}", label, value));
}

std::string listed(std::vector<std::string> parts) {
    std::erase(parts, std::string{});
    return base::joined(parts, ", ");
}

} // namespace followup::calendar
