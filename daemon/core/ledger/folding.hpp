#pragma once

#include "core/ledger/case.hpp"

/// The steps of `fold`, kept apart by what they apply.
namespace followup::ledger {

/// An interview file: opens a round or amends it. `opened` tells which.
void apply_interview(Round& round, const Fact& fact, const queue::Interview& said, bool opened);

/// Facts learned in a debriefing: they stay until they are named again.
void apply_debriefing(Round& round, const Fact& fact, const queue::Debriefed& said);

/// Everything that happened afterwards; names that fit nobody become warnings.
void apply_letter(Case& known, Round& round, const Fact& fact, const queue::Letter& letter);
void apply_called(Case& known, Round& round, const Fact& fact, const queue::Called& called);
void apply_pushed(Round& round, const Fact& fact, const queue::Pushed& pushed);
void apply_heard(Case& known, Round& round, const Fact& fact, const queue::Heard& heard);
void apply_closing(Case& known, const Fact& fact, const queue::Closing& closing);
void apply_withdrawn(Case& known, const Fact& fact, const queue::Withdrawn& withdrawn);

/// The promise a name means in this round: of the person it names, the one said last, a struck one only when
/// there is no other; null when none.
[[nodiscard]] Promised* promise_named(Round& round, std::string_view name);

/// Adds a date unless it is the one in force already.
void add_date(std::vector<PromisedDate>& dates, const queue::Spoken& on, const Fact& fact,
              std::string reason);

} // namespace followup::ledger
