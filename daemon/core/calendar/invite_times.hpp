#pragma once

#include "core/calendar/invite.hpp"
#include "core/calendar/property.hpp"
#include "core/calendar/zone_rules.hpp"

namespace followup::calendar {

/// The zones of one invitation: those that its TZIDs name, and those that it describes itself.
class InviteZones {
  public:
    explicit InviteZones(const std::vector<std::vector<hours::IcsLine>>& described);

    /// The zone of that TZID: an IANA name, one behind somebody's prefix ("/citadel.org/…/Europe/Rome"), or
    /// one of Windows.
    [[nodiscard]] static std::optional<base::Zone> named(std::string_view tzid);
    [[nodiscard]] const ZoneRules* described(std::string_view tzid) const;

  private:
    std::vector<ZoneRules> x_described;
};

/// When an invitation's event is.
struct InviteTimes {
    std::optional<DraftTime> began, ended;
    std::string zone; ///< IANA name of the zone it was written in; empty: UTC, floating or unknown
    std::string note; ///< what its reader is to know; empty: nothing
};

/// Reads DTSTART with DTEND or DURATION. UTC is shown by the clocks of `reader`.
[[nodiscard]] InviteTimes invite_times(const Property& begin, const Property& end, const Property& duration,
                                       const InviteZones& zones, const base::Zone& reader);

} // namespace followup::calendar
