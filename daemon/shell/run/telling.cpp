#include "core/plan/difference.hpp"
#include "core/web/followed.hpp"
#include "core/web/views.hpp"
#include "shell/run/acting.hpp"
#include "shell/run/questions.hpp"

#include <algorithm>

namespace followup::run {
namespace {

/// A case before an event of it is taken in.
struct Before {
    std::int64_t last_fact = 0;
    std::vector<plan::KeptDuty> duties;
    std::vector<std::string> warnings;
    std::optional<ledger::Case> known; ///< nothing while nobody knows it
};

Answer<Before> before(Bookkeeper& keeper, const store::CaseRow& row, Instant now) {
    const auto history = keeper.store().history(row.number);
    if (!history) return failed_reply(history.error());
    const auto standing = keeper.standing(row.number, now);
    if (!standing) return failed_reply(standing.error());
    Before result;
    result.last_fact = (*history)->facts.back().number;
    for (const auto& duty : standing->second.duties)
        result.duties.push_back(plan::kept_duty(duty));
    result.warnings = standing->second.warnings;
    result.known = standing->first;
    return result;
}

/// "FILE:LINE:COLUMN: warning" without the place: who typed a command has no file.
std::string without_place(const std::string& file, const std::string& warning) {
    if (!warning.starts_with(file + ":")) return warning;
    const auto at = warning.find(": ");
    return at == std::string::npos ? warning : warning.substr(at + 2);
}

} // namespace

Answer<web::Followed> followed_from(Bookkeeper& keeper, const std::optional<store::CaseRow>& row,
                                    const Incoming& file, Instant now) {
    auto& store = keeper.store();
    Before was;
    if (row) {
        auto known = before(keeper, *row, now);
        if (!known) return std::unexpected(known.error());
        was = std::move(*known);
    }
    const auto taken = keeper.take(std::span{&file, 1}, now);
    if (!taken) return failed_reply(taken.error());
    const auto& one = taken->front();
    if (!one.accepted)
        return std::unexpected(web::json(one.not_allowed ? 403 : 422, web::problems_json(one.problems)));
    web::Followed followed;
    for (const auto& warning : one.warnings)
        followed.warnings.push_back(without_place(file.name, warning));
    if (!row) return followed;
    const auto history = store.history(row->number);
    if (!history) return failed_reply(history.error());
    for (const auto& fact : (*history)->facts)
        if (fact.number > was.last_fact) followed.told.push_back(fact);
    auto after = keeper.standing(row->number, now);
    if (!after) return failed_reply(after.error());
    followed.changes = plan::difference(was.duties, {}, after->second, now).changes;
    const bool hers = file.teller == queue::Teller::candidate;
    followed.losses = ledger::losses(*was.known, after->first,
                                     hers ? queue::Eyes{queue::ForCandidate{}} : queue::ForRecruiter{});
    for (const auto& warning : after->second.warnings)
        if (std::ranges::find(was.warnings, warning) == was.warnings.end())
            followed.warnings.push_back(warning);
    followed.after = std::move(*after);
    return followed;
}

Answer<web::Reply> tell(Bookkeeper& keeper, const web::CommandWanted& wanted, const web::Request& request,
                        const Caller& caller) {
    const auto row = keeper.store().case_of_interview(query(wanted, "interview"));
    if (!row) return failed_reply(row.error());
    if (*row && !may_see(keeper, caller.who, (*row)->recruiter))
        return forbidden_reply(caller.who, web::Concern::recruiter);
    const auto followed =
        followed_from(keeper, *row, {query(wanted, "name"), request.body, caller.who}, caller.now);
    if (!followed) return std::unexpected(followed.error());
    const auto form = form_of(wanted, caller);
    const auto& tongue = keeper.mail_style().tongue("en");
    return in_form(form, form.text ? web::followed_text(*followed, form.reader, tongue)
                                   : web::followed_json(*followed, form.reader, tongue));
}

} // namespace followup::run
