#pragma once

#include "core/queue/learned.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The events of the queue folder: one thing that happened each, as a person wrote it. Texts are valid UTF-8
/// without controls (notes and sentences may hold line feeds); names are trimmed. Optional texts are empty
/// when they were not written.
namespace followup::queue {

/// Which state of an invitation tells of something (RFC 5546 2.1.5).
struct Revision {
    int sequence = 0;             ///< SEQUENCE
    std::optional<Instant> stamp; ///< DTSTAMP; empty: not said

    bool operator==(const Revision&) const = default;
};
/// Of two states of one invitation the lower SEQUENCE is the older, then the earlier DTSTAMP. False when they
/// cannot be told apart.
[[nodiscard]] bool older(const Revision& left, const Revision& right);

struct Interview {
    std::string id;
    std::string recruiter;
    std::string case_id; ///< `case`; empty: joined by candidate, employer and position
    Candidate candidate;
    Employer employer;
    std::string position;
    std::string position_was; ///< `was`: the position this one corrects
    std::optional<int> round;
    std::string place;
    std::optional<Instant> began;
    Instant ended;
    bool ended_asked = false;       ///< read from a weekday alone, which could be the coming one
    std::optional<Instant> said_at; ///< empty: `ended`
    std::optional<Spoken> decision;
    Shared problem;
    std::vector<Shared> strengths;
    std::vector<Shared> projects;
    std::vector<Concern<Shared>> objections;
    Own notes;
    std::vector<Met> met;
    std::vector<Promise> promises;
    std::vector<Next> next;
    std::optional<Revision> invitation = {}; ///< of the invitation that this tells of

    bool operator==(const Interview&) const = default;
};

/// A telephone call about the interview; what was learned adds to what the interview said. Its texts are the
/// recruiter's until it is clear that the candidate told them herself: `ledger::fold` decides by `with`.
struct Debriefed {
    enum class With { candidate, client };
    std::string interview;
    With with = With::candidate;
    Own notes;
    Shared tell = {}; ///< the recruiter's words for the candidate
    // Facts learned; empty means not said again.
    std::optional<Spoken> decision;
    Own problem;
    std::vector<Own> strengths;
    std::vector<Own> projects;
    std::vector<Concern<Own>> objections;
    std::vector<Met> met;
    std::vector<Promise> promises;
    std::vector<Next> next;

    bool operator==(const Debriefed&) const = default;
};

/// A letter that was sent.
struct Letter {
    enum class By { unsaid, post, email, courier };
    std::string interview;
    std::string to;
    Instant sent_at; ///< default: the event's time
    By by = By::unsaid;

    bool operator==(const Letter&) const = default;
};

/// A call that was made, or tried.
struct Called {
    enum class Outcome { spoke, voicemail, no_answer };
    std::string interview;
    std::string whom;
    Outcome result = Outcome::spoke;
    std::optional<Spoken> next;
    Own notes;

    bool operator==(const Called&) const = default;
};

/// News from the employer.
struct Heard {
    enum class News { acknowledged, asked, new_date, second_interview, offer, rejected };
    std::string interview;
    Own from;
    News news = News::acknowledged;
    std::optional<Spoken> date; ///< always there for `new_date`
    Own notes;
    Shared tell = {}; ///< the recruiter's words for the candidate

    bool operator==(const Heard&) const = default;
};

/// Another date: of the call to somebody, or of a step by its duty id.
struct Pushed {
    std::string interview;
    std::string whom; ///< a name, or the id of a duty
    Spoken to;
    Own reason;
    Shared tell = {}; ///< the recruiter's words for the candidate; stands in the history of the date

    bool operator==(const Pushed&) const = default;
};

/// A duty closed or opened again by its id.
struct Closing {
    enum class Act { done, dropped, reopened };
    Act act = Act::done;
    std::string duty;
    std::string by;
    Own reason;
    Shared tell = {}; ///< the recruiter's words for the candidate; never of what is done

    bool operator==(const Closing&) const = default;
};

/// The candidate ends the case.
struct Withdrawn {
    std::string interview;
    Own reason;
    Shared tell = {};

    bool operator==(const Withdrawn&) const = default;
};

/// The recruiter ends the case: the position is filled, or on ice.
struct CaseClosed {
    std::string interview;
    Own reason;
    Shared tell = {};

    bool operator==(const CaseClosed&) const = default;
};

/// The candidate's answer to an offer.
struct Answered {
    enum class Answer { accepted, declined };
    std::string interview;
    Answer answer = Answer::accepted;
    Own notes;

    bool operator==(const Answered&) const = default;
};

/// An interview to come is off; the case stays open.
struct Cancelled {
    std::string interview;
    Own reason;
    Shared tell = {};
    std::optional<Revision> invitation = {}; ///< of the invitation that calls it off

