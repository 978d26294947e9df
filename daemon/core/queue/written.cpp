#include "core/queue/written.hpp"

#include <fmt/format.h>

namespace followup::queue {

base::Date date_of(const toml::date& date) {
    return base::Date{base::year_month_day{std::chrono::year{date.year}, std::chrono::month{date.month},
                                           std::chrono::day{date.day}}};
}

base::seconds time_of_day(const toml::time& time) {
    return base::hours{time.hour} + base::minutes{time.minute} + base::seconds{time.second};
}

base::LocalTime local_time(const toml::date_time& time) {
    return date_of(time.date) + time_of_day(time.time);
}

std::string words(const toml::date_time& time) {
    std::string words = fmt::format("{}T{:02}:{:02}:{:02}", base::iso(date_of(time.date)), time.time.hour,
                                    time.time.minute, time.time.second);
    if (!time.offset) return words;
    const int minutes = time.offset->minutes;
    const int size = minutes < 0 ? -minutes : minutes;
    if (minutes == 0) return words + "Z";
    return fmt::format("{}{}{:02}:{:02}", words, minutes < 0 ? '-' : '+', size / 60, size % 60);
}

} // namespace followup::queue
