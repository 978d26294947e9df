#include "core/plan/dates.hpp"

namespace followup::plan {

Target target(const queue::Spoken& spoken, const base::Zone& zone, base::seconds by) {
    Target result;
    result.date = when::last_date(spoken.value, zone);
    if (const auto* at = std::get_if<Instant>(&spoken.value)) {
        result.shape = spoken.by ? Shape::deadline : Shape::at_time;
        result.begins = *at;
        result.due = *at;
    } else if (const auto* window = std::get_if<when::Window>(&spoken.value)) {
        result.shape = Shape::window;
        result.begins = window->begin;
        result.due = window->end;
    } else {
        result.due = zone.instant(result.date, by);
    }
    return result;
}

} // namespace followup::plan
