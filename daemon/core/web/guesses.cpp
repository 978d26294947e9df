#include "core/web/guesses.hpp"

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
    // From so many addresses at once nobody is told by theirs; to look for the oldest each time would cost
    // the loop more than the guesses do.
    if (x_counts.size() >= askers_max) x_counts.clear();
}

} // namespace followup::web
