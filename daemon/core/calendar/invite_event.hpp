#pragma once

#include "core/calendar/invite_known.hpp"
#include "core/calendar/invite_source.hpp"
#include "core/calendar/invite_zones.hpp"
#include "core/calendar/property.hpp"

#include <string>
#include <vector>

namespace followup::calendar {

/// One VEVENT, as far as we look at it, with what its calendar says of it.
struct InviteEvent {
    std::size_t number = 0; ///< of its line in the file
    std::vector<Property> attendees;
    Property organizer, begin, end, duration;
    Property instance; ///< RECURRENCE-ID
    std::string uid, summary, description, place;
    std::string zone;   ///< X-WR-TIMEZONE: of times that name none
    std::string method; ///< METHOD in upper case: its own, its calendar's or that of the mail's part
    bool off = false;   ///< it calls off what it is about, in any of the forms that there are
    bool recurs = false;
    bool whole_day = false; ///< so marked by Outlook
    queue::Revision revision;
};

[[nodiscard]] InviteEvent invite_event(const hours::IcsEvent& from, const InviteSource& source);

/// Whether it answers an invitation (REPLY, COUNTER, …) and is none itself.
[[nodiscard]] bool is_answer(const InviteEvent& event);

/// How the ledger knows the interview: an id that depends on UID and on RECURRENCE-ID as an instant, and
/// holds no name; and the digits of its id in the first edition.
struct InviteName {
    std::string id;
    std::string digits;
};
[[nodiscard]] InviteName invite_name(const InviteEvent& event, const InviteZones& zones);

} // namespace followup::calendar
