#pragma once

#include "shell/run/bookkeeper.hpp"

/// After a crash a flipped bit in the write-ahead log ends it there, without a word: what was accepted behind
/// it is gone, and its files lie in done/.
namespace followup::run {

/// How the ledger was found at the start.
struct Found {
    std::string path;
    bool unclean = false;  ///< who had it last ended without closing it
    bool salvaged = false; ///< it was damaged, and written anew from what could be read
};

/// Takes in again what the mark beside the ledger remembers and the ledger does not hold, from the files in
/// done/, each as said when it first came. After an unclean end, files of which neither knows anything are
/// shown to their recruiters and not taken: when they came nobody can tell. Those of forgotten people are
/// neither taken nor shown. Gives what to tell of it; nothing: nothing was lost.
[[nodiscard]] base::Result<std::optional<base::Problem>> take_lost_again(Bookkeeper& keeper,
                                                                         const Found& ledger, Instant now);

/// What to tell of a damaged ledger that was written anew, once; nothing: it was not.
[[nodiscard]] base::Result<std::optional<base::Problem>> take_salvaged(Bookkeeper& keeper,
                                                                       const std::string& ledger);

} // namespace followup::run
