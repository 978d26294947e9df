#pragma once

#include "core/queue/dates.hpp"
#include "core/queue/event.hpp"
#include "core/queue/table.hpp"

#include <array>
#include <string_view>

namespace followup::queue {

/// An event kind and how its tables are headed.
struct EventKind {
    std::string_view name;
    std::string_view heading;
};

/// All but "interview".
constexpr std::array<EventKind, 18> other_kinds{{{"debriefed", "[[debriefed]]"},
                                                 {"letter", "[[letter]]"},
                                                 {"called", "[[called]]"},
                                                 {"heard", "[[heard]]"},
                                                 {"pushed", "[[pushed]]"},
                                                 {"done", "[[done]]"},
                                                 {"dropped", "[[dropped]]"},
                                                 {"reopened", "[[reopened]]"},
                                                 {"withdrawn", "[[withdrawn]]"},
                                                 {"stand_in", "[[stand_in]]"},
                                                 {"forget", "[[forget]]"},
                                                 {"mails", "[[mails]]"},
                                                 {"closed", "[[closed]]"},
                                                 {"answered", "[[answered]]"},
                                                 {"cancelled", "[[cancelled]]"},
                                                 {"struck", "[[struck]]"},
                                                 {"told", "[[told]]"},
                                                 {"note", "[[note]]"}}};

/// The interview a table names, by `interview` or at the front of `duty`; empty when it names none.
[[nodiscard]] std::string named_interview(std::string_view kind, const toml::table& table);

/// Reads an event of one of `other_kinds`; `dates` stands in its zone, at the time it happened.
/// `context` tells which recruiters there are.
[[nodiscard]] Body read_body(std::string_view kind, Table& table, Dates& dates, Instant at,
                             const Context& context);

/// Reads who is to be forgotten: a candidate, or somebody met.
[[nodiscard]] Body read_forget(Table& table);

/// Reports a recruiter id nobody has.
void check_recruiter(Table& table, std::string_view key, const std::string& id, const Context& context);
/// Reports a candidate's id that is a recruiter's, or "team": their calendars and mails would be one.
void check_candidate(Table& table, const std::string& id, const Context& context);

} // namespace followup::queue
