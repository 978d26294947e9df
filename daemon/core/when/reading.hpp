#pragma once

#include "core/base/instant.hpp"
#include "core/base/zone.hpp"

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace followup::when {

using base::Date;
using base::Instant;

/// A day the agency is closed, besides Saturdays and Sundays.
struct ClosedDay {
    Date date;
    std::string name; ///< "Thanksgiving Day"; may be empty

    bool operator==(const ClosedDay&) const = default;
};

/// How 3/4 is read when both readings are dates.
enum class Order { mdy, dmy };

/// All a phrase is read against; values only.
struct Context {
    Instant said;                        ///< the moment from which "tomorrow" counts
    base::Zone zone = base::Zone::utc(); ///< whose calendar and clock are meant
    std::vector<ClosedDay> closed;       ///< sorted by date
    Order order = Order::mdy;
    std::optional<Instant> interview; ///< end of the interview, for "24 hours after the interview"
};

/// Both days included; due on the last.
struct DateRange {
    Date first;
    Date last;

    bool operator==(const DateRange&) const = default;
};

/// The end is exclusive.
struct Window {
    Instant begin;
    Instant end;

    bool operator==(const Window&) const = default;
};

using Value = std::variant<Date, DateRange, Instant, Window>;

/// The codes of reference "Warnings" of the date language, in alphabetical order.
enum class WarningCode {
    assumed_half_day,
    business_shift,
    by_window,
    clamped,
    dst_fold,
    dst_gap,
    eight_days,
    far,
    half_past,
    midnight,
    month_week,
    next_weekday,
    non_business_day,
    numeric_date,
    other_zone,
    rolled,
    same_weekday,
    this_weekday,
    week_start,
    zone_season
};

struct Warning {
    WarningCode code;
    std::string message; ///< names the resolved date and what to say instead

    bool operator==(const Warning&) const = default;
};

/// A phrase that was understood as a whole.
struct Reading {
    Value value;
    bool by = false;               ///< a deadline: "by Friday"
    std::vector<Warning> warnings; ///< sorted by code, each at most once
    std::string because; ///< "said Fri 20 Nov; Monday is 23 Nov; call on Mon 30 Nov"-like steps, in words

    bool operator==(const Reading&) const = default;
};

/// The codes of the reference's errors, in its order.
enum class ErrorCode {
    empty,
    too_long,
    incomplete,
    unexpected,
    vague,
    recurring,
    zone,
    open_ended,
    ambiguous,
    no_such_date,
    weekday_mismatch,
    range,
    contradiction,
    mixed_units,
    no_interview,
    not_business_day,
    past,
    ahead ///< of a moment gone alone
};

/// Why a phrase was not understood.
struct Error {
    ErrorCode code;
    std::size_t at; ///< byte offset in the phrase, 0-based
    std::string message;

    bool operator==(const Error&) const = default;
};

using Outcome = std::expected<Reading, Error>;

/// Reads a date phrase, all of it or nothing. Pure and total: any bytes may come in.
[[nodiscard]] Outcome read(std::string_view phrase, const Context& context);

/// "next-weekday", as it is printed after '!'.
[[nodiscard]] std::string_view name(WarningCode code);
/// "no-such-date", as it is printed after "error:".
[[nodiscard]] std::string_view name(ErrorCode code);

/// The one-line result: `by 2026-12-01 !non-business-day`, `error:past@0`; instants local to `zone`.
[[nodiscard]] std::string porcelain(const Outcome& outcome, const base::Zone& zone);

/// The last day that is meant, in `zone`: of a date itself, of a range its last, of a time its local date (of
/// a window the local date of its last second).
[[nodiscard]] Date last_date(const Value& value, const base::Zone& zone);

/// "Mon 30 Nov 2026" or "Tue 8 Dec 2026, 10:00 CST"; ranges and windows with both ends.
[[nodiscard]] std::string in_words(const Value& value, const base::Zone& zone);

} // namespace followup::when
