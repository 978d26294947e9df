#pragma once

#include "core/base/text.hpp"
#include "core/calendar/invite.hpp"
#include "core/queue/reader.hpp"
#include "samples.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

/// Invitations as programs write them, and what is asked of their drafts.
namespace followup::calendar {

/// The bytes of a file beside this one.
inline std::string sample(const std::string& name) {
    std::ifstream file{FOLLOWUP_SOURCE_DIR "/tests/core/calendar/invites/" + name, std::ios::binary};
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

inline ledger::Agency two_recruiters() {
    auto agency = glass();
    ledger::Recruiter kim;
    kim.id = "kim";
    kim.name = "Kim Osei";
    kim.email = *base::MailAddress::parse("kim@glass.example");
    agency.recruiters.push_back(kim);
    return agency;
}

inline Draft only(const std::string& bytes, const Said& said = {}) {
    const auto read = read_invitation(bytes, "invite.ics", two_recruiters(), said);
    EXPECT_TRUE(read.has_value()) << base::text(read ? base::Problems{} : read.error());
    if (!read || read->drafts.size() != 1) return {};
    return read->drafts.front();
}

inline std::string problem_of(const std::string& bytes, const Said& said = {}) {
    const auto read = read_invitation(bytes, "invite.ics", two_recruiters(), said);
    return read ? "taken" : base::text(read.error());
}

inline std::string text_of(const Draft& draft) {
    Invitation alone;
    alone.drafts.push_back(draft);
    return event_file(alone, two_recruiters());
}

/// What is missing, each in its words.
inline std::vector<std::string> lacks(const Draft& draft) {
    std::vector<std::string> all;
    for (const auto& each : missing(draft))
        all.push_back(each.words);
    return all;
}

/// The draft as the queue reads it.
inline base::Checked<queue::File> planned(const Draft& draft) {
    queue::Context context;
    context.file = "draft.toml";
    context.arrived = at("2026-11-13T16:30:00Z");
    context.agency_zone = *base::Zone::named("America/Chicago");
    context.recruiters = {"kim", "pat"};
    context.recruiter = [](std::string_view id) -> std::optional<std::string> {
        if (id == "pat" || id == "kim") return "";
        return std::nullopt;
    };
    context.interview = [](std::string_view) -> std::optional<queue::Known> { return std::nullopt; };
    return queue::read(text_of(draft), context);
}

inline queue::Interview interview_of(const Draft& draft) {
    const auto file = planned(draft);
    EXPECT_TRUE(file.has_value()) << base::text(file ? base::Problems{} : file.error()) << text_of(draft);
    return file ? std::get<queue::Interview>(file->events.front().body) : queue::Interview{};
}

/// A small invitation with these lines in its event, and perhaps a VTIMEZONE before it.
inline std::string invitation(const std::string& lines, const std::string& before = "METHOD:REQUEST\r\n") {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + before
           + "BEGIN:VEVENT\r\nUID:1\r\nORGANIZER;CN=Margaret Chen:mailto:m.chen@acme.example\r\n"
             "ATTENDEE;CN=Dana Reyes:mailto:dana@candidate.example\r\n"
           + lines + "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

inline std::vector<std::string> names(const std::vector<DraftPerson>& people) {
    std::vector<std::string> all;
    for (const auto& each : people)
        all.push_back((each.away ? "# " : "") + each.name + " <" + each.email + ">");
    return all;
}

/// The interview of the small invitation, as the ledger knows it.
inline KnownInterview dana_at_acme() {
    KnownInterview dana;
    dana.id = "invite-1";
    dana.recruiter = "kim";
    dana.candidate = {.name = "Dana Reyes", .email = "dana@candidate.example"};
    dana.employer = "Acme Robotics";
    dana.position = "Engineer";
    dana.met = {{.name = "Margaret Chen", .email = "m.chen@acme.example"},
                {.name = "Luis Ortis", .email = "luis@acme.example"}};
    return dana;
}

/// A ledger that answers with these interviews, whatever it is asked.
inline Ledger knowing(std::vector<KnownInterview> interviews, std::vector<std::string> candidates = {}) {
    return [knows = Knows{std::move(interviews), std::move(candidates)}](const Asked&) { return knows; };
}

inline const Said known{
    .recruiter = "pat", .own = {}, .candidate = {}, .employer = "Acme Robotics", .position = "Engineer"};

} // namespace followup::calendar
