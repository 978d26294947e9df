#include "shell/run/questions.hpp"

#include "core/plan/stand_in.hpp"
#include "core/plan/words.hpp"
#include "core/web/acts.hpp"
#include "core/web/score.hpp"
#include "core/web/story.hpp"
#include "core/web/views.hpp"
#include "shell/run/acting.hpp"
#include "shell/run/agendas.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace followup::run {
namespace {

namespace json = boost::json;

constexpr int cases_scored = 5000;

/// What a command has to know to write an event: the interview, the person or duty, by the ids of the ledger.
json::object found_json(const ledger::Case& known, const std::string& interview, const Caller& caller) {
    auto zone = caller.zone.name();
    for (const auto& round : known.rounds)
        if (round.interview.id == interview) zone = round.zone;
    // After everything told so far, also of two commands within a second.
    return {{"now", base::rfc3339(web::time_of_deed(known, caller.now))},
            {"zone", zone},
            {"case", known.id},
            {"interview", interview},
            {"candidate", known.candidate.name},
            {"employer", known.employer.name},
            {"by", caller.recruiter == nullptr ? std::string{} : caller.recruiter->name}};
}

Answer<web::Reply> found_duty(Bookkeeper& keeper, const std::string& about, web::Which which,
                              const Caller& caller) {
    const auto found = find_duty(keeper, about, which, caller);
    if (!found) return std::unexpected(found.error());
    const auto& [known, plan] = found->of.standing;
    const auto& duty = plan.duties[found->duty_index];
    auto all = found_json(known, duty.interview, caller);
    all["duty"] = duty.id;
    all["state"] = plan::word(duty.state);
    all["summary"] = plan::summary(duty, known);
    return web::json(200, json::serialize(all) + "\n");
}

/// The last thing that closed or moved something in a case, and the events that take it back.
Answer<web::Reply> found_last(Bookkeeper& keeper, const std::string& about, const Caller& caller) {
    const auto found = find_case(keeper, about, caller);
    if (!found) return std::unexpected(found.error());
    const auto history = keeper.store().history(found->number);
    if (!history) return failed_reply(history.error());
    const auto& rules = keeper.config().rules;
    const auto& known = found->standing.first;
    const bool exact = known.id == about || web::interview_meant(about, known) == about;
    if (!exact) return unclear_reply({{about, "this is no case's id", "name the case by its id"}, {}});
    const auto* recruiter =
        caller.recruiter != nullptr ? caller.recruiter : rules.agency.recruiter(known.recruiter);
    const auto reader = recruiter != nullptr ? plan::as_person(*recruiter, rules.agency) : plan::Person{};
    const web::Doer doer{recruiter != nullptr ? recruiter->name : std::string{},
                         web::time_of_deed(known, caller.now)};
    const auto last = web::undoable(**history, rules, doer, caller.now - undo_span, reader);
    if (!last || last->file.empty())
        return unclear_reply({{about, "nothing was told in the last 30 days that can be taken back",
                               "name the duty, or strike what does not hold: followup strike"},
                              {}});
    auto all = found_json(known, web::interview_meant(about, known), caller);
    all["what"] = last->what;
    all["file"] = last->file;
    return web::json(200, json::serialize(all) + "\n");
}

Answer<web::Reply> find(Bookkeeper& keeper, const web::CommandWanted& wanted, const Caller& caller) {
    const auto about = query(wanted, "about");
    const auto kind = query(wanted, "kind");
    if (kind == "duty") return found_duty(keeper, about, web::Which::any, caller);
    if (kind == "open") return found_duty(keeper, about, web::Which::open, caller);
    if (kind == "closed") return found_duty(keeper, about, web::Which::closed, caller);
    if (kind == "last") return found_last(keeper, about, caller);
    if (kind != "case" && kind != "letter" && kind != "call" && kind != "news")
        return bad_request("kind", "there is no such kind of thing to find");
    const auto found = find_case(keeper, about, caller);
    if (!found) return std::unexpected(found.error());
    const auto& known = found->standing.first;
    auto interview = web::interview_meant(about, known);
    if (kind == "case") return web::json(200, json::serialize(found_json(known, interview, caller)) + "\n");
    if (const auto* moved =
            kind == "call" ? web::movable_meant(query(wanted, "whom"), found->standing) : nullptr;
        moved != nullptr) {
        auto all = found_json(known, moved->interview, caller);
        all["whom"] = moved->id;
        return web::json(200, json::serialize(all) + "\n");
    }
    // A whole case is searched for the person unless one of its later interviews was named.
    const bool one = interview == about && known.id != about;
    const auto person = web::person_meant(query(wanted, "whom"), found->standing, one ? interview : "",
                                          kind == "letter" ? web::Deed::letter : web::Deed::call);
    // News may come from anybody there; a letter or a call is for somebody we know.
    const bool anybody = kind == "news" && !person;
    if (!person && !anybody) return unclear_reply(person.error());
    auto all = found_json(known, kind == "news" ? interview : person->interview, caller);
    all["whom"] = anybody ? query(wanted, "whom") : person->name;
    return web::json(200, json::serialize(all) + "\n");
}

Answer<web::Reply> show(Bookkeeper& keeper, const web::CommandWanted& wanted, const Caller& caller) {
    constexpr int mails_told = 1000;
    auto& store = keeper.store();
    const auto found = find_case(keeper, query(wanted, "about"), caller);
    if (!found) return std::unexpected(found.error());
    const auto history = store.history(found->number);
    if (!history) return failed_reply(history.error());
    const auto rows = store.mails_of_case(found->number, mails_told);
    if (!rows) return failed_reply(rows.error());
    std::vector<web::MailTold> mails;
    for (const auto& row : *rows) {
        auto duties = store.duties_of_mail(row.number);
        if (!duties) return failed_reply(duties.error());
        mails.push_back({row.number, row.to, row.state, row.claimed, row.settled, row.code, row.reply,
                         std::move(*duties)});
    }
    const auto no_mails = keeper.wants_no_mails(ledger::identity(found->standing.first.candidate));
    if (!no_mails) return failed_reply(no_mails.error());
    const auto form = form_of(wanted, caller);
    const auto& rules = keeper.config().rules;
    return in_form(
        form, form.text ? web::story_text(**history, found->standing, rules, mails, *no_mails, form.reader)
                        : web::story_json(**history, found->standing, rules, mails, *no_mails, form.reader));
}

Answer<web::Reply> why(Bookkeeper& keeper, const web::CommandWanted& wanted, const Caller& caller) {
    const auto found = find_duty(keeper, query(wanted, "about"), web::Which::any, caller);
    if (!found) return std::unexpected(found.error());
    const auto history = keeper.store().history(found->of.number);
    if (!history) return failed_reply(history.error());
    const auto& [known, plan] = found->of.standing;
    const auto form = form_of(wanted, caller);
    const auto explained = plan::explain(**history, keeper.config().rules, caller.now,
                                         plan.duties[found->duty_index].id, caller.zone);
    if (!explained) return failed_reply({"", "the duty is gone from its plan", "ask again"});
    return in_form(form, form.text ? web::why_text(*explained, known, form.reader)
                                   : web::why_json(*explained, known));
}

/// "from" and "until" of the query; the last 90 days when they are not there.
std::expected<web::Period, web::Reply> period_of(const web::CommandWanted& wanted, const Caller& caller) {
    const auto today = caller.zone.date(caller.now);
    web::Period period{today - base::days{90}, today};
    for (const auto& [name, date] : {std::pair{"from", &period.first}, std::pair{"until", &period.last}}) {
        const auto given = query(wanted, name);
        if (given.empty()) continue;
        const auto read = base::parse_date(given);
        if (!read) return std::unexpected(bad_request(fmt::format("--{}", name), read.error().what));
        *date = *read;
    }
    if (period.last < period.first)
        return std::unexpected(bad_request("--until", "the period ends before it begins"));
    return period;
}

Answer<web::Reply> score(Bookkeeper& keeper, const web::CommandWanted& wanted, const Caller& caller) {
    const auto period = period_of(wanted, caller);
    if (!period) return std::unexpected(period.error());
    const auto whose = find_person(keeper, query(wanted, "person"), caller);
    if (!whose) return std::unexpected(whose.error());
    const auto from = caller.zone.instant(period->first, base::seconds{0});
    const auto until = caller.zone.instant(period->last + base::days{1}, base::seconds{0});
    auto numbers = whose->owner_only
                       ? keeper.store().cases_of(plan::Role::candidate, whose->person)
                       : keeper.store().cases_due_within(whose->person == "team" ? "" : whose->person, from,
                                                         until, cases_scored);
    if (!numbers) return failed_reply(numbers.error());
    auto cases = standings(keeper, *numbers, caller.now);
    if (!cases) return std::unexpected(cases.error());
    leave_seen(keeper, *cases, caller);
    const auto form = form_of(wanted, caller);
    return keeper.breath().outside("a score", [&] {
        std::vector<plan::Plan> plans;
        for (auto& [known, plan] : *cases)
            plans.push_back(std::move(plan));
        auto scores = plan::scores(plans, from, until, caller.now);
        if (whose->owner_only)
            std::erase_if(scores, [&](const plan::Scored& each) { return each.owner.id != whose->person; });
        return in_form(form, form.text ? web::score_text(scores, *period, form.reader)
                                       : web::score_json(scores, *period));
    });
}

/// Ids for a shell to complete, one a line; of the caller's own cases, read without unsealing a text.
Answer<web::Reply> complete(Bookkeeper& keeper, const web::CommandWanted& wanted, const Caller& caller) {
    constexpr int ids_max = 500;
    const auto duties = keeper.store().open_duties(caller.mine(), ids_max);
    if (!duties) return failed_reply(duties.error());
    std::vector<std::string> ids;
    for (const auto& duty : *duties)
        ids.push_back(query(wanted, "what") == "duties" ? duty.id : duty.id.substr(0, duty.id.find('/')));
    std::ranges::sort(ids);
    const auto doubles = std::ranges::unique(ids);
    ids.erase(doubles.begin(), doubles.end());
    std::string text;
    for (const auto& id : ids)
        text += id + "\n";
    return web::plain(200, text);
}

} // namespace

