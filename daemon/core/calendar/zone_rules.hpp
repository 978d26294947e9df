#pragma once

#include "core/base/zone.hpp"
#include "core/hours/ics_lines.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace followup::calendar {

/// "-0600", "+013045" (RFC 5545 3.3.14), and as people write it, "+5:30", "-6"; less than a day.
[[nodiscard]] std::optional<base::seconds> utc_offset(std::string_view text);

/// A VTIMEZONE: the clocks as the file itself describes them (RFC 5545 3.6.5).
class ZoneRules {
  public:
    /// Reads what stands in a VTIMEZONE. Parts that cannot be read are left out; of more than 100 the rest.
    explicit ZoneRules(const std::vector<hours::IcsLine>& lines);

    [[nodiscard]] const std::string& name() const { return x_name; }
    /// Seconds east of UTC of a wall-clock time: in a gap the offset before it, of a repeated time the first
    /// (RFC 5545 3.3.5). Nothing when no part can be read.
    [[nodiscard]] std::optional<base::seconds> offset(base::LocalTime time) const;

  private:
    /// STANDARD or DAYLIGHT.
    struct Part {
        std::optional<base::LocalTime> begin;
        std::optional<base::seconds> from, to;
        std::vector<std::string> rules;
        std::vector<base::LocalTime> dates;
    };
    /// The last time at which it began to hold and a clock shows `time`. Lowers `days_left` by the days that
    /// its rules looked at; at 0 they look no further.
    [[nodiscard]] static std::optional<base::LocalTime> onset(const Part& part, base::LocalTime time,
                                                              long& days_left);

    std::string x_name;
    std::vector<Part> x_parts;
};

} // namespace followup::calendar
