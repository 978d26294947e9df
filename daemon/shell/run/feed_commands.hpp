#pragma once

#include "shell/run/lookup.hpp"

namespace followup::run {

/// `/v1/feeds`: GET lists the feeds of everybody or of `person`, of those that are the caller's to know; POST
/// with `do=rotate` gives a person another address, with `do=revoke` takes the address out of use and gives
/// none. `privacy` is the level meant; without it a revocation means every level.
[[nodiscard]] web::Reply answer_feeds(Bookkeeper& keeper, const web::CommandWanted& wanted, bool post,
                                      const Caller& caller, const Surroundings& around);

/// "https://HOST": the public URL, else the address that is listened on.
[[nodiscard]] std::string web_base(const Bookkeeper& keeper, const Surroundings& around);

} // namespace followup::run
