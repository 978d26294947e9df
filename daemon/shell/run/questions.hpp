#pragma once

#include "shell/run/lookup.hpp"

namespace followup::run {

/// Answers what recruiters ask about people, cases and duties: /v1/find, agenda, show, why, score, complete
/// and tell. Nothing when the command is none of these. With the ledger's turn.
[[nodiscard]] std::optional<web::Reply> answer_recruiter(Bookkeeper& keeper, const web::CommandWanted& wanted,
                                                         const web::Request& request, const Caller& caller);

/// A value of the query; empty when it is not there.
[[nodiscard]] std::string query(const web::CommandWanted& wanted, std::string_view name);

/// How a listing is wanted: form=json (the default), text or colour.
struct Form {
    bool text = false;
    web::Reader reader;
};
[[nodiscard]] Form form_of(const web::CommandWanted& wanted, const Caller& caller);
/// 200 in that form.
[[nodiscard]] web::Reply in_form(const Form& form, std::string text_or_json);

/// 400 with what is wrong there.
[[nodiscard]] web::Reply bad_request(std::string where, std::string what);
/// Leaves the cases that the caller may see: a candidate may have cases of several recruiters.
void leave_seen(const Bookkeeper& keeper, std::vector<web::Standing>& cases, const Caller& caller);

/// Takes the request's event file in (as `add` does) and tells what followed from it.
[[nodiscard]] Answer<web::Reply> tell(Bookkeeper& keeper, const web::CommandWanted& wanted,
                                      const web::Request& request, const Caller& caller);

} // namespace followup::run
