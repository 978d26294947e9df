#pragma once

#include "core/calendar/entry.hpp"
#include "core/mail/digest.hpp"
#include "core/plan/difference.hpp"
#include "core/plan/post.hpp"
#include "core/plan/ration.hpp"
#include "core/web/taken.hpp"
#include "shell/run/ahead.hpp"
#include "shell/run/apart.hpp"
#include "shell/run/witness.hpp"
#include "shell/store/rows.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Private to the bookkeeper: what it works with between the ledger and the core.
namespace followup::run {

using base::Instant;

/// Mails that are on their way to the senders.
using Claimed = std::vector<store::MailRow>;

/// What a sender tells of a claimed mail.
struct SenderReport {
    std::int64_t mail = 0;
    std::optional<mail::Reply> reply; ///< what its delivery came to; nothing: its dot may go out now
    std::string relay;
};

/// For each report the state that follows; nothing for a mail that is not claimed any more and must not go
/// out.
using Verdicts = std::vector<std::optional<mail::Verdict>>;

/// What one commit brought.
struct Turn {
    Claimed claimed;
    Verdicts verdicts;
};

/// Why a mail about a refused file waits: its reader had a day's number of them.
constexpr std::string_view told_together = "waits for others like it: its reader had several already today";

/// A feed's row and its token.
struct FeedAddress {
    store::FeedRow row;
    std::string token;
    std::optional<Instant> ended; ///< when it was revoked: it must not be given to anybody
};

/// Somebody who can have a feed.
struct FeedReader {
    store::FeedOf whose;
    std::string name;
};

/// What would follow from files, without keeping anything.
struct Foreseen {
    std::vector<Taken> taken;
    std::vector<queue::Event> events; ///< of the files that could be read
    std::vector<std::pair<ledger::Case, plan::Plan>> cases;
    std::vector<web::TakenAway> takes; ///< from each case that was there before and loses something
};

/// A case with its plan.
struct Planned {
    store::CaseRow row;
    std::shared_ptr<const ledger::Case> known; ///< never null
    std::shared_ptr<const plan::Plan> plan;    ///< never null
    std::vector<plan::Change> changes = {};    ///< by planning it again just now
};

/// What the ledger holds of a case.
struct Written {
    store::CaseRow row;
    std::shared_ptr<const ledger::History> history;
    std::shared_ptr<const ledger::Case> known; ///< null: the history is not folded yet
    std::shared_ptr<const plan::Plan> plan;    ///< null: there is none that still holds
    std::vector<plan::KeptDuty> duties;
    std::vector<plan::KeptNudge> nudges;
};

/// Why no mail comes of what is due.
enum class Unsent {
    no,            ///< one does
    unwanted,      ///< its reader asked for no more mails
    not_last_call, ///< its reader wants only what is due within a day
    in_digest,     ///< the digest of this morning said it
    nobody,        ///< there is nobody at its reader's address
    nothing_before ///< it would say that nothing is to be done, to somebody who was asked for nothing
};
/// As the outbox shows it; empty for `no`.
[[nodiscard]] std::string_view words(Unsent why);

/// What is due for one person about one case, and the rows it stands for.
struct DuePosting {
    Planned of;
    plan::Posting posting;
    std::vector<std::int64_t> rows;
    mail::Wishes wishes = {}; ///< its reader's
    Unsent unsent = Unsent::no;
};
using DuePostings = std::vector<DuePosting>;

/// A mail that is about to be written: its number and what follows from that.
struct NewMail {
    std::int64_t number;
    mail::Occasion occasion;
};

/// How a posting's reader stands today.
struct Had {
    plan::Had mails;
    bool alone = true; ///< nothing is to be decided: it is a mail of its own
    bool more = false; ///< other cases have something for them now
};

/// A mail that is being composed by the helper, and is in the ledger as soon as it is put there.
struct Words {
    DuePosting due;
    mail::Occasion occasion;
};
struct Draft {
    std::int64_t number;
    plan::Posting posting;
    std::vector<std::int64_t> rows; ///< of its nudges
    Unsent unsent = Unsent::no;
    Later<base::Result<store::MailRow>> row;
};
using Drafts = std::vector<Draft>;

/// What the digest of one reader tells.
struct Morning {
    std::vector<mail::DigestLine> lines;
    std::map<std::string, mail::QuietCalendar> quiet; ///< by person: the reader's, and of whom the lines tell
    Instant since{};                                  ///< what happened before was told
    int cases = 0;                                    ///< with something due
    int unlisted = 0;                                 ///< further ones
    int older = 0; ///< cases that owe nothing but what younger rules found; not counted twice
};

/// Why a mail that waits for its relay is not sent as it is.
enum class Stale { forgotten, settled };

/// What is to become of a mail that waited: is any of its duties still open, and when may it go out.
struct Fate {
    bool wanted = true;
    bool ended = false;   ///< it tells, among others, of a case that has ended
    bool settled = false; ///< it tells, among others, of something that is owed no more
    Instant at{};
    bool unread = false; ///< a case of it cannot be read
};

/// What a person's cases come to.
struct Entries {
    std::vector<calendar::Entry> list;
    std::optional<Instant> until; ///< when it changes by itself
    std::size_t cases = 0;
    std::string language; ///< their reader's
};

/// A case as it follows from a history, for as long as the store gives that very history; and its plan,
/// until the time comes to look again.
struct WorkedOut {
    std::shared_ptr<const ledger::History> history;
    std::shared_ptr<const ledger::Case> known;
    std::shared_ptr<const plan::Plan> plan;
    Instant planned;
};

/// A fingerprint of all that plans are made by: cases planned by another one are planned again.
[[nodiscard]] std::string rules_version(const plan::Rules& rules);

} // namespace followup::run
