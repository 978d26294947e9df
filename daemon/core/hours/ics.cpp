#include "core/hours/holidays.hpp"

#include "core/base/text.hpp"
#include "core/hours/ics_values.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace followup::hours {
namespace {

using base::days;

/// Days looked at for all the rules of a file: about a tenth of a second.
constexpr long days_searched_max = 3'000'000;
constexpr std::size_t name_bytes_max = 200;

/// What an event says, as far as closed days need it.
struct Event {
    std::size_t number = 0;
    std::string uid;
    std::string name;
    bool cancelled = false;
    std::optional<IcsTime> begin;
    std::optional<IcsTime> end;
    std::optional<base::seconds> duration;
    std::optional<IcsTime> instead_of; ///< RECURRENCE-ID: replaces that day of the event with the same UID
    std::vector<const IcsLine*> rules, dates, dates_left_out;
};

/// A name without what may not stand in one: controls, direction marks, bytes that are no UTF-8.
std::string clean(std::string_view text) {
    std::string name;
    for (const char32_t c : base::code_points(text)) {
        std::string sign;
        base::append_utf8(sign, c == U'\n' || c == U'\t' ? U' ' : c);
        if (base::has_control(sign) || base::has_bidi_override(sign) || c == U'\uFFFD') continue;
        if (name.size() + sign.size() > name_bytes_max) break;
        name += sign;
    }
    return std::string{base::trimmed(name)};
}

class IcsReader {
  public:
    IcsReader(const std::string& file, Date first, Date last) : x_file(file), x_first(first), x_last(last) {}

    Holidays read(std::string_view bytes) {
        const auto read = ics_events(bytes, x_file);
        x_out.problems = read.problems;
        std::vector<Event> events;
        for (const auto& each : read.events)
            events.push_back(event(each));
        for (const auto& each : events)
            if (each.instead_of) x_replaced[each.uid].push_back(*each.instead_of);
        for (const auto& each : events)
            if (!each.cancelled && each.begin) add(each);
        std::ranges::sort(x_out.days, {}, [](const when::ClosedDay& day) {
            return std::pair{day.date, std::string_view{day.name}};
        });
        if (x_days_left <= 0) wrong(1, "its events recur too often: not all of them were read");
        if (x_full)
            wrong(1, fmt::format("it closes more than {} days: the rest was left out", closed_days_max));
        return std::move(x_out);
    }

  private:
    void wrong(std::size_t number, std::string what) {
        x_out.problems.push_back({fmt::format("{}:{}", x_file, number), std::move(what), {}});
    }

    void unreadable(const IcsLine& line, std::string_view so) {
        wrong(line.number, fmt::format("'{}' cannot be read: {}", base::escaped(line.text, 80), so));
    }

    std::optional<IcsTime> time(const IcsLine& line, std::string_view so) {
        auto read = read_time(line.text);
        if (!read) unreadable(line, so);
        return read;
    }

    std::string name(const IcsLine& line) {
        if (!base::is_utf8(line.text))
            wrong(line.number, "this name is not UTF-8: some of its letters were dropped");
        return clean(read_text(line.text));
    }

    Event event(const IcsEvent& from) {
        Event event;
        event.number = from.number;
        const IcsLine* begin = nullptr;
        for (const auto& line : from.lines) {
            if (line.name == "DTSTART")
                begin = &line;
            else if (line.name == "DTEND")
                event.end = time(line, "its first day alone is closed");
            else if (line.name == "DURATION") {
                event.duration = read_duration(line.text);
                if (!event.duration) unreadable(line, "its first day alone is closed");
            } else if (line.name == "RECURRENCE-ID")
                event.instead_of = time(line, "it replaces no other day");
            else if (line.name == "SUMMARY")
                event.name = name(line);
            else if (line.name == "UID")
                event.uid = read_text(line.text);
            else if (line.name == "STATUS")
                event.cancelled = base::ascii_lower(read_text(line.text)) == "cancelled";
            else if (line.name == "RRULE")
                event.rules.push_back(&line);
            else if (line.name == "RDATE")
                event.dates.push_back(&line);
            else if (line.name == "EXRULE")
                wrong(line.number, "EXRULE is not read, as RFC 5545 dropped it; EXDATE names single days");
            else if (line.name == "EXDATE")
                event.dates_left_out.push_back(&line);
        }
        if (begin != nullptr)
            event.begin = time(*begin, "the event is left out");
        else
            wrong(event.number, "this event has no DTSTART and is left out");
        return event;
    }

