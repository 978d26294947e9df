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
    const auto salutation =
        person.salutation.empty() ? std::string{} : ", salutation = " + toml_string(person.salutation);
    return fmt::format("{{ name = {}, email = {}{} }}", toml_string(person.name), toml_string(person.email),
                       salutation);
}

/// Why this candidate is not taken as said; empty: it is.
std::string candidate_lack(const Draft& draft) {
    const auto& candidate = *draft.candidate;
    if (candidate.name.empty()) return "the candidate's name";
    if (!candidate.doubt.empty()) return "how the candidate's name is written; " + candidate.doubt;
    if (candidate.email.empty()) return "the candidate's address";
    if (!draft.candidate_doubt.empty()) return "whether it takes place; " + draft.candidate_doubt;
    return {};
}

std::string candidate_lines(const Draft& draft) {
    std::string text;
    if (draft.candidate) {
        const auto& candidate = *draft.candidate;
        if (const auto lack = candidate_lack(draft); !lack.empty())
            return lacking("candidate", candidate_value(candidate), lack);
        if (!draft.candidate_note.empty() || !candidate.note.empty())
            text += toml_comment(fmt::format(
                "candidate: {}{}{}", draft.candidate_note,
                draft.candidate_note.empty() || candidate.note.empty() ? "" : "; ", candidate.note));
        return text + line("candidate", candidate_value(candidate));
    }
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

std::string revision_value(const queue::Revision& revision) {
    if (!revision.stamp) return fmt::format("{{ sequence = {} }}", revision.sequence);
    return fmt::format("{{ sequence = {}, stamp = {} }}", revision.sequence,
                       toml_string(base::basic(*revision.stamp)));
}

std::string times(const Draft& draft) {
    std::string text;
    if (!draft.time_note.empty()) text += toml_comment("times: " + draft.time_note);
    const bool doubtful = !draft.zone_doubt.empty();
    const auto lack =
        "by which clock; " + draft.zone_doubt
        + "; as it stands it is the employer's, an offset such as -06:00 behind it says another";
    if (draft.began) {
        const auto began = queue::toml_time(draft.began->local, draft.began->offset);
        text += doubtful ? lacking("began", began, lack) : line("began", began);
    }
    if (draft.ended) {
        const auto ended = queue::toml_time(draft.ended->local, draft.ended->offset);
        return text + (doubtful ? lacking("ended", ended, lack) : line("ended", ended));
    }
    if (!draft.began) return text + lacking("ended", "\"\"", "when it ends, a date with its time");
    return text
           + lacking("ended", queue::toml_time(draft.began->local, draft.began->offset),
                     "when it ends; this is when it begins");
}

std::string met_table(const DraftPerson& person) {
    constexpr std::size_t met_width = 5;
    const std::string sign = person.away ? "# " : "";
    std::string text = "\n";
    if (!person.note.empty()) text += toml_comment(person.note);
    text += sign + "[[interview.met]]\n";
    if (person.name.empty())
        text += lacking("name", "\"\"", "the name of " + person.email);
    else if (!person.doubt.empty())
        text += lacking("name", toml_string(person.name), "how the name is written; " + person.doubt);
    else
        text += sign + queue::toml_line("name", toml_string(person.name), met_width);
    if (!person.email.empty()) text += sign + queue::toml_line("email", toml_string(person.email), met_width);
    if (!person.salutation.empty())
        text += sign + queue::toml_line("salutation", toml_string(person.salutation), met_width);
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
    text += line("invitation", revision_value(draft.revision));
    for (const auto& each : draft.met)
        text += met_table(each);
    if (!draft.left_out.empty()) text += "\n# Left out:\n";
    for (const auto& each : draft.left_out)
        text += toml_comment(each, "#   ");
    if (with_description && !draft.description.empty())
        text += "\n# The invitation says:\n" + toml_comment(draft.description, "#   ");
    return text;
}

std::string off_text(const DraftOff& off) {
    std::string text;
    if (!off.summary.empty()) text += toml_comment("Called off: " + off.summary);
    return text + "[[cancelled]]\n" + line("interview", toml_string(off.id))
           + line("invitation", revision_value(off.revision));
}

std::string file_text(const Invitation& read, const ledger::Agency& agency, bool with_descriptions) {
    std::vector<std::string> parts;
    std::string asked;
    for (const auto& each : read.questions)
        asked += toml_comment("missing: " + each);
    for (const auto& each : read.notes)
        asked += toml_comment(each);
    if (!asked.empty()) parts.push_back(std::move(asked));
    for (const auto& each : read.cancelled)
        parts.push_back(off_text(each));
    for (const auto& each : read.drafts)
        parts.push_back(draft_text(each, agency, with_descriptions));
    return base::joined(parts, "\n");
}

void add_candidate_lack(std::vector<Lack>& lacks, const Draft& draft) {
    using What = Lack::What;
    if (!draft.candidate) {
        lacks.push_back({What::candidate, "candidate", {}});
        if (!draft.candidate_note.empty()) lacks.back().words += " (" + draft.candidate_note + ")";
        return;
    }
    const auto& person = *draft.candidate;
    if (person.name.empty())
        lacks.push_back({What::name, "the candidate's name", base::ascii_lower(person.email)});
    if (person.email.empty()) lacks.push_back({What::address, "the candidate's address", {}});
    if (!person.doubt.empty())
        lacks.push_back(
            {What::name,
             fmt::format("the candidate's name, as in a letter ({}: is it “{}”?)", person.doubt, person.name),
             base::ascii_lower(person.email)});
    if (!draft.candidate_doubt.empty())
        lacks.push_back(
            {What::candidate, fmt::format("whether it takes place ({})", draft.candidate_doubt), {}});
}

} // namespace

std::string event_file(const Invitation& read, const ledger::Agency& agency) {
    auto text = file_text(read, agency, true);
    return text.size() <= queue::file_bytes_max ? text : file_text(read, agency, false);
}

std::vector<Lack> missing(const Draft& draft) {
    using What = Lack::What;
    std::vector<Lack> lacks;
    if (draft.recruiter.empty()) lacks.push_back({What::recruiter, "recruiter", {}});
    add_candidate_lack(lacks, draft);
    if (draft.employer.empty()) lacks.push_back({What::employer, "employer", {}});
    if (draft.position.empty()) lacks.push_back({What::position, "position", {}});
    if (!draft.zone_doubt.empty())
        lacks.push_back({What::zone, fmt::format("the zone of its times ({})", draft.zone_doubt), {}});
    if (!draft.ended) {
        lacks.push_back({What::ended, "ended", {}});
        if (!draft.time_note.empty()) lacks.back().words += " (" + draft.time_note + ")";
    }
    for (const auto& each : draft.met) {
        if (each.away) continue;
        if (each.name.empty())
            lacks.push_back({What::name, "the name of " + each.email, base::ascii_lower(each.email)});
        else if (!each.doubt.empty())
            lacks.push_back(
                {What::name,
                 fmt::format("the name of {}, as in a letter ({}: is it “{}”?)",
                             each.email.empty() ? "somebody invited" : each.email, each.doubt, each.name),
                 base::ascii_lower(each.email)});
    }
    return lacks;
}

} // namespace followup::calendar
