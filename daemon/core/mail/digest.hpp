#pragma once

#include "core/mail/nudge.hpp"
#include "core/mail/reached.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// What a recruiter reads in the morning: what is overdue, due today and due this week in their cases, who
/// has not been told, what has no date, and what others did since the last one.
namespace followup::mail {

/// One line of a digest: a duty, letters that are owed together, or something that happened.
struct DigestLine {
    enum class Part { unreached, overdue, untold, today, undated, week, since };
    Part part = Part::week;
    base::Instant due; ///< of `since` and `untold`: when it happened
    std::string case_id;
    std::vector<std::string> duties; ///< ids; empty when it is about none
    std::string who;                 ///< who owes it, or whose case it is; empty: the reader
    std::string what;
    std::string when;
    std::map<std::string, std::string> pages = {}; ///< by duty: where to act on it
    std::vector<std::string> commands = {};        ///< what to type where there is no page to act on it
};

/// What one case has to say at `now` to a reader who looks after it, but for what happened in it: its open
/// duties that are due before the reader's week ends, and an outcome of which the candidate has not been
/// told. Nothing that is carried over from older rules. In the reader's language.
[[nodiscard]] std::vector<DigestLine> digest_lines(const ledger::Case& known, const plan::Plan& plan,
                                                   const plan::Person& reader, const ledger::Agency& agency,
                                                   const Style& style, const ReachedByDuty& reached,
                                                   base::Instant now);

/// A calendar that a program fetched and has not asked for in more than a week.
struct QuietCalendar {
    std::string who;
    base::Instant last;
    std::string client; ///< what the program calls itself
};

/// All that a digest tells. The lines come from any number of cases, in any order.
struct Digest {
    std::vector<DigestLine> lines = {};
    std::optional<base::Instant> since = {}; ///< what happened from then on is told; nothing: since yesterday
    int unlisted = 0;                        ///< cases that have further lines
    int older = 0;                           ///< cases that younger rules found to have no date
    std::vector<QuietCalendar> quiet = {};   ///< told along with the rest, not for itself

    /// Nothing to tell is nothing to send.
    [[nodiscard]] bool empty() const { return lines.empty() && older == 0; }
};

/// So many lines of a section are written out; the others are counted.
inline constexpr int section_lines_max = 20;

/// The mail for a digest that is not empty.
[[nodiscard]] Message digest(const plan::Person& reader, Digest told, const ledger::Agency& agency,
                             const Style& style, const Occasion& occasion);

} // namespace followup::mail