    /// How many days from its first an event covers; 0 when it is left out.
    days length(const Event& event) {
        const auto begin = event.begin->local;
        auto end = begin;
        if (event.end)
            end = event.end->seen_from(*event.begin);
        else if (event.duration)
            end = begin + *event.duration;
        if (end < begin)
            wrong(event.number, "this event ends before it begins; its first day alone is closed");
        if (end <= begin) return days{1};
        // The end is exclusive, of times too: until midnight does not reach into the next day.
        const auto last = std::chrono::floor<days>(end - base::seconds{1});
        const auto length = last - std::chrono::floor<days>(begin) + days{1};
        if (length <= closed_span_max) return length;
        wrong(event.number, "this event lasts longer than a year and is left out");
        return days{0};
    }

    std::vector<Date> expanded(const Event& event, days length) {
        std::vector<Date> dates;
        const auto begin = std::chrono::floor<days>(event.begin->local);
        for (const auto* line : event.rules) {
            const auto rule = read_rule(line->text, *event.begin);
            if (!rule) {
                wrong(line->number, rule.error().what);
                continue;
            }
            for (const auto date : occurrences(*rule, begin, x_first - length, x_last, x_days_left))
                dates.push_back(date);
        }
        return dates;
    }

    std::vector<Date> named(const Event& event, const std::vector<const IcsLine*>& lines) {
        std::vector<Date> dates;
        for (const auto* line : lines)
            for (const auto& value : single_values(line->text)) {
                const auto read = read_time(value);
                if (read)
                    dates.push_back(std::chrono::floor<days>(read->seen_from(*event.begin)));
                else
                    unreadable(*line, "one of its days is left out");
            }
        return dates;
    }

    void add(const Event& event) {
        const auto span = length(event);
        if (span == days{0}) return;
        auto dates = expanded(event, span);
        dates.push_back(std::chrono::floor<days>(event.begin->local));
        std::ranges::copy(named(event, event.dates), std::back_inserter(dates));
        std::ranges::sort(dates);
        dates.erase(std::ranges::unique(dates).begin(), dates.end());
        auto left_out = named(event, event.dates_left_out);
        if (const auto found = x_replaced.find(event.uid); found != x_replaced.end() && !event.instead_of)
            for (const auto& each : found->second)
                left_out.push_back(std::chrono::floor<days>(each.seen_from(*event.begin)));
        for (const auto date : dates)
            if (std::ranges::find(left_out, date) == left_out.end()) close(date, span, event.name);
    }

    void close(Date date, days span, const std::string& name) {
        const auto end = std::min(date + span, x_last + days{1});
        for (auto each = std::max(date, x_first); each < end; each += days{1}) {
            x_full = x_full || x_out.days.size() >= closed_days_max;
            if (x_full) return;
            x_out.days.push_back({each, name});
        }
    }

    const std::string& x_file;
    const Date x_first, x_last;
    std::map<std::string, std::vector<IcsTime>> x_replaced;
    long x_days_left = days_searched_max;
    bool x_full = false;
    Holidays x_out;
};

} // namespace

Holidays read_ics(std::string_view bytes, const std::string& file, Date first, Date last) {
    return IcsReader{file, first, last}.read(bytes);
}

} // namespace followup::hours
