#pragma once

#include "core/web/find.hpp"
#include "core/web/layout.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace followup::web {

using base::Instant;

/// Who reads a listing, and how.
struct Reader {
    base::Zone zone = base::Zone::utc();
    Instant now;
    Paint paint;
};

/// What of an agenda is wanted.
enum class Span { open, overdue, today, all };
[[nodiscard]] std::optional<Span> span_named(std::string_view word);

/// Whose agenda it is.
struct Whose {
    std::string person; ///< recruiter id, a candidate's identity, or "team"
    std::string name;
    bool owner_only = false;                     ///< of a candidate: only what they owe themselves
    std::vector<std::string> stands_in_for = {}; ///< ids of absent recruiters whose duties are shown as well
    std::string cut = {}; ///< what of too long an agenda is shown: "the 2000 duties that are due first"
    /// By duty id: why the last mail about it did not arrive.
    std::map<std::string, std::string> undelivered = {};
    /// Cases of theirs that cannot be read, whose duties are missing, by their ids.
    std::vector<std::string> unreadable = {};
};

/// What is owed, by due time: overdue, today, this week (until Sunday), later; with Span::all what is closed
/// as well.
[[nodiscard]] std::string agenda_text(std::span<const Standing> cases, const Whose& whose, Span span,
                                      const Reader& reader);
/// {"person", "name", "now", "zone", "cut", "unreadable": [case id], "duties": [duty + {group, overdue,
/// until, next_nudge, undelivered}]}.
[[nodiscard]] std::string agenda_json(std::span<const Standing> cases, const Whose& whose, Span span,
                                      const Reader& reader);

} // namespace followup::web
