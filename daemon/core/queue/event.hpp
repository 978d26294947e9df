#pragma once

#include "core/base/address.hpp"
#include "core/base/instant.hpp"
#include "core/when/reading.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The events of the queue folder: one thing that happened each, as a person wrote it. Texts are valid UTF-8
/// without controls (notes and sentences may hold line feeds); names are trimmed. Optional texts are empty
/// when they were not written.
namespace followup::queue {

using base::Instant;
using base::MailAddress;

/// A date as somebody said it and how it was read, once and for ever.
struct Spoken {
    std::string words;                   ///< as written: the phrase, or the TOML date
    when::Value value;                   ///< what it means
    bool by = false;                     ///< said as a deadline
    std::vector<when::Warning> warnings; ///< that were given when it was read
    std::string because;                 ///< the steps from the words to the date
    std::string zone;                    ///< IANA name of the zone it was read in
    Instant said;                        ///< the moment it counts from
    std::vector<when::ClosedDay> closed; ///< the closed days from then to a week after the date

    bool operator==(const Spoken&) const = default;
};

struct Candidate {
    std::string id; ///< empty: the e-mail address is the identity
    std::string name;
    MailAddress email;
    std::string phone;
    std::string zone;     ///< IANA name, known to exist; empty: the employer's
    std::string language; ///< "en", "de"; empty: the agency's

    bool operator==(const Candidate&) const = default;
};

struct Employer {
    std::string name;
    std::string zone; ///< IANA name, known to exist; empty: the recruiter's
    std::string address;
    std::string phone;

    bool operator==(const Employer&) const = default;
};

enum class Role { main, manager, panel, other };

/// A person met at the interview.
struct Met {
    std::string id;
    std::string name;
    std::string title;
    Role role = Role::other;
    std::optional<MailAddress> email;
    std::string phone;
    std::string address;
    std::string was; ///< the name this one corrects

    bool operator==(const Met&) const = default;
};

enum class Unless { heard, never };

/// "I will call you on DATE unless I have heard from you."
struct Promise {
    std::string call; ///< a name
    Spoken on;
    std::string phone;
    Unless unless = Unless::heard;
    std::string said; ///< the sentence, verbatim

    bool operator==(const Promise&) const = default;
};

enum class NextKind { second_interview, test, physical, reference_check, other };

struct Next {
    NextKind what = NextKind::other;
    std::optional<Spoken> when;
    std::vector<std::string> with; ///< names and titles of who will be seen
    std::string note;

    bool operator==(const Next&) const = default;
};

struct Interview {
    std::string id;
    std::string recruiter;
    std::string case_id; ///< `case`; empty: joined by candidate, employer and position
    Candidate candidate;
    Employer employer;
    std::string position;
    std::optional<int> round;
    std::string place;
    std::optional<Instant> began;
    Instant ended;
    bool ended_asked = false;       ///< read from a weekday alone, which could be the coming one
    std::optional<Instant> said_at; ///< empty: `ended`
    std::optional<Spoken> decision;
    std::string problem;
    std::vector<std::string> strengths;
    std::vector<std::string> projects;
    std::vector<std::string> objections;
    std::string notes;
    std::vector<Met> met;
    std::vector<Promise> promises;
    std::vector<Next> next;

    bool operator==(const Interview&) const = default;
};

/// A telephone call about the interview; what was learned replaces or adds to what the interview said.
struct Debriefed {
    enum class With { candidate, client };
    std::string interview;
    With with = With::candidate;
    std::string notes;
    // Facts learned; empty means not said again.
    std::optional<Spoken> decision;
    std::string problem;
    std::vector<std::string> strengths;
    std::vector<std::string> projects;
    std::vector<std::string> objections;
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
    std::string notes;

    bool operator==(const Called&) const = default;
};

/// News from the employer.
struct Heard {
    enum class News { acknowledged, asked, new_date, second_interview, offer, rejected };
    std::string interview;
    std::string from;
    News news = News::acknowledged;
    std::optional<Spoken> date; ///< always there for `new_date`
    std::string notes;

    bool operator==(const Heard&) const = default;
};

struct Pushed {
    std::string interview;
    std::string whom;
    Spoken to;
    std::string reason; ///< theirs; stands in the history of the promise's dates

    bool operator==(const Pushed&) const = default;
};

/// A duty closed or opened again by its id.
struct Closing {
    enum class Act { done, dropped, reopened };
    Act act = Act::done;
    std::string duty;
    std::string by;
    std::string reason;

    bool operator==(const Closing&) const = default;
};

struct Withdrawn {
    std::string interview;
    std::string reason; ///< may be empty

    bool operator==(const Withdrawn&) const = default;
};

struct StandIn {
    std::string absent; ///< `for`: a recruiter id
    std::string by;     ///< a recruiter id
    Instant from;
    Instant until; ///< exclusive; after `from`

    bool operator==(const StandIn&) const = default;
};

struct Forget {
    std::string candidate; ///< id or e-mail address

    bool operator==(const Forget&) const = default;
};

/// Whether somebody wants mails from us; what they owe does not change.
struct Mails {
    enum class Wanted { none, all };
    std::string interview; ///< whose story tells of it; empty: none
    std::string to;        ///< a recruiter id, or a candidate's id or e-mail address
    Wanted wanted = Wanted::none;

    bool operator==(const Mails&) const = default;
};

using Body = std::variant<Interview, Debriefed, Letter, Called, Heard, Pushed, Closing, Withdrawn, StandIn,
                          Forget, Mails>;

struct Event {
    Instant at;       ///< when it happened; default: arrival (an interview: its end)
    std::string zone; ///< IANA name of the zone its local times and phrases were read in
    std::string
        digest; ///< hexadecimal SHA-256 of the event as written (keys sorted, defaults not filled
                ///< in), and where `at` names no day also of its file and day: the same again has the same
    std::string where; ///< "FILE:LINE:COLUMN" of its table; not part of what is stored
    Body body;

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

/// The value that is written so; nothing when there is none.
template <class Enum>
[[nodiscard]] std::optional<Enum> from_word(std::string_view text) {
    for (int i = 0; i < 16 && !text.empty(); ++i)
        if (word(static_cast<Enum>(i)) == text) return static_cast<Enum>(i);
    return std::nullopt;
}

} // namespace followup::queue
