#include "core/queue/form.hpp"

#include "core/base/suggest.hpp"
#include "core/base/text.hpp"
#include "core/base/zone_names.hpp"
#include "core/queue/dates.hpp"
#include "core/queue/form_words.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace followup::queue {
namespace {

constexpr std::size_t answer_bytes_max = 4000;

Form::Reply again(std::string why) {
    return {false, std::move(why)};
}

} // namespace

Form::Form(How how) : x_how(std::move(how)), x_answers(fresh()) {}

Form::Answers Form::fresh() const {
    Answers answers;
    answers.recruiter = x_how.recruiter;
    if (answers.recruiter.empty() && x_how.context.recruiters.size() == 1)
        answers.recruiter = x_how.context.recruiters.front();
    if (!answers.recruiter.empty()) answers.step = Step::candidate;
    return answers;
}

std::optional<std::string> Form::question() const {
    const auto& got = x_answers;
    switch (got.step) {
    case Step::recruiter: return "Recruiter (" + base::joined(x_how.context.recruiters, ", ") + ")";
    case Step::candidate: return "Candidate's name";
    case Step::email: return "  e-mail address";
    case Step::candidate_zone: return "  time zone [as the employer's]";
    case Step::employer: return "Employer";
    case Step::employer_zone: return fmt::format("  time zone [{}]", x_how.context.agency_zone.name());
    case Step::position: return "Position";
    case Step::ended: return "When did it end? (now, 15:30, yesterday 15:30, 2026-11-20 15:30)";
    case Step::met:
        return got.met.empty() ? "Who was met? The name as it is spelt [nobody]"
                               : "Who else was met? [nobody else]";
    case Step::title: return fmt::format("  title of {} [not known]", got.met.back().name);
    case Step::call:
        return fmt::format("Whom {}did {} promise to call? [nobody{}]", got.calls.empty() ? "" : "else ",
                           got.candidate, got.calls.empty() ? "" : " else");
    case Step::on: return "  when? (a week from Monday, tomorrow at 3pm)";
    case Step::said: return "  what was said, word for word? [not known]";
    case Step::next:
        return got.next.empty()
                   ? "Next step? (second interview, test, physical, reference check, other) [none]"
                   : "Another step? [none]";
    case Step::when: return "  when? [not said]";
    case Step::decision: return "When do they mean to decide? [not said]";
    case Step::problem: return "Their greatest problem? [not known]";
    case Step::project:
        return got.projects.empty() ? "A project they want done? [none]" : "  another? [none]";
    case Step::objection:
        return got.objections.empty() ? "A concern they voiced? [none]" : "  another? [none]";
    case Step::done: break;
    }
    return std::nullopt;
}

Form::Reply Form::answer(std::string_view line) {
    if (x_answers.step == Step::done) return again("all is answered");
    const auto text = std::string{base::trimmed(line)};
    if (!base::is_utf8(text) || base::has_control(text) || base::has_bidi_override(text))
        return again("that holds a sign that cannot be in a name; type it again");
    if (text.size() > answer_bytes_max)
        return again(fmt::format("that is too long; at most {} bytes", answer_bytes_max));
    auto reply = take(text);
    if (reply.taken) x_lines.push_back(text);
    return reply;
}

bool Form::back() {
    if (x_lines.empty()) return false;
    const auto lines = std::vector<std::string>(x_lines.begin(), x_lines.end() - 1);
    x_lines.clear();
    x_answers = fresh();
    for (const auto& line : lines)
        answer(line);
    return true;
}

Form::Reply Form::go(Step step, std::string text) {
    x_answers.step = step;
    return {true, std::move(text)};
}

