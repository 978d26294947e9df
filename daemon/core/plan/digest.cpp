#include "core/plan/digest.hpp"

namespace followup::plan {

Instant next_digest(const Rules& rules, const base::Zone& reader, Instant after) {
    const auto today = reader.date(after);
    const auto at = [&](base::Date day) { return reader.instant(day, rules.policy.digest_at); };
    if (rules.calendar.working(today) && at(today) > after) return at(today);
    return at(rules.calendar.after(today));
}

Instant week_end(const base::Zone& reader, Instant now) {
    const auto today = reader.date(now);
    const auto days = 8 - static_cast<int>(base::weekday{today}.iso_encoding());
    return reader.instant(today + base::days{days}, base::seconds{0});
}

} // namespace followup::plan
