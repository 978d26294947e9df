#include "core/calendar/component.hpp"

#include "core/base/text.hpp"
#include "core/calendar/clean.hpp"
#include "core/calendar/lines.hpp"

#include <algorithm>

namespace followup::calendar {
namespace {

constexpr std::size_t written_bytes_max = 4000;

/// What may not stand in a URI ends it.
std::string_view uri(std::string_view text) {
    const auto end = std::ranges::find_if_not(text, [](char c) { return c > 0x20 && c < 0x7F && c != '"'; });
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

/// Readers disagree on escapes in the names of calendars and in categories (interop L5, L10).
std::string bare(std::string_view text) {
    auto line = clean_line(text, line_bytes_max);
    std::ranges::replace_if(line, [](char c) { return c == ',' || c == ';' || c == '\\'; }, ' ');
    return line;
}

void add_known(Lines& lines, std::string_view name, const std::string& text) {
    if (!text.empty()) lines.add_text(name, text);
}

void add_times(Lines& lines, const Entry& entry) {
    if (const auto* day = std::get_if<AllDay>(&entry.time)) {
        lines.add("DTSTART", day->date);
        lines.add("DTEND", day->date + base::days{1});
        return;
    }
    const auto& span = std::get<Span>(entry.time);
    lines.add("DTSTART", span.begin);
    lines.add("DTEND", std::max(span.end, span.begin + base::seconds{1}));
}

void add_stamps(Lines& lines, const Stamp& stamp) {
    // DTSTAMP says when it was last revised, not when it was fetched (F25).
    lines.add("DTSTAMP", stamp.modified);
    lines.add("CREATED", stamp.created);
    lines.add("LAST-MODIFIED", stamp.modified);
    lines.add("SEQUENCE", std::to_string(stamp.sequence));
}

/// With the link as its last line: several calendars show no URL (F10).
std::string described(const Entry& entry, std::string_view link) {
    auto text = clean_text(entry.description, written_bytes_max);
    if (!link.empty() && !text.ends_with(link)) text.append(text.empty() ? "" : "\n").append(link);
    return text;
}

void add_words(Lines& lines, const Entry& entry) {
    const auto link = uri(entry.url);
    lines.add_text("SUMMARY", clean_line(entry.summary, line_bytes_max));
    add_known(lines, "DESCRIPTION", described(entry, link));
    add_known(lines, "LOCATION", clean_line(entry.location, line_bytes_max));
    if (!link.empty()) lines.add("URL", link);
}

void add_kind(Lines& lines, const Entry& entry) {
    lines.add("CLASS", "PRIVATE");
    std::vector<std::string> categories;
    for (const auto& each : entry.categories)
        categories.push_back(bare(each));
    std::erase(categories, std::string{});
    if (!categories.empty()) lines.add("CATEGORIES", base::joined(categories, ","));
    if (entry.priority > 0) lines.add("PRIORITY", std::to_string(entry.priority));
}

/// Before the beginning (F4): Exchange takes a later one for an earlier one.
void add_alarm(Lines& lines, const Entry& entry) {
    const bool day = std::holds_alternative<AllDay>(entry.time);
    lines.add("BEGIN", "VALARM");
    lines.add("ACTION", "DISPLAY");
    lines.add_text("DESCRIPTION", clean_line(entry.summary, line_bytes_max));
    lines.add("TRIGGER", day ? "-PT15H" : "-PT30M"); // 09:00 on the day before
    lines.add("END", "VALARM");
}

void add_event(Lines& lines, const Event& event, bool alarms) {
    const auto& entry = *event.entry;
    lines.add("BEGIN", "VEVENT");
    lines.add_text("UID", clean_line(entry.uid, line_bytes_max));
    add_stamps(lines, event.stamp);
    add_times(lines, entry);
    add_words(lines, entry);
    lines.add("STATUS", "CONFIRMED");
    lines.add("TRANSP", "TRANSPARENT");
    lines.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE");
    add_kind(lines, entry);
    if (alarms && !entry.settled) add_alarm(lines, entry);
    lines.add("END", "VEVENT");
}

void add_todo(Lines& lines, const Event& event) {
    const auto& entry = *event.entry;
    lines.add("BEGIN", "VTODO");
    // Not the UID of the same thing as a VEVENT: somebody may subscribe to both.
    lines.add_text("UID", "task-" + clean_line(entry.uid, line_bytes_max));
    add_stamps(lines, event.stamp);
    if (const auto* day = std::get_if<AllDay>(&entry.time))
        lines.add("DUE", day->date);
    else
        lines.add("DUE", std::get<Span>(entry.time).end);
    add_words(lines, entry);
    // What expired stays to be seen: it was not done.
    lines.add("STATUS", entry.done ? "COMPLETED" : "NEEDS-ACTION");
    if (entry.done) {
        lines.add("COMPLETED", *entry.done);
        lines.add("PERCENT-COMPLETE", "100");
    }
    add_kind(lines, entry);
    lines.add("END", "VTODO");
}

void add_head(Lines& lines, const std::string& name) {
    lines.add("VERSION", "2.0");
    lines.add("PRODID", "-//followupd//feed 1//EN");
    lines.add("CALSCALE", "GREGORIAN");
    lines.add("NAME", name);
    lines.add("X-WR-CALNAME", name);
    lines.add("COLOR", "tomato");
    lines.add("X-APPLE-CALENDAR-COLOR", "#FF6347");
    lines.add("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    lines.add("X-PUBLISHED-TTL", "PT1H");
}

} // namespace

std::string written(const std::string& name, const std::vector<Event>& events, Form form) {
    Lines lines;
    lines.add("BEGIN", "VCALENDAR");
    add_head(lines, bare(name));
    for (const auto& each : events)
        form.tasks ? add_todo(lines, each) : add_event(lines, each, form.alarms);
    lines.add("END", "VCALENDAR");
    return lines.take();
}

} // namespace followup::calendar
