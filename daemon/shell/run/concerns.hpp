#pragma once

#include "core/base/problem.hpp"

namespace followup::run {

class Bookkeeper;
struct Surroundings;

/// What waits for a person to look at it, besides what a round notes: refused files, mails that were parked
/// or rejected, a relay that has taken nothing for an hour, the disk of the queue, a backup that is too old.
/// Names no file and nobody. With the ledger's turn; asked for every few seconds.
[[nodiscard]] base::Problems concerns(Bookkeeper& keeper, const Surroundings& around);

} // namespace followup::run
