#pragma once

#include "shell/run/lookup.hpp"

namespace followup::run {

/// Answers /v1/agenda: what is owed by somebody, or in the cases of somebody.
[[nodiscard]] Answer<web::Reply> agenda(Bookkeeper& keeper, const web::CommandWanted& wanted,
                                        const Caller& caller);

} // namespace followup::run
