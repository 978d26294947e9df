#pragma once

#include "core/hours/calendar.hpp"
#include "core/ledger/case.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace followup::letter {

/// How long letters travel, in working days; from `[letters]`.
struct Transit {
    /// Within a country, by its ISO 3166 code in lower case.
    std::map<std::string, int, std::less<>> within = {{"us", 3}, {"gb", 2}, {"de", 3}};
    int elsewhere = 3; ///< within a country that is not listed, or when one of the two is not known
    int abroad = 7;    ///< from one country to another

    [[nodiscard]] int days(std::string_view from, std::string_view to) const;
    bool operator==(const Transit&) const = default;
};

/// What becomes of a letter that is posted.
struct Arrival {
    base::Date posted;
    base::Date arrives;
    std::optional<base::Date> decides; ///< the day by which the employer means to decide, if they said so

    [[nodiscard]] bool too_late() const { return decides && arrives > *decides; }
};

/// A letter that is posted today, or on the next working day, where the candidate is.
[[nodiscard]] Arrival arrival(const ledger::Round& round, const base::Zone& candidate, base::Instant now,
                              const Transit& transit, const hours::Calendar& calendar);

} // namespace followup::letter
