#pragma once

#include "core/ledger/case.hpp"

/// The steps of `fold`, kept apart by what they apply.
namespace followup::ledger {

/// What is not said again stays as it was.
template <class T>
void keep_if_unsaid(T& now, const T& before) {
    if (now == T{}) now = before;
}

/// Facts of the first edition are folded by its rules.
[[nodiscard]] inline bool first_edition(const Fact& fact) {
    return fact.event.edition == queue::Edition::first;
}

/// Where and when a fact comes from.
[[nodiscard]] Origin origin_of(const Fact& fact);

/// Where a file or a debriefing says what it says.
struct Saying {
    const Fact& fact;
    Source source = Source::interview;
    bool confided = false; ///< by the employer
};

/// An interview file: opens a round or amends it. `opened` tells which.
void apply_interview(Case& known, Round& round, const Fact& fact, const queue::Interview& said, bool opened);

/// Facts learned in a debriefing: they stay until they are struck.
void apply_debriefing(Case& known, Round& round, const Fact& fact, const queue::Debriefed& said);

/// The next steps that a file or a debriefing names; their numbers, in order.
[[nodiscard]] std::vector<int> apply_steps(Round& round, const Saying& saying,
                                           const std::vector<queue::Next>& list);
/// A second interview that is heard of has its number from then on, whatever steps later files tell of.
void number_step(Round& round, const Fact& fact);
/// A second interview on a date that the employer has named.
void apply_invitation(Round& round, const Fact& fact, const queue::Heard& heard);
/// How to call off what lies ahead in the case, for whoever named an interview that is over; both are empty
/// when nothing does.
struct OffOtherwise {
    std::string words;  ///< in English; begins with "; "
    std::string events; ///< what to write, in the words of event files alone
};
[[nodiscard]] OffOtherwise off_otherwise(const Case& known, Instant at);
/// Whether it was a step that got another date.
[[nodiscard]] bool apply_pushed_step(Round& round, const Fact& fact, const queue::Pushed& pushed,
                                     const Reason& reason);

/// What became of a fact that strikes.
enum class Strike {
    done,
    asked,  ///< the recruiter, which of several
    nothing ///< is called so
};
/// A step, by its duty id or its kind: of this interview, else of another one of the case.
[[nodiscard]] Strike strike_step(Case& known, Round& round, const Fact& fact, const queue::Struck& struck);
/// What does not hold any more, and an interview that is off.
[[nodiscard]] Strike apply_struck(Case& known, Round& round, const Fact& fact, const queue::Struck& struck);
/// Nothing is called what was to be struck.
void ask_what_to_strike(Case& known, const Round& round, const Fact& fact, const queue::Struck& struck);
void apply_cancelled(Case& known, Round& round, const Fact& fact, const queue::Cancelled& cancelled);

/// Everything that happened afterwards; names that fit nobody become warnings.
void apply_letter(Case& known, Round& round, const Fact& fact, const queue::Letter& letter);
void apply_called(Case& known, Round& round, const Fact& fact, const queue::Called& called);
void apply_pushed(Case& known, Round& round, const Fact& fact, const queue::Pushed& pushed);
void apply_heard(Case& known, Round& round, const Fact& fact, const queue::Heard& heard);
void apply_closing(Case& known, const Fact& fact, const queue::Closing& closing);

/// How a case ends, is told to the candidate, and opens again.
void apply_withdrawn(Case& known, const Fact& fact, const queue::Withdrawn& withdrawn);
void apply_closed(Case& known, const Fact& fact, const queue::CaseClosed& closed);
void apply_answered(Case& known, const Fact& fact, const queue::Answered& answered);
void apply_told(Case& known, const Fact& fact, const queue::Told& told);
void apply_reopened(Case& known, const Fact& fact);
/// What was heard ends a case, or offers the candidate the position.
void apply_outcome(Case& known, const Fact& fact, const queue::Heard& heard);

/// What an interview was about, as its file or a debriefing says; each text for whoever may read it.
void apply_matter(Round& round, const Fact& fact, const queue::Interview& said);
void apply_matter(Round& round, const Fact& fact, const queue::Debriefed& said);

/// Puts a person met into a round, or what is told of them to what is known.
void apply_person(Case& known, Round& round, const Fact& fact, const queue::Met& met, Source source,
                  bool confided);

/// The person whom this fact tells of by that name, by the rule of its edition; null when nobody met is
/// meant.
[[nodiscard]] Person* person_in(Round& round, std::string_view name, const Fact& fact);

/// The promise that a name in this fact means: of the person it names, the one said last; one that was not
/// known by then, or was struck, only when there is no other; null when none.
[[nodiscard]] Promised* promise_named(Round& round, std::string_view name, const Fact& fact);

/// The step whose duty id that is, else of the kind that is named so; null when there is none.
[[nodiscard]] Step* step_named(Round& round, std::string_view name);

/// Adds a date; the one in force already only `anew`: whoever moves to it or agrees on it again means it to
/// be kept, whatever had settled it, and may say why.
void add_date(std::vector<PromisedDate>& dates, const queue::Spoken& on, const Fact& fact, Reason reason,
              bool anew = false);

/// Something the recruiter is asked about, once; in the ledgers of the first edition it is a warning.
void ask(Case& known, const Round& round, const Fact& fact, Question question, Asked about);

} // namespace followup::ledger
