#include "core/calendar/labelled.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

namespace followup::calendar {

void Labelled::labelled(std::string_view label, const std::string& value, const words::Values& of) {
    if (!value.empty())
        add(fmt::format("{}: {}", x_tongue.phrase(fmt::format("label-{}", label), of), value));
}

std::string Labelled::text() const {
    return base::joined(x_lines, "\n");
}

std::string listed(std::vector<std::string> parts) {
    std::erase(parts, std::string{});
    return base::joined(parts, ", ");
}

} // namespace followup::calendar
