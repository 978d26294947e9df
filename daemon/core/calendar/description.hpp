#pragma once

#include "core/calendar/entry.hpp"
#include "core/words/tongue.hpp"

namespace followup::calendar {

/// Who reads an entry.
struct Reader {
    Audience audience = Audience::candidate;
    base::Zone zone = base::Zone::utc(); ///< times are said in it
    const ledger::Agency& agency;
    const words::Tongue& tongue; ///< in which entries are written
    base::seconds letter_due{};  ///< as the plan's reasons name it
};

/// The round a duty belongs to; null when the case has none of that id.
[[nodiscard]] const ledger::Round* round_of(const plan::Duty& duty, const ledger::Case& known);

/// What became of it, or when it is due; the employer's clock, too, where it shows another time.
[[nodiscard]] std::string standing(const plan::Duty& duty, const ledger::Case& known, const Reader& reader,
                                   Instant now);

/// All that the reader needs to act on a duty, as plain text in lines: when, whom, how to reach them, what
/// was promised in whose words, what the employer needs, why, and what became of it.
[[nodiscard]] std::string description(const plan::Duty& duty, const ledger::Case& known, const Reader& reader,
                                      Instant now);

/// Where it takes place, or where the letter goes; empty when unknown.
[[nodiscard]] std::string location(const plan::Duty& duty, const ledger::Case& known);

} // namespace followup::calendar
