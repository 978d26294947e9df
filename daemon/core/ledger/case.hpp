#pragma once

#include "core/ledger/history.hpp"
#include "core/ledger/questions.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// A case is the fold of its facts: everything known now, each thing with when it was learned. The fold asks
/// no policy and no clock.
namespace followup::ledger {

/// Where a fact comes from: an amendment of the first edition takes back only what interview files said.
enum class Source { interview, other };

/// The event by which something came about.
struct Origin {
    std::int64_t fact = 0; ///< its place in the ledger
    Instant at;            ///< when it happened
    Instant learned;       ///< when we heard of it
    queue::Teller teller = queue::Teller::recruiter;
    queue::Edition edition = queue::Edition::second;
};

/// Why something is as it is: the program's own word for it, and what a person said of it, for whom it was
/// said.
struct Reason {
    std::string word; ///< "pushed", "voicemail", "sent by post": no person's words
    queue::Own own = {};
    queue::Shared tell = {};
    bool withheld = false; ///< the word is a person's to tell: the candidate reads nothing but `tell`

    bool operator==(const Reason&) const = default;
    [[nodiscard]] bool empty() const { return word.empty() && own.empty() && tell.empty(); }
    /// What those eyes may read of it. The candidate: what she was told, else the word, unless it is
    /// withheld. The recruiter: the word and what was said.
    [[nodiscard]] std::string read(const queue::Eyes& eyes) const;
};

/// Somebody met.
struct Person {
    std::string key; ///< slug of the name first learned; part of duty ids, stable when the name is corrected
    queue::Met met;  ///< as the candidate may know them
    queue::Met confided;            ///< particulars that the employer told; the recruiter's own
    std::vector<std::string> names; ///< every folded name they had
    Instant learned;                ///< when we first heard of this person
    Instant changed;                ///< when what is known of them last changed
    bool struck = false;
    Source source = Source::interview;
    std::string doubt;        ///< key of the person this may be, nearly called so; nobody has said yet
    std::int64_t told_by = 0; ///< the last fact that named them

    /// All that those eyes may see of them.
    [[nodiscard]] queue::Met seen_by(const queue::Eyes& eyes) const;
};

/// One date a promise had, and why it has it.
struct PromisedDate {
    queue::Spoken on;
    Instant since;   ///< when it was said
    Instant learned; ///< when we heard of it
    Reason reason;   ///< why it moved; empty for the first
    Origin origin = {};
    bool agreed = false; ///< by the owner, on the telephone: it is no news to them
};

/// What a promise's owner was said to do, with the history of its dates: there is always a date.
struct Promised {
    std::string key;        ///< slug of the name, with -2, -3 … for a further promise to the same person
    queue::Promise promise; ///< as last said
    queue::Own phone;       ///< the number, if the employer told it
    std::vector<PromisedDate> dates; ///< never empty; the last one counts
    Instant learned;
    bool struck = false;
    Instant changed;
    Source source = Source::interview;
};

/// How often it was moved to another date.
[[nodiscard]] int moves(const Promised& promised);

/// Something to come that is off: an interview, or a step.
struct Off {
    Origin origin;
    Reason reason;
};

/// A next step, by its number in the interview (1, 2, …).
struct Step {
    int number = 1;
    queue::Next next;
    queue::Own note;                 ///< what the employer said of it, or a note of the recruiter's
    std::vector<PromisedDate> dates; ///< empty while no date is known
    Instant learned;
    std::optional<Instant> named; ///< when it became known who will be seen
    bool struck = false;
    Instant changed;
    Source source = Source::interview;
    Origin told = {};                ///< the last fact that named it
    std::optional<Off> off = {};     ///< by what it was struck last
    std::optional<Origin> back = {}; ///< the first fact that named it again after that
};

/// A letter that was sent, by the key of its person.
struct Sent {
    Instant sent_at;
    queue::Letter::By by = queue::Letter::By::unsaid;
    Instant learned;
};

/// A call that was tried.
struct Tried {
    std::string key; ///< of the promise it was about; empty: of none that we know
    std::string whom;
    Instant at;
    queue::Called::Outcome result = queue::Called::Outcome::spoke;
    bool next = false; ///< another date was said, and stands among the promise's dates
    Instant learned;
};

/// A duty closed or opened again by hand.
struct Closed {
    queue::Closing::Act act = queue::Closing::Act::done;
    Instant at;
    std::string by;
    queue::Own reason;
    Instant learned;
    queue::Shared tell = {};
    Origin origin = {};
};

/// What was heard from the employer.
struct News {
    queue::Heard heard;
    Instant at;
    Instant learned;
    Origin origin = {};
};

/// A debriefing that took place.
struct Debriefing {
    Instant at;
    Instant learned;
    std::vector<queue::Own> notes; ///< of each time, in order
    queue::Edition edition = queue::Edition::second;
};

/// A time the interview ended, or will end, as one of its files said.
struct End {
    Instant ended;
    Instant learned;
    Origin origin = {};
    std::optional<Instant> began = {}; ///< where somebody said it
};

/// What an interview was about, for whoever may read it.
template <class Text>
struct Matter {
    Text problem;
    std::vector<Text> strengths;
    std::vector<Text> projects;
    std::vector<queue::Concern<Text>> objections;

