#include "core/web/guesses.hpp"

#include <algorithm>

namespace followup::web {

bool Guesses::failed(const std::string& address, base::Instant now) {
    auto found = x_counts.find(address);
    if (found == x_counts.end()) {
        make_room(now);
        found = x_counts.emplace(address, Count{0, now}).first;
    }
    auto& count = found->second;
    if (now - count.began >= span || now < count.began) count = {0, now};
    return ++count.failures > free;
}

void Guesses::make_room(base::Instant now) {
    if (x_counts.size() < askers_max) return;
    std::erase_if(x_counts, [now](const auto& each) { return now - each.second.began >= span; });
    if (x_counts.size() < askers_max) return;
    x_counts.erase(
        std::ranges::min_element(x_counts, {}, [](const auto& each) { return each.second.began; }));
}

} // namespace followup::web
