#include "core/calendar/feed.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace followup::calendar {
namespace {

constexpr std::size_t gone_max = 1000;

Stamp stamp(const Entry& entry, const Stamp* before) {
    const auto hash = entry.content_hash();
    if (before == nullptr) return {entry.uid, hash, entry.created, std::max(entry.cause, entry.created), 0};
    if (before->hash == hash) return *before;
    return {entry.uid, hash, before->created, std::max(entry.cause, before->modified + base::seconds{1}),
            before->sequence + 1};
}

} // namespace

std::vector<Stamp> advanced(const std::vector<Stamp>& before, const std::vector<Entry>& entries) {
    std::unordered_map<std::string_view, const Stamp*> known;
    for (const auto& each : before)
        known.emplace(each.uid, &each);
    std::vector<Stamp> stamps;
    std::unordered_set<std::string_view> shown;
    for (const auto& each : entries) {
        const auto found = known.find(each.uid);
        stamps.push_back(stamp(each, found == known.end() ? nullptr : found->second));
        shown.insert(each.uid);
    }
    // An entry that left may come back: its SEQUENCE is never reset (interop F26), and it counts as changed.
    std::vector<Stamp> gone;
    for (const auto& each : before)
        if (!shown.contains(each.uid))
            gone.push_back({each.uid, "", each.created, each.modified, each.sequence});
    if (gone.size() > gone_max) {
        std::ranges::sort(gone, std::ranges::greater{},
                          [](const Stamp& each) { return std::tie(each.modified, each.uid); });
        gone.resize(gone_max);
    }
    stamps.insert(stamps.end(), gone.begin(), gone.end());
    return stamps;
}

} // namespace followup::calendar
