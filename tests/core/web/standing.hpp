#pragma once

#include "core/web/find.hpp"
#include "support/story.hpp"

/// Cases for listings: Dana Reyes (Denver) with Acme Robotics (Chicago), and others of an agency in Chicago.
namespace followup::web::standing {

/// The default rules of the agency of `story::Story`.
[[nodiscard]] inline plan::Rules rules(std::vector<when::ClosedDay> closed = {}) {
    plan::Rules rules;
    rules.calendar = hours::Calendar{std::move(closed)};
    rules.agency.name = "Glass Recruiters";
    rules.agency.zone = base::Zone::named("America/Chicago").value();
    rules.agency.recruiters = {{.id = "pat",
                                .name = "Pat Moreno",
                                .email = base::MailAddress::parse("pat@glass.example").value(),
                                .phone = {},
                                .zone = {},
                                .login = {},
                                .language = {},
                                .inherits = {}}};
    return rules;
}

[[nodiscard]] inline Standing of(const story::Story& story, std::string_view now) {
    const auto known = story.known();
    return {known, plan::derive(known, rules(), story::at(now))};
}

/// What Dana told: two people met, a call promised, an employer's date, a second interview.
[[nodiscard]] inline story::Story dana() {
    return story::told("decision = '2026-11-27'\n"
                       "[[interview.met]]\nname = 'Margaret Chen'\ntitle = 'VP Engineering'\n"
                       "email = 'm.chen@acme.example'\n"
                       "[[interview.met]]\nname = 'Luis Ortiz'\n"
                       "[[interview.promise]]\ncall = 'Margaret Chen'\non = 'a week from Monday'\n");
}

/// Another candidate with another employer, who met another Chen.
[[nodiscard]] inline story::Story eli() {
    story::Story story;
    story.arrives("2026-11-20T21:40:00Z",
                  "[[interview]]\nid = 'eli-bolt-1'\nrecruiter = 'pat'\n"
                  "candidate = { name = 'Eli Stone', email = 'eli@candidate.example' }\n"
                  "employer = { name = 'Bolt', zone = 'America/Chicago' }\nposition = 'Welder'\n"
                  "ended = 2026-11-20T15:30:00-06:00\n"
                  "[[interview.met]]\nname = 'Bo Chen'\n");
    return story;
}

} // namespace followup::web::standing
