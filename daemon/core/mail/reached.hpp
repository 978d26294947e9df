#pragma once

#include "core/base/instant.hpp"
#include "core/words/tongue.hpp"

#include <map>
#include <optional>
#include <string>

namespace followup::mail {

/// What became of the mails about a duty to whoever owes it. Who says that somebody was reminded says it by
/// this, never by the plan.
struct Reached {
    std::optional<base::Instant> reminded; ///< when the last one was accepted for delivery; nothing: none was
    std::string lost; ///< why the last one did not arrive; empty: it did, or is on its way still

    bool operator==(const Reached&) const = default;
};
using ReachedByDuty = std::map<std::string, Reached>;

/// What is known of one duty; nothing at all when nobody was written to.
[[nodiscard]] inline Reached reached(const ReachedByDuty& all, const std::string& duty) {
    const auto at = all.find(duty);
    return at == all.end() ? Reached{} : at->second;
}

/// "reminded on Mon 23 Nov 2026", "the mail about it did not arrive: no such user"; empty: nobody was written
/// to, or nobody knows yet.
[[nodiscard]] std::string in_words(const Reached& reached, const base::Zone& zone,
                                   const words::Tongue& tongue);

/// A mail about a case that did not reach its reader.
struct Undelivered {
    base::Instant at;
    std::string to;
    std::string why;
};

} // namespace followup::mail
