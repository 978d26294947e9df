#include "core/letter/post.hpp"

#include "core/base/country.hpp"

namespace followup::letter {

int Transit::days(std::string_view from, std::string_view to) const {
    if (from.empty() || to.empty()) return elsewhere;
    if (from != to) return abroad;
    const auto found = within.find(to);
    return found == within.end() ? elsewhere : found->second;
}

Arrival arrival(const ledger::Round& round, const base::Zone& candidate, base::Instant now,
                const Transit& transit, const hours::Calendar& calendar) {
    const auto there = base::Zone::named(round.zone);
    const auto today = candidate.date(now);
    Arrival made;
    made.posted = calendar.working(today) ? today : calendar.after(today);
    made.arrives = calendar.after(made.posted,
                                  transit.days(base::country(candidate), there ? base::country(*there) : ""));
    if (!round.decisions.empty())
        made.decides = when::last_date(round.decisions.back().on.value, there ? *there : base::Zone::utc());
    return made;
}

} // namespace followup::letter
