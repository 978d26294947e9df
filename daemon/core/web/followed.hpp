#pragma once

#include "core/ledger/history.hpp"
#include "core/ledger/losses.hpp"
#include "core/plan/difference.hpp"
#include "core/web/agenda.hpp"
#include "core/words/tongue.hpp"

namespace followup::web {

/// What an event changed in its case, for the one who told it.
struct Followed {
    std::vector<ledger::Fact> told;    ///< the new facts; empty: nothing of it was new
    std::vector<plan::Change> changes; ///< duties are those of `after`
    std::vector<ledger::Loss> losses;  ///< what was known and is not any more, for who told it
    std::vector<std::string> warnings; ///< of reading and of the case that were not there before
    std::optional<Standing> after;     ///< nothing while the event waits for its interview
};

/// Whether what was told asks for what comes next: they spoke, nothing new was said, and the case goes on.
[[nodiscard]] bool asks_for_next(const Followed& followed);

/// What followed, a line for each change ("moved: Call Margaret Chen … to Thu 3 Dec 2026"), the dates that
/// were said as they were read, and the warnings.
[[nodiscard]] std::string followed_text(const Followed& followed, const Reader& reader,
                                        const words::Tongue& tongue);
/// {"case", "new", "read": [{key, words, means, because}], "followed": [{what, from, duty}], "lost": [text],
/// "asks_for_next", "warnings"}.
[[nodiscard]] std::string followed_json(const Followed& followed, const Reader& reader,
                                        const words::Tongue& tongue);

} // namespace followup::web
