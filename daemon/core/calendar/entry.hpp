#pragma once

#include "core/ledger/agency.hpp"
#include "core/plan/plan.hpp"
#include "core/words/tongue.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace followup::calendar {

using base::Instant;

/// Feeds reach from 30 days ago to a year ahead (interop F31).
inline constexpr base::days past_stays{30};
inline constexpr base::days ahead_max{365};

/// A day without a time.
struct AllDay {
    base::Date date;

    bool operator==(const AllDay&) const = default;
};

struct Span {
    Instant begin;
    Instant end; ///< after `begin`

    bool operator==(const Span&) const = default;
};

/// One thing in somebody's calendar, before it has its stamps.
struct Entry {
    std::string uid; ///< UUIDv5 of the duty id (or of what else it shows) @ domain
    std::variant<AllDay, Span> time;
    std::string summary;
    std::string description; ///< plain text
    std::string location;
    std::string url;                     ///< where it can be acted on; stands below the description, too
    std::vector<std::string> categories; ///< without commas
    int priority = 0;                    ///< 1 (highest) to 9; 0: none
    bool task = false;                   ///< somebody owes it; false: it takes place
    std::optional<Instant> done;         ///< when it was
    bool settled = false; ///< done or expired: the first to go when a feed is too full; not part of the hash
    Instant cause;        ///< of the last fact or turning point that changed it
    Instant created;      ///< when its cause was accepted

    /// Hexadecimal SHA-256 over all that a reader can see: stamps advance exactly when it changes.
    [[nodiscard]] std::string content_hash() const;
};

/// Whose feed it is.
enum class Audience { candidate, recruiter, team };

/// How much a feed tells to whoever gets to see the calendar; the later, the less.
enum class Privacy {
    full,     ///< everything that is needed to act
    initials, ///< what is owed and when; people and employers by their initials, no particulars
    busy,     ///< that something is due, and when
};
/// "full", "initials", "busy".
[[nodiscard]] std::string_view word(Privacy privacy);
/// Nothing: no such word.
[[nodiscard]] std::optional<Privacy> privacy_of(std::string_view word);

/// To whom a feed speaks, how much it tells, and in which words.
struct Voice {
    Audience audience = Audience::candidate;
    const words::Tongue& tongue;
    base::seconds letter_due{}; ///< as the plan's reasons name it
    Privacy privacy = Privacy::full;
};

/// What the entries of one case are for one reader at `now`: open, overdue and expired duties, done ones for
/// 14 days, overdue and expired ones for 30; the interviews and the employer's own date. A candidate sees
/// their own duties, a recruiter also their candidates'.
[[nodiscard]] std::vector<Entry> entries(const ledger::Case& known, const plan::Plan& plan,
                                         const Voice& voice, const ledger::Agency& agency, Instant now);

/// The next time at which `entries` of this case changes by itself (something leaves or becomes overdue).
[[nodiscard]] std::optional<Instant> next_change(const ledger::Case& known, const plan::Plan& plan,
                                                 Instant now);

} // namespace followup::calendar
