#pragma once

#include "core/web/find.hpp"
#include "core/web/layout.hpp"
#include "core/words/texts.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace followup::web {

using base::Instant;

/// Who reads a listing, and how.
struct Reader {
    base::Zone zone = base::Zone::utc();
    Instant now;
    Paint paint;
    /// In which texts are written; JSON is the same in all.
    const words::Tongue* tongue = &words::texts_built_in().tongue("en");
};

/// What of an agenda is wanted.
enum class Span { open, overdue, today, all, undated };
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
    std::set<std::string> no_mails = {}; ///< owners (Person::id) who want no mails
    std::int64_t older = 0;              ///< cases that are carried over without a date, and not among them
};

/// What is owed, by due time: overdue, today, this week (until Sunday), later; with Span::all what is closed
/// as well, with Span::undated only cases of which nothing has a date. Then who has not been told of an
/// outcome.
[[nodiscard]] std::string agenda_text(std::span<const Standing> cases, const Whose& whose, Span span,
                                      const Reader& reader);
/// {"person", "name", "now", "zone", "cut", "unreadable": [case id], "older", "duties": [duty + {group,
/// overdue, until, next_nudge, undelivered, wants_no_mails}], "untold": [{case, candidate, employer, what,
/// since}]}.
[[nodiscard]] std::string agenda_json(std::span<const Standing> cases, const Whose& whose, Span span,
                                      const Reader& reader);

} // namespace followup::web
