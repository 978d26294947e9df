#pragma once

#include "core/when/reading.hpp"

namespace followup::when {

/// Whether a moment may lie after the one at which it is told: only the end of an interview may.
enum class Ahead { refused, allowed };

/// So far two clocks may differ: a moment is ahead only beyond this.
inline constexpr base::minutes clocks_differ{5};
/// A moment farther back, or farther ahead, is doubtful: a year or a month was mistyped.
inline constexpr base::days gone_far{14};
inline constexpr base::days ahead_far{120};

/// A moment of what happened, read backward from when it is told.
struct Moment {
    Instant at;
    bool asked = false; ///< a weekday or a day of the month alone: the coming one may be meant as well
    std::vector<Warning> warnings; ///< sorted by code, each at most once
    std::string because;           ///< the steps from the words to the moment

    bool operator==(const Moment&) const = default;
};

using MomentOutcome = std::expected<Moment, Error>;

/// Reads when something happened, told at `context.said`: "Friday at 3:30pm" on a Monday is last Friday, a
/// date without its year is the nearest one, a time alone is today's. All of the phrase or nothing, and with
/// a time of day. Pure and total.
[[nodiscard]] MomentOutcome read_moment(std::string_view phrase, const Context& context, Ahead ahead);

/// The same rule for a moment that needs no reading.
[[nodiscard]] MomentOutcome told_moment(Moment moment, const Context& context, Ahead ahead);

/// What is asked of one who said a weekday alone: "last Thursday, 26 Nov; for the coming one write the date".
[[nodiscard]] std::string asked_back(const Moment& moment, const Context& context);

/// The moment as the reading of a phrase, to be shown like one.
[[nodiscard]] Outcome as_outcome(MomentOutcome moment);

} // namespace followup::when
