#include "core/queue/bodies.hpp"

#include "core/base/suggest.hpp"
#include "core/base/text.hpp"
#include "core/queue/facts.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::queue {
namespace {

constexpr std::string_view interview_example = "interview = \"dana-acme-1\"";
constexpr std::string_view whom_example = "whom = \"Margaret Chen\"";
constexpr std::string_view duty_example = "duty = \"dana-acme-1/letter/luis-ortiz\"";

std::string interview_id(Table& table) {
    return table.needed_text("interview", Text::id, interview_example);
}

Body read_debriefed(Table& table, Dates& dates) {
    Debriefed body;
    body.interview = interview_id(table);
    body.with = table.needed_choice<Debriefed::With>("with", "with = \"candidate\"").value_or(body.with);
    read_facts(table, dates, body);
    body.tell = table.text("tell", Text::lines);
    return body;
}

Body read_letter(Table& table, Dates& dates, Instant at) {
    Letter body;
    body.interview = interview_id(table);
    body.to = table.needed_text("to", Text::name, "to = \"Margaret Chen\"");
    body.sent_at = dates.gone(table, "sent_at").value_or(at);
    body.by = table.choice<Letter::By>("by").value_or(Letter::By::unsaid);
    return body;
}

Body read_called(Table& table, Dates& dates) {
    Called body;
    body.interview = interview_id(table);
    body.whom = table.needed_text("whom", Text::name, whom_example);
    body.result = table.needed_choice<Called::Outcome>("result", "result = \"spoke\"").value_or(body.result);
    body.next = dates.spoken(table, "next");
    body.notes = table.text("notes", Text::lines);
    return body;
}

Body read_heard(Table& table, Dates& dates) {
    Heard body;
    body.interview = interview_id(table);
    body.from = table.text("from", Text::name);
    body.news = table.needed_choice<Heard::News>("news", "news = \"acknowledged\"").value_or(body.news);
    body.date =
        body.news == Heard::News::new_date
            ? dates.needed_spoken(table, "date", "date = \"Thursday next week\", the new date they named")
            : dates.spoken(table, "date");
    body.notes = table.text("notes", Text::lines);
    body.tell = table.text("tell", Text::lines);
    return body;
}

Body read_pushed(Table& table, Dates& dates) {
    Pushed body;
    body.interview = interview_id(table);
    body.whom = table.needed_text("whom", Text::name, whom_example);
    body.to = dates.needed_spoken(table, "to", "to = \"Thursday next week\"").value_or(Spoken{});
    body.reason = table.text("reason", Text::lines);
    body.tell = table.text("tell", Text::lines);
    return body;
}

/// A kind of event that says no more than why, and what the candidate is told.
template <class Ending>
Body read_ending(Table& table) {
    Ending body;
    body.interview = interview_id(table);
    body.reason = table.text("reason", Text::lines);
    body.tell = table.text("tell", Text::lines);
    return body;
}

Body read_cancelled(Table& table) {
    auto body = read_ending<Cancelled>(table);
    std::get<Cancelled>(body).invitation = read_revision(table);
    return body;
}

Body read_answered(Table& table) {
    Answered body;
    body.interview = interview_id(table);
    body.answer =
        table.needed_choice<Answered::Answer>("answer", "answer = \"accepted\"").value_or(body.answer);
    body.notes = table.text("notes", Text::lines);
    return body;
}

Body read_told(Table& table) {
    Told body;
    body.interview = interview_id(table);
    body.tell = table.text("tell", Text::lines);
    body.notes = table.text("notes", Text::lines);
    return body;
}

Body read_noted(Table& table) {
    Noted body;
    body.interview = interview_id(table);
    body.notes = table.needed_text("notes", Text::lines, "notes = \"…\"");
    return body;
}

/// Words for the candidate about a step: of what else is struck or closed by hand she hears nothing, and
/// words for her that she never reads are worse than none.
std::string words_of_step(Table& table, bool step) {
    auto words = table.text("tell", Text::lines);
    if (!words.empty() && !step)
        table.report().problem(place(*table.written().get("tell")),
                               "'tell' is read by the candidate where a step is off or on again",
                               "keep it as the reason, and tell her yourself");
    return words;
}

/// What is struck is named by one of seven keys.
Body read_struck(Table& table, Dates& dates) {
    Struck body;
    body.interview = interview_id(table);
    std::vector<std::string> named;
    for (int n = 0; n <= static_cast<int>(Struck::What::note); ++n) {
        const auto what = static_cast<Struck::What>(n);
        const bool name = what == Struck::What::met || what == Struck::What::promise;
        const auto text = table.text(word(what), name ? Text::line : Text::lines);
        if (text.empty()) continue;
        named.emplace_back(word(what));
        body.what = what;
        body.which = text;
    }
    if (named.size() != 1)
        table.report().problem(
            table.place(),
            named.empty()
                ? "[[struck]] names nothing to strike"
                : fmt::format("[[struck]] names {}: one thing at a time", base::joined(named, ", ")),
            "write one of met, promise, next, objection, project, strength, note; for example "
            "met = \"Luis Ortiz\"");
    body.when = dates.spoken(table, "when");
    body.reason = table.text("reason", Text::lines);
    body.tell = words_of_step(table, body.what == Struck::What::next);
    return body;
}

/// Reports a duty id that cannot be one: INTERVIEW/KIND[/PERSON-or-number].
void check_duty(Table& table, const std::string& duty) {
    static const std::vector<std::string> kinds{"debrief", "client-debrief", "letter", "call",  "decision",
                                                "step",    "names",          "next",   "answer"};
    const auto parts = base::split(duty, '/');
    const auto sign = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
               || c == '_' || c == '-';
    };
    const bool shaped =
        parts.size() >= 2 && parts.size() <= 3 && std::ranges::all_of(parts, [&](const auto& part) {
            return !part.empty() && std::ranges::all_of(part, sign);
        });
    const auto* node = table.written().get("duty");
    if (!shaped || parts[0].size() > 64)
        table.report().problem(place(*node), fmt::format("'duty' cannot be {}", quoted(duty)),
                               "a duty id is INTERVIEW/KIND or INTERVIEW/KIND/PERSON, such as "
                               "\"dana-acme-1/letter/luis-ortiz\"; the agenda shows it");
    else if (std::ranges::find(kinds, parts[1]) == kinds.end())
        table.report().problem(place(*node), fmt::format("there is no kind of duty {}", quoted(parts[1])),
                               base::suggest(parts[1], kinds));
}

