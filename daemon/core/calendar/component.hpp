#pragma once

#include "core/calendar/feed.hpp"

namespace followup::calendar {

/// A VEVENT or VTODO before it is written.
struct Event {
    const Entry* entry = nullptr;
    Stamp stamp;
};

/// The VCALENDAR with these events in their order. Texts are cleaned here, whoever made them.
[[nodiscard]] std::string written(const std::string& name, const std::vector<Event>& events, Form form = {});

} // namespace followup::calendar
