#pragma once

#include "core/base/tzif.hpp"

#include <array>
#include <optional>

namespace followup::base {

/// The footer of a time-zone file: the rule for all time after its last transition (RFC 9636 3.3, POSIX TZ).
struct TzifFooter {
    /// The day a yearly change falls on and its time there.
    struct Change {
        enum class Kind { month_week_day, day_of_year, day_without_leap };
        Kind kind = Kind::month_week_day;
        int month = 1, week = 1, weekday = 0; ///< week 5 is the last
        int day = 0;                          ///< 0..365, or 1..365 where 29 February is never counted
        seconds time = hours{2};              ///< of the wall clock before the change; may leave the day
    };

    ZoneType standard;
    std::optional<ZoneType> summer;
    Change to_summer, to_standard; ///< only with `summer`

    /// Reads "CST6CDT,M3.2.0,M11.1.0"; empty when it is no such text.
    [[nodiscard]] static std::optional<TzifFooter> parse(std::string_view text);

    /// A change of the clocks: its instant in seconds of the UTC line, and whether summer time begins.
    struct Turn {
        std::int64_t at;
        bool summer;
    };
    /// The two changes of a year in the order of time; only with `summer`.
    [[nodiscard]] std::array<Turn, 2> turns(std::chrono::year year) const;
};

} // namespace followup::base
