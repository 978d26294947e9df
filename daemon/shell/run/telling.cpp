#include "core/plan/difference.hpp"
#include "core/web/followed.hpp"
#include "core/web/views.hpp"
#include "shell/run/questions.hpp"

#include <algorithm>

namespace followup::run {
namespace {

/// A case before an event of it is taken in.
struct Before {
    std::int64_t last_fact = 0;
    std::vector<plan::KeptDuty> duties;
    std::vector<std::string> warnings;
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
    return result;
}

/// "FILE:LINE:COLUMN: warning" without the place: who typed a command has no file.
std::string without_place(const std::string& file, const std::string& warning) {
    if (!warning.starts_with(file + ":")) return warning;
    const auto at = warning.find(": ");
    return at == std::string::npos ? warning : warning.substr(at + 2);
}

} // namespace

Answer<web::Reply> tell(Bookkeeper& keeper, const web::CommandWanted& wanted, const web::Request& request,
                        const Caller& caller) {
    auto& store = keeper.store();
    const auto row = store.case_of_interview(query(wanted, "interview"));
    if (!row) return failed_reply(row.error());
    Before was;
    if (*row) {
        auto known = before(keeper, **row, caller.now);
        if (!known) return std::unexpected(known.error());
        was = std::move(*known);
    }
    const Incoming file{query(wanted, "name"), request.body};
    const auto taken = keeper.take(std::span{&file, 1}, caller.now);
    if (!taken) return failed_reply(taken.error());
    const auto& one = taken->front();
    if (!one.accepted) return web::json(422, web::problems_json(one.problems));
    web::Followed followed;
    for (const auto& warning : one.warnings)
        followed.warnings.push_back(without_place(file.name, warning));
    if (*row) {
        const auto history = store.history((*row)->number);
        if (!history) return failed_reply(history.error());
        for (const auto& fact : (*history)->facts)
            if (fact.number > was.last_fact) followed.told.push_back(fact);
        auto after = keeper.standing((*row)->number, caller.now);
        if (!after) return failed_reply(after.error());
        followed.changes = plan::difference(was.duties, {}, after->second, caller.now).changes;
        for (const auto& warning : after->second.warnings)
            if (std::ranges::find(was.warnings, warning) == was.warnings.end())
                followed.warnings.push_back(warning);
        followed.after = std::move(*after);
    }
    const auto form = form_of(wanted, caller);
    return in_form(form, form.text ? web::followed_text(followed, form.reader)
                                   : web::followed_json(followed, form.reader));
}

} // namespace followup::run
