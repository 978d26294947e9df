#pragma once

#include "shell/run/correspondence.hpp"

/// Mails that somebody sent to others, with a copy to the address under which a mail of ours can be answered.
namespace followup::run {

/// The addresses, in lower case, that a mail was written to, if we had it as a copy that they do not see;
/// empty: it was written to us.
[[nodiscard]] std::vector<std::string> copied_to(const Bookkeeper& keeper, const Came& came);

/// A candidate's letter is marked as sent, and goes to the recruiter, with whom it stays; a recruiter's mail
/// becomes a note of the case. Where nobody vouches for who sent it, they are asked first.
[[nodiscard]] base::Result<Received> take_copy(Bookkeeper& keeper, const Ours& of, Came came,
                                               const plan::Person& reader, const std::vector<std::string>& to,
                                               Instant at, Instant now);

} // namespace followup::run
