#include "shell/run/agendas.hpp"

#include "core/plan/stand_in.hpp"
#include "shell/run/outbox.hpp"
#include "shell/run/questions.hpp"
#include "shell/run/unreadable.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

constexpr int duties_listed = 2000;
constexpr int cases_listed = 1000;

/// The cases of a recruiter, or (empty) of all, whose duties an agenda shows, without reading any other. One
/// that is too long is cut, and says so.
Answer<std::vector<std::int64_t>> cases_for(store::Store& store, const std::string& recruiter,
                                            web::Whose& whose, web::Span span) {
    base::Result<std::vector<std::int64_t>> numbers;
    if (span == web::Span::undated) {
        numbers = store.undated_cases(recruiter, cases_listed);
        if (numbers && numbers->size() == cases_listed)
            whose.cut = fmt::format("the first {} cases", cases_listed);
    } else if (span == web::Span::all) {
        numbers = recruiter.empty() ? store.latest_cases(cases_listed + 1)
                                    : store.cases_of(plan::Role::recruiter, recruiter);
        if (numbers && numbers->size() > cases_listed) {
            std::ranges::sort(*numbers);
            numbers->erase(numbers->begin(), numbers->end() - cases_listed);
            whose.cut = fmt::format("the duties of the {} latest cases", cases_listed);
        }
    } else {
        const auto duties = store.open_duties(recruiter, duties_listed);
        if (!duties) return failed_reply(duties.error());
        for (const auto& duty : *duties)
            numbers->push_back(duty.case_number);
        std::ranges::sort(*numbers);
        const auto doubles = std::ranges::unique(*numbers);
        numbers->erase(doubles.begin(), doubles.end());
        if (std::ssize(*duties) == duties_listed)
            whose.cut = fmt::format("the cases with the {} duties that are due first", duties_listed);
    }
    if (!numbers) return failed_reply(numbers.error());
    if (span == web::Span::undated) return std::move(*numbers);
    const auto older = store.count_carried_over(recruiter);
    if (!older) return failed_reply(older.error());
    whose.older += span == web::Span::all ? 0 : *older;
    if (span == web::Span::open) {
        const auto untold = store.untold_cases(recruiter, cases_listed);
        if (!untold) return failed_reply(untold.error());
        numbers->insert(numbers->end(), untold->begin(), untold->end());
        std::ranges::sort(*numbers);
        const auto again = std::ranges::unique(*numbers);
        numbers->erase(again.begin(), again.end());
    }
    return std::move(*numbers);
}

/// Those of everybody who is meant: of a recruiter also the cases of whom they stand in for.
Answer<std::vector<std::int64_t>> all_cases_for(Bookkeeper& keeper, web::Whose& whose, web::Span span,
                                                Instant now) {
    if (whose.owner_only) {
        auto numbers = keeper.store().cases_of(plan::Role::candidate, whose.person);
        if (!numbers) return failed_reply(numbers.error());
        return std::move(*numbers);
    }
    if (whose.person == "team") return cases_for(keeper.store(), {}, whose, span);
    auto absent = keeper.stood_in_for(whose.person, now);
    if (!absent) return failed_reply(absent.error());
    whose.stands_in_for = std::move(*absent);
    auto all = cases_for(keeper.store(), whose.person, whose, span);
    for (const auto& recruiter : whose.stands_in_for) {
        const auto more = cases_for(keeper.store(), recruiter, whose, span);
        if (!more) return more;
        if (all) all->insert(all->end(), more->begin(), more->end());
    }
    return all;
}

} // namespace

Answer<web::Reply> agenda(Bookkeeper& keeper, const web::CommandWanted& wanted, const Caller& caller) {
    const auto asked = query(wanted, "span");
    const auto span = web::span_named(asked.empty() ? "open" : asked);
    if (!span) return bad_request("span", "there is no such part of an agenda");
    auto whose = find_person(keeper, query(wanted, "person"), caller);
    if (!whose) return std::unexpected(whose.error());
    auto numbers = all_cases_for(keeper, *whose, *span, caller.now);
    if (!numbers) return std::unexpected(numbers.error());
    auto cases = standings(keeper, *numbers, caller.now);
    if (!cases) return std::unexpected(cases.error());
    leave_seen(keeper, *cases, caller);
    if (auto named = name_unreadable(keeper, caller.who, *whose); !named) return failed_reply(named.error());
    for (const auto number : *numbers) {
        if (!keeper.breath().take("an agenda")) return failed_reply(ending());
        if (auto read = add_undelivered(keeper.store(), number, *whose); !read)
            return failed_reply(read.error());
    }
    for (const auto& each : *cases) {
        if (!keeper.breath().take("an agenda")) return failed_reply(ending());
        const auto candidate = ledger::identity(each.first.candidate);
        const auto none = keeper.wants_no_mails(candidate);
        if (!none) return failed_reply(none.error());
        if (*none) whose->no_mails.insert(candidate);
    }
    auto form = form_of(wanted, caller);
    const auto& agency = keeper.config().rules.agency;
    const auto language =
        caller.recruiter == nullptr ? agency.language : plan::as_person(*caller.recruiter, agency).language;
    form.reader.tongue = &keeper.mail_style().tongue(language);
    return keeper.breath().outside("an agenda", [&] {
        return in_form(form, form.text ? web::agenda_text(*cases, *whose, *span, form.reader)
                                       : web::agenda_json(*cases, *whose, *span, form.reader));
    });
}

} // namespace followup::run
