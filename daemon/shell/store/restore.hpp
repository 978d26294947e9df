#pragma once

#include "shell/store/store.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace followup::store {

/// What became of a ledger whose place a backup took.
struct Restored {
    std::string aside = {};                 ///< where it lies now; empty: there was none
    std::string log_aside = {};             ///< the log of a damaged one; empty: nothing was left in a log
    std::vector<Tombstone> tombstones = {}; ///< that it knew of
};
/// Puts a copy of a backup, which lies beside the ledger and is gone afterwards, in the place of a ledger
/// that no daemon has open: checks it (integrity, schema, key) and brings it up to date first, then sets the
/// old one aside as PATH.before-restore.TIME, with its log folded into it. `shown` is what people call the
/// backup.
[[nodiscard]] base::Result<Restored> restore(const std::string& copy, const How& how, std::string_view time,
                                             const std::string& shown);

} // namespace followup::store