Form::Reply Form::take(const std::string& text) {
    auto& got = x_answers;
    const bool needed =
        got.step <= Step::ended && got.step != Step::candidate_zone && got.step != Step::employer_zone;
    if (needed && text.empty()) return again("this is needed");
    const bool name = got.step <= Step::title && got.step != Step::ended;
    if (name && text.size() > name_bytes_max)
        return again(fmt::format("that is too long; at most {} bytes", name_bytes_max));
    switch (got.step) {
    case Step::recruiter: {
        const auto& ids = x_how.context.recruiters;
        if (std::ranges::find(ids, text) == ids.end())
            return again("no recruiter has this id; " + base::suggest(text, ids));
        got.recruiter = text;
        return go(Step::candidate);
    }
    case Step::candidate: got.candidate = text; return go(Step::email);
    case Step::email: {
        const auto address = base::MailAddress::parse(text);
        if (!address) return again(base::text(address.error()));
        got.email = address->text();
        return go(Step::candidate_zone);
    }
    case Step::candidate_zone: return take_zone(text, got.candidate_zone, Step::employer);
    case Step::employer: got.employer = text; return go(Step::employer_zone);
    case Step::employer_zone:
        return take_zone(text.empty() ? x_how.context.agency_zone.name() : text, got.employer_zone,
                         Step::position);
    case Step::position: got.position = text; return go(Step::ended);
    case Step::ended: return take_ended(text);
    case Step::met: return take_person(text);
    case Step::title: got.met.back().title = text; return go(Step::met);
    case Step::call: return take_call(text);
    case Step::on: return take_date(text, got.calls.back().on, Step::said, true);
    case Step::said: got.calls.back().said = text; return go(Step::call);
    case Step::next: return take_next(text);
    case Step::when: return take_date(text, got.next.back().when, Step::next, false);
    case Step::decision: return take_date(text, got.decision, Step::problem, false);
    case Step::problem: got.problem = text; return go(Step::project);
    case Step::project: return take_or_end(text, got.projects, Step::objection);
    case Step::objection: return take_or_end(text, got.objections, Step::done);
    case Step::done: break;
    }
    return again("all is answered");
}

Form::Reply Form::take_zone(const std::string& text, std::string& into, Step then) {
    if (text.empty()) return go(then);
    const auto zone = base::zone_typed(text);
    if (!zone) return again(base::text(zone.error()));
    into = zone->name();
    return go(then, into == text ? std::string{} : into);
}

Form::Reply Form::take_ended(const std::string& text) {
    const when::Context against{.said = x_how.context.arrived,
                                .zone = zone(),
                                .closed = x_how.context.calendar.closed(),
                                .order = x_how.context.order,
                                .interview = {}};
    const auto ended = moment_typed(text, against, x_how.context);
    if (!ended) return again(ended.error().what);
    x_answers.ended = ended->at;
    auto shown = in_city(ended->at, zone());
    if (ended->at > x_how.context.arrived) shown += "; this lies ahead, so all is planned ahead";
    for (const auto& warning : ended->warnings)
        shown += "\nlook: " + warning.message;
    if (ended->asked) shown += "\nlook: " + when::asked_back(*ended, against);
    return go(Step::met, std::move(shown));
}

Form::Reply Form::take_person(const std::string& text) {
    auto& met = x_answers.met;
    if (text.empty()) return go(Step::call);
    const auto same = [&](const Person& each) { return base::folded(each.name) == base::folded(text); };
    if (std::ranges::any_of(met, same)) return again(text + " is already among the people met");
    met.push_back({text, {}});
    return go(Step::title);
}

Form::Reply Form::take_call(const std::string& text) {
    if (text.empty()) return go(Step::next);
    std::vector<std::string> found;
    for (const auto& each : x_answers.met) {
        if (base::folded(each.name) == base::folded(text)) found = {each.name};
        if (base::folded(each.name) == base::folded(text)) break;
        if (base::folded(each.name).contains(base::folded(text))) found.push_back(each.name);
    }
    if (found.size() > 1) return again("that fits " + base::listed(found) + "; type more of the name");
    if (found.empty() && text.size() > name_bytes_max) return again("that is too long for a name");
    x_answers.calls.push_back({found.empty() ? text : found.front(), {}, {}});
    if (found.empty()) return go(Step::on, text + " is not among the people met; taken as a name");
    return go(Step::on, found.front() == text ? std::string{} : found.front());
}

