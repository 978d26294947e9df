#pragma once

#include "core/base/digest.hpp"
#include "core/ledger/agency.hpp"
#include "core/mail/message.hpp"
#include "core/plan/plan.hpp"
#include "core/plan/post.hpp"

#include <map>
#include <optional>
#include <string>

namespace followup::mail {

/// How the agency writes; from `[mail]`.
struct Style {
    Mailbox from;
    base::Bytes32 id_key{}; ///< Message-IDs are keyed with it
};

/// A recruiter is away.
struct Absence {
    std::string reader; ///< id of the recruiter who reads and answers meanwhile
    Instant until;
};

/// What a mail of nudges says besides its postings.
struct Occasion {
    std::string feed_url;                      ///< the reader's own feed, for their first mail; else empty
    std::string mail_id;                       ///< of the outbox row: the Message-ID is derived from it
    std::optional<Absence> absence;            ///< of the case's recruiter, at `now`
    bool first = false;                        ///< no earlier mail to this person about this case
    Instant now;                               ///< Date, and "was due at …" when the nudge is late
    std::map<std::string, std::string> pages;  ///< by duty id: the web page that acts on it; may be empty
    std::map<std::string, std::string> drafts; ///< by duty id: a letter to begin with, LF lines; may be empty
    std::string unsubscribe_url;               ///< the reader's own; empty: none is offered
    std::string answers; ///< address that takes an answer to this mail; empty: the recruiter's own
};

/// The mail for one posting: what is owed, to whom, by when in the reader's own zone, because of what;
/// letters name each person with title and address; a debriefing nudge asks for what is still missing. Text
/// and HTML hold the same facts. Subject "EMPLOYER: POSITION" and thread are one for case and person.
[[nodiscard]] Message compose(const plan::Posting& posting, const ledger::Case& known, const plan::Plan& plan,
                              const ledger::Agency& agency, const Style& style, const Occasion& occasion);

/// The mail that tells a recruiter (or the agency) that a queue file was refused, with every problem.
[[nodiscard]] Message refusal(const Mailbox& to, const std::string& file, const base::Problems& problems,
                              const ledger::Agency& agency, const Style& style, const Occasion& occasion);

} // namespace followup::mail
