#pragma once

#include "core/ledger/history.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// A case is the fold of its facts: everything known now, each thing with when it was learned. The fold asks
/// no policy and no clock.
namespace followup::ledger {

/// Where a fact comes from: an amendment takes back only what interview files said.
enum class Source { interview, other };

/// Somebody met.
struct Person {
    std::string key; ///< slug of the name first learned; part of duty ids, stable when the name is corrected
    queue::Met met;  ///< as last said
    std::vector<std::string> names; ///< every folded name they had
    Instant learned;                ///< when we first heard of this person
    Instant changed;                ///< when what is known of them last changed
    bool struck = false;            ///< left out by an amendment
    Source source = Source::interview;
};

/// One date a promise had, and why it has it.
struct PromisedDate {
    queue::Spoken on;
    Instant since;      ///< when it was said
    Instant learned;    ///< when we heard of it
    std::string reason; ///< why it moved; empty for the first
};

/// What a promise's owner was said to do, with the history of its dates: there is always a date.
struct Promised {
    std::string key;        ///< slug of the name, with -2, -3 … for a further promise to the same person
    queue::Promise promise; ///< as last said
    std::vector<PromisedDate> dates; ///< never empty; the last one counts
    Instant learned;
    bool struck = false;
    Instant changed;
    Source source = Source::interview;
};

/// A next step, by its number in the interview (1, 2, …).
struct Step {
    int number = 1;
    queue::Next next;
    std::vector<PromisedDate> dates; ///< empty while no date is known
    Instant learned;
    std::optional<Instant> named; ///< when it became known who will be seen
    bool struck = false;
    Instant changed;
    Source source = Source::interview;
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
    std::string notes;
    Instant learned;
};

/// A duty closed or opened again by hand.
struct Closed {
    queue::Closing::Act act = queue::Closing::Act::done;
    Instant at;
    std::string by;
    std::string reason;
    Instant learned;
};

/// What was heard from the employer.
struct News {
    queue::Heard heard;
    Instant at;
    Instant learned;
};

/// A debriefing that took place.
struct Debriefing {
    Instant at;
    Instant learned;
    std::string notes;
};

/// A time the interview ended, or will end, as one of its files said.
struct End {
    Instant ended;
    Instant learned;
};

/// What debriefings said of the interview as a whole; the last one said counts, empty means not said.
struct Learned {
    std::string problem;
    std::vector<std::string> strengths;
    std::vector<std::string> projects;
    std::vector<std::string> objections;
};

/// One interview of a case with all that is known of it.
struct Round {
    queue::Interview
        interview;         ///< as last said; its problem, strengths … with what debriefings learned put in
    Learned learned;       ///< by debriefings
    std::string zone;      ///< IANA name of its events
    Instant accepted;      ///< arrival of its first file
    Instant amended;       ///< arrival of the last file that changed it
    std::vector<End> ends; ///< never empty; the last one counts
    std::vector<Person> people;
    std::vector<Promised> promises;
    std::vector<Step> steps;
    std::map<std::string, Sent> letters; ///< by person key
    std::optional<Debriefing> candidate_debriefing;
    std::optional<Debriefing> client_debriefing;
    std::vector<Tried> calls;
    std::vector<PromisedDate> decisions; ///< the employer's own dates; the last one counts
    std::optional<Closed> withdrawn;     ///< act: dropped
};

struct Case {
    std::string id;
    std::string recruiter;
    queue::Candidate candidate; ///< as last said
    queue::Employer employer;
    std::string position;
    std::vector<Round> rounds;                           ///< in order of acceptance; never empty
    std::vector<News> news;                              ///< of all rounds, in order of `at`
    std::map<std::string, std::vector<Closed>> closings; ///< by duty id, in order of acceptance
    std::vector<std::string> warnings;                   ///< events that name nobody we know, near misses
};

/// What is known of a case. The history must hold at least one interview; facts of other kinds that were
/// accepted before it are applied as well (order of facts: interviews and what they say in order of
/// acceptance, everything else by the time it happened).
[[nodiscard]] Case fold(const History& history);

/// Whether the event may be added to the case: candidate, employer and position may be respelt, not replaced.
/// `known` is the case as it stands; the problem is placed at `event.where`.
[[nodiscard]] base::Problems refusals(const Case& known, const queue::Event& event);

/// "dana@candidate.example" or the candidate's own id: what identifies a candidate.
[[nodiscard]] std::string identity(const queue::Candidate& candidate);

/// Case-folded employer and position: what joins a later interview of the same candidate to a case.
[[nodiscard]] std::string subject(const queue::Interview& interview);

} // namespace followup::ledger
