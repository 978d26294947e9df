#pragma once

#include "shell/run/bookkeeper.hpp"

/// After a crash a flipped bit in the write-ahead log ends it there, without a word: what was accepted behind
/// it is gone, and its files lie in done/.
namespace followup::run {

/// Takes in again what the mark beside the ledger remembers and the ledger does not hold, from the files in
/// done/, each as said when it first came. Gives what to tell of it; nothing: nothing was lost.
[[nodiscard]] base::Result<std::optional<base::Problem>> take_lost_again(Bookkeeper& keeper,
                                                                         const std::string& ledger);

/// What to tell of a damaged ledger that was written anew, once; nothing: it was not.
[[nodiscard]] base::Result<std::optional<base::Problem>> take_salvaged(Bookkeeper& keeper,
                                                                       const std::string& ledger);

} // namespace followup::run
