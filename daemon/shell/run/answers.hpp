#pragma once

#include "shell/run/bookkeeper.hpp"

#include <string>
#include <string_view>

namespace followup::run {

/// Deals with one mail that came back to us: a bounce is noted at its mail and told to the recruiter, a
/// command acts as a link does and is answered, everything else that a person wrote is passed on to the
/// recruiter; what a machine wrote is no news. `at` is when it arrived: the same mail again changes nothing.
/// Gives what became of it, in a few words for the log. With the ledger's turn.
struct Received {
    std::string what;
    bool keep = false; ///< nobody could be found to read it: it stays in the Maildir
};
[[nodiscard]] base::Result<Received> receive(Bookkeeper& keeper, std::string_view bytes, Instant at,
                                             Instant now);

} // namespace followup::run
