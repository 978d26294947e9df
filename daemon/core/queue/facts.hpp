#pragma once

#include "core/queue/dates.hpp"
#include "core/queue/event.hpp"
#include "core/queue/table.hpp"

namespace followup::queue {

/// Reads what may be learned of an interview, at its end or in a debriefing: decision, problem, strengths,
/// projects, objections, notes, met, promise, next. Body is Interview or Debriefed.
template <class Body>
void read_facts(Table& table, Dates& dates, Body& body);

extern template void read_facts(Table&, Dates&, Interview&);
extern template void read_facts(Table&, Dates&, Debriefed&);

/// Reads `invitation = { sequence, stamp }`; nothing when it is not there.
[[nodiscard]] std::optional<Revision> read_revision(Table& table);

/// Reads who an [[interview]] is about: id, recruiter, candidate and employer; they decide about the zone.
[[nodiscard]] Interview read_parties(Table& table);

/// Reads the rest of an [[interview]] but for `at`. `dates` stands in the event's zone and at `arrived`;
/// afterwards it stands at the moment from which the interview's phrases count.
void read_course(Table& table, Dates& dates, Instant arrived, Interview& interview);

} // namespace followup::queue
