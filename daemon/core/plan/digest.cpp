#include "core/plan/digest.hpp"

#include <algorithm>

namespace followup::plan {
namespace {

/// Something is open, and all of it is so.
bool all_open(const Plan& plan, const auto& is_so) {
    const auto open = [](const Duty& duty) { return duty.state == State::open; };
    return std::ranges::any_of(plan.duties, open)
           && std::ranges::all_of(plan.duties, [&](const Duty& duty) { return !open(duty) || is_so(duty); });
}

} // namespace

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

bool undated(const Duty& duty, Instant now) {
    if (duty.kind != Kind::next || duty.state != State::open) return false;
    return !duty.dates.back().said || duty.due <= now;
}

bool undated(const Plan& plan, Instant now) {
    return all_open(plan, [now](const Duty& duty) { return undated(duty, now); });
}

bool carried_over(const Plan& plan) {
    return all_open(plan, [](const Duty& duty) { return duty.carried_over; });
}

} // namespace followup::plan
