#include "core/ledger/agency.hpp"

#include <algorithm>

namespace followup::ledger {

const Recruiter* Agency::recruiter(std::string_view id) const {
    auto at = std::ranges::find(recruiters, id, &Recruiter::id);
    if (at == recruiters.end())
        at = std::ranges::find_if(recruiters, [&](const Recruiter& each) {
            return std::ranges::find(each.inherits, id) != each.inherits.end();
        });
    return at == recruiters.end() ? nullptr : &*at;
}

base::Zone Agency::zone_of(std::string_view id) const {
    const auto* known = recruiter(id);
    if (known == nullptr || known->zone.empty()) return zone;
    const auto named = base::Zone::named(known->zone);
    return named ? *named : zone;
}

} // namespace followup::ledger
