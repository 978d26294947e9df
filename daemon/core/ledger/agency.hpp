#pragma once

#include "core/base/address.hpp"
#include "core/base/zone.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace followup::ledger {

struct Recruiter {
    std::string id;
    std::string name;
    base::MailAddress email;
    std::string phone;
    std::string zone;                  ///< IANA name; empty: the agency's
    std::string login;                 ///< of the system's user whose "mine" this is; may be empty
    std::string language;              ///< empty: the agency's
    bool neutral_subjects = false;     ///< no lock screen tells what their mails are about
    std::vector<std::string> inherits; ///< ids of recruiters who left, whose cases are theirs now
};

/// Who we are: what every room needs to know of the configuration's people.
struct Agency {
    std::string name;
    base::Zone zone = base::Zone::utc();
    std::string domain; ///< right side of UIDs and Message-IDs
    std::optional<base::MailAddress> email;
    std::string public_url; ///< without a trailing '/'; empty: none
    std::string language = "en";
    std::vector<Recruiter> recruiters;

    /// The recruiter of that id, else the heir of one who left; null when there is neither.
    [[nodiscard]] const Recruiter* recruiter(std::string_view id) const;
    /// The recruiter's zone, else the agency's.
    [[nodiscard]] base::Zone zone_of(std::string_view recruiter) const;
};

} // namespace followup::ledger
