#pragma once

#include "core/ledger/case.hpp"

#include <optional>
#include <string>
#include <vector>

namespace followup::plan {

using base::Instant;

enum class Kind { debrief, client_debrief, letter, call, decision, step, names };
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

/// How a due instant is meant: calendars show a date without a time as an all-day entry.
enum class Shape { deadline, on_date, at_time, window };

/// One date a duty had.
struct Revision {
    Instant due;
    Instant since;      ///< when it became due then
    std::string reason; ///< why it moved; empty for the first
    Instant learned{};  ///< when we heard of it
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
    std::string reason;            ///< why it is in its state; for done: how
    std::string because;           ///< why it exists, in the user's words
    bool fell_due = false;         ///< it was still open at its due time (as of the plan's `now`)
    Instant cause; ///< time of the fact or turning point that last changed what is shown of it

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

/// What follows from a case.
struct Plan {
    std::vector<Duty> duties;  ///< by due time, then id
    std::vector<Nudge> nudges; ///< by `at`, then duty, rule, occurrence; of open duties only
    /// The next turning point that comes by itself: a duty falls due, goes to its mornings or expires.
    /// Nothing: only a new fact changes anything.
    std::optional<Instant> look_again;
    std::vector<std::string> warnings;
};

} // namespace followup::plan
