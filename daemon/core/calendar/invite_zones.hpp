#pragma once

#include "core/calendar/zone_rules.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace followup::calendar {

/// The zones of one invitation: those that its TZIDs name, and those that it describes itself.
class InviteZones {
  public:
    explicit InviteZones(const std::vector<std::vector<hours::IcsLine>>& described);

    /// The zone of that TZID: an IANA name, one behind somebody's prefix ("/citadel.org/…/Europe/Rome"), or
    /// one of Windows.
    [[nodiscard]] static std::optional<base::Zone> named(std::string_view tzid);
    /// Of a name that Exchange has numbered ("W. Europe Standard Time 1") the zone without the number.
    [[nodiscard]] static std::optional<base::Zone> numbered(std::string_view tzid);
    /// Seconds east of UTC of a TZID that says nothing else: "GMT-0500", "UTC+03:00", "+5:30".
    [[nodiscard]] static std::optional<base::seconds> offset(std::string_view tzid);
    /// The clocks that the invitation describes under that name. It is escaped there, and often plain where
    /// it is used.
    [[nodiscard]] const ZoneRules* described(std::string_view tzid) const;

  private:
    std::vector<ZoneRules> x_described;
};

} // namespace followup::calendar
