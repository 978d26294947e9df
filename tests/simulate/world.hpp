#pragma once

#include "core/base/problem.hpp"
#include "simulate/lives.hpp"

#include <string>
#include <string_view>
#include <vector>

/// The real store and the real bookkeeper on a virtual clock, with a relay and a machine that fail at random.
namespace followup::simulated {

/// What goes wrong.
struct Trouble {
    bool relay = false;    ///< it refuses, puts off, and breaks off in the middle
    bool restarts = false; ///< the process dies at random moments, also with mails in its hands
    bool downtime = false; ///< it stays away for hours then
    std::uint64_t seed = 1;
};

/// What came of it.
struct Outcome {
    std::string timeline;
    std::vector<std::string> breaches; ///< laws that were broken; empty when all is well
    int files = 0;
    int refused = 0;
    int duties = 0;
    int nudges = 0;
    int mails = 0;  ///< distinct mails that arrived
    int copies = 0; ///< that arrived twice, each out of doubt
    int restarts = 0;
    int pressed = 0; ///< buttons on pages
    int marked = 0;  ///< texts that were searched for the words of somebody else
    int replans = 0; ///< cases that were planned again to see whether anything changes
};

/// The first line in which two timelines differ, both ways.
[[nodiscard]] std::string difference(std::string_view left, std::string_view right);

/// Lives through all that arrives and what follows from them by `until`. Fails when the ledger does.
[[nodiscard]] base::Result<Outcome> live(const Years& years, Instant until, const Trouble& trouble);

} // namespace followup::simulated