Form::Reply Form::take_next(const std::string& text) {
    static const std::vector<std::string> kinds = {"second interview", "test", "physical", "reference check",
                                                   "other"};
    if (text.empty()) return go(Step::decision);
    const auto lower = base::ascii_lower(text);
    std::vector<std::string> found;
    for (const auto& kind : kinds)
        if (kind.starts_with(lower)) found.push_back(kind);
    if (found.size() != 1) return again("that is none of them; " + base::suggest(lower, kinds));
    x_answers.next.push_back({found.front(), {}});
    return go(Step::when, found.front() == text ? std::string{} : found.front());
}

Form::Reply Form::take_date(const std::string& text, std::string& into, Step then, bool call) {
    if (text.empty()) return call ? again("this is needed: never without a date") : go(then);
    when::Context against{.said = x_answers.ended.value_or(x_how.context.arrived),
                          .zone = zone(),
                          .closed = x_how.context.calendar.closed(),
                          .order = x_how.context.order,
                          .interview = x_answers.ended};
    const auto read = read_phrase(text, against, x_how.context.in_english);
    if (!read) return again(read.error().message);
    into = text;
    auto shown = in_city(read->value, zone(), call ? std::optional{x_how.call_by} : std::nullopt);
    for (const auto& warning : read->warnings)
        shown += "\nlook: " + warning.message;
    return go(then, std::move(shown));
}

Form::Reply Form::take_or_end(const std::string& text, std::vector<std::string>& into, Step then) {
    if (text.empty()) return go(then);
    into.push_back(text);
    return {true, {}};
}

base::Zone Form::zone() const {
    const auto zone = base::Zone::named(x_answers.employer_zone);
    return zone ? *zone : x_how.context.agency_zone;
}

std::string Form::id() const {
    const auto& got = x_answers;
    const auto part = [](const std::string& name, std::size_t bytes_max) {
        auto slug = base::slug(name).substr(0, bytes_max);
        while (slug.ends_with('-'))
            slug.pop_back();
        return slug;
    };
    if (got.candidate.empty()) return "interview";
    auto id = part(got.candidate, 24);
    if (!got.employer.empty()) id += "-" + part(got.employer, 24);
    if (got.ended) id += "-" + base::basic(zone().date(*got.ended));
    return id;
}

std::string Form::text() const {
    const auto& got = x_answers;
    FormText text{9};
    text.table("[[interview]]");
    text.needed("id", id(), "");
    text.needed("recruiter", got.recruiter, "whose candidate it is");
    text.inline_needed("candidate",
                       {{"name", got.candidate}, {"email", got.email}, {"zone", got.candidate_zone}},
                       got.candidate.empty() || got.email.empty(), "who the candidate is");
    text.inline_needed("employer", {{"name", got.employer}, {"zone", got.employer_zone}},
                       got.employer.empty(), "who the interview was with");
    text.needed("position", got.position, "for which position");
    text.ended(got.ended, zone());
    text.given("decision", got.decision);
    text.given("problem", got.problem);
    text.list("projects", got.projects);
    text.list("objections", got.objections);
    for (const auto& each : got.met) {
        text.table("\n[[interview.met]]", 5);
        text.given("name", each.name);
        text.given("title", each.title);
    }
    for (const auto& each : got.calls) {
        text.table("\n[[interview.promise]]", 4);
        text.given("call", each.whom);
        text.needed("on", each.on, "on which date");
        text.given("said", each.said);
    }
    for (const auto& each : got.next) {
        text.table("\n[[interview.next]]", 4);
        text.given("what", each.what);
        text.given("when", each.when);
    }
    return text.take();
}

} // namespace followup::queue
