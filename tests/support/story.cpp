#include "support/story.hpp"

#include <gtest/gtest.h>

namespace followup::story {

Instant at(std::string_view rfc3339) {
    return base::parse_instant(rfc3339).value();
}

base::Date date(std::string_view iso) {
    return base::parse_date(iso).value();
}

Story::Story(std::vector<when::ClosedDay> closed) {
    x_context.agency_zone = base::Zone::named("America/Chicago").value();
    x_context.calendar = hours::Calendar{std::move(closed)};
    x_context.recruiters = {"pat", "kim"};
    x_context.recruiter = [](std::string_view id) -> std::optional<std::string> {
        if (id == "pat") return "";
        if (id == "kim") return "America/New_York";
        return std::nullopt;
    };
}

Story& Story::arrives(std::string_view when, std::string_view toml) {
    x_context.file = std::string{when} + ".toml";
    x_context.arrived = at(when);
    x_context.interview = [this](std::string_view id) -> std::optional<queue::Known> {
        const auto found = x_interviews.find(id);
        if (found == x_interviews.end()) return std::nullopt;
        return found->second;
    };
    const auto file = queue::read(toml, x_context);
    x_context.interview = {}; // it looks into this very story
    if (!file) {
        ADD_FAILURE() << base::text(file.error()) << toml;
        return *this;
    }
    x_last = file->events.front();
    for (const auto& event : file->events) {
        if (const auto* said = std::get_if<queue::Interview>(&event.body)) {
            if (x_history.id.empty()) x_history.id = said->id;
            x_interviews[said->id] = {event.zone, said->ended};
        }
        x_history.facts.push_back({std::ssize(x_history.facts) + 1, x_context.arrived, event});
        x_history.facts.back().event.edition = x_edition;
    }
    return *this;
}

std::string acme(std::string_view more, std::string_view ended) {
    return "[[interview]]\n"
           "id = 'a'\n"
           "recruiter = 'pat'\n"
           "candidate = { name = 'Dana Reyes', email = 'dana@candidate.example', zone = 'America/Denver' }\n"
           "employer = { name = 'Acme Robotics', zone = 'America/Chicago' }\n"
           "position = 'Controls Engineer'\n"
           "ended = "
           + std::string{ended} + "\n" + std::string{more} + "\n";
}

Story told_once(std::string_view more) {
    Story story;
    story.in_the_first_edition().arrives("2026-11-20T21:35:00Z", acme(more));
    return story;
}

Story told(std::string_view more) {
    Story story;
    story.arrives("2026-11-20T21:35:00Z", acme(more));
    return story;
}

} // namespace followup::story
