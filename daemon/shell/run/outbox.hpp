#pragma once

#include "shell/run/lookup.hpp"

namespace followup::run {

/// Answers what is asked of the outbox: GET /v1/outbox (the mails), GET /v1/mail?number=N (one, with its life
/// and bytes), POST /v1/mail?number=N&order=hold|release|retry. Nothing when it is none of these.
[[nodiscard]] std::optional<web::Reply> answer_outbox(Bookkeeper& keeper, const web::CommandWanted& wanted,
                                                      const web::Request& request, const Caller& caller);

/// Why the last mail about each duty of a case did not arrive; a later one that did counts.
[[nodiscard]] base::Result<void> add_undelivered(store::Store& store, std::int64_t case_number,
                                                 web::Whose& whose);

} // namespace followup::run
