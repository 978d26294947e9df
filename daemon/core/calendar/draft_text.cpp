#include "core/base/text.hpp"
#include "core/calendar/clean.hpp"
#include "core/calendar/invite.hpp"
#include "core/queue/reader.hpp"
#include "core/queue/toml_text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::calendar {
namespace {

using queue::toml_comment;
using queue::toml_string;

constexpr std::size_t width = 9;

std::string line(std::string_view key, std::string_view value) {
    return queue::toml_line(key, value, width);
}

/// "# employer  = …   # missing: …".
std::string lacking(std::string_view key, std::string_view value, std::string_view what) {
    return fmt::format("# {} = {}   # missing: {}\n", key, value, what);
}

std::string shown(const DraftTime& time) {
    const auto date = std::chrono::floor<base::days>(time.local);
    return fmt::format("{}, {}", base::spoken(date), base::clock(time.local - date));
}

std::string until(const Draft& draft) {
    if (!draft.began) return {};
    if (!draft.ended) return shown(*draft.began);
    const auto end = std::chrono::floor<base::days>(draft.ended->local);
    return std::chrono::floor<base::days>(draft.began->local) == end
               ? fmt::format("{} to {}", shown(*draft.began), base::clock(draft.ended->local - end))
               : fmt::format("{} to {}", shown(*draft.began), shown(*draft.ended));
}

std::string candidate_value(const DraftPerson& person) {
    return fmt::format("{{ name = {}, email = {} }}", toml_string(person.name), toml_string(person.email));
}

bool usable(const DraftPerson& candidate) {
    return !candidate.name.empty() && !candidate.email.empty();
}

std::string candidate_lines(const Draft& draft) {
    std::string text;
    const auto note = [&](const DraftPerson& person) {
        return draft.candidate_note.empty() && person.note.empty()
                   ? std::string{}
                   : toml_comment(fmt::format("candidate: {}{}{}", draft.candidate_note,
                                              draft.candidate_note.empty() || person.note.empty() ? "" : "; ",
                                              person.note));
    };
    if (draft.candidate && usable(*draft.candidate))
        return note(*draft.candidate) + line("candidate", candidate_value(*draft.candidate));
    if (draft.candidate)
        return lacking("candidate", candidate_value(*draft.candidate), "the candidate's name");
    if (draft.candidates.empty())
        return lacking("candidate", candidate_value({}), "who the candidate is; " + draft.candidate_note);
    for (const auto& each : draft.candidates)
        text += lacking("candidate", candidate_value(each), "who the candidate is; " + draft.candidate_note);
    return text;
}

std::string recruiter_line(const Draft& draft, const ledger::Agency& agency) {
    if (!draft.recruiter.empty()) return line("recruiter", toml_string(draft.recruiter));
    std::vector<std::string> ids;
    for (const auto& each : agency.recruiters)
        ids.push_back(each.id);
    constexpr std::size_t shown_max = 10;
    const bool more = ids.size() > shown_max;
    if (more) ids.resize(shown_max);
    return lacking("recruiter", "\"\"",
                   "whose candidate it is: " + base::joined(ids, ", ") + (more ? ", …" : ""));
}

std::string employer_line(const Draft& draft) {
    const auto zone = draft.employer_zone.empty()
                          ? std::string{}
                          : fmt::format(", zone = {}", toml_string(draft.employer_zone));
    const auto value = fmt::format("{{ name = {}{} }}", toml_string(draft.employer), zone);
    return draft.employer.empty() ? lacking("employer", value, "who the interview is with")
                                  : line("employer", value);
}

std::string times(const Draft& draft) {
    std::string text;
    if (!draft.time_note.empty()) text += toml_comment("times: " + draft.time_note);
    if (draft.began) text += line("began", queue::toml_time(draft.began->local, draft.began->offset));
    if (draft.ended)
        text += line("ended", queue::toml_time(draft.ended->local, draft.ended->offset));
    else
        text += lacking("ended",
                        draft.began ? queue::toml_time(draft.began->local, draft.began->offset)
                                    : "2026-11-20T15:30:00",
                        draft.began ? "when it ends; this is when it begins" : "when it ends");
    return text;
}

std::string met_table(const DraftPerson& person) {
    const std::string sign = person.away ? "# " : "";
    std::string text = "\n";
    if (!person.note.empty()) text += toml_comment(person.note);
    text += sign + "[[interview.met]]\n";
    if (person.name.empty())
        text += lacking("name", "\"\"", "the name of " + person.email);
    else
        text += sign + queue::toml_line("name", toml_string(person.name), 5);
    if (!person.email.empty()) text += sign + queue::toml_line("email", toml_string(person.email), 5);
    return text;
}

std::string draft_text(const Draft& draft, const ledger::Agency& agency, bool with_description) {
    std::string text;
    if (!draft.summary.empty()) text += toml_comment("The invitation: " + draft.summary);
    if (const auto when = until(draft); !when.empty()) text += toml_comment(when);
    text += "[[interview]]\n";
    text += line("id", toml_string(draft.id));
    text += recruiter_line(draft, agency) + candidate_lines(draft) + employer_line(draft);
    text += draft.position.empty() ? lacking("position", "\"\"", "for which position")
                                   : line("position", toml_string(draft.position));
    if (!draft.place.empty()) text += line("place", toml_string(draft.place));
    text += times(draft);
    for (const auto& each : draft.met)
        text += met_table(each);
    if (!draft.left_out.empty()) text += "\n# Left out:\n";
    for (const auto& each : draft.left_out)
        text += toml_comment(each, "#   ");
    if (with_description && !draft.description.empty())
        text += "\n# The invitation says:\n" + toml_comment(draft.description, "#   ");
    return text;
}

} // namespace

std::string event_file(const std::vector<Draft>& drafts, const ledger::Agency& agency) {
    for (const bool with_descriptions : {true, false}) {
        std::string text;
        for (const auto& each : drafts)
            text += (text.empty() ? "" : "\n") + draft_text(each, agency, with_descriptions);
        if (text.size() <= queue::file_bytes_max || !with_descriptions) return text;
    }
    return {};
}

std::vector<std::string> missing(const Draft& draft) {
    std::vector<std::string> lacks;
    if (draft.recruiter.empty()) lacks.emplace_back("recruiter");
    if (!draft.candidate) lacks.emplace_back("candidate");
    if (draft.candidate && draft.candidate->name.empty()) lacks.emplace_back("the candidate's name");
    if (draft.candidate && draft.candidate->email.empty()) lacks.emplace_back("the candidate's address");
    if (draft.employer.empty()) lacks.emplace_back("employer");
    if (draft.position.empty()) lacks.emplace_back("position");
    if (!draft.ended) lacks.emplace_back("ended");
    for (const auto& each : draft.met)
        if (!each.away && each.name.empty()) lacks.push_back("the name of " + each.email);
    return lacks;
}

} // namespace followup::calendar
