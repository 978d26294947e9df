#pragma once

#include "core/base/instant.hpp"

#include <cstdint>
#include <vector>

namespace followup::base {

/// What a zone's clocks show during one stretch of time.
struct ZoneType {
    seconds offset{0};        ///< east of UTC
    std::string abbreviation; ///< "CST", "+1030"

    bool operator==(const ZoneType&) const = default;
};

/// One zone as a compiled time-zone file describes it (RFC 9636), for all years: where the file's transitions
/// end, its footer is expanded over 400 years, after which the Gregorian calendar repeats. Immutable.
class Tzif {
  public:
    /// Reads the bytes of a file; fails when they are no TZif, are cut, or count leap seconds.
    [[nodiscard]] static Result<Tzif> parse(std::string name, std::string_view bytes);
    /// UTC, for systems without zone files.
    [[nodiscard]] static Tzif utc();

    [[nodiscard]] const std::string& name() const { return x_name; }
    /// What holds at an instant.
    [[nodiscard]] const ZoneType& at(Instant instant) const;

    /// A wall-clock time laid between the transitions.
    struct Wall {
        seconds offset; ///< before a gap, of the first of two, else the only one
        bool gap;       ///< the clocks never show it
        bool fold;      ///< they show it twice
    };
    [[nodiscard]] Wall at(LocalTime wall) const;

    /// From `at` on, the type at `type` in the list of types holds.
    struct Transition {
        std::int64_t at; ///< seconds of the UTC line
        std::uint8_t type;
    };

  private:
    Tzif(std::string name, std::vector<ZoneType> types, const std::vector<Transition>& transitions,
         bool repeats);

    [[nodiscard]] std::int64_t offset(std::size_t period) const;
    /// A time after the last transition, brought back by whole cycles of 400 years.
    [[nodiscard]] std::int64_t folded_back(std::int64_t at,
                                           const std::vector<std::int64_t>& transitions) const;

    std::string x_name;
    std::vector<ZoneType> x_types;
    std::vector<std::uint8_t> x_periods; ///< type of the time before, between and after the transitions
    std::vector<std::int64_t> x_at;      ///< transitions, ascending, in seconds of the UTC line
    std::vector<std::int64_t> x_wall;    ///< the later of the two wall times of each transition, ascending
    bool x_repeats;                      ///< the transitions of the last 400 years come again
};

} // namespace followup::base
