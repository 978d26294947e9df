#include "core/hours/ics_values.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>
#include <libical/ical.h>
#include <memory>
#include <span>

namespace followup::hours {
namespace {

using base::LocalTime;
using base::problem;
using base::year_month_day;

struct Freed {
    void operator()(icalproperty* property) const { icalproperty_free(property); }
};
using Property = std::unique_ptr<icalproperty, Freed>;

/// libical reads one line at a time, so that it cannot drop or merge what it does not like.
Property parsed(const std::string& line) {
    return Property{icalproperty_new_from_string(line.c_str())};
}

std::optional<IcsTime> time_of(const icaltimetype& read) {
    const year_month_day ymd{std::chrono::year{read.year},
                             std::chrono::month{static_cast<unsigned>(read.month)},
                             std::chrono::day{static_cast<unsigned>(read.day)}};
    if (!ymd.ok() || read.hour > 23 || read.minute > 59 || read.second > 60) return std::nullopt;
    IcsTime time;
    time.local = Date{ymd};
    time.whole_day = read.is_date != 0;
    if (time.whole_day) return time;
    time.local += base::hours{read.hour} + base::minutes{read.minute} + base::seconds{read.second};
    time.utc = icaltime_is_utc(read) != 0;
    return time;
}

std::vector<int> numbers(std::span<const short> list) {
    std::vector<int> found;
    for (const short each : list) {
        if (each == ICAL_RECURRENCE_ARRAY_MAX) break;
        found.push_back(each);
    }
    return found;
}

std::optional<Recurrence::Every> every(icalrecurrencetype_frequency frequency) {
    switch (frequency) {
    case ICAL_DAILY_RECURRENCE: return Recurrence::Every::day;
    case ICAL_WEEKLY_RECURRENCE: return Recurrence::Every::week;
    case ICAL_MONTHLY_RECURRENCE: return Recurrence::Every::month;
    case ICAL_YEARLY_RECURRENCE: return Recurrence::Every::year;
    default: return std::nullopt;
    }
}

/// libical counts weekdays from Sunday = 1.
base::weekday weekday_of(int number) {
    return base::weekday{static_cast<unsigned>(number - 1)};
}

/// The last day a rule may give: UNTIL names a moment, of which only the day counts here.
std::optional<Date> last_day(const icaltimetype& until, const IcsTime& begin) {
    const auto time = time_of(until);
    if (!time) return std::nullopt;
    const auto local = time->seen_from(begin);
    const auto date = std::chrono::floor<base::days>(local);
    if (begin.whole_day || time->whole_day) return date;
    const auto begins = begin.local - std::chrono::floor<base::days>(begin.local);
    return local - date < begins ? date - base::days{1} : date;
}

} // namespace

LocalTime IcsTime::seen_from(const IcsTime& other) const {
    if (!utc || other.utc || !other.zone) return local;
    return other.zone->local(base::Instant{local.time_since_epoch()});
}

std::optional<IcsTime> read_time(const std::string& line) {
    const auto property = parsed(line);
    if (!property) return std::nullopt;
    const auto* value = icalproperty_get_value(property.get());
    if (value == nullptr) return std::nullopt;
    icaltimetype read = icaltime_null_time();
    switch (icalvalue_isa(value)) {
    case ICAL_DATE_VALUE: read = icalvalue_get_date(value); break;
    case ICAL_DATETIME_VALUE: read = icalvalue_get_datetime(value); break;
    case ICAL_PERIOD_VALUE: read = icalvalue_get_period(value).start; break;
    case ICAL_DATETIMEPERIOD_VALUE: {
        const auto either = icalvalue_get_datetimeperiod(value);
        read = icaltime_is_null_time(either.time) ? either.period.start : either.time;
        break;
    }
    default: return std::nullopt;
    }
    auto time = time_of(read);
    const auto* zone = icalproperty_get_first_parameter(property.get(), ICAL_TZID_PARAMETER);
    if (time && zone != nullptr)
        if (const auto found = base::Zone::named(icalparameter_get_tzid(zone))) time->zone = *found;
    return time;
}

std::vector<std::string> single_values(const std::string& line) {
    bool quoted = false;
    std::size_t colon = 0;
    while (colon < line.size() && (quoted || line[colon] != ':'))
        quoted ^= line[colon++] == '"';
    if (colon == line.size()) return {line};
    std::vector<std::string> lines;
    for (const auto& value : base::split(std::string_view{line}.substr(colon + 1), ','))
        lines.push_back(line.substr(0, colon + 1) + value);
    return lines;
}

std::optional<base::seconds> read_duration(const std::string& line) {
    const auto property = parsed(line);
    if (!property || icalproperty_isa(property.get()) != ICAL_DURATION_PROPERTY) return std::nullopt;
    const auto duration = icalproperty_get_duration(property.get());
    if (icaldurationtype_is_bad_duration(duration) != 0) return std::nullopt;
    return base::seconds{icaldurationtype_as_int(duration)};
}

std::string read_text(const std::string& line) {
    const auto property = parsed(line);
    if (!property) return {};
    const auto* value = icalproperty_get_value(property.get());
    if (value == nullptr) return {};
    if (icalvalue_isa(value) == ICAL_TEXT_VALUE) return icalvalue_get_text(value);
    const std::unique_ptr<char, void (*)(void*)> written{icalvalue_as_ical_string_r(value),
                                                         icalmemory_free_buffer};
    return written ? written.get() : std::string{};
}

base::Result<Recurrence> read_rule(const std::string& line, const IcsTime& begin) {
    const auto property = parsed(line);
    if (!property) return problem("", fmt::format("'{}' cannot be read", base::escaped(line, 80)));
    const auto read = icalvalue_get_recur(icalproperty_get_value(property.get()));
    Recurrence rule;
    const auto often = every(read.freq);
    if (!often) return problem("", "it recurs more often than daily, which no closed day does");
    if (read.rscale != nullptr && base::ascii_lower(read.rscale) != "gregorian")
        return problem("", fmt::format("its rule is of the calendar '{}'", base::escaped(read.rscale, 40)));
    if (read.interval < 1) return problem("", "its INTERVAL is less than one");
    rule.every = *often;
    rule.interval = read.interval;
    if (read.count > 0) rule.count = read.count;
    if (!icaltime_is_null_time(read.until)) {
        rule.until = last_day(read.until, begin);
        if (!rule.until) return problem("", "its UNTIL is no date");
    }
    if (read.week_start != ICAL_NO_WEEKDAY) rule.week_start = weekday_of(read.week_start);
    rule.month_days = numbers(read.by_month_day);
    rule.year_days = numbers(read.by_year_day);
    rule.weeks = numbers(read.by_week_no);
    rule.positions = numbers(read.by_set_pos);
    rule.months = numbers(read.by_month);
    for (const int day : numbers(read.by_day)) {
        const auto code = static_cast<short>(day);
        const auto nth = icalrecurrencetype_day_position(code);
        const bool by_weeks = rule.every == Recurrence::Every::day || rule.every == Recurrence::Every::week;
        if (nth != 0 && (by_weeks || !rule.weeks.empty()))
            return problem("", "its BYDAY counts weekdays of a week");
        rule.days.push_back({weekday_of(icalrecurrencetype_day_day_of_week(code)), nth});
    }
    return rule;
}

} // namespace followup::hours
