#pragma once

#include "core/calendar/invite.hpp"
#include "core/calendar/invite_event.hpp"
#include "core/calendar/invite_guests.hpp"

#include <optional>
#include <string>
#include <vector>

namespace followup::calendar {

/// A cancellation, and the interview that it is about.
struct Cancellation {
    const InviteEvent& event;
    const std::vector<Guest>& guests;
    const std::string& id;
    const KnownInterview* known = nullptr; ///< null: the ledger does not know it
};

/// A cancellation that names some of those invited is for them (RFC 5546 3.2.5): the interview is off when
/// it is for the candidate, or names nobody.
/// @return  what is to be asked when it is for others only; nothing: the interview is off
[[nodiscard]] std::optional<std::string> half_off(const Cancellation& off, const ledger::Agency& agency,
                                                  const Said& said);

} // namespace followup::calendar
