#pragma once

#include "core/base/zone.hpp"

#include <span>
#include <vector>

/// What people call a zone: "CST", "Central Standard Time", "Munich", "UTC-6".
namespace followup::base {

/// What somebody means who writes a zone so.
struct ZoneMeant {
    std::vector<std::string> zones; ///< IANA names; several when nobody can know; empty: it means none
    std::string doubt;              ///< why it may not be taken in silence; empty: it means just that
};

/// By meaning: an IANA name, the abbreviation of a clock, the name in Windows, a city, a state or a country
/// with one clock, an offset. Case, accents and blanks do not count.
[[nodiscard]] ZoneMeant zone_meant(std::string_view text);

/// The zone that a text can only mean; else a problem that names what it may mean.
[[nodiscard]] Result<Zone> zone_typed(std::string_view text);

/// "did you mean 'America/Chicago'?" for what is no name of a zone, or a doubtful one: by meaning, and by
/// spelling only for long names.
[[nodiscard]] std::string zone_mend(std::string_view text);

/// Whether it is an IANA name that nobody means who writes it: "EST" has no summer time.
[[nodiscard]] bool is_doubtful_zone(std::string_view name);

/// A name and the zones it means, divided by blanks.
struct ZonePlace {
    std::string_view name; ///< as `folded` gives it
    std::string_view zones;
};
/// Abbreviations of clocks, as people use them.
[[nodiscard]] std::span<const ZonePlace> zone_clocks();
/// Large cities, states and countries that have no zone of their own name.
[[nodiscard]] std::span<const ZonePlace> zone_places();

} // namespace followup::base
