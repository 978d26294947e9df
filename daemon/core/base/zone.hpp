#pragma once

#include "core/base/instant.hpp"

#include <span>

namespace followup::base {

class Tzif;

/// A zone of the system's time-zone list (TZDIR, else /usr/share/zoneinfo), by its IANA name, right for all
/// years from 1900 on. Cheap to copy; compares by name; any thread. A zone is read when it is first named and
/// then kept: newer tzdata counts after a restart.
class Zone {
  public:
    /// Fails with a suggestion when the system has no zone of that name.
    [[nodiscard]] static Result<Zone> named(std::string_view name);
    /// UTC, also on a system without zone files.
    [[nodiscard]] static Zone utc();
    /// All names of the system's list, sorted.
    [[nodiscard]] static std::span<const std::string> names();

    /// How a wall-clock time met the zone's transitions.
    enum class Met { once, gap, fold };
    struct Resolved {
        Instant at;
        Met met;
    };

    /// The instant of a wall-clock time. In a gap the time moves forward by the gap, a repeated one is the
    /// first (RFC 5545 3.3.5).
    [[nodiscard]] Resolved resolve(LocalTime time) const;
    [[nodiscard]] Instant instant(LocalTime time) const { return resolve(time).at; }
    [[nodiscard]] Instant instant(Date date, seconds time_of_day) const {
        return instant(date + time_of_day);
    }

    [[nodiscard]] LocalTime local(Instant at) const { return LocalTime{at.time_since_epoch() + offset(at)}; }
    [[nodiscard]] Date date(Instant at) const { return std::chrono::floor<days>(local(at)); }
    /// Seconds east of UTC at that instant.
    [[nodiscard]] seconds offset(Instant at) const;
    /// "CST", "CET"; an offset like "+1030" where the zone has no letters.
    [[nodiscard]] std::string abbreviation(Instant at) const;
    /// "America/Chicago".
    [[nodiscard]] const std::string& name() const;

    bool operator==(const Zone& other) const { return name() == other.name(); }

  private:
    explicit Zone(const Tzif* zone) : x_zone(zone) {}
    const Tzif* x_zone; ///< lives as long as the process
};

/// `2026-11-30T17:00:00-06:00`: local RFC 3339 with offset and seconds.
[[nodiscard]] std::string rfc3339(Instant at, const Zone& zone);
/// `Mon 30 Nov 2026, 17:00 CST`.
[[nodiscard]] std::string spoken(Instant at, const Zone& zone);

} // namespace followup::base
