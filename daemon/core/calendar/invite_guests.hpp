#pragma once

#include "core/calendar/invite_known.hpp"
#include "core/calendar/property.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace followup::calendar {

/// One who was invited, or the organizer.
struct Guest {
    DraftPerson person;
    std::string key;    ///< the address as persons are compared by; empty: none is known
    std::string domain; ///< its part behind the '@'
    std::string shown;  ///< the name as the invitation writes it
    bool organizer = false;
    bool nobody = false;  ///< a room, a projector, a group's calendar, a mailbox that nobody reads
    bool group = false;   ///< a list of people
    bool listens = false; ///< invited for information only
    bool office = false;  ///< a mailbox of a department, by its address
};

/// Everybody once, the organizer first: he is often also among those invited. At most 100; `more` tells
/// whether there were others.
[[nodiscard]] std::vector<Guest> guests(const std::vector<Property>& attendees, const Property& organizer,
                                        bool& more);

/// Whether it is that person, by the address, else by the name.
[[nodiscard]] bool is(const Guest& guest, const DraftPerson& person);

/// Whether two domains are those of one house: the same, or one within the other. Where anybody can have a
/// mailbox is nobody's house.
[[nodiscard]] bool same_house(std::string_view left, std::string_view right);

/// Whether anybody can have a mailbox at that domain: gmail.com, gmx.de.
[[nodiscard]] bool is_mail_provider(std::string_view domain);

/// Whether a domain is called like an employer: acme.example like Acme Robotics, bmw.de like Bayerische
/// Motoren Werke.
[[nodiscard]] bool called_like(std::string_view domain, std::string_view employer);

} // namespace followup::calendar
