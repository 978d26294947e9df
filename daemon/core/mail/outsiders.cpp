#include "core/mail/outsiders.hpp"

namespace followup::mail {
namespace {

constexpr base::hours span{1};

bool over(Instant began, Instant now) {
    return now - began >= span || now < began; // or the clock was set back
}

} // namespace

Outsiders::Heeded Outsiders::came(const std::string& source, Instant now, int most) {
    auto found = x_hours.find(source);
    if (found == x_hours.end()) {
        if (x_hours.size() >= sources_max)
            std::erase_if(x_hours, [now](const auto& each) { return over(each.second.began, now); });
        // So many at once are no persons; to look for the oldest would cost more than they do.
        if (x_hours.size() >= sources_max) x_hours.clear();
        found = x_hours.emplace(source, Hour{now, 0}).first;
    }
    auto& hour = found->second;
    if (over(hour.began, now)) hour = {now, 0};
    if (most > 0 && hour.count >= most) {
        ++x_counts.not_heeded;
        return Heeded::no;
    }
    ++hour.count;
    ++x_counts.heeded;
    return hour.count == most ? Heeded::last : Heeded::yes;
}

} // namespace followup::mail
