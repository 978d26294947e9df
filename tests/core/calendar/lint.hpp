#pragma once

#include "core/base/text.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace followup::calendar {

/// The content lines of a calendar, unfolded (RFC 5545 3.1).
inline std::vector<std::string> unfolded(std::string_view bytes) {
    std::vector<std::string> lines;
    while (!bytes.empty()) {
        const auto end = std::min(bytes.find("\r\n"), bytes.size());
        const auto line = bytes.substr(0, end);
        if (line.starts_with(' ') && !lines.empty())
            lines.back() += line.substr(1);
        else
            lines.emplace_back(line);
        bytes.remove_prefix(std::min(end + 2, bytes.size()));
    }
    return lines;
}

/// The events, each as its properties by "NAME;PARAMETERS"; a doubled one has all its values, with '|'
/// between.
inline std::vector<std::map<std::string, std::string>> events_of(std::string_view bytes) {
    std::vector<std::map<std::string, std::string>> events;
    bool inside = false;
    for (const auto& line : unfolded(bytes)) {
        if (line == "BEGIN:VEVENT") events.emplace_back();
        if (line == "BEGIN:VEVENT" || line == "END:VEVENT")
            inside = line.front() == 'B';
        else if (inside) {
            const auto colon = std::min(line.find(':'), line.size());
            auto& value = events.back()[line.substr(0, colon)];
            value += (value.empty() ? "" : "|") + line.substr(std::min(colon + 1, line.size()));
        }
    }
    return events;
}

namespace lint_parts {

inline void lines(std::string_view bytes, std::vector<std::string>& wrong) {
    if (!bytes.ends_with("\r\n")) wrong.emplace_back("it does not end with a line end");
    while (!bytes.empty()) {
        const auto end = bytes.find("\r\n");
        if (end == std::string_view::npos) {
            wrong.emplace_back("a line has no end");
            return;
        }
        const auto line = bytes.substr(0, end);
        if (line.size() > 75) wrong.push_back("longer than 75 octets: " + std::string{line});
        if (base::has_control(line)) wrong.push_back("a control character: " + base::escaped(line));
        if (!base::is_utf8(line)) wrong.push_back("not UTF-8: " + base::escaped(line));
        bytes.remove_prefix(end + 2);
    }
}

inline void times(const std::map<std::string, std::string>& event, std::vector<std::string>& wrong) {
    const auto value = [&event](const std::string& name) {
        const auto found = event.find(name);
        return found == event.end() ? std::string{} : found->second;
    };
    const auto begin = value("DTSTART") + value("DTSTART;VALUE=DATE");
    const auto end = value("DTEND") + value("DTEND;VALUE=DATE");
    if (begin.size() != end.size() || (begin.size() != 8 && (begin.size() != 16 || begin.back() != 'Z')))
        wrong.push_back("neither two dates nor two UTC times: " + begin + " " + end);
    if (end <= begin) wrong.push_back("it ends before it begins: " + begin);
    if (value("DTSTAMP") != value("LAST-MODIFIED")) wrong.push_back("DTSTAMP is not LAST-MODIFIED");
    if (value("CREATED") > value("LAST-MODIFIED")) wrong.push_back("changed before it was created");
    for (const auto* name : {"UID", "DTSTAMP", "CREATED", "SEQUENCE", "SUMMARY", "TRANSP", "CLASS"})
        if (value(name).empty()) wrong.push_back(std::string{name} + " is missing");
    for (const auto& [name, text] : event)
        if (name != "SUMMARY" && name != "DESCRIPTION" && name != "LOCATION" && text.contains('|'))
            wrong.push_back("twice: " + name);
}

} // namespace lint_parts

/// What is wrong with a feed by the rules that no validator checks (interop T2); empty: nothing.
inline std::vector<std::string> lint(std::string_view bytes) {
    std::vector<std::string> wrong;
    lint_parts::lines(bytes, wrong);
    const auto all = unfolded(bytes);
    if (all.empty() || all.front() != "BEGIN:VCALENDAR" || all.back() != "END:VCALENDAR")
        wrong.emplace_back("it is no VCALENDAR");
    for (const auto& line : all)
        for (const auto* name :
             {"X-LIC-ERROR", "METHOD", "BEGIN:VALARM", "TZID", "X-WR-TIMEZONE", "ATTENDEE", "ORGANIZER"})
            if (line.starts_with(name)) wrong.push_back(line);
    const auto events = events_of(bytes);
    if (events.empty()) wrong.emplace_back("it has no event");
    std::set<std::string> uids;
    for (const auto& event : events) {
        if (!uids.insert(event.contains("UID") ? event.at("UID") : "").second)
            wrong.emplace_back("a UID twice");
        lint_parts::times(event, wrong);
    }
    return wrong;
}

} // namespace followup::calendar
