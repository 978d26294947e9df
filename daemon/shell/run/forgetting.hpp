#pragma once

#include "core/config/config.hpp"
#include "shell/run/bookkeeper.hpp"
#include "shell/run/looked_through.hpp"
#include "shell/spool/spool.hpp"

#include <span>
#include <string>
#include <vector>

namespace followup::run {

/// Looks through the same files for them, without the ledger's turn: what does not tell of them now need not
/// be read when they are taken out of the others.
[[nodiscard]] LookedThrough look_through(const Forgotten& forgotten, const config::Config& config,
                                         const spool::Spool& queue);

/// Takes a candidate out of everything that lies beside the ledger: the queue's files, the mails of the
/// Maildir, also of several people, and of the inbox; says in `forgotten` how many, and what remains. Their
/// tombstones go beside the ledger, so that a restored backup forgets again. With the ledger's turn.
[[nodiscard]] base::Result<void> purge(Forgotten& forgotten, const config::Config& config,
                                       spool::Spool& queue, store::Store& store, const LookedThrough& looked,
                                       Instant now);

/// The tombstones that lie beside the ledger.
[[nodiscard]] base::Result<std::vector<store::Tombstone>> tombstones_beside(const config::Config& config);

/// Adds those that the ledger knew of to them; how many there are then.
[[nodiscard]] base::Result<std::size_t> keep_tombstones(const config::Config& config,
                                                        std::span<const store::Tombstone> known);

/// What the forgetting came to, for the log: counts and mail numbers, never names.
[[nodiscard]] std::string report(const Forgotten& forgotten);

} // namespace followup::run
