#pragma once

#include "core/ledger/case.hpp"

#include <optional>
#include <string>
#include <vector>

namespace followup::plan {

using base::Instant;

enum class Kind { debrief, client_debrief, letter, call, decision, step, names, next, answer };
/// "debrief", "client-debrief", … as in duty ids.
[[nodiscard]] std::string_view word(Kind kind);

enum class Role { candidate, recruiter };
[[nodiscard]] std::string_view word(Role role);

enum class State { open, done, dropped, expired };
[[nodiscard]] std::string_view word(State state);

/// Who owes or is written to.
struct Person {
    Role role = Role::candidate;
    std::string id; ///< recruiter id, or the candidate's identity (id or e-mail address)
    std::string name;
    base::MailAddress email;
    base::Zone zone = base::Zone::utc();
    std::string language;
};

/// What that person may read.
[[nodiscard]] queue::Eyes eyes(const Person& reader);

/// How a due instant is meant: calendars show a date without a time as an all-day entry.
enum class Shape { deadline, on_date, at_time, window };

using ledger::Reason;

/// One date a duty had.
struct Revision {
    Instant due;
    Instant since;                           ///< when it became due then
    Reason reason;                           ///< why it moved; empty for the first
    Instant learned{};                       ///< when we heard of it
    std::optional<ledger::Origin> said = {}; ///< by the event that named this very date; nothing: by a rule
    Shape shape = Shape::deadline;
    std::optional<Instant> begins = {}; ///< of a time or window
};

/// When people meet, as far as somebody said so.
struct Meeting {
    std::optional<Instant> begins;
    std::optional<Instant> ends;
    std::optional<base::Date> day; ///< when no time of it is known

    bool operator==(const Meeting&) const = default;
};

/// A stretch of time, as far as we knew of it; without an end it goes on.
struct Stretch {
    Instant from;
    std::optional<Instant> until;
};

/// Something somebody owes.
struct Duty {
    std::string id; ///< INTERVIEW/KIND[/PERSON-or-number], stable for life
    Kind kind = Kind::debrief;
    std::string interview;
    Person owner;
    std::string whom; ///< the person the duty is about, as last spelt; may be empty
    Shape shape = Shape::deadline;
    std::optional<Instant> begins; ///< of a window or a timed step
    Instant due;
    std::vector<Revision> dates; ///< never empty; the last is `due`
    /// Number of the date in force, from 0: how often it had changed when we learned of it. A date told late
    /// that was not the last one said does not count.
    int revision = 0;
    State state = State::open;
    Instant opened;                ///< when its cause was accepted
    std::optional<Instant> closed; ///< when it was done, dropped or expired
    std::vector<Stretch> owed;     ///< when it was open, as we knew of it
    Reason reason;                 ///< why it is in its state; for done: how
    std::string because;           ///< why it exists, in words that the candidate may read
    bool fell_due = false;         ///< it was still open at its due time (as of the plan's `now`)
    bool late = false; ///< it had fallen due long before we heard of it: it is told once and nudged of never
    bool doubtful = false;     ///< of a letter: perhaps to somebody who is owed one already
    bool carried_over = false; ///< found by rules that are younger than all that is known of its case
    Instant cause;             ///< time of the fact or turning point that last changed what is shown of it

    [[nodiscard]] bool overdue(Instant now) const { return state == State::open && now >= due; }
};

/// When a nudge counts: before its duty is due, or only if it is still open then.
enum class Stage { before_due, if_still_open };

/// A planned reminder. (duty, rule, occurrence, revision, to.id) identifies it for life.
struct Nudge {
    std::string duty;
    std::string rule;   ///< "ask", "drafts", "last-call", "eve", "day", "told", "morning", …
    int occurrence = 0; ///< counts the mornings from 1; else 0
    int revision = 0;   ///< of the duty's date
    Person to;
    Instant planned; ///< by its rule
    Instant at;      ///< moved into the sending window of `to`; when it goes out
    Stage stage = Stage::before_due;
    std::string because; ///< why now, in the user's words: "the working day before the call"
};

/// What happened to a case, for whom did not do it. The words are those of a person, for whom they were said.
struct News {
    enum class What {
        ended,     ///< an outcome; the candidate reads of it in `tell` alone
        released,  ///< the candidate: what she need not do any more; she hears from her recruiter
        offer,     ///< an offer, as the candidate was told of it
        answered,  ///< the candidate's answer to an offer
        cancelled, ///< an interview is off
        planned,   ///< an interview to come
        moved,     ///< an interview is at another time
        invited,   ///< to a second interview whose date is not known yet
        off,       ///< a step is off
        on,        ///< a step that was off takes place after all
        reopened,  ///< an outcome does not hold of which the candidate knew something
        doubt      ///< the recruiter is asked
    };
    std::string id; ///< INTERVIEW/news/FACT: what nudges name it by
    What what = What::ended;
    std::string interview;
    ledger::Origin origin;
    ledger::Ending::How how = ledger::Ending::How::closed; ///< of `ended`
    std::optional<Meeting> from;                           ///< of `moved`: when it was to be
    std::optional<Meeting> to;                             ///< when it is, or was, to be
    std::string step;                                      ///< of `off` and `on`: the duty's id
    queue::Own own;                                        ///< why, or the question in English
    std::optional<ledger::Question> question;              ///< of `doubt`
    ledger::Asked about;                                   ///< what the question names
    queue::Shared tell;                                    ///< what the candidate is told
};
[[nodiscard]] std::string_view word(News::What what);

/// What follows from a case.
struct Plan {
    std::vector<Duty> duties;  ///< by due time, then id
    std::vector<Nudge> nudges; ///< by `at`, then duty, rule, occurrence; of open duties and of news only
    std::vector<News> news;    ///< that somebody is written of, in the order in which it was learned
    /// Of an outcome that the candidate has not been told: when it was learned.
    std::optional<Instant> untold;
    /// The next turning point that comes by itself: a duty falls due, goes to its mornings or expires.
    /// Nothing: only a new fact changes anything.
    std::optional<Instant> look_again;
    std::vector<std::string> warnings;
};

} // namespace followup::plan
