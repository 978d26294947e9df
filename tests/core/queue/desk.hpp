#pragma once

#include "core/queue/reader.hpp"

#include <string>
#include <string_view>

/// What the tests of the queue read event files against: an agency in Chicago with two recruiters, one of
/// them in New York, that knows the interview `old-1` of an employer in Denver.
namespace followup::queue::desk {

inline const auto chicago = *base::Zone::named("America/Chicago");

[[nodiscard]] inline Instant instant(std::string_view text) {
    return *base::parse_instant(text);
}

[[nodiscard]] inline Context context() {
    Context context;
    context.file = "e.toml";
    context.arrived = instant("2026-11-20T21:35:00Z");
    context.agency_zone = *base::Zone::named("America/Chicago");
    context.recruiters = {"pat", "kim"};
    context.recruiter = [](std::string_view id) -> std::optional<std::string> {
        if (id == "pat") return "";
        if (id == "kim") return "America/New_York";
        return std::nullopt;
    };
    context.interview = [](std::string_view id) -> std::optional<Known> {
        if (id == "old-1") return Known{"America/Denver", instant("2026-11-19T17:00:00Z")};
        return std::nullopt;
    };
    return context;
}

/// A complete interview `dana-acme-1` in nine lines, without zones; `more` follows.
[[nodiscard]] inline std::string interview(std::string_view more = {}) {
    return std::string{"[[interview]]\n"
                       "id = 'dana-acme-1'\n"
                       "recruiter = 'pat'\n"
                       "candidate = { name = 'Dana Reyes', email = 'dana@candidate.example' }\n"
                       "employer = { name = 'Acme Robotics' }\n"
                       "position = 'Controls Engineer'\n"
                       "ended = 2026-11-20T15:30:00-06:00\n"}
           + std::string{more};
}

/// All problems as they are shown; empty when the file is accepted.
[[nodiscard]] inline std::string problems(std::string_view bytes, const Context& against = context()) {
    const auto file = read(bytes, against);
    return file ? std::string{} : base::text(file.error());
}

/// All warnings, one a line; of a refused file its problems.
[[nodiscard]] inline std::string warnings(std::string_view bytes) {
    const auto file = read(bytes, context());
    std::string text;
    if (!file) return "refused: " + base::text(file.error());
    for (const auto& warning : file->warnings)
        text += warning + "\n";
    return text;
}

/// The first event of a file, which must be accepted.
[[nodiscard]] inline Event first(std::string_view bytes, const Context& against = context()) {
    const auto file = read(bytes, against);
    return file ? file->events.at(0)
                : Event{.at = {}, .zone = base::text(file.error()), .digest = {}, .where = {}, .body = {}};
}

/// The body of the first event, which must be accepted and of this type.
template <class T>
[[nodiscard]] T body(std::string_view bytes, const Context& against = context()) {
    const auto event = first(bytes, against);
    return std::get<T>(event.body);
}

} // namespace followup::queue::desk