    bool operator==(const Matter&) const = default;
};

/// A concern of the employer's of which the candidate may hear.
struct Raised {
    std::string by; ///< empty: the main interviewer
    Instant learned;
};

/// One interview of a case with all that is known of it.
struct Round {
    /// As last said, what was not said again kept; its matter and its notes stand below.
    queue::Interview interview;
    std::vector<queue::Own> notes; ///< of each of its files, in order
    Matter<queue::Shared> told;    ///< what the candidate said or was told
    Matter<queue::Own> confided;   ///< what the employer told the recruiter
    Matter<queue::Shared> learned; ///< by debriefings of the first edition, which replaced
    std::string zone;              ///< IANA name of its events
    Instant accepted;              ///< arrival of its first file
    Instant amended;               ///< arrival of the last file that changed it
    Origin origin;                 ///< of its first file
    std::vector<End> ends;         ///< never empty; the last one counts
    std::vector<Person> people;
    std::vector<Promised> promises;
    std::vector<Step> steps;
    std::map<std::string, Sent> letters; ///< by person key
    std::vector<Raised> raised;          ///< in the order in which they were shared
    std::optional<Debriefing> candidate_debriefing;
    std::optional<Debriefing> client_debriefing;
    std::vector<Tried> calls;
    std::vector<PromisedDate> decisions; ///< the employer's own dates; the last one counts
    std::optional<Off> cancelled;
};

/// Whether the candidate knows of an outcome.
struct Telling {
    std::optional<Instant> at;      ///< when she was told; empty: not yet
    std::optional<Instant> learned; ///< when we heard that she was
    queue::Shared words;            ///< in these words; may be empty
    std::optional<Origin> by = {};  ///< the fact that says so, if it is not the outcome itself
};

/// What ended a case.
struct Ending {
    enum class How { rejected, withdrawn, closed, accepted, declined };
    How how = How::closed;
    Origin origin;
    Reason reason;
    Telling telling;
    std::optional<Instant> reopened; ///< when we heard that the case is open again
};
/// "rejected", "withdrawn", …
[[nodiscard]] std::string_view word(Ending::How how);

/// An offer, which waits for the candidate's answer.
struct Offer {
    Origin origin;
    std::string interview;
    std::vector<PromisedDate> dates; ///< by when they want the answer; empty: they did not say
    queue::Own notes;
    Telling telling;
    std::optional<Origin> answered;
    std::optional<Instant> reopened = {}; ///< when we heard that it does not hold

    [[nodiscard]] bool stands() const { return !answered && !reopened; }
};

/// Something that was not understood for certain and that the recruiter is asked about.
struct Doubt {
    Origin origin;
    std::string interview;
    Question question;
    Asked about;       ///< what the question names; nobody but those met
    std::string words; ///< the question in English
};

struct Case {
    std::string id;
    std::string recruiter;
    queue::Candidate candidate; ///< all that was said of them
    queue::Employer employer;
    std::string position;
    std::vector<Round> rounds;                           ///< in order of acceptance; never empty
    std::vector<News> news;                              ///< of all rounds, in order of `at`
    std::map<std::string, std::vector<Closed>> closings; ///< by duty id, in order of acceptance
    std::vector<Ending> endings;                         ///< in order of `at`
    std::vector<Offer> offers;                           ///< in order of `at`
    std::vector<Origin> reopenings;                      ///< an end or an offer does not hold, in order
    std::vector<PromisedDate> next_dates;                ///< set for the recruiter to see on, in order
    std::vector<Doubt> doubts;                           ///< in the order in which they came up
    std::vector<std::string> warnings;                   ///< events that name nobody we know, near misses
    bool carried_over = false;              ///< all that is known of it was told in the first edition
    std::optional<Instant> taken_over = {}; ///< when the first edition ended for it

    /// What has ended it; null while it is open.
    [[nodiscard]] const Ending* ended() const;
};

/// What the case is about, of all its rounds: a later round knows the earlier ones.
[[nodiscard]] Matter<queue::Shared> told(const Case& known);
[[nodiscard]] Matter<queue::Own> confided(const Case& known);
/// All of it that those eyes may read.
[[nodiscard]] Matter<std::string> seen(const Case& known, const queue::Eyes& eyes);

/// What is known of a case. The history must hold at least one interview; facts of other kinds that were
/// accepted before it are applied as well (order of facts: interviews and what they say in order of
/// acceptance, everything else by the time it happened).
[[nodiscard]] Case fold(const History& history);

/// Whether the event may be added to the case: candidate, employer and position may be respelt, not replaced.
/// `known` is the case as it stands; the problem is placed at `event.where`.
[[nodiscard]] base::Problems refusals(const Case& known, const queue::Event& event);

/// Why the candidate of an interview cannot be the one who is known under the same address: another name, and
/// nobody said that it is the same person. Nothing: they may be one.
[[nodiscard]] std::optional<base::Problem> mistaken(const queue::Candidate& known, const queue::Event& event);

/// What is known of a candidate with what is said now put in: what is not said stays.
[[nodiscard]] queue::Candidate merged(queue::Candidate now, const queue::Candidate& before);

/// "dana@candidate.example" or the candidate's own id: what identifies a candidate.
[[nodiscard]] std::string identity(const queue::Candidate& candidate);

/// Case-folded employer and position: what joins a later interview of the same candidate to a case.
[[nodiscard]] std::string subject(const queue::Interview& interview);

} // namespace followup::ledger
