#pragma once

#include "core/hours/ics_lines.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace followup::calendar {

/// A calendar as it came, by itself or as a part of a mail.
struct InviteSource {
    hours::IcsFile file; ///< its lines are UTF-8
    std::string method;  ///< of the part's Content-Type, in upper case; empty: it says none
};

/// The calendars of an invitation: UTF-8, UTF-16, Latin-1 or windows-1252, or a mail (RFC 5322) with such
/// parts or files in it, also in mails that it encloses. `file` is its name in problems.
[[nodiscard]] base::Checked<std::vector<InviteSource>> invite_sources(std::string_view bytes,
                                                                      const std::string& file);

} // namespace followup::calendar
