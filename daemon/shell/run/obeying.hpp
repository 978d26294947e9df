#pragma once

#include "shell/run/correspondence.hpp"

/// Private to the answers: what a reader's first words ask for is done, and they hear what was done.
namespace followup::run {

/// Does what the mail's command asks of the duties of that mail of ours, or asks back where it is not
/// certain. What else its writer wrote goes to the recruiter. `at` is when it was written.
[[nodiscard]] base::Result<Received> obey(Bookkeeper& keeper, const Ours& of, const Came& came,
                                          const plan::Person& reader, Instant at, Instant now);

/// No more mails go to that reader, or they are asked whether that is meant.
[[nodiscard]] base::Result<Received> stop_mails(Bookkeeper& keeper, const Ours& of, const Came& came,
                                                const plan::Person& reader, Instant at, Instant now);

/// What a recruiter wrote is kept as a note of the case, where the mail is about one; else it is given back
/// to them, with how to keep it.
[[nodiscard]] base::Result<Received> keep_note(Bookkeeper& keeper, const Ours& of, const Came& came,
                                               const plan::Person& reader, Instant at, Instant now);

} // namespace followup::run