web::Reply bad_request(std::string where, std::string what) {
    return web::json(400, web::problems_json({{std::move(where), std::move(what), ""}}));
}

void leave_seen(const Bookkeeper& keeper, std::vector<web::Standing>& cases, const Caller& caller) {
    std::erase_if(
        cases, [&](const web::Standing& each) { return !may_see(keeper, caller.who, each.first.recruiter); });
}

std::string query(const web::CommandWanted& wanted, std::string_view name) {
    for (const auto& [key, given] : wanted.query)
        if (key == name) return given;
    return {};
}

Form form_of(const web::CommandWanted& wanted, const Caller& caller) {
    const auto form = query(wanted, "form");
    return {form == "text" || form == "colour", {caller.zone, caller.now, {form == "colour"}}};
}

web::Reply in_form(const Form& form, std::string text_or_json) {
    if (form.text) return web::plain(200, text_or_json);
    return web::json(200, std::move(text_or_json));
}

std::optional<web::Reply> answer_recruiter(Bookkeeper& keeper, const web::CommandWanted& wanted,
                                           const web::Request& request, const Caller& caller) {
    const auto& command = wanted.command;
    const bool post = request.method == "POST";
    const auto reply = [](Answer<web::Reply> answer) {
        return answer ? std::move(*answer) : std::move(answer.error());
    };
    if (command == "tell" && post) return reply(tell(keeper, wanted, request, caller));
    if (post) return std::nullopt;
    if (command == "find") return reply(find(keeper, wanted, caller));
    if (command == "agenda") return reply(agenda(keeper, wanted, caller));
    if (command == "show") return reply(show(keeper, wanted, caller));
    if (command == "why") return reply(why(keeper, wanted, caller));
    if (command == "score") return reply(score(keeper, wanted, caller));
    if (command == "complete") return reply(complete(keeper, wanted, caller));
    return std::nullopt;
}

} // namespace followup::run
