#include "core/base/require.hpp"
#include "core/base/text.hpp"
#include "core/calendar/feed.hpp"

#include <cstddef>
#include <cstdint>

using namespace followup;

namespace {

/// A calendar reader would lose its place, or read something that is not ours.
void check_lines(std::string_view bytes) {
    base::require(bytes.ends_with("\r\nEND:VCALENDAR\r\n"), "a feed has its end");
    std::string_view before;
    while (!bytes.empty()) {
        const auto end = bytes.find("\r\n");
        base::require(end != std::string_view::npos, "every line has an end");
        const auto line = bytes.substr(0, end);
        base::require(line.size() <= 75, "no line is longer than 75 octets");
        base::require(base::is_utf8(line), "no fold is within a character");
        base::require(!base::has_control(line), "no control character is left");
        for (const auto* sly : {"METHOD", "X-LIC-ERROR", "ATTENDEE", "BEGIN:VALARM"})
            base::require(!line.starts_with(sly), "nobody's words become a property");
        base::require(!line.starts_with("END:VCALENDAR") || end + 2 == bytes.size(),
                      "nothing follows the end");
        bytes.remove_prefix(end + 2);
        before = line;
    }
    base::require(before == "END:VCALENDAR", "the last line is the end");
}

std::size_t count(std::string_view bytes, std::string_view wanted) {
    std::size_t found = 0;
    for (auto at = bytes.find(wanted); at != std::string_view::npos; at = bytes.find(wanted, at + 1))
        ++found;
    return found;
}

} // namespace

/// Any bytes as the texts of an entry, with a NUL between them: the feed keeps its form.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto texts = base::split({reinterpret_cast<const char*>(data), size}, '\0');
    const auto text = [&texts](std::size_t n) { return n < texts.size() ? texts[n] : std::string{}; };
    const auto begin = *base::parse_instant("2026-11-21T21:00:00Z");
    calendar::Entry entry;
    entry.uid = "u@glass.example";
    entry.time = calendar::Span{begin, begin + base::minutes{30}};
    entry.summary = text(0);
    entry.description = text(1);
    entry.location = text(2);
    entry.url = text(3);
    entry.categories = {text(4), text(5)};
    entry.task = true;
    entry.created = entry.cause = begin;
    calendar::Feed feed;
    feed.domain = "glass.example";
    feed.since = begin;
    feed.stamps = calendar::advanced({}, {entry});
    feed.entries = {entry};
    if (texts.size() > 6) feed.name = text(6);
    for (const bool tasks : {false, true}) {
        feed.form.tasks = tasks;
        const auto bytes = calendar::ics(feed);
        base::require(bytes.has_value(), "every feed can be written");
        check_lines(*bytes);
        base::require(count(*bytes, "\r\nBEGIN:V") == 1, "one entry stays one");
        base::require(*calendar::ics(feed) == *bytes, "the same twice");
    }
    return 0;
}
