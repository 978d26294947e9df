#pragma once

#include "core/mail/nudge.hpp"
#include "core/plan/ration.hpp"

#include <span>

/// One mail for all that is due for a person: at one time, late, or beyond a day's number of mails.
namespace followup::mail {

/// What it tells about one case.
struct Chapter {
    plan::Posting posting;
    const ledger::Case* known = nullptr; ///< never null
    const plan::Plan* plan = nullptr;    ///< never null
    Occasion occasion;                   ///< of it count `pages`, `letters`, `absence` and `now`
};

/// The mail; the chapters are of one reader and not empty. It says why they come together, unless that is
/// because they are due at one time. The first 40 are told as whole as in mails of their own, the others in a
/// line for each. It begins a thread of its own. Of the occasion it needs `mail_id`, `now`, `feed_url`,
/// `answers`, `neutral` and `unsubscribe_url`.
[[nodiscard]] Message together(std::span<const Chapter> chapters, plan::Portion::Why why,
                               const ledger::Agency& agency, const Style& style, const Occasion& occasion);

} // namespace followup::mail
