#pragma once

#include "shell/run/bookkeeper.hpp"

#include <string>
#include <string_view>

namespace followup::run {

/// The note of the ledger with the tag of the arrived mail that was answered last.
inline constexpr std::string_view answered_note = "inbox answered";

/// Deals with one mail that came back to us: a bounce is noted at its mail and told to the recruiter, a
/// command acts as a link does and is answered, everything else that a person wrote is passed on to the
/// recruiter; what a machine wrote is no news. `at` is when it arrived: the same mail again changes nothing.
/// Gives what became of it, in a few words for the log. With the ledger's turn. A file of the inbox that is
/// given again, because we ended before it was put away, is known by `name` and neither recorded nor answered
/// twice.
struct Received {
    std::string what;
    bool keep = false; ///< nobody could be found to read it: it stays in the Maildir
};
[[nodiscard]] base::Result<Received> receive(Bookkeeper& keeper, std::string_view bytes, Instant at,
                                             Instant now, std::string_view name = {});

} // namespace followup::run
