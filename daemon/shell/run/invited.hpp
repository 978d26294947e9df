#pragma once

#include "core/calendar/invite_known.hpp"
#include "shell/run/lookup.hpp"

namespace followup::run {

/// What the ledger knows of an invitation, of the cases that the asker may see. With the ledger's turn.
[[nodiscard]] base::Result<calendar::Knows> known_of(Bookkeeper& keeper, const calendar::Asked& asked,
                                                     const web::Who& who);

/// Answers POST /v1/invited: a calendar::Asked as JSON, to a calendar::Knows.
[[nodiscard]] web::Reply answer_invited(Bookkeeper& keeper, const web::Request& request,
                                        const Caller& caller);

} // namespace followup::run
