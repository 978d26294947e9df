#include "core/calendar/zone_rules.hpp"

#include "core/base/text.hpp"
#include "core/calendar/property.hpp"
#include "core/hours/ics_values.hpp"

#include <algorithm>

namespace followup::calendar {
namespace {

using base::LocalTime;
using base::seconds;

constexpr std::size_t parts_max = 100;
constexpr std::size_t dates_max = 1000;
/// Days that the rules of a file may look at for one time.
constexpr long days_searched_max = 50'000;

/// A rule's UNTIL is in UTC, its days are those of the clocks before the change.
std::string with_local_until(const std::string& rule, seconds from) {
    const auto at = rule.find("UNTIL=");
    if (at == std::string::npos) return rule;
    const auto begin = at + 6;
    const auto end = std::min(rule.find(';', begin), rule.size());
    const auto until = hours::read_time("DTSTART:" + rule.substr(begin, end - begin));
    if (!until || !until->utc) return rule;
    auto local = base::basic(base::Instant{(until->local + from).time_since_epoch()});
    local.pop_back(); // the Z
    return rule.substr(0, begin) + local + rule.substr(end);
}

} // namespace

std::optional<seconds> utc_offset(std::string_view text) {
    auto plain = base::replaced(base::trimmed(text), "\u2212", "-"); // the sign of mathematics
    std::erase_if(plain, [](char c) { return c == ':' || c == ' ' || c == '.'; });
    if (plain.size() < 2 || plain.size() > 7 || (plain[0] != '+' && plain[0] != '-')) return std::nullopt;
    if (plain.size() % 2 == 0) plain.insert(1, 1, '0'); // "+1", "+530"
    int numbers[3] = {0, 0, 0};
    for (std::size_t at = 1; at < plain.size(); ++at) {
        if (!base::is_digit(plain[at])) return std::nullopt;
        auto& number = numbers[(at - 1) / 2];
        number = number * 10 + (plain[at] - '0');
    }
    if (numbers[0] > 23 || numbers[1] > 59 || numbers[2] > 59) return std::nullopt;
    const auto size = base::hours{numbers[0]} + base::minutes{numbers[1]} + seconds{numbers[2]};
    return plain[0] == '-' ? -size : size;
}

ZoneRules::ZoneRules(const std::vector<hours::IcsLine>& lines) {
    Part* open = nullptr;
    for (const auto& line : lines) {
        const auto read = property(line.text);
        if (read.name == "BEGIN") {
            open = nullptr;
            if (x_parts.size() >= parts_max) break;
            open = &x_parts.emplace_back();
        } else if (read.name == "END") {
            open = nullptr;
        } else if (open == nullptr) {
            if (read.name == "TZID") x_name = base::trimmed(read.value);
        } else if (read.name == "DTSTART") {
            if (const auto begin = hours::read_time("DTSTART:" + read.value)) open->begin = begin->local;
        } else if (read.name == "TZOFFSETFROM") {
            open->from = utc_offset(read.value);
        } else if (read.name == "TZOFFSETTO") {
            open->to = utc_offset(read.value);
        } else if (read.name == "RRULE" && open->rules.size() < 10) {
            open->rules.push_back("RRULE:" + read.value);
        } else if (read.name == "RDATE") {
            for (const auto& value : base::split(read.value, ','))
                if (const auto date = hours::read_time("DTSTART:" + value);
                    date && open->dates.size() < dates_max)
                    open->dates.push_back(date->local);
        }
    }
    std::erase_if(x_parts, [](const Part& part) { return !part.begin || !part.from || !part.to; });
}

std::optional<LocalTime> ZoneRules::onset(const Part& part, LocalTime time, long& days_left) {
    // Where the clocks go forward, the hour that they leave out still belongs to the time before.
    const auto last = time - std::max(seconds{0}, *part.to - *part.from);
    std::optional<LocalTime> found;
    const auto look_at = [&](LocalTime onset) {
        if (onset <= last && (!found || *found < onset)) found = onset;
    };
    look_at(*part.begin);
    for (const auto date : part.dates)
        look_at(date);
    const auto day = std::chrono::floor<base::days>(last);
    hours::IcsTime begins;
    begins.local = *part.begin;
    const auto first_day = std::chrono::floor<base::days>(*part.begin);
    for (const auto& rule : part.rules) {
        const auto read = hours::read_rule(with_local_until(rule, *part.from), begins);
        if (!read) continue;
        // The last onset lies less than two of the rule's intervals back, or the rule has come to its end.
        const base::days back{366 * (1 + std::clamp(read->interval, 1, 20))};
        auto first = std::max(first_day, day - back);
        if (read->until) first = std::max(first_day, std::min(first, *read->until - back));
        for (const auto date : hours::occurrences(*read, first_day, first, day, days_left))
            look_at(date + (*part.begin - first_day));
    }
    return found;
}

std::optional<seconds> ZoneRules::offset(LocalTime time) const {
    if (x_parts.empty()) return std::nullopt;
    const Part* holds = nullptr;
    LocalTime since{};
    long days_left = days_searched_max;
    for (const auto& part : x_parts)
        if (const auto onset = ZoneRules::onset(part, time, days_left);
            onset && (holds == nullptr || since < *onset)) {
            holds = &part;
            since = *onset;
        }
    if (holds != nullptr) return holds->to;
    return std::ranges::min_element(x_parts, {}, &Part::begin)->from;
}

} // namespace followup::calendar
