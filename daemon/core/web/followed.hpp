#pragma once

#include "core/ledger/history.hpp"
#include "core/plan/difference.hpp"
#include "core/web/agenda.hpp"

namespace followup::web {

/// What an event changed in its case, for the one who told it.
struct Followed {
    std::vector<ledger::Fact> told;    ///< the new facts; empty: nothing of it was new
    std::vector<plan::Change> changes; ///< duties are those of `after`
    std::vector<std::string> warnings; ///< of reading and of the case that were not there before
    std::optional<Standing> after;     ///< nothing while the event waits for its interview
};

/// What followed, a line for each change ("moved: Call Margaret Chen … to Thu 3 Dec 2026"), the dates that
/// were said as they were read, and the warnings.
[[nodiscard]] std::string followed_text(const Followed& followed, const Reader& reader);
/// {"case", "new", "read": [{key, words, means, because}], "followed": [{what, from, duty}], "warnings"}.
[[nodiscard]] std::string followed_json(const Followed& followed, const Reader& reader);

} // namespace followup::web