    bool operator==(const Cancelled&) const = default;
};

/// A fact that does not hold: the only way to take one away.
struct Struck {
    enum class What { met, promise, next, objection, project, strength, note };
    std::string interview;
    What what = What::met;
    Own which;                  ///< the name, the text, the duty id or the kind of step
    std::optional<Spoken> when; ///< of a `next` that is named by its kind: which of several
    Own reason;
    Shared tell = {}; ///< the recruiter's words for the candidate

    bool operator==(const Struck&) const = default;
};

/// The candidate has been told of the outcome, by telephone.
struct Told {
    std::string interview;
    Shared tell = {}; ///< in these words; may be empty
    Own notes = {};

    bool operator==(const Told&) const = default;
};

/// A case that had ended is open again.
struct ReopenedCase {
    std::string interview;
    Own reason;

    bool operator==(const ReopenedCase&) const = default;
};

/// Something to be known about a case that changes nothing in it: what a recruiter wrote of it.
struct Noted {
    std::string interview;
    Own notes;

    bool operator==(const Noted&) const = default;
};

struct StandIn {
    std::string absent; ///< `for`: a recruiter id
    std::string by;     ///< a recruiter id
    Instant from;
    Instant until; ///< exclusive; after `from`

    bool operator==(const StandIn&) const = default;
};

/// Somebody asks that nothing of them is kept: a candidate, or (`candidate` is empty) somebody met at an
/// employer.
struct Forget {
    std::string candidate;      ///< id or e-mail address
    std::string met = {};       ///< name or e-mail address of somebody met
    std::string employer = {};  ///< where they were met; empty: wherever there is one of that name
    std::string interview = {}; ///< one at which they were met: of several, who is meant; empty: not said

    bool operator==(const Forget&) const = default;
};

/// Whether somebody wants mails from us; what they owe does not change.
struct Mails {
    enum class Wanted { none, all, last_call };
    enum class Subject { full, neutral };
    std::string interview;               ///< whose story tells of it; empty: none
    std::string to;                      ///< a recruiter id, or a candidate's id or e-mail address
    std::optional<Wanted> wanted;        ///< nothing: as before; a table names this or `subject`
    std::optional<Subject> subject = {}; ///< how much a lock screen shows; nothing: as before

    bool operator==(const Mails&) const = default;
};

using Body = std::variant<Interview, Debriefed, Letter, Called, Heard, Pushed, Closing, Withdrawn, StandIn,
                          Forget, Mails, CaseClosed, Answered, Cancelled, Struck, Told, ReopenedCase, Noted>;

/// Whose doing an event is: who did not do it himself hears of it.
enum class Teller { recruiter, candidate };

/// By whose rules a fact is folded: those of the time at which it was accepted.
enum class Edition { first = 1, second = 2 };

struct Event {
    Instant at;       ///< when it happened; default: arrival (an interview: its end)
    std::string zone; ///< IANA name of the zone its local times and phrases were read in
    std::string
        digest; ///< hexadecimal SHA-256 of the event as written (keys sorted, defaults not filled
                ///< in), and where `at` names no day also of its file and day: the same again has the same
    std::string where; ///< "FILE:LINE:COLUMN" of its table; not part of what is stored
    Body body;
    Teller teller = Teller::recruiter;
    Edition edition = Edition::second;

    bool operator==(const Event&) const = default;
};

/// "interview", "debriefed", … as the table is called in a file.
[[nodiscard]] std::string_view kind(const Body& body);
/// The interview an event is about; of a Closing the part of the duty id before the first '/'; empty for
/// StandIn and Forget, and of Mails that name none.
[[nodiscard]] std::string_view interview_of(const Body& body);

/// How a value is written in a file; empty for Letter::By::unsaid and beyond the end of an enumeration.
[[nodiscard]] std::string_view word(Role role);
[[nodiscard]] std::string_view word(Unless unless);
[[nodiscard]] std::string_view word(NextKind kind);
[[nodiscard]] std::string_view word(Letter::By by);
[[nodiscard]] std::string_view word(Called::Outcome outcome);
[[nodiscard]] std::string_view word(Heard::News news);
[[nodiscard]] std::string_view word(Debriefed::With with);
[[nodiscard]] std::string_view word(Closing::Act act);
[[nodiscard]] std::string_view word(Mails::Wanted wanted);
[[nodiscard]] std::string_view word(Mails::Subject subject);
[[nodiscard]] std::string_view word(Answered::Answer answer);
[[nodiscard]] std::string_view word(Struck::What what);
[[nodiscard]] std::string_view word(Teller teller);

/// The value that is written so; nothing when there is none.
template <class Enum>
[[nodiscard]] std::optional<Enum> from_word(std::string_view text) {
    for (int i = 0; i < 16 && !text.empty(); ++i)
        if (word(static_cast<Enum>(i)) == text) return static_cast<Enum>(i);
    return std::nullopt;
}

} // namespace followup::queue
