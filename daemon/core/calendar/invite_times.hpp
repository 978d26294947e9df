#pragma once

#include "core/calendar/invite.hpp"
#include "core/calendar/invite_zones.hpp"
#include "core/calendar/property.hpp"

namespace followup::calendar {

/// A DATE or DATE-TIME as programs write it, which is not always as RFC 5545 3.3 has it.
struct InviteMoment {
    base::LocalTime local;
    bool whole_day = false;
    std::optional<base::seconds> offset; ///< east of UTC, when it is written behind it: "Z", "+0100"
};
[[nodiscard]] std::optional<InviteMoment> invite_moment(std::string_view value);

/// The instant of a RECURRENCE-ID; a date is its midnight by no clock. `floating` is the zone of times that
/// name none. Nothing when its zone is not known.
[[nodiscard]] std::optional<base::Instant> invite_instant(const Property& from, const InviteZones& zones,
                                                          const std::string& floating);

/// When an invitation's event is.
struct InviteTimes {
    std::optional<DraftTime> began, ended;
    std::string zone;  ///< IANA name of the zone it was written in; empty: UTC, floating or unknown
    std::string note;  ///< what its reader is to know; empty: nothing
    std::string doubt; ///< why nobody can tell by which clock it is said; empty: it is certain
};

/// What tells when an event is.
struct InviteSpan {
    const Property& begin;
    const Property& end;
    const Property& duration;
    std::string floating = {}; ///< the zone of times that name none
    bool whole_day = false;    ///< though it is written with times
};

/// Reads DTSTART with DTEND or DURATION. UTC is shown by the clocks of `reader`. Of `said` the zone is that
/// of times whose zone is in doubt, and the end holds where the invitation says none.
[[nodiscard]] InviteTimes invite_times(const InviteSpan& span, const InviteZones& zones,
                                       const base::Zone& reader, const Said& said = {});

} // namespace followup::calendar
