#pragma once

#include "core/base/digest.hpp"
#include "core/ledger/agency.hpp"
#include "core/letter/post.hpp"
#include "core/mail/message.hpp"
#include "core/mail/reached.hpp"
#include "core/plan/plan.hpp"
#include "core/plan/post.hpp"
#include "core/words/texts.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace followup::mail {

/// How the agency writes; from `[mail]`.
struct Style {
    Mailbox from;
    base::Bytes32 id_key{};                         ///< Message-IDs are keyed with it
    std::shared_ptr<const words::Texts> texts = {}; ///< null: as they came with the program
    base::seconds letter_due = base::hours{24};     ///< of the policy: letters go out within it
    int call_pushes = 3;                            ///< of the policy: then a call is confirmed or closed
    letter::Transit transit = {};                   ///< how long letters travel
    hours::Calendar calendar = {};                  ///< the agency's, for the post

    /// The texts, of whatever language.
    [[nodiscard]] const words::Texts& all_texts() const;
    /// The reader's language, or the nearest that we speak.
    [[nodiscard]] const words::Tongue& tongue(std::string_view language) const;
};

/// How many mails a reader wants, and whether their subjects say nothing.
struct Wishes {
    queue::Mails::Wanted wanted = queue::Mails::Wanted::all;
    bool neutral = false;

    bool operator==(const Wishes&) const = default;
};

/// A recruiter is away.
struct Absence {
    std::string reader; ///< id of the recruiter who reads and answers meanwhile
    Instant until;
};

/// Where a letter can be had in other forms than in the mail; each may be empty.
struct LetterLinks {
    std::string print; ///< the page to print
    std::string draft; ///< the draft for a mail program (.eml)
};

/// What a mail of nudges says besides its postings.
struct Occasion {
    std::string feed_url;                       ///< the page of the reader's own feed, in their first mail
    std::string mail_id;                        ///< of the outbox row: the Message-ID is derived from it
    std::optional<Absence> absence;             ///< of the case's recruiter, at `now`
    bool first = false;                         ///< no earlier mail to this person about this case
    Instant now;                                ///< Date, and "was due at …" when the nudge is late
    std::map<std::string, std::string> pages;   ///< by duty id: the web page that acts on it; may be empty
    std::map<std::string, LetterLinks> letters; ///< by duty id of a letter; may be empty
    ReachedByDuty reached = {};                 ///< of what others owe: what became of the mails to them
    std::string unsubscribe_url;                ///< the reader's own; empty: none is offered
    std::string answers;  ///< address that takes an answer to this mail; empty: the recruiter's own
    std::string language; ///< of a refusal's reader; empty: the agency's
    bool neutral = false; ///< the reader wants subjects that say nothing
    std::map<std::string, Instant> drafted = {}; ///< by duty id of a letter: when its draft was sent before
    std::optional<Instant> before = {};          ///< the last mail to this person about this case
};

/// The mail for one posting: what is owed, to whom, by when in the reader's own zone, because of what;
/// letters come with a draft for each person, once; a debriefing nudge asks for what is still missing. In
/// the reader's language. Text and HTML hold the same facts; what can be pressed is a button, in text with
/// its address. One thread for case and person; see `subject` for what it begins with.
[[nodiscard]] Message compose(const plan::Posting& posting, const ledger::Case& known, const plan::Plan& plan,
                              const ledger::Agency& agency, const Style& style, const Occasion& occasion);

/// The mail that tells a recruiter (or the agency) that a queue file was refused, with every problem.
[[nodiscard]] Message refusal(const Mailbox& to, const std::string& file, const base::Problems& problems,
                              const ledger::Agency& agency, const Style& style, const Occasion& occasion);

} // namespace followup::mail
