#pragma once

#include "core/calendar/feed.hpp"
#include "core/ledger/history.hpp"
#include "core/mail/reply.hpp"
#include "core/plan/difference.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace followup::store {

using base::Instant;

/// A case as the ledger finds it; its story is in its facts.
struct CaseRow {
    std::int64_t number = 0;
    std::string id;
    std::int64_t candidate = 0; ///< number of the candidate
    std::string recruiter;
    std::optional<Instant> look_again;
};

/// A case to be opened.
struct NewCase {
    std::string id;
    std::string identity; ///< of the candidate; kept as a keyed hash and sealed
    std::string subject;  ///< employer and position, folded; kept as a keyed hash
    std::string recruiter;
};

/// What cannot be read, because bits of its rows were flipped: it is left out, and all else goes on.
struct Unreadable {
    enum class Kind { of_case, of_mail, of_feed, of_none };
    Kind kind = Kind::of_case;
    std::int64_t number = 0; ///< of the case, mail, feed, or fact of no case
    std::string row;         ///< that is to blame: "fact 17"
    std::string id;          ///< of the case
    std::string recruiter;   ///< whose case it is

    bool operator==(const Unreadable&) const = default;
};

/// An event to be appended.
struct NewFact {
    std::int64_t case_number = 0; ///< 0: of no case (stand-in, or waiting for its interview)
    std::string interview;        ///< empty: about none
    std::string kind;
    std::string digest; ///< of the event as written
    Instant at;
    Instant accepted;
    std::string text;                   ///< the encoded event; sealed under the candidate's key
    std::optional<std::string> by = {}; ///< the recruiter who told it; empty: none of them; nothing: unknown
};

/// A case's nudges that are due.
struct DueCase {
    std::int64_t case_number = 0;
    std::vector<plan::KeptNudge> nudges;
};

/// Where a case's nudge stands among those that are planned, which are in the order of these.
struct DuePlace {
    Instant at{};
    std::int64_t case_number = 0;

    auto operator<=>(const DuePlace&) const = default;
};

/// An open duty as it is stored.
struct OpenDuty {
    std::int64_t case_number = 0;
    std::string id;
    Instant due;

    bool operator==(const OpenDuty&) const = default;
};

/// A mail in the outbox. Personal text (addresses, bytes, the server's words) is sealed.
struct MailRow {
    std::int64_t number = 0;
    std::int64_t case_number = 0; ///< 0: of no case (a refused file)
    std::string person;           ///< Person::id of the reader
    mail::State state = mail::State::claimed;
    Instant due; ///< of its earliest nudge
    std::string message_id;
    std::string from;                  ///< envelope sender
    std::string to;                    ///< envelope recipient
    std::string bytes;                 ///< as rendered when it was claimed
    std::string sha256;                ///< of the bytes, hexadecimal
    std::string box;                   ///< MailSealer made it of the texts ahead of `insert`; never read back
    int tries = 0;                     ///< replies that refused it
    int doubts = 0;                    ///< times it was in doubt
    int crashes = 0;                   ///< claims that ended with our process
    std::optional<Instant> wait_until; ///< of deferred and in_doubt
    std::string relay;                 ///< that had it last
    int code = 0;                      ///< last reply
    std::string reply;                 ///< last reply's words
    Instant claimed;
    std::optional<Instant> handed;
    std::optional<Instant> settled;
};

/// Whether a mail that was sent came back.
[[nodiscard]] inline bool came_back(const MailRow& mail) {
    return mail.state == mail::State::sent && mail.code >= 400;
}

/// Names of notes: the number of the last mail that the first edition wrote (of a ledger that it began), and
/// when the first daemon of this edition took that ledger over.
constexpr std::string_view first_edition_mails = "first edition";
constexpr std::string_view first_edition_ended = "first edition ended";
/// A mail that tells of a duty, as far as its row knows it.
struct MailAbout {
    std::string duty;
    std::int64_t mail = 0;
    std::string recruiter; ///< who reads it; empty: the candidate
    mail::State state = mail::State::claimed;
    int code = 0;
    std::optional<Instant> settled;

    bool operator==(const MailAbout&) const = default;
};
/// Whether a mail will never reach its reader: refused, given up, or sent and come back.
[[nodiscard]] inline bool is_lost(mail::State state, int code) {
    return state == mail::State::rejected || state == mail::State::expired
           || (state == mail::State::sent && code >= 400);
}

/// One step of a mail, as its log keeps it.
struct MailStep {
    Instant at;
    mail::State state = mail::State::claimed;
    int code = 0;
    std::string relay;
    std::string reply = {}; ///< the server's words, or why we did it ourselves

    bool operator==(const MailStep&) const = default;
};

/// How many mails somebody had, and when the last was written.
struct Mailed {
    std::int64_t count = 0;
    std::optional<Instant> last;
};

/// A feed of a person.
/// Whose a feed is. Of a candidate and a recruiter with one id it is the candidate, unless the role says
/// otherwise.
struct FeedOf {
    // NOLINTNEXTLINE(google-explicit-constructor): an id alone means one person, but for those of an old
    // ledger
    FeedOf(std::string id, plan::Role kind = plan::Role::candidate) : person(std::move(id)), role(kind) {}
    std::string person; ///< Person::id, or "team"
    plan::Role role;
};

struct FeedRow {
    std::int64_t number = 0;
    std::string person; ///< Person::id, or "team"
    plan::Role role = plan::Role::candidate;
    std::string feed; ///< "follow-ups"
    int generation = 1;
    std::string token_hash; ///< hexadecimal SHA-256
    Instant since;
    std::string version_hash; ///< of the last render; empty before the first
    Instant version_time;     ///< monotonic; Last-Modified
};

/// What is left of an erased candidate: a keyed hash of their identity, which names nobody without the master
/// key.
struct Tombstone {
    std::string tag; ///< 32 hexadecimal digits
    Instant at;

    bool operator==(const Tombstone&) const = default;
};

/// What an erasure took away, so that caches and files can follow.
struct Erased {
    /// A mail about them; its bytes are erased, too.
    struct Mail {
        std::int64_t number = 0;
        bool to_candidate = false;
        std::optional<Instant> left; ///< when a server took it; nothing: it did not go out
        bool surely = true;          ///< false: it was on its way, and nobody can know
    };
    std::string tag;               ///< of the tombstone
    std::vector<std::string> also; ///< of those for their other names
    std::vector<std::int64_t> cases;
    std::vector<std::string> interviews;
    std::vector<Mail> mails;
};

/// A candidate as far as the ledger knows them by their rows.
struct Known {
    std::int64_t number = 0;
    std::string identity;
    std::vector<std::int64_t> cases; ///< in order

    bool operator==(const Known&) const = default;
};

/// Counts for `followup status`.
struct Counts {
    std::int64_t cases = 0;
    std::int64_t facts = 0;
    std::int64_t waiting = 0;                                ///< events whose interview is not known yet
    std::int64_t nudges_planned = 0;                         ///< no more than 100,000 are counted
    std::vector<std::pair<std::string, std::int64_t>> mails; ///< by state
    std::optional<Instant> next_due;
    std::optional<Instant>
        oldest_unsent; ///< due time of the oldest claimed, handed, deferred or in_doubt mail
};

} // namespace followup::store
