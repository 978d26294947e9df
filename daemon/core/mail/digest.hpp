#pragma once

#include "core/mail/nudge.hpp"

#include <map>
#include <string>
#include <vector>

/// What a recruiter reads in the morning: what is overdue, due today and due this week in their cases.
namespace followup::mail {

/// One line of a digest: a duty, or letters that are owed together.
struct DigestLine {
    enum class Part { overdue, today, week };
    Part part = Part::week;
    base::Instant due;
    std::string case_id;
    std::vector<std::string> duties; ///< ids; never empty
    std::string who;                 ///< who owes it; empty: the reader
    std::string what;
    std::string when;
    std::map<std::string, std::string> pages = {}; ///< by duty: where to act on it
};

/// The open duties of one case that a digest at `now` tells of, for a reader who looks after it: those due
/// before the reader's week ends. In the reader's language.
[[nodiscard]] std::vector<DigestLine> digest_lines(const ledger::Case& known, const plan::Plan& plan,
                                                   const plan::Person& reader, const ledger::Agency& agency,
                                                   const Style& style, base::Instant now);

/// A calendar that a program fetched and has not asked for in more than a week.
struct QuietCalendar {
    std::string who;
    base::Instant last;
    std::string client; ///< what the program calls itself
};

/// The digest; the lines come from any number of cases, in any order. `unlisted` cases have further ones.
/// Nothing to tell is nothing to send: `lines` is not empty; what
/// calendars are quiet is told along with them.
[[nodiscard]] Message digest(const plan::Person& reader, std::vector<DigestLine> lines, int unlisted,
                             const ledger::Agency& agency, const Style& style, const Occasion& occasion,
                             const std::vector<QuietCalendar>& quiet = {});

} // namespace followup::mail