Body read_closing(Closing::Act act, Table& table) {
    if (act == Closing::Act::reopened && table.written().contains("interview")) {
        ReopenedCase whole;
        whole.interview = interview_id(table);
        whole.reason = table.text("reason", Text::lines);
        return whole;
    }
    Closing body;
    body.act = act;
    body.duty = table.needed_text("duty", Text::line, duty_example);
    if (!body.duty.empty()) check_duty(table, body.duty);
    body.by = table.text("by", Text::name);
    body.reason =
        act == Closing::Act::dropped
            ? table.needed_text("reason", Text::lines, "reason = \"…\", why nothing is owed any more")
            : table.text("reason", Text::lines);
    if (act != Closing::Act::done) body.tell = words_of_step(table, body.duty.contains("/step/"));
    return body;
}

Body read_stand_in(Table& table, Dates& dates, const Context& context) {
    StandIn body;
    body.absent = table.needed_text("for", Text::id, "for = \"pat\"");
    body.by = table.needed_text("by", Text::id, "by = \"kim\"");
    check_recruiter(table, "for", body.absent, context);
    check_recruiter(table, "by", body.by, context);
    if (!body.by.empty() && body.by == body.absent)
        table.report().problem(place(*table.written().get("by")),
                               fmt::format("{} cannot stand in for themselves", quoted(body.by)),
                               "name another recruiter");
    const auto from = dates.needed_instant(table, "from", "from = 2026-12-21T00:00:00-06:00");
    const auto until = dates.needed_instant(table, "until", "until = 2027-01-04T00:00:00-06:00");
    body.from = from.value_or(Instant{});
    body.until = until.value_or(Instant{});
    if (from && until && *until <= *from)
        table.report().problem(place(*table.written().get("until")), "'until' is not after 'from'",
                               "'until' is the moment the recruiter is back");
    return body;
}

