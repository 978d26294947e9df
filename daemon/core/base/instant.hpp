#pragma once

#include "core/base/problem.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace followup::base {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::weekday;
using std::chrono::year_month_day;

/// A point of the UTC line, in whole seconds.
using Instant = std::chrono::sys_seconds;
/// A calendar date without zone; calendar units are added to it, never to instants.
using Date = std::chrono::local_days;
/// A wall-clock time without zone.
using LocalTime = std::chrono::local_seconds;

/// `2026-11-20T21:30:00Z` (RFC 3339 in UTC).
[[nodiscard]] std::string rfc3339(Instant at);
/// `20261120T213000Z` (RFC 5545 3.3.5, and the prefix of queue file names).
[[nodiscard]] std::string basic(Instant at);
/// `2026-11-20`.
[[nodiscard]] std::string iso(Date date);
/// `20261120` (RFC 5545 3.3.4).
[[nodiscard]] std::string basic(Date date);

/// Reads RFC 3339 with `Z` or an offset, seconds optional; fractions are cut. Also reads the basic form
/// `20261120T213000Z`. Years 1970 to 9999.
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);
/// Reads `2026-11-20`; refuses days that do not exist.
[[nodiscard]] Result<Date> parse_date(std::string_view text);

/// "Monday" and "Mon".
[[nodiscard]] std::string_view weekday_name(weekday day);
[[nodiscard]] std::string_view weekday_short(weekday day);
/// "November" and "Nov".
[[nodiscard]] std::string_view month_name(std::chrono::month month);
[[nodiscard]] std::string_view month_short(std::chrono::month month);

/// `Mon 30 Nov 2026`.
[[nodiscard]] std::string spoken(Date date);
/// `Fri, 20 Nov 2026 21:30:00 GMT` (RFC 9110 5.6.7); mails say "+0000" for the zone (RFC 5322 3.3).
[[nodiscard]] std::string internet_date(Instant at, std::string_view zone = "GMT");
/// `17:00`.
[[nodiscard]] std::string clock(seconds time_of_day);

} // namespace followup::base
