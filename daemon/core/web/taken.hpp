#pragma once

#include "core/ledger/losses.hpp"
#include "core/plan/difference.hpp"
#include "core/web/find.hpp"
#include "core/words/tongue.hpp"

#include <boost/json/fwd.hpp>
#include <string>
#include <vector>

/// What an event takes away, read back to whoever causes it before it counts.
namespace followup::web {

/// "Moved: Call Margaret Chen … to Thu 3 Dec 2026, 16:00 MST", one for each change.
[[nodiscard]] std::vector<std::string> change_words(const std::vector<plan::Change>& changes,
                                                    const Standing& after, const plan::Person& reader,
                                                    const words::Tongue& tongue);

/// Of one case that was known before.
struct TakenAway {
    std::vector<ledger::Loss> losses;
    std::vector<plan::Change> changes; ///< duties that are dropped or moved
    Standing after;

    [[nodiscard]] bool empty() const { return losses.empty() && changes.empty(); }
};

/// What there was before and is not any more, as those eyes may know of it.
[[nodiscard]] TakenAway taken_away(const Standing& before, Standing after, const queue::Eyes& eyes,
                                   base::Instant now);

/// A line for each loss and each duty that is dropped or moved, in the reader's language.
[[nodiscard]] std::vector<std::string> taken_words(const TakenAway& taken, const plan::Person& reader,
                                                   const words::Tongue& tongue);
/// Only what nobody would expect of a deed about that duty: other duties, and other losses than an end, which
/// takes everything with it.
[[nodiscard]] TakenAway besides(TakenAway taken, const std::string& duty);

/// [{"case", "candidate", "employer", "lines": […]}], of those that lose anything; for a recruiter.
[[nodiscard]] boost::json::array taken_json(const std::vector<TakenAway>& all, const base::Zone& zone,
                                            const words::Tongue& tongue);
/// "Takes away from Dana Reyes at Acme Robotics:" and the lines; empty when nothing is taken away.
[[nodiscard]] std::string taken_text(const std::vector<TakenAway>& all, const base::Zone& zone,
                                     const words::Tongue& tongue);

} // namespace followup::web