Body read_mails(Table& table, const Context& context) {
    Mails body;
    body.interview = table.text("interview", Text::id);
    body.to = table.needed_text("to", Text::line, "to = \"dana@candidate.example\"");
    if (body.to.contains('@')) body.to = base::ascii_lower(body.to); // as people are compared
    // A candidate's is kept with their case, and goes with it when they are forgotten.
    const bool recruiter = context.recruiter && context.recruiter(body.to);
    if (body.interview.empty() && !body.to.empty() && !recruiter)
        table.report().problem(place(*table.written().get("to")),
                               fmt::format("{} is no recruiter, and no interview is named", quoted(body.to)),
                               "add interview = \"…\", any interview of that candidate");
    body.wanted = table.choice<Mails::Wanted>("wanted");
    body.subject = table.choice<Mails::Subject>("subject");
    if (!table.written().contains("wanted") && !table.written().contains("subject"))
        table.report().problem(table.place(), "[[mails]] changes nothing", "add wanted = \"none\"");
    return body;
}

/// The recruiter who is meant by a name in the place of an id, else one spelt alike, else all.
std::string recruiter_mend(const std::string& written, const std::vector<std::string>& ids) {
    for (const auto& word : base::split(base::folded(written), ' '))
        if (std::ranges::find(ids, word) != ids.end()) return fmt::format("write the id: '{}'", word);
    return base::suggest(written, ids);
}

} // namespace

std::string named_interview(std::string_view kind, const toml::table& table) {
    const bool closing = from_word<Closing::Act>(kind).has_value() && !table.contains("interview");
    const auto* node = table.get(closing ? "duty" : "interview");
    if (kind == "stand_in" || kind == "forget" || node == nullptr) return {};
    const auto text = base::trimmed(node->value_or(std::string_view{}));
    return std::string{closing ? text.substr(0, text.find('/')) : text};
}

void check_recruiter(Table& table, std::string_view key, const std::string& id, const Context& context) {
    if (id.empty() || (context.recruiter && context.recruiter(id))) return;
    table.report().problem(place(*table.written().get(key)),
                           fmt::format("no recruiter has the id {}", quoted(id)),
                           context.recruiters.empty() ? "there are no recruiters in the configuration"
                                                      : recruiter_mend(id, context.recruiters));
}

void check_candidate(Table& table, const std::string& id, const Context& context) {
    const bool recruiter = context.recruiter && context.recruiter(id);
    if (id.empty() || (id != "team" && !recruiter)) return;
    const auto* node = table.written().at_path("candidate.id").node();
    table.report().problem(node == nullptr ? table.place() : place(*node),
                           fmt::format("a candidate cannot have the id {}{}", quoted(id),
                                       recruiter ? ": a recruiter has it" : ", which stands for everybody"),
                           "give the candidate another id, or none: then it is the e-mail address");
}

Body read_body(std::string_view kind, Table& table, Dates& dates, Instant at, const Context& context) {
    if (kind == "debriefed") return read_debriefed(table, dates);
    if (kind == "letter") return read_letter(table, dates, at);
    if (kind == "called") return read_called(table, dates);
    if (kind == "heard") return read_heard(table, dates);
    if (kind == "pushed") return read_pushed(table, dates);
    if (kind == "withdrawn") return read_ending<Withdrawn>(table);
    if (kind == "closed") return read_ending<CaseClosed>(table);
    if (kind == "cancelled") return read_cancelled(table);
    if (kind == "answered") return read_answered(table);
    if (kind == "told") return read_told(table);
    if (kind == "note") return read_noted(table);
    if (kind == "struck") return read_struck(table, dates);
    if (kind == "stand_in") return read_stand_in(table, dates, context);
    if (kind == "forget") return read_forget(table);
    if (kind == "mails") return read_mails(table, context);
    return read_closing(from_word<Closing::Act>(kind).value_or(Closing::Act::done), table);
}

} // namespace followup::queue
