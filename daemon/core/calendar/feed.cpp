#include "core/calendar/feed.hpp"

#include "core/base/digest.hpp"
#include "core/calendar/component.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace followup::calendar {
namespace {

// Calendars stop reading at 1 MB and about 1111 events (interop F31).
constexpr std::size_t entries_max = 1000;
constexpr std::size_t bytes_max = 900'000;

Instant begin(const Entry& entry) {
    if (const auto* day = std::get_if<AllDay>(&entry.time)) return Instant{day->date.time_since_epoch()};
    return std::get<Span>(entry.time).begin;
}

std::size_t about_bytes(const Entry& entry) {
    // Folding and escapes add at most a tenth to people's words; the rest of an event is below 800 bytes.
    // What is too long is cut when it is written.
    constexpr std::size_t texts_max = 4500;
    const auto texts = entry.summary.size() + entry.description.size() + entry.location.size();
    return 800 + 2 * entry.url.size() + std::min(texts, texts_max) * 11 / 10;
}

/// The entries that fit: open ones before settled ones, then the nearest in time.
std::vector<const Entry*> fitting(const std::vector<Entry>& entries, Form form) {
    std::vector<const Entry*> list;
    for (const auto& each : entries)
        if (each.task || !form.tasks) list.push_back(&each);
    const auto weight = [](const Entry* each) {
        return std::tuple{each->settled, begin(*each), std::string_view{each->uid}};
    };
    std::ranges::sort(list, {}, weight);
    std::size_t bytes = 0;
    std::size_t count = 0;
    while (count < list.size() && count < entries_max && bytes + about_bytes(*list[count]) <= bytes_max)
        bytes += about_bytes(*list[count++]);
    list.resize(count);
    std::ranges::sort(
        list, {}, [](const Entry* each) { return std::tuple{begin(*each), std::string_view{each->uid}}; });
    return list;
}

/// A feed without any event would leave the old ones standing in Evolution (F29).
Entry anchor(const Feed& feed) {
    Entry entry;
    // By its first name: in another language it is the same entry.
    entry.uid = base::uuid5("anchor Follow-ups" + base::rfc3339(feed.since)) + "@" + feed.domain;
    entry.time = AllDay{base::Date{std::chrono::floor<base::days>(feed.since).time_since_epoch()}};
    entry.summary = feed.idle;
    entry.categories = {feed.category};
    entry.done = feed.since;
    entry.settled = true;
    return entry;
}

} // namespace

base::Result<std::string> ics(const Feed& feed) {
    std::unordered_map<std::string_view, const Stamp*> stamps;
    for (const auto& each : feed.stamps)
        stamps.emplace(each.uid, &each);
    std::vector<Event> events;
    std::unordered_set<std::string_view> seen;
    for (const auto* entry : fitting(feed.entries, feed.form)) {
        const auto stamp = stamps.find(entry->uid);
        if (stamp == stamps.end()) return base::problem(feed.name, "an entry has no stamp: " + entry->uid);
        if (!seen.insert(entry->uid).second)
            return base::problem(feed.name, "two entries have one UID: " + entry->uid);
        events.push_back({entry, *stamp->second});
    }
    const auto alone = anchor(feed);
    if (events.empty()) events.push_back({&alone, {alone.uid, "", feed.since, feed.since, 0}});
    return written(feed.name, events, feed.form);
}

} // namespace followup::calendar
